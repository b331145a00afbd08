// Code of the bundle that is loaded when it is first used. `LATE` names modules: whoever imports one of them from outside its folder gets a
// stand-in that says what can be said beforehand (ids, titles, versions), and loads the module, which is an entry of the bundle, when a
// function of it is called or a schema of it is looked at. It is loaded at once, by `require`, which takes modules on all Nodes that we support,
// so that what is late is a matter of the bundle alone: sources, types and tests know nothing of it. `test/start` holds what is loaded when.
import { readFileSync } from 'node:fs';
import { basename, dirname, join, relative, resolve, sep } from 'node:path';
import { importModules } from '../bundle.mjs';
import { listFiles, root } from '../files.mjs';
import { deferredZod } from './deferred-zod.mjs';
import { behindFace, namesOf } from './faces.mjs';

/** The JSON Schemas of late facts are a file beside the chunks, read when the first one is asked for. */
const SCHEMAS = 'documents/fact-schemas.json';

/** A reporter has a folder, and its file the name of that. */
const REPORTER =
  /^packages\/reporters\/src\/(?!testing\/|generated\/|format\/|page\/|docket\/|timelines\/)([^/]+)\/\1\.ts$/;

/** A module that all others of its folder know by its stand-in, too. */
const alone = (path) => ({ path, within: path });

/** Modules of ours by path; `within`: the folder whose modules know it directly, its own unless told. */
const LATE = [
  ...listFiles('packages', /^packages\/(?!text-detector)[\w-]+\/src\/\w+\/facts\.ts$/).map((path) => ({ path })),
  // Those that a plugin's own file imports.
  ...['disputes/src/facts.ts', 'provenance/src/facts.ts', 'quality/src/quality-facts.ts'].map((name) =>
    alone(`packages/${name}`),
  ),
  ...listFiles('packages/reporters/src', REPORTER).map((path) => ({ path })),
  { path: 'packages/core/src/rule/parse-rule.ts' },
  { path: 'packages/core/src/file/watch/watch-files.ts' },
  { path: 'packages/core/src/run/cache/judgement-cache.ts' },
  { path: 'packages/core/src/lint/cache-bytes.ts' },
  { path: 'packages/core/src/plugin/guarded-plugin.ts' },
  { path: 'packages/core/src/config/plugin/plugins.ts' },
  { path: 'packages/core/src/fix/apply-fixes.ts' },
  // For runs with a baseline.
  alone('packages/cli/src/project/baseline-file.ts'),
  // For reports that are written to files.
  alone('packages/cli/src/output/replaceable.ts'),
  // For pages that are printed.
  alone('packages/cli/src/output/pdf.ts'),
  // For configs, rules of the user's and documents.
  ...[
    ...['rules/src/settings-schema.ts', 'monitor/src/monitor-schema.ts', 'scale/src/store-schema.ts'],
    ...['core/src/rule/check-expected.ts', 'core/src/rule/check-message.ts'],
    ...['core/src/text/parse-yaml.ts', 'core/src/text/schema-problems.ts'],
    ...['disputes/src/case/named/named-texts.ts', 'rules/src/listing/own-fields.ts'],
  ].map((name) => alone(`packages/${name}`)),
  // For shops with a registry in a database.
  alone('packages/cli/src/database/address.ts'),
  // For paths that were named, and are not linted.
  alone('packages/cli/src/project/named-unlinted.ts'),
  alone('packages/cli/src/project/tell-unlinted.ts'),
  alone('packages/rules/src/listing/naming/may-be-meant.ts'),
  // For animations and files of pages.
  alone('packages/rules/src/hash/fingerprint/further-frames.ts'),
  // For pictures that are decoded again, or lie outside of a run.
  alone('packages/rules/src/hash/fingerprint/fingerprint-file.ts'),
  // For runs with fixes.
  alone('packages/reporters/src/text/fix-lines.ts'),
  // For shops with disputes.
  alone('packages/reporters/src/text/docket-block.ts'),
  // For another report than the usual one, and for several projects.
  alone('packages/reporters/src/text/compact.ts'),
  alone('packages/reporters/src/format/projects.ts'),
  // For copies that are found.
  alone('packages/rules/src/hash/compare/describe.ts'),
  alone('packages/reporters/src/format/related-groups.ts'),
  // For `--staged` and `--changed`.
  alone('packages/core/src/run/names-one-of.ts'),
  alone('packages/cli/src/git/git.ts'),
  // For `inspect` and `--print-config`.
  alone('packages/core/src/run/inspect.ts'),
  alone('packages/core/src/plan/describe-config.ts'),
  // For shops with a registry.
  ...['published', 'registry'].map((name) => alone(`packages/rules/src/hash/registry/${name}.ts`)),
  // For shops that stamp.
  ...['beneath-mark', 'closest', 'unmarked-pictures'].map((name) =>
    alone(`packages/rules/src/hash/compare/stamped/${name}.ts`),
  ),
  alone('packages/rules/src/watermark/stamp/unstamped-pictures.ts'),
  // For folders of files whose names do not say what they are.
  alone('packages/rules/src/image/read/headers/cut-short.ts'),
  // For configs with globs of files.
  alone('packages/core/src/tree/glob-files.ts'),
  alone('packages/rules/src/metadata/thumbnail/mark-in-preview.ts'),
  // For shops with pictures of others to hold theirs against.
  alone('packages/rules/src/hash/registry/foreign.ts'),
  { path: 'packages/provenance/src/c2pa/c2pa-fact.ts', within: 'packages/provenance/src/c2pa' },
  {
    path: 'packages/provenance/src/case-pictures/case-picture-facts.ts',
    within: 'packages/provenance/src/case-pictures',
  },
  { path: 'packages/provenance/src/case-tokens/case-tokens-fact.ts', within: 'packages/provenance/src/case-tokens' },
  { path: 'packages/vision/src/deep/deep-facts.ts', within: 'packages/vision/src/deep' },
  { path: 'packages/vision/src/originals/original-facts.ts', within: 'packages/vision/src/originals' },
  alone('packages/rules/src/metadata/thumbnail/compare-thumbnail.ts'),
  { path: 'packages/publish/src/metadata/fix/edit-picture.ts', within: 'packages/publish/src/metadata/write' },
  { path: 'packages/publish/src/metadata/fix/picture-policy.ts', within: 'packages/publish/src/metadata' },
  { path: 'packages/publish/src/fix/channel-fixes.ts', within: 'packages/publish/src/fix' },
  { path: 'packages/publish/src/fix/encoded-anew.ts', within: 'packages/publish/src/fix' },
  { path: 'packages/rules/src/watermark/calibrate/calibration-warnings.ts', within: 'packages/rules/src/watermark' },
  { path: 'packages/rules/src/watermark/stamp/replace-stamped.ts', within: 'packages/rules/src/watermark' },
];

/** Packages by whose they are, and what of each is used. */
const LATE_PACKAGES = {
  'cosmiconfig/dist/Explorer.js': { of: 'core', names: ['Explorer'] },
  exifr: { of: 'rules', names: ['default'] },
  'fast-glob': { of: 'core', names: ['default'] },
  htmlparser2: { of: 'monitor', names: ['Parser'] },
  cborg: { of: 'rules', names: ['decode', 'encode', 'Tagged'] },
  'import-meta-resolve': { of: 'core', names: ['resolve'] },
  'json-rules-engine': { of: 'core', names: ['Engine'] },
  re2js: { of: 'core', names: ['RE2JS'] },
  saxes: { of: 'rules', names: ['SaxesParser'] },
  yaml: {
    of: 'core',
    names: [
      ...['Composer', 'Lexer', 'LineCounter', 'Parser'],
      ...['isAlias', 'isCollection', 'isMap', 'isPair', 'isScalar', 'isSeq'],
    ],
  },
  zod: { of: 'core', names: ['z'] },
};

/** Chunk of a late package. */
const chunkOf = (name) => `late-${name.replace(/\.js$/, '').replaceAll('/', '-')}`;

const SHAPE = 'packages/core/src/vocabulary/shape.ts';
const isFactLike = (value) => typeof value === 'object' && value !== null && isFact(value);
const HELPER = 'late:helper';
/** Where an entry of the bundle lies among its chunks. */
const nameOf = (path) =>
  `late-${path
    .replace(/^packages\/(\w+)\/src\//, '$1-')
    .replace(/\.ts$/, '')
    .replaceAll('/', '-')}`;

const helper = `import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
const load = createRequire(import.meta.url);
export const late = (name) => {
  let module;
  return () => (module ??= load('./' + name + '.js'));
};
const ITSELF = Symbol.for('listing-lint.late');
/** Stands for an object, a function or a class. */
export const lateObject = (give) => new Proxy(function () {}, {
  get: (_, key) => (key === ITSELF ? give() : give()[key]),
  has: (_, key) => key in give(),
  apply: (_, self, given) => Reflect.apply(give(), self, given),
  construct: (_, given) => new (give())(...given),
  getPrototypeOf: () => Object.getPrototypeOf(give()),
});
let schemas;
const jsonSchema = (name) => {
  schemas ??= JSON.parse(readFileSync(new URL('./${SCHEMAS}', import.meta.url), 'utf8'));
  return schemas[name];
};
const MADE_BEFORE = Symbol.for('listing-lint.json-schema');
/** Stands for the schema of a fact; its JSON Schema was made beforehand. */
const lateSchema = (give, name) => new Proxy(Object.create(null), {
  get: (_, key) => (key === MADE_BEFORE ? jsonSchema(name) : give()[key]),
  has: (_, key) => key === MADE_BEFORE || key in give(),
  getPrototypeOf: () => Object.getPrototypeOf(give()),
});
/** Stands for a fact: what is known of it beforehand, the names of its functions, and of members that are looked at late. */
export const lateFact = (give, known, functions, members = []) => {
  known.schema = lateSchema(() => give().schema, known.scope + ' ' + known.id);
  for (const name of functions) known[name] = (...given) => give()[name](...given);
  for (const name of members) Object.defineProperty(known, name, { get: () => give()[name], enumerable: true });
  return known;
};
`;

const isSchema = (value) => typeof value === 'object' && value !== null && '_zod' in value;
const isPlain = (value) => [Object.prototype, null].includes(Object.getPrototypeOf(value));
const isClass = (value) => /^class\b/.test(Function.prototype.toString.call(value));

const isFact = ({ id, scope, schema, compute }) =>
  typeof id === 'string' && typeof scope === 'string' && isSchema(schema) && typeof compute === 'function';
const schemaName = ({ scope, id }) => `${scope} ${id}`;

/** Titles are for lists of facts, which load them. */
const factStandIn = (fact, access) => {
  const rest = Object.entries(fact).filter(([key]) => key !== 'schema');
  const functions = rest.filter(([, value]) => typeof value === 'function').map(([key]) => key);
  const known = rest.flatMap(([key, value]) => {
    const text =
      functions.includes(key) || key === 'title' ? undefined : standIn(value, `${access}[${JSON.stringify(key)}]`);
    return text === undefined ? [] : [[key, text]];
  });
  const late = rest
    .map(([key]) => key)
    .filter((key) => !functions.includes(key) && !known.some(([name]) => name === key));
  const record = `{ ${known.map(([key, text]) => `${JSON.stringify(key)}: ${text}`).join(', ')} }`;
  return `lateFact(() => ${access}, ${record}, ${JSON.stringify(functions)}, ${JSON.stringify(late)})`;
};

/** The text of a stand-in for a value that \`access\` gives; undefined where only a getter can stand for it. */
const standIn = (value, access) => {
  if (typeof value === 'function') return isClass(value) ? undefined : `(...given) => ${access}(...given)`;
  if (typeof value !== 'object' || value === null) return value === undefined ? 'undefined' : JSON.stringify(value);
  if (Array.isArray(value)) {
    const items = value.map((item, index) => standIn(item, `${access}[${index}]`));
    return items.includes(undefined) ? undefined : `[${items.join(', ')}]`;
  }
  if (isSchema(value) || !isPlain(value)) return undefined;
  if (isFact(value)) return factStandIn(value, access);
  const members = Object.entries(value).map(([key, member]) => {
    const name = JSON.stringify(key);
    const text = standIn(member, `${access}[${name}]`);
    return text === undefined ? `get ${name}() { return ${access}[${name}]; }` : `${name}: ${text}`;
  });
  return `{ ${members.join(', ')} }`;
};

/** What stands for a module that is imported while the program runs: it is loaded at once, which takes less than one chunk after the other. */
const laterStandIn = (path) =>
  [
    `import { late } from '${HELPER}';`,
    `export const { ${namesOf(path).join(', ')} } = late(${JSON.stringify(nameOf(relative(root, path)))})();`,
  ].join('\n');

/** Modules that others import while the program runs, absolute. */
const importedLater = () => {
  const found = new Set();
  for (const path of listFiles('packages', /\/src\/.*(?<!\.test)\.ts$/)) {
    const text = readFileSync(join(root, path), 'utf8');
    for (const [, name, specifier] of text.matchAll(/\{ (\w+) \} = await import\('(@listing-lint\/[^']+)'\)/g))
      found.add(behindFace(specifier, name));
    for (const [, specifier] of text.matchAll(/await import\('(\.[^']+\.ts)'\)/g))
      found.add(join(root, dirname(path), specifier));
  }
  return [...found];
};

const moduleStandIn = (name, namespace) => {
  const lines = Object.entries(namespace).map(([key, value]) => {
    const text = standIn(value, `load().${key}`);
    return `export const ${key} = ${text ?? `lateObject(() => load().${key})`};`;
  });
  return [
    `import { late, lateFact, lateObject } from '${HELPER}';`,
    `const load = late(${JSON.stringify(name)});`,
    ...lines,
  ].join('\n');
};

const packageStandIn = (name) => {
  const start = [
    `import { late, lateObject } from '${HELPER}';`,
    `const load = late(${JSON.stringify(chunkOf(name))});`,
  ];
  if (name === 'zod') return [...start, deferredZod('load().z')].join('\n');
  const lines = LATE_PACKAGES[name].names.map((each) =>
    each === 'default'
      ? 'export default lateObject(() => load().default);'
      : `export const ${each} = lateObject(() => load().${each});`,
  );
  return [...start, ...lines].join('\n');
};

/** Entries of the bundle: what is late, by the name of its chunk. */
export const lateEntries = () =>
  Object.fromEntries([
    ...LATE.map(({ path }) => [`chunks/${nameOf(path)}`, join(root, path)]),
    ...importedLater().map((path) => [`chunks/${nameOf(relative(root, path))}`, path]),
    ...Object.keys(LATE_PACKAGES).map((name) => [`chunks/${chunkOf(name)}`, `late-entry:${name}`]),
  ]);

/** The esbuild plugin. */
export const lateModules = async () => {
  const [{ factShape }, ...namespaces] = await importModules([SHAPE, ...LATE.map(({ path }) => path)]);
  const facts = namespaces.flatMap((namespace) => Object.values(namespace).flat()).filter((each) => isFactLike(each));
  const schemas = Object.fromEntries(facts.map((fact) => [schemaName(fact), factShape(fact.schema).schema]));
  const targets = new Map(
    LATE.map(({ path, within = dirname(path) }, index) => [
      join(root, path),
      { within: join(root, within) + sep, name: nameOf(path), namespace: namespaces[index] },
    ]),
  );
  const files = new RegExp(
    `(^|/)(${[...new Set(LATE.map(({ path }) => basename(path)))].join('|')})$`.replaceAll('.ts', '\\.ts'),
  );
  const later = new Set(importedLater());
  const packages = new RegExp(`^(${Object.keys(LATE_PACKAGES).join('|')})$`);
  const plugin = {
    name: 'late',
    setup: ({ onResolve, onLoad }) => {
      onResolve({ filter: /^late:helper$/ }, () => ({ path: 'helper', namespace: 'late' }));
      onResolve({ filter: /^late-entry:/ }, ({ path }) => ({ path, namespace: 'late' }));
      onResolve({ filter: files }, ({ path, resolveDir, importer, kind }) => {
        const target = targets.get(resolve(resolveDir, path));
        if (target === undefined || kind === 'entry-point' || importer.startsWith(target.within)) return undefined;
        return { path: resolve(resolveDir, path), namespace: 'late-module' };
      });
      onResolve({ filter: packages }, ({ path, importer, namespace }) =>
        namespace === 'late' ||
        importer.includes(`${sep}node_modules${sep}`) ||
        importer.endsWith(join('cli', 'src', 'plugin.ts'))
          ? undefined
          : { path, namespace: 'late-package' },
      );
      onResolve({ filter: /^\.\.?\/.*\.ts$/ }, ({ path, resolveDir, kind }) => {
        if (kind !== 'dynamic-import') return undefined;
        const file = resolve(resolveDir, path);
        if (later.has(file)) return { path: file, namespace: 'late-import' };
        return { errors: [{ text: `${path} has no chunk: it is imported by "await import(…)" or not late` }] };
      });
      onLoad({ filter: /./, namespace: 'late-import' }, ({ path }) => ({
        contents: laterStandIn(path),
        loader: 'js',
        resolveDir: dirname(path),
      }));
      onLoad({ filter: /^helper$/, namespace: 'late' }, () => ({ contents: helper, loader: 'js' }));
      onLoad({ filter: /^late-entry:/, namespace: 'late' }, ({ path }) => {
        const name = path.slice('late-entry:'.length);
        const { of, names } = LATE_PACKAGES[name];
        return {
          contents: `export { ${names.join(', ')} } from '${name}';`,
          loader: 'js',
          resolveDir: join(root, 'packages', of),
        };
      });
      onLoad({ filter: /./, namespace: 'late-module' }, ({ path }) => {
        const { name, namespace } = targets.get(path);
        return { contents: moduleStandIn(name, namespace), loader: 'js', resolveDir: dirname(path) };
      });
      onLoad({ filter: /./, namespace: 'late-package' }, ({ path }) => ({
        contents: packageStandIn(path),
        loader: 'js',
        resolveDir: root,
      }));
    },
  };
  return { plugin, files: new Map([[SCHEMAS, JSON.stringify(schemas)]]) };
};
