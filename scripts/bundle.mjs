// esbuild for TypeScript that scripts need, or run: Node 20 cannot strip types.
import { createHash } from 'node:crypto';
import { mkdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { root } from './files.mjs';
import { execute } from './tasks/process.mjs';

/** Bundled CommonJS libraries call `require` for Node's own modules, and some ask for the name of their file. */
export const REQUIRE_BANNER = [
  "import { createRequire as __createRequire } from 'node:module';",
  "import { fileURLToPath as __fileURLToPath } from 'node:url';",
  'const require = __createRequire(import.meta.url);',
  'const __filename = __fileURLToPath(import.meta.url);',
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
};

/** Native modules are imported from where the importer would find them, wherever the bundle lies. */
const nativeInPlace = {
  name: 'native-in-place',
  setup: ({ onResolve }) => {
    onResolve({ filter: /^(sharp|esbuild|playwright-core|vitest|typescript)$/ }, ({ path, importer }) => {
      try {
        return { path: pathToFileURL(createRequire(importer).resolve(path)).href, external: true };
      } catch {
        return { path, external: true };
      }
    });
  },
};

/** Bundles a TypeScript module into the cache and gives its path. */
export const bundleModule = async (entry) => {
  const folder = join(root, 'node_modules', '.cache', 'listing-lint', 'bundles');
  mkdirSync(folder, { recursive: true });
  const key = createHash('sha256').update(entry).digest('hex').slice(0, 8);
  const outfile = join(folder, `${basename(entry, '.ts')}-${key}-${process.pid}.mjs`);
  await build({ ...bundleOptions, entryPoints: [entry], outfile, sourcemap: 'inline', plugins: [nativeInPlace] });
  return outfile;
};

/** What a TypeScript module exports. */
export const importModule = async (entry) => import(pathToFileURL(await bundleModule(entry)).href);

/** Runs a TypeScript module as a program; gives its exit code. */
export const runModule = async (entry, args) =>
  execute(process.execPath, ['--enable-source-maps', await bundleModule(entry), ...args]);
