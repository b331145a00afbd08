// esbuild for TypeScript that scripts need, or run: Node 20 cannot strip types.
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { documentsForEsbuild } from './documents.mjs';
import { root } from './files.mjs';
import { execute } from './tasks/process.mjs';

/** Bundled CommonJS libraries call `require` for Node's own modules, and some ask for the name of their file or its folder. */
export const REQUIRE_BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
  "const __dirname = __fileURLToPath(new URL('.', import.meta.url));",
].join(' ');

/** Workspace packages by their sources; what is native or optional stays outside. */
export const bundleOptions = {
  bundle: true,
  platform: 'node',
  format: 'esm',
  target: 'node20',
  conditions: ['@listing-lint/source', 'module'],
  banner: { js: REQUIRE_BANNER },
  logLevel: 'warning',
  plugins: [documentsForEsbuild],
};

/** Native modules are imported from where the importer would find them, wherever the bundle lies. */
const nativeInPlace = {
  name: 'native-in-place',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^(sharp|esbuild|playwright-core|vitest|typescript|pg|pg-boss)$/ }, ({ path, importer }) => {
      try {
        return { path: pathToFileURL(createRequire(importer).resolve(path)).href, external: true };
      } catch {
        return { path, external: true };
      }
    });
  },
};

/** Bundles a TypeScript module into the cache and gives its path. */
export const bundleModule = (entry) => bundleAs(basename(entry, '.ts'), { entryPoints: [entry] });

const bundleAs = async (name, input) => {
  const folder = join(root, 'node_modules', '.cache', 'listing-lint', 'bundles');
  mkdirSync(folder, { recursive: true });
  const outfile = join(folder, `${name}-${process.pid}.mjs`);
  await build({
    ...bundleOptions,
    ...input,
    outfile,
    sourcemap: 'inline',
    plugins: [...bundleOptions.plugins, nativeInPlace],
  });
  return outfile;
};

let sources;
/** What the generators need of the workspace's sources, in one bundle: the engine, the built-in plugin, and schemas of documents. */
const SOURCES = [
  "export * as core from '@listing-lint/core';",
  "export { caseFileSchema, monitoringFileSchema, profileSchema } from '@listing-lint/disputes';",
  "export { channelSchema } from '@listing-lint/publish';",
  "export { listingFileSchema } from '@listing-lint/rules/listing';",
  "export { aiLabelsSchema } from '@listing-lint/rules/metadata';",
  "export { z } from 'zod';",
  "export { builtinPlugin } from './src/built-in-plugins.ts';",
];

export const importSources = () => {
  const contents = SOURCES.join('\n');
  sources ??= bundleAs('sources', { stdin: { contents, resolveDir: join(root, 'packages', 'cli') } }).then(
    (path) => import(pathToFileURL(path).href),
  );
  return sources;
};

/** Modules of the workspace by their paths from the root, in one bundle: their namespaces, in that order. */
export const importModules = async (paths) => {
  const lines = paths.map((path, index) => `export * as m${index} from './${path}';`);
  const modules = await import(
    pathToFileURL(await bundleAs('modules', { stdin: { contents: lines.join('\n'), resolveDir: root } })).href
  );
  return paths.map((_, index) => modules[`m${index}`]);
};

/** Runs a TypeScript module as a program; gives its exit code. */
export const runModule = async (entry, args) =>
  execute(process.execPath, ['--enable-source-maps', await bundleModule(entry), ...args]);
