// The lists of the built-in plugin, from the folders: a rule, a fact or a preset is added by adding its file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { listFiles, root } from '../files.mjs';

const SOURCE = 'packages/rules/src';
const GENERATED = `${SOURCE}/generated`;
const HEADER = '// Made by `npm run generate` from the folder listing. Do not edit.\n';

const literal = (text) => `\`${text.replaceAll('\r\n', '\n').replace(/[\\`]|\$\{/g, '\\$&')}\``;

const { parseDocument } = createRequire(join(root, 'packages/core/package.json'))('yaml');

/**
 * What the text says, so that a run need not parse it; nothing where it has mistakes, which a run then finds. As JSON in a getter: object
 * literals of all rules would be built at every start, whichever are asked for.
 */
const parsedValue = (text) => {
  const document = parseDocument(text);
  const faulty = document.errors.length > 0 || document.warnings.length > 0;
  return faulty
    ? ''
    : `    get value() {\n      return JSON.parse(${literal(JSON.stringify(document.toJS()))});\n    },\n`;
};

/** `[{ path, text, value }]` of YAML files, as a TypeScript module; paths are relative to the base folder. */
const yamlModule = (name, base, paths) => {
  const entries = paths.map((path) => {
    const text = readFileSync(join(root, path), 'utf8');
    return `  {\n    path: '${path.slice(base.length + 1)}',\n    text: ${literal(text)},\n${parsedValue(text)}  },\n`;
  });
  return `${HEADER}import type { YamlSource } from '@listing-lint/core';\n\nexport const ${name}: readonly YamlSource[] = [\n${entries.join('')}];\n`;
};

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
  return `${HEADER}import type { Plugin } from '@listing-lint/core';\n${imports}\nexport const ${name}: NonNullable<Plugin['${name}']> = [\n${list}];\n`;
};

export const builtinLists = () => {
  const rules = listFiles(SOURCE, /\.yaml$/).filter((path) => !path.endsWith('.test.yaml'));
  const presets = listFiles('config', /\.yaml$/);
  return [
    {
      folder: GENERATED,
      pattern: /./,
      files: new Map([
        [`${GENERATED}/rules.ts`, yamlModule('rules', SOURCE, rules)],
        [`${GENERATED}/presets.ts`, yamlModule('presets', 'config', presets)],
        [`${GENERATED}/facts.ts`, arrayModule('facts')],
        [`${GENERATED}/subjects.ts`, arrayModule('subjects')],
      ]),
    },
  ];
};
