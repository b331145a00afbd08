import { type Document, isMap, isScalar, isSeq } from 'yaml';

/** A fault of a YAML text, at an offset of it in characters. */
export interface YamlFault {
  readonly offset: number;
  readonly message: string;
  readonly hint?: string;
}

/** What some editors break a line at, and YAML 1.2 does not: behind one in a comment a key looks set that is not. */
const LINE = /\r(?!\n)|[\v\f\u0085\u2028\u2029]/u;
/** They change the order in which other characters are displayed, up to the end of the line or to the one that closes them. */
const BIDI = /[\u202a-\u202e\u2066-\u2069]/u;
/** They take no space: a key with one looks like another. Joiners and direction marks belong to scripts, and to values. */
const INVISIBLE = /[\u00ad\u061c\u180e\u200b-\u200f\u2060-\u2064\ufeff]/u;
const ANY = new RegExp([LINE, BIDI, INVISIBLE].map(({ source }) => source).join('|'), 'gu');

const NAMES: { readonly [character: string]: string } = {
  '\r': 'carriage return without a line feed',
  '\v': 'line tabulation',
  '\f': 'form feed',
  '\u0085': 'next line',
  '\u2028': 'line separator',
  '\u2029': 'paragraph separator',
  '\u00ad': 'soft hyphen',
  '\u200b': 'zero width space',
  '\ufeff': 'byte order mark',
};

/**
 * Finds raw characters by which a text looks other in an editor than YAML reads it: line breaks that are none to YAML anywhere, characters that change the
 * direction of text outside of values or not closed on their line, and invisible ones in keys. Letters of any script pass, in any direction.
 */
export const hiddenTextFaults = (document: Document.Parsed, text: string): readonly YamlFault[] => {
  const found = [...text.matchAll(ANY)].filter(({ index }) => index > 0 || text[0] !== '\ufeff');
  if (found.length === 0) return [];
  const { keys, values } = scalarsOf(document);
  const closed = new Map<number, boolean>();
  /** Each line of a value is looked at once, however many characters are asked for. */
  const isClosedAt = (offset: number): boolean => {
    const value = within(values, offset);
    if (value === undefined) return false;
    const start = Math.max(value[0], text.lastIndexOf('\n', offset) + 1);
    const known = closed.get(start) ?? isClosed(text.slice(start, lineEnd(text, offset, value[1])));
    closed.set(start, known);
    return known;
  };
  return found.flatMap(({ 0: character, index: offset }): YamlFault[] => {
    if (LINE.test(character)) return [lineFault(character, offset)];
    if (BIDI.test(character)) return isClosedAt(offset) ? [] : [bidiFault(character, offset)];
    return within(keys, offset) === undefined ? [] : [keyFault(character, offset)];
  });
};

const lineFault = (character: string, offset: number): YamlFault => ({
  offset,
  message: `${named(character)} looks like the end of a line in some editors, and is none`,
  hint: `replace it by a line feed, or write "${escapeOf(character)}" in double quotes`,
});

const bidiFault = (character: string, offset: number): YamlFault => ({
  offset,
  message: `${named(character)} changes the order in which this line is displayed`,
  hint: 'take it out: letters of right-to-left scripts need none',
});

const keyFault = (character: string, offset: number): YamlFault => ({
  offset,
  message: `a key holds the invisible character ${named(character)}`,
  hint: 'take it out',
});

const codeOf = (character: string): string =>
  (character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0');

const named = (character: string): string => {
  const name = NAMES[character] ?? (BIDI.test(character) ? 'text direction control' : undefined);
  return `U+${codeOf(character)}${name === undefined ? '' : ` (${name})`}`;
};

const escapeOf = (character: string): string => (character === '\r' ? '\\r' : `\\u${codeOf(character)}`);

/** Offsets from the first character to behind the last. */
type Span = readonly [from: number, to: number];

/** Recursion is as deep as the nesting, which has been bounded. */
const scalarsOf = (document: Document.Parsed): { readonly keys: readonly Span[]; readonly values: readonly Span[] } => {
  const [keys, values]: [Span[], Span[]] = [[], []];
  const walk = (node: unknown, spans: Span[]): void => {
    if (isScalar(node) && node.range) spans.push([node.range[0], node.range[1]]);
    if (isSeq(node)) for (const item of node.items) walk(item, values);
    if (!isMap(node)) return;
    for (const { key, value } of node.items) {
      walk(key, keys);
      walk(value, values);
    }
  };
  walk(document.contents, values);
  return { keys, values };
};

/** The spans are in the order of the text. */
const within = (spans: readonly Span[], offset: number): Span | undefined => {
  let [low, high] = [0, spans.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((spans[middle]?.[1] ?? 0) <= offset) low = middle + 1;
    else high = middle;
  }
  const span = spans[low];
  return span !== undefined && span[0] <= offset ? span : undefined;
};

const [OVERRIDES, POP, POP_ISOLATE] = [/[\u202d\u202e]/u, '\u202c', '\u2069'];

const lineEnd = (text: string, offset: number, most: number): number => {
  const end = text.indexOf('\n', offset);
  return end === -1 ? most : Math.min(end, most);
};

/** Whether the directions that a line of a value opens are closed there in order, and none of them overrides that of letters. */
const isClosed = (line: string): boolean => {
  if (OVERRIDES.test(line)) return false;
  const open: string[] = [];
  for (const [character] of line.matchAll(new RegExp(BIDI, 'gu'))) {
    if (character !== POP && character !== POP_ISOLATE)
      open.push(/[\u202a\u202b]/u.test(character) ? POP : POP_ISOLATE);
    else if (open.pop() !== character) return false;
  }
  return open.length === 0;
};
