// The list of the built-in plugin's facts, from the folders: a fact is added in its family's file.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { listFiles, root } from '../files.mjs';

const SOURCE = 'packages/rules/src';
const GENERATED = `${SOURCE}/generated`;
const HEADER = '// Made by `npm run generate` from the folder listing. Do not edit.\n';

/** One list out of the `export const <name>` of every family's `<name>.ts`. */
const arrayModule = (name) => {
  const paths = listFiles(SOURCE, new RegExp(`^${SOURCE}/[^/]+/${name}\\.ts$`)).filter(
    (path) => !path.startsWith(GENERATED),
  );
  const families = paths.map((path) => {
    if (!new RegExp(`export (const ${name}\\b|\\{[^}]*\\b${name}\\b)`).test(readFileSync(join(root, path), 'utf8'))) {
      throw new Error(`${path} must export an array named "${name}"`);
    }
    return path.split('/').at(-2);
  });
  // A family may be called as a word that TypeScript keeps for itself (`case`).
  const suffix = `${name[0].toUpperCase()}${name.slice(1)}`;
  const imports = families
    .map((family) => `import { ${name} as ${family}${suffix} } from '../${family}/${name}.ts';\n`)
    .join('');
  const list = families.map((family) => `  ...${family}${suffix},\n`).join('');
  return `${HEADER}import type { Plugin } from '@listing-lint/core/plugin';\n${imports}\nexport const ${name}: NonNullable<Plugin['${name}']> = [\n${list}];\n`;
};

export const builtinLists = () => [
  {
    folder: GENERATED,
    pattern: /./,
    files: new Map([[`${GENERATED}/facts.ts`, arrayModule('facts')]]),
  },
];
