// Lists of keys in the pages about listing.yaml, case files and monitoring logs, from the schemas of the documents.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importSources } from '../bundle.mjs';
import { root } from '../files.mjs';

const BEGIN = '<!-- keys, made by `npm run generate`: do not edit -->';
const END = '<!-- end of keys -->';

const sentence = (text) => `${text[0].toUpperCase()}${text.slice(1)}`.replaceAll('\n', ' ').trim();

/** The branches of a union but for `null`, which a key without a value is. */
const branches = (node) => (node.anyOf ?? [node]).filter(({ type }) => type !== 'null');

const only = (node) => (branches(node).length === 1 ? branches(node)[0] : node);

const WORDS = {
  string: 'text',
  integer: 'whole number',
  number: 'number',
  boolean: 'true or false',
  object: 'mapping',
};

/** What every date says of itself, and the pages say once. */
const DATE = /^a date, or a time; a time without a zone is UTC$/;

const wordFor = (node) => {
  const inner = only(node);
  if (inner.enum) return inner.enum.map((value) => `\`${value}\``).join(', ');
  if (inner.const !== undefined) return `\`${inner.const}\``;
  const parts = branches(inner);
  if (parts.length > 1 && inner.type === undefined) {
    return [...new Set(parts.map(wordFor))].join(' or ');
  }
  if (inner.type === 'array') return `list of ${plural(wordFor(inner.items))}`;
  const type = [inner.type].flat().find((each) => each !== 'null');
  return inner.title ?? WORDS[type] ?? 'anything';
};

const plural = (word) =>
  ({ text: 'texts', mapping: 'mappings', 'whole number': 'whole numbers', number: 'numbers', date: 'dates' })[word] ??
  word;

/** The mapping that a node holds, itself, as an entry of its list, or as a branch of its union; none where keys are the user's own. */
const mappingIn = (node) => {
  for (const branch of branches(node)) {
    if (branch.properties) return { mapping: branch, suffix: '' };
    const inner = branch.type === 'array' && branch.items ? mappingIn(branch.items) : undefined;
    if (inner) return { mapping: inner.mapping, suffix: `[]${inner.suffix}` };
  }
  return undefined;
};

const rowsOf = (schema, path = '') =>
  Object.entries(schema.properties).flatMap(([key, node]) => {
    // Said once for the whole document, in the text of the page.
    if (key === '$schema' || (key === 'custom' && path !== '')) return [];
    const name = `${path}${key}`;
    const about = (node.description ?? only(node).description ?? '').replace(DATE, '');
    const isRequired = schema.required?.includes(key) === true;
    const row = `- \`${name}\`: ${wordFor(node)}${isRequired ? ', required' : ''}${about === '' ? '' : `. ${sentence(about)}`}`;
    const inner = mappingIn(node);
    return [row, ...(inner ? rowsOf(inner.mapping, `${name}${inner.suffix}.`) : [])];
  });

const list = (z, schema) => {
  const json = z.toJSONSchema(schema, { target: 'draft-7', io: 'input', unrepresentable: 'any' });
  return rowsOf(json).join('\n');
};

const withList = (page, text) => {
  const begin = page.indexOf(BEGIN);
  const end = page.indexOf(END);
  if (begin < 0 || end < begin) throw new Error(`a page lacks "${BEGIN}" or "${END}"`);
  return `${page.slice(0, begin + BEGIN.length)}\n\n${text}\n\n${page.slice(end)}`;
};

export const documentKeys = async () => {
  const { z, ...schemas } = await importSources();
  const pages = {
    'docs/listing-file.md': schemas.listingFileSchema,
    'docs/case-file.md': schemas.caseFileSchema,
    'docs/monitoring.md': schemas.monitoringFileSchema,
  };
  const files = Object.entries(pages).map(([path, schema]) => [
    path,
    withList(readFileSync(join(root, path), 'utf8'), list(z, schema)),
  ]);
  return [{ folder: 'docs', pattern: /$^/, files: new Map(files) }];
};
