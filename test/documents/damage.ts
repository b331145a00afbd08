import { isMap, isScalar, Pair, parseDocument, Scalar, visit, type YAMLMap } from 'yaml';

/** A document with one slip in it. */
export interface Damaged {
  readonly text: string;
  /** The key that does not belong there, and its 1-based line. */
  readonly key: string;
  readonly line: number;
  /** The key that was meant, where it is a slip of one. */
  readonly meant?: string;
  /** Mapping that holds it, with `[]` for an entry of a list: `infringements[].capture`; empty for the document. */
  readonly mapping: string;
}

const STRANGE = 'zzqq';

/** A letter too many in the middle: near no other key than the one that was meant. */
const misspelt = (key: string): string => {
  const middle = Math.ceil(key.length / 2);
  return `${key.slice(0, middle)}q${key.slice(middle)}`;
};

/**
 * A document once for each of its keys, with that key misspelt, and once for each of its mappings, with a key too many. `isOpen` says in
 * which mappings keys are the writer's own; what stands below `custom` is left alone.
 */
export const damages = (text: string, isOpen: (mapping: string) => boolean): readonly Damaged[] =>
  pathsOf(text).flatMap(({ path, keys }, index) =>
    isOpen(path) ? [] : [...keys.map((key) => damaged(text, index, misspelt(key), key)), damaged(text, index, STRANGE)],
  );

/** The text with a key of its mapping number `index` misspelt, or with a key too many. */
const damaged = (text: string, index: number, key: string, meant?: string): Damaged => {
  const document = parseDocument(text);
  const found = mapsOf(document)[index];
  if (found === undefined) throw new Error('the document has fewer mappings than before');
  const { map, path: mapping } = found;
  if (meant === undefined) {
    const name = new Scalar(key);
    // JSON wants its keys in quotes.
    if (text.startsWith('{')) name.type = 'QUOTE_DOUBLE';
    map.add(new Pair(name, document.createNode({})));
  }
  for (const pair of map.items) if (isScalar(pair.key) && pair.key.value === meant) pair.key.value = key;
  const changed = document.toString({ lineWidth: 0 });
  return { text: changed, key, line: lineOf(changed, key), mapping, ...(meant === undefined ? {} : { meant }) };
};

const lineOf = (text: string, key: string): number => {
  const at = new RegExp(`(?:^|[\\s{,"'-])${key.replaceAll('$', '\\$')}["']?:`, 'm').exec(text);
  if (at === null) throw new Error(`${key} is not in the text`);
  return text.slice(0, at.index + (at[0].startsWith('\n') ? 1 : 0)).split('\n').length;
};

interface FoundMap {
  readonly path: string;
  readonly map: YAMLMap;
}

const mapsOf = (document: ReturnType<typeof parseDocument>): readonly FoundMap[] => {
  const maps: FoundMap[] = [];
  visit(document, {
    Map: (_key, map, ancestors) => {
      const steps: string[] = [];
      for (const ancestor of ancestors) {
        if (typeof ancestor !== 'object') continue;
        if ('items' in ancestor && !isMap(ancestor)) steps.push('[]');
        if ('key' in ancestor && isScalar(ancestor.key)) steps.push(`.${ancestor.key.value}`);
      }
      const path = steps.join('').replace(/^\./, '');
      if (!/(?:^|\.)custom(?:$|[.[])/.test(path)) maps.push({ path, map });
    },
  });
  return maps;
};

/** Every mapping of a document, with its keys. */
export const pathsOf = (text: string): readonly { readonly path: string; readonly keys: readonly string[] }[] =>
  mapsOf(parseDocument(text)).map(({ path, map }) => ({
    path,
    keys: map.items.flatMap(({ key }) => (isScalar(key) ? [String(key.value)] : [])),
  }));
