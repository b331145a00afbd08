// The YAML of the built-in rules, presets, profiles and figures, as the module `virtual:documents` that packages/rules imports. It is made whenever
// sources are bundled or tested, and committed nowhere: a rule is added by adding its file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { listFiles, root } from './files.mjs';

const NAME = 'virtual:documents';
const RULES = 'packages/rules/src';
const PRESETS = 'config';
const PROFILES = 'config/profiles';
/** Dated figures of laws and marketplaces, which are no presets. */
const FIGURES = 'config/figures';

const { parseDocument } = createRequire(join(root, 'packages/core/package.json'))('yaml');

/** `{ path, text, value }`, the path relative to its folder. A text with mistakes has no value: a run then reads it, and tells them. */
const readDocument = (folder, path) => {
  const text = readFileSync(join(root, path), 'utf8').replaceAll('\r\n', '\n');
  const document = parseDocument(text);
  const sound = document.errors.length === 0 && document.warnings.length === 0;
  return { path: path.slice(folder.length + 1), text, ...(sound && { value: document.toJS() }) };
};

/** `JSON.parse` of a text is read faster than the literal that it stands for. */
const documentsModule = () => {
  const rules = listFiles(RULES, /\.yaml$/).filter((path) => !path.endsWith('.test.yaml'));
  const profiles = listFiles(PROFILES, /\.yaml$/);
  const figures = listFiles(FIGURES, /\.yaml$/);
  const presets = listFiles(PRESETS, /\.yaml$/).filter((path) => ![...profiles, ...figures].includes(path));
  const documents = {
    rules: rules.map((path) => readDocument(RULES, path)),
    presets: presets.map((path) => readDocument(PRESETS, path)),
    profiles: profiles.map((path) => readDocument(PROFILES, path)),
    figures: figures.map((path) => readDocument(PRESETS, path)),
  };
  return `export const { rules, presets, profiles, figures } = JSON.parse(${JSON.stringify(JSON.stringify(documents))});\n`;
};

export const documentsForEsbuild = {
  name: 'documents',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: new RegExp(`^${NAME}$`) }, ({ path }) => ({ path, namespace: 'documents' }));
    onLoad({ filter: /./, namespace: 'documents' }, () => ({ contents: documentsModule() }));
  },
};

export const documentsForVite = {
  name: 'documents',
  resolveId: (id) => (id === NAME ? `\0${NAME}` : undefined),
  load: (id) => (id === `\0${NAME}` ? documentsModule() : undefined),
};
