// Bundles packages/cli into packages/cli/dist, a complete package: main.js (the program), index.js (the Node API), plugin.js, watchdog.js (a
// thread of the program), chunks, manifest, README, licences. `npm run build -- --types` also makes their types, which takes longer.
import { chmodSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { build, transform } from 'esbuild';
import { bundleOptions } from '../bundle.mjs';
import { documentsAsFiles } from '../documents.mjs';
import { listFiles, root } from '../files.mjs';
import { behindFaces } from '../package/faces.mjs';
import { gatherChunks } from '../package/gathered.mjs';
import { lateEntries, lateModules } from '../package/late.mjs';
import { manifest } from '../package/manifest.mjs';
import { noticesOf } from '../package/notices.mjs';
import { pages } from '../package/pages.mjs';

const PACKAGE = join(root, 'packages', 'cli');
export const DIST = join(PACKAGE, 'dist');

/** zod carries its messages in fifty languages; ours are English. */
const englishZod = {
  name: 'english-zod',
  setup: ({ onLoad }) => {
    onLoad({ filter: /[\\/]zod[\\/]v4[\\/]locales[\\/]index\.js$/ }, () => ({
      contents: "export { default as en } from './en.js';",
    }));
  },
};

/** Libraries that most starts read: names inside their functions are no help in the stack of a bug of ours. */
const shortInside = {
  name: 'short-inside',
  setup: ({ onLoad }) => {
    onLoad(
      {
        filter:
          /[\\/]node_modules[\\/](?:commander|cosmiconfig|eventemitter2|exifr|ignore|js-yaml|json-rules-engine|jsonpath-plus|picomatch|saxes|yaml|zod)[\\/].*\.[cm]?js$/,
      },
      async ({ path }) => ({
        contents: (await transform(readFileSync(path, 'utf8'), { minifyIdentifiers: true, legalComments: 'none' }))
          .code,
      }),
    );
  },
};

const bundle = (plugins) =>
  build({
    ...bundleOptions,
    absWorkingDir: root,
    entryPoints: {
      main: join(PACKAGE, 'src', 'main.ts'),
      index: join(PACKAGE, 'src', 'index.ts'),
      plugin: join(PACKAGE, 'src', 'plugin.ts'),
      watchdog: join(root, 'packages', 'core', 'src', 'plugin', 'watchdog-thread.ts'),
      ...lateEntries(),
    },
    outdir: DIST,
    splitting: true,
    chunkNames: 'chunks/[name]-[hash]',
    external: ['sharp', 'typescript', 'playwright-core', 'pg', 'pg-boss', '@aws-sdk/client-s3'],
    plugins: [...plugins, behindFaces, englishZod, shortInside],
    // Half the text to parse at every start; names stay, for the stacks of bugs.
    minifyWhitespace: true,
    minifySyntax: true,
    legalComments: 'none',
    metafile: true,
    write: false,
  });

/** What gives CommonJS inside a chunk its names stands at the head of each; in most chunks nothing asks for it, and each start reads it. */
const withoutIdleHead = (text) => {
  const rest = text.replace(bundleOptions.banner.js, '');
  return /\b(?:require|__filename|__dirname)\b/.test(rest) ? text : rest;
};

const CHUNKS = relative(root, join(DIST, 'chunks')).replaceAll('\\', '/');
/** What is loaded together, by the chunk that loads it; in the order in which a lint does. */
const GATHERED = new Map([
  [`${CHUNKS}/late-cli-commands-lint-lint-action.js`, 'lint'],
  [`${CHUNKS}/late-rules-metadata-facts.js`, 'metadata'],
]);

/** Removes what an earlier build left; a running process keeps the chunks it has loaded. */
const removeStale = (folder, keep) => {
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    const path = join(entry.parentPath, entry.name);
    if (entry.isFile() && !keep.has(path)) rmSync(path);
  }
};

const START_LIMIT = 100_000;

/**
 * Throws where the program would load much before it knows its command (`--version` and a mistyped option must not wait for it), or sharp before
 * a pixel is asked for.
 */
const checkStart = ({ outputs }) => {
  const main = Object.keys(outputs).find((path) => basename(path) === 'main.js');
  const loaded = new Set([main]);
  for (const path of loaded) {
    for (const { kind, path: next } of outputs[path]?.imports ?? []) if (kind === 'import-statement') loaded.add(next);
  }
  const bytes = [...loaded].reduce((sum, path) => sum + (outputs[path]?.bytes ?? 0), 0);
  const eager = Object.entries(outputs).find(([, { imports }]) =>
    imports.some(({ kind, path }) => kind === 'import-statement' && path === 'sharp'),
  );
  if (eager !== undefined) throw new Error(`${eager[0]} loads sharp at its start: have it loaded by loadSharp`);
  if (bytes <= START_LIMIT) return;
  const inputs = [...loaded].flatMap((path) => Object.entries(outputs[path]?.inputs ?? {}));
  const largest = inputs.sort(([, a], [, b]) => b.bytesInOutput - a.bytesInOutput).slice(0, 5);
  const names = largest.map(([path]) => path).join(', ');
  throw new Error(`main.js loads ${bytes} bytes before its command is known (${names}): import them in the action`);
};

const isScript = ({ path }) => path.endsWith('.js');

/** Bundles; gives the paths written. */
const writeBundle = async () => {
  const documents = documentsAsFiles();
  const late = await lateModules();
  const { outputFiles, metafile } = await bundle([late.plugin, documents.plugin]);
  checkStart(metafile);
  // What lies in which chunk, for whoever asks.
  if (process.env.METAFILE) writeFileSync(process.env.METAFILE, JSON.stringify(metafile));
  const written = new Set();
  const put = (path, contents) => {
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, contents);
    written.add(path);
  };
  const [scripts, others] = [outputFiles.filter(isScript), outputFiles.filter((file) => !isScript(file))];
  const texts = new Map(
    scripts.map(({ path, text }) => [relative(root, path).replaceAll('\\', '/'), withoutIdleHead(text)]),
  );
  const start = relative(root, join(DIST, 'main.js')).replaceAll('\\', '/');
  for (const [path, text] of await gatherChunks(texts, metafile.outputs, start, GATHERED)) put(join(root, path), text);
  for (const { path, contents } of others) put(path, contents);
  for (const [path, text] of [...documents.files, ...late.files]) put(join(DIST, 'chunks', path), text);
  put(join(DIST, 'package.json'), `${JSON.stringify(manifest(), null, 2)}\n`);
  put(join(DIST, 'THIRD_PARTY_NOTICES.txt'), noticesOf(metafile));
  for (const path of listFiles('config', /\.schema\.json$/)) {
    put(join(DIST, 'schemas', basename(path)), readFileSync(join(root, path)));
  }
  // Bundled as well; whoever wants to know where a figure comes from reads them here.
  for (const path of listFiles('config/profiles', /\.yaml$/)) {
    put(join(DIST, relative('config', path)), readFileSync(join(root, path)));
  }
  for (const [path, contents] of pages()) put(join(DIST, path), contents);
  chmodSync(join(DIST, 'main.js'), 0o755);
  return written;
};

const writeTypes = async () => {
  const { publishedTypes } = await import('../package/types.mjs');
  const files = await publishedTypes();
  for (const [path, text] of files) {
    mkdirSync(dirname(join(DIST, path)), { recursive: true });
    writeFileSync(join(DIST, path), text);
  }
  return [...files.keys()].map((path) => join(DIST, path));
};

/** Declarations of an earlier build: a build without them does not take them away. */
const earlierTypes = () => listFiles(relative(root, DIST), /\.d\.ts$/).map((path) => join(root, path));

export const run = async (args) => {
  const written = await writeBundle();
  const types = args.includes('--types') ? await writeTypes() : earlierTypes();
  for (const path of types) written.add(path);
  removeStale(DIST, written);
  console.log(`built ${join(relative(process.cwd(), DIST), 'main.js')}`);
  return 0;
};
