import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from '../files.mjs';
import { tool } from '../tasks/process.mjs';
import { packageEntries } from './entries.mjs';

const emittedCli = join(root, 'node_modules', '.cache', 'tsc-cli');
/** Ours that the entries import, by what they write. */
const EMITTED = new Map(
  packageEntries()
    .filter(({ specifier }) => specifier.startsWith('@listing-lint/'))
    .map(({ specifier, types }) => [specifier, types]),
);

/** Whether the compiler has emitted them; it is asked once. */
let emitted;

/**
 * The declarations of one entry of the package (`plugin`; `index`, the Node API) in one text that imports at most `zod`, gathered from those
 * that the compiler emits (thirty times quicker than from the sources). This is the API report.
 */
export const entryTypes = async (entry) => {
  emitted ??= tool('tsc', ['-b', 'packages/cli']) === 0;
  if (!emitted) throw new Error('the types of packages/cli are in error');
  const bundle = await rollup({
    input: join(emittedCli, `${entry}.d.ts`),
    external: ['zod', 'commander', 'sharp'],
    plugins: [{ name: 'ours', resolveId: (id) => EMITTED.get(id) }, dts({ respectExternal: true })],
    onwarn: (warning) => console.warn(warning.message),
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
};

/**
 * The same as published, by path in the package: zod's own declarations stand beside it, so that it needs no dependency. They are not
 * bundled into it: an author who emits declarations needs zod's types under names (`z.ZodObject`), which a bundle takes away.
 */
export const publishedTypes = async () => {
  const declared = async (entry) => (await entryTypes(entry)).replaceAll("from 'zod'", "from './zod/index.js'");
  const [index, plugin] = [await declared('index'), await declared('plugin')];
  return new Map([['index.d.ts', index], ['plugin.d.ts', plugin], ...zodTypes()]);
};

const relativeImport = /(?:from|import\()\s*["'](\.[^"']+)\.js["']/g;

const zodTypes = () => {
  const folder = realpathSync(join(root, 'packages', 'core', 'node_modules', 'zod'));
  const files = new Map();
  const take = (path) => {
    if (files.has(`zod/${path}`)) return;
    const text = readFileSync(join(folder, path), 'utf8');
    files.set(`zod/${path}`, text);
    for (const [, target] of text.matchAll(relativeImport)) take(posix.join(dirname(path), `${target}.d.ts`));
  };
  take('index.d.ts');
  return files;
};
