import { readFileSync, realpathSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from '../files.mjs';
import { tool } from '../tasks/process.mjs';

const emitted = {
  plugin: join(root, 'node_modules', '.cache', 'tsc-cli', 'plugin.d.ts'),
  core: join(root, 'packages', 'core', 'dist', 'index.d.ts'),
};

/**
 * The declarations of `listing-lint/plugin` in one text that imports `zod`, gathered from those that the compiler emits (thirty times
 * quicker than from the sources). This is the API report.
 */
export const pluginTypes = async () => {
  if (tool('tsc', ['-b', 'packages/cli']) !== 0) throw new Error('the types of packages/cli are in error');
  const bundle = await rollup({
    input: emitted.plugin,
    external: ['zod'],
    plugins: [
      { name: 'core', resolveId: (id) => (id === '@listing-lint/core' ? emitted.core : undefined) },
      dts({ respectExternal: true }),
    ],
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
  const plugin = (await pluginTypes()).replaceAll("from 'zod'", "from './zod/index.js'");
  return new Map([['plugin.d.ts', plugin], ...zodTypes()]);
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
