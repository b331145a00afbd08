import { realpathSync } from 'node:fs';
import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from '../files.mjs';
import { tool } from '../tasks/process.mjs';

const emitted = {
  plugin: join(root, 'node_modules', '.cache', 'tsc-cli', 'plugin.d.ts'),
  core: join(root, 'packages', 'core', 'dist', 'index.d.ts'),
  zod: realpathSync(join(root, 'packages', 'core', 'node_modules', 'zod', 'index.d.ts')),
};

/**
 * The declarations of `listing-lint/plugin` in one text, gathered from those that the compiler emits (thirty times quicker than from
 * the sources). With `inlineZod` they stand alone, as published; without, `zod` is imported, which is short enough to read in the API
 * report.
 */
export const pluginTypes = async ({ inlineZod }) => {
  if (tool('tsc', ['-b', 'packages/cli']) !== 0) throw new Error('the types of packages/cli are in error');
  const bundle = await rollup({
    input: emitted.plugin,
    external: inlineZod ? [] : ['zod'],
    plugins: [
      {
        name: 'emitted',
        resolveId: (id) =>
          id === '@listing-lint/core' ? emitted.core : id === 'zod' && inlineZod ? emitted.zod : undefined,
      },
      dts({ respectExternal: true, ...(inlineZod ? { includeExternal: ['zod'] } : {}) }),
    ],
    onwarn: (warning) => console.warn(warning.message),
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return withoutVariance(output[0].code);
};

/** The bundler makes aliases of zod's interfaces and keeps `in` and `out` of their parameters, which an alias may not have. */
const withoutVariance = (code) =>
  code.replace(/^type [\w$]+<.*> = /gm, (head) => head.replace(/([<,] ?)(?:in out|in|out) (?=[A-Z])/g, '$1'));
