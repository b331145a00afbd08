// The pages of the reporters: templates, styles and scripts of a folder as one TypeScript module, so that a bundle carries them.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { build, transform } from 'esbuild';
import { listFiles, root } from '../files.mjs';

const SOURCE = 'packages/reporters/src';
const GENERATED = `${SOURCE}/generated`;
const HEADER = '// Made by `npm run generate` from the page’s templates, styles and script. Do not edit.\n';

const read = (path) => readFileSync(join(root, path), 'utf8');
const literal = (text) => `\`${text.replaceAll('\r\n', '\n').replace(/[\\`]|\$\{/g, '\\$&')}\``;

const named = (paths) => paths.map((path) => [path.split('/').at(-1).slice(0, -'.eta'.length), read(path)]);

/** The page's own templates, and those of all pages that they include. */
const templatesOf = (page) => {
  const own = named(listFiles(`${SOURCE}/${page}`, /\.eta$/));
  const shared = new Map(named(listFiles(`${SOURCE}/page`, /\.eta$/)));
  const used = new Set();
  const follow = (text) => {
    for (const [, name] of text.matchAll(/include\('@([\w-]+)'/g)) {
      if (!shared.has(name) || used.has(name)) continue;
      used.add(name);
      follow(shared.get(name));
    }
  };
  for (const [, text] of own) follow(text);
  return [...[...shared].filter(([name]) => used.has(name)), ...own];
};

/** Styles of all pages that are for some templates alone. */
const STYLE_OF = { docket: ['docket'], timeline: ['timeline', 'over-time'], charts: ['over-time', 'takedowns'] };

const styleOf = async (page) => {
  const used = new Set(templatesOf(page).map(([name]) => name));
  const isUsed = (path) =>
    (STYLE_OF[path.split('/').at(-1).slice(0, -'.css'.length)] ?? [...used]).some((name) => used.has(name));
  const paths = [...listFiles(`${SOURCE}/page`, /\.css$/).filter(isUsed), ...listFiles(`${SOURCE}/${page}`, /\.css$/)];
  const { code } = await transform(paths.map(read).join('\n'), { loader: 'css', minify: true, target: 'chrome123' });
  return code.trim();
};

const scriptOf = async (page) => {
  const [entry] = listFiles(`${SOURCE}/${page}/client`, /\/page\.ts$/);
  if (!entry) return '';
  const { outputFiles } = await build({
    entryPoints: [join(root, entry)],
    bundle: true,
    write: false,
    minify: true,
    format: 'iife',
    target: 'es2022',
    charset: 'ascii',
    tsconfigRaw: {},
  });
  return outputFiles[0].text.trim();
};

const pageModule = async (page) => {
  const templates = templatesOf(page).map(([name, text]) => `    '${name}': ${literal(text)},\n`);
  return `${HEADER}export const ${page}Assets = {
  templates: {
${templates.join('')}  },
  style: ${literal(await styleOf(page))},
  script: ${literal(await scriptOf(page))},
} as const;
`;
};

export const reportPages = async () => {
  const pages = ['audit', 'html', 'monitoring', 'timelines'];
  const files = new Map();
  for (const page of pages) files.set(`${GENERATED}/${page}-assets.ts`, await pageModule(page));
  return [{ folder: GENERATED, pattern: /./, files }];
};
