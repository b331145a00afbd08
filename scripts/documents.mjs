// The YAML of each package's rules (`virtual:documents/rules/vision`), of presets, profiles and figures, as modules that packages import. They are made
// whenever sources are bundled or tested, and committed nowhere: a rule is added by adding its file.
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { listFiles, root } from './files.mjs';

const NAME = /^virtual:documents\/(rules\/[\w-]+|presets|profiles|figures)$/;
const PACKAGES = 'packages';
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

/** What the module of a name holds. */
const readDocuments = (name) => {
  const profiles = listFiles(PROFILES, /\.yaml$/);
  const figures = listFiles(FIGURES, /\.yaml$/);
  if (name === 'profiles') return profiles.map((path) => readDocument(PROFILES, path));
  if (name === 'figures') return figures.map((path) => readDocument(PRESETS, path));
  if (name === 'presets') {
    const others = new Set([...profiles, ...figures]);
    const presets = listFiles(PRESETS, /\.yaml$/).filter((path) => !others.has(path));
    return presets.map((path) => readDocument(PRESETS, path));
  }
  const source = `${PACKAGES}/${name.slice('rules/'.length)}/src`;
  const rules = listFiles(source, /\.yaml$/).filter((path) => !path.endsWith('.test.yaml'));
  return rules.map((path) => readDocument(source, path));
};

/** `JSON.parse` of a text is read faster than the literal that it stands for. */
const documentsModule = (name) =>
  `export const documents = JSON.parse(${JSON.stringify(JSON.stringify(readDocuments(name)))});\n`;

export const documentsForEsbuild = {
  name: 'documents',
  setup: ({ onResolve, onLoad }) => {
    onResolve({ filter: NAME }, ({ path }) => ({ path: path.replace(NAME, '$1'), namespace: 'documents' }));
    onLoad({ filter: /./, namespace: 'documents' }, ({ path }) => ({ contents: documentsModule(path) }));
  },
};

/** What stands in the bundle for a module of documents: it reads files beside it, of the texts when the first one is asked for. */
const readingModule = (file) => `import { readFileSync } from 'node:fs';
const read = (file) => JSON.parse(readFileSync(new URL(\`./documents/\${file}.json\`, import.meta.url), 'utf8'));
let texts;
export const documents = read('${file}').map((document, index) => ({
  ...document,
  get text() {
    texts ??= read('${file}-texts');
    return texts[index];
  },
}));
`;

/** The same for the published program, where values and texts are files: `files` has them, by their paths from the module. */
export const documentsAsFiles = () => {
  const files = new Map();
  const setup = ({ onResolve, onLoad }) => {
    onResolve({ filter: NAME }, ({ path }) => ({ path: path.replace(NAME, '$1'), namespace: 'documents' }));
    onLoad({ filter: /./, namespace: 'documents' }, ({ path: name }) => {
      const documents = readDocuments(name);
      const file = name.replace('/', '-');
      files.set(`documents/${file}.json`, JSON.stringify(documents.map(({ text, ...rest }) => rest)));
      files.set(`documents/${file}-texts.json`, JSON.stringify(documents.map(({ text }) => text)));
      return { contents: readingModule(file), resolveDir: root };
    });
  };
  return { files, plugin: { name: 'documents', setup } };
};

export const documentsForVite = {
  name: 'documents',
  resolveId: (id) => (NAME.test(id) ? `\0${id}` : undefined),
  load: (id) =>
    id.startsWith('\0') && NAME.test(id.slice(1)) ? documentsModule(id.slice(1).replace(NAME, '$1')) : undefined,
};
