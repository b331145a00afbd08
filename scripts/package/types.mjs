import { join } from 'node:path';
import { rollup } from 'rollup';
import { dts } from 'rollup-plugin-dts';
import { root } from '../files.mjs';

/**
 * The declarations of `listing-lint/plugin` in one text. With `inlineZod` they stand alone, as published; without, `zod` is imported,
 * which is short enough to read in the API report.
 */
export const pluginTypes = async ({ inlineZod }) => {
  const bundle = await rollup({
    input: join(root, 'packages', 'cli', 'src', 'plugin.ts'),
    external: inlineZod ? [] : ['zod'],
    plugins: [
      dts({
        tsconfig: join(root, 'packages', 'cli', 'tsconfig.json'),
        respectExternal: true,
        includeExternal: ['zod'],
      }),
    ],
    onwarn: (warning) => console.warn(warning.message),
  });
  const { output } = await bundle.generate({ format: 'es' });
  await bundle.close();
  return output[0].code;
};
