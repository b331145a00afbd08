// Bundles the sources once per run for the tests under `test/`, which import packages by their public entries alone. vite transforms and evaluates 1,400
// modules one after the other, 18 s on two cores, and again in each process; esbuild takes 2 s. Tests within packages run on the modules themselves.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { build } from 'esbuild';
import { bundleOptions } from '../bundle.mjs';
import { listFiles, root } from '../files.mjs';

const TESTS = join(root, 'test/');
const SOURCE = '@listing-lint/source';

/** Returns the source of each public entry of the workspace's packages, by what an import of it says. */
const publicEntries = () =>
  new Map(
    listFiles('packages', /^packages\/[^/]+\/package\.json$/).flatMap((path) => {
      const { name, exports } = JSON.parse(readFileSync(join(root, path), 'utf8'));
      return Object.entries(exports ?? {})
        .filter(([, entry]) => entry[SOURCE] !== undefined)
        .map(([entry, { [SOURCE]: source }]) => [name + entry.slice(1), join(root, dirname(path), source)]);
    }),
  );

/** Sources that look for files and packages from where they are find the same. */
const inPlace = {
  name: 'in-place',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]packages[\\/][^/\\]+[\\/]src[\\/].*\.ts$/ }, ({ path }) => {
      const text = readFileSync(path, 'utf8');
      const url = JSON.stringify(pathToFileURL(path).href);
      return { contents: text.replaceAll('import.meta.url', url), loader: 'ts' };
    });
  },
};

const entries = publicEntries();

/** Packages that are not of the workspace are imported from where the importer finds them, so that the tests share them. */
const outside = {
  name: 'outside',
  setup: ({ onResolve, resolve }) => {
    onResolve({ filter: /^[^./]/ }, async ({ path, kind, resolveDir, pluginData }) => {
      if (
        kind === 'entry-point' ||
        pluginData === outside ||
        entries.has(path) ||
        isBuiltin(path) ||
        path.startsWith('virtual:')
      )
        return undefined;
      const found = await resolve(path, { kind, resolveDir, pluginData: outside });
      return { path: found.path && !found.external ? pathToFileURL(found.path).href : path, external: true };
    });
  },
};

const bundle = async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'listing-lint-test-'));
  process.on('exit', () => rmSync(outdir, { recursive: true, force: true }));
  await build({
    ...bundleOptions,
    banner: {},
    conditions: [SOURCE],
    entryPoints: Object.fromEntries(entries),
    outdir,
    outExtension: { '.js': '.mjs' },
    splitting: true,
    plugins: [...bundleOptions.plugins, outside, inPlace],
  });
  return outdir;
};

let bundled;
let isWatching = false;

export const bundledSourcesForVite = {
  name: 'bundled-sources',
  enforce: 'pre',
  // What watches runs the tests again that import a changed module.
  configureVitest: ({ vitest }) => {
    isWatching = vitest.config.watch;
  },
  resolveId: async (id, importer) => {
    if (isWatching || !entries.has(id) || !importer?.startsWith(TESTS)) return undefined;
    bundled ??= bundle();
    return { id: join(await bundled, `${id}.mjs`), external: true };
  },
};
