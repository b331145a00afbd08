import {
  Composer,
  type CST,
  type Document,
  isAlias,
  isCollection,
  isMap,
  isPair,
  isScalar,
  isSeq,
  Lexer,
  LineCounter,
  type Pair,
  Parser,
  type Scalar,
} from 'yaml';
import { hiddenTextFaults, type YamlFault } from './hidden-text.ts';
import { MAX_PROBLEMS } from './problems.ts';

/** What a YAML document may cost. People write far smaller ones; a larger one is a mistake, or hostile. */
export const MAX_YAML_BYTES = 256 * 1024;
const MAX_DEPTH = 64;
/** Values are bounded by what they have on average, so that no list of problems, one a value, grows beyond what can be passed on. */
const BYTES_A_VALUE = 5;
const MAX_ALIASES = 100;

export interface ParsedYaml {
  /** Undefined where the text is beyond the bounds. */
  readonly document: Document.Parsed | undefined;
  /** Plain data; undefined where there is a fault. */
  readonly value: unknown;
  /** In the order of the text. */
  readonly faults: readonly YamlFault[];
  /** Offsets at which the lines begin. */
  readonly lines: LineCounter;
}

/**
 * Parses one YAML 1.2 document within bounds that are checked before its nodes are made: bytes and nesting. Time and memory grow with
 * the length of the text, no faster. Never throws.
 */
export const parseYaml = (text: string, maxBytes = MAX_YAML_BYTES): ParsedYaml => {
  const lines = new LineCounter();
  const refused = (fault: YamlFault): ParsedYaml => ({ document: undefined, value: undefined, faults: [fault], lines });
  const bytes = Buffer.byteLength(text);
  if (bytes > maxBytes) {
    lines.addNewLine(0);
    return refused({ offset: 0, ...tooLarge(bytes, maxBytes) });
  }
  const { document, second, tooDeepAt } = compose(text, lines);
  if (tooDeepAt !== undefined || document === undefined) {
    return refused({ offset: tooDeepAt ?? 0, ...TOO_DEEP });
  }
  const syntax = [...document.errors, ...document.warnings]
    .sort((a, b) => a.pos[0] - b.pos[0])
    .map(
      ({ code, message, pos: [offset] }, index): YamlFault => ({
        offset,
        message: wordsFor(code, message),
        // A hint reads the line, which may be the whole text.
        ...(index < MAX_PROBLEMS ? hintFor(code, text, offset) : {}),
      }),
    );
  if (second !== undefined)
    syntax.push({ offset: second, message: 'a file holds one document, and --- begins a second' });
  const survey = surveyOf(document, text, syntax.length === 0);
  const maxValues = Math.floor(maxBytes / BYTES_A_VALUE);
  if (survey.values > maxValues) return refused({ offset: 0, ...tooMany(maxValues) });
  const faults = [...syntax, ...survey.faults, ...hiddenTextFaults(document, text)].sort((a, b) => a.offset - b.offset);
  if (faults.length > 0) return { document, value: undefined, faults, lines };
  try {
    return { document, value: document.toJS({ maxAliasCount: MAX_ALIASES }), faults, lines };
  } catch (error) {
    return { document, value: undefined, faults: [aliasFault(error, text)], lines };
  }
};

const tooLarge = (bytes: number, maxBytes: number): Omit<YamlFault, 'offset'> => ({
  message: `the document has ${kilobytes(bytes)}, more than the ${kilobytes(maxBytes)} that one may have`,
  hint: 'take out what no rule reads, or split it into several files',
});
const TOO_DEEP = {
  message: `lists and mappings are nested more than ${MAX_DEPTH} deep`,
  hint: 'a document that people write has some five levels',
};

const tooMany = (maxValues: number): Omit<YamlFault, 'offset'> => ({
  message: `the document holds more than ${maxValues.toLocaleString('en-US')} values`,
  hint: 'take out what no rule reads, or split it into several files',
});

/** As the bound is stated: 1 KB is 1,024 bytes. */
const kilobytes = (bytes: number): string => `${Math.ceil(bytes / 1024)} KB`;

/** The first document, and where a second one begins. Reading ends where the nesting passes the bound, before nodes are made of it. */
const compose = (
  text: string,
  lines: LineCounter,
): { document: Document.Parsed | undefined; second: number | undefined; tooDeepAt: number | undefined } => {
  const parser = new Parser(lines.addNewLine);
  let tooDeepAt: number | undefined;
  function* tokens(): Generator<CST.Token> {
    lines.addNewLine(0);
    for (const lexeme of new Lexer().lex(text)) {
      yield* parser.next(lexeme);
      // The document and a scalar stand on the stack besides.
      if (parser.stack.length > MAX_DEPTH + 2) {
        tooDeepAt ??= Math.max(0, parser.offset - lexeme.length);
        return;
      }
    }
    yield* parser.end();
  }
  // `core` and no known tags: neither `%YAML 1.1` nor `!!set` makes anything but plain data. The library's check of equal keys compares each
  // with each; `surveyOf` does it.
  const composer = new Composer({
    uniqueKeys: false,
    schema: 'core',
    resolveKnownTags: false,
    prettyErrors: false,
    lineCounter: lines,
  });
  const { stackTraceLimit } = Error;
  // A text can hold a fault a byte, and each fault of the library is an Error: without their stacks they cost a tenth.
  Error.stackTraceLimit = 0;
  try {
    const [document, other] = take(composer.compose(tokens(), true, text.length), 2);
    return { document, second: other?.range[0], tooDeepAt };
  } finally {
    Error.stackTraceLimit = stackTraceLimit;
  }
};

const take = <T>(values: Iterable<T>, count: number): readonly T[] => {
  const taken: T[] = [];
  for (const value of values) if (taken.push(value) === count) break;
  return taken;
};

/**
 * Goes through the nodes once: keys that stand twice, and values that aliases nest too deep; where the syntax is sound also keys that are no
 * text, as a slip in the syntax makes such keys, and numbers that would not be read as they are written.
 */
const surveyOf = (
  document: Document.Parsed,
  text: string,
  isSound: boolean,
): { readonly faults: readonly YamlFault[]; readonly values: number } => {
  const faults: YamlFault[] = [];
  let values = 0;
  /** Of anchored nodes; undefined while one is gone through. */
  const heights = new Map<string, number | undefined>();
  /** Levels of lists and mappings in a node, itself counted; recursion is as deep as the nesting, which has been bounded. */
  const heightOf = (node: unknown): number => {
    if (isAlias(node)) {
      if (heights.has(node.source) && heights.get(node.source) === undefined) {
        faults.push({ offset: offsetOf(node), message: `"*${node.source}" stands within what it points to` });
      }
      return heights.get(node.source) ?? 0;
    }
    if (isScalar(node) && isSound) faults.push(...changedNumber(node));
    if (!isCollection(node)) return 0;
    if (node.anchor !== undefined) heights.set(node.anchor, undefined);
    values += node.items.length;
    if (isMap(node)) {
      for (const fault of equalKeys(node.items)) faults.push(fault);
      if (isSound) for (const fault of strangeKeys(node.items, text)) faults.push(fault);
    }
    let highest = 0;
    for (const item of node.items) {
      const inner = isPair(item) ? heightOf(item.value) : heightOf(item);
      if (inner > highest) highest = inner;
    }
    const height = highest + 1;
    if (node.anchor !== undefined) heights.set(node.anchor, height);
    return height;
  };
  if (heightOf(document.contents) > MAX_DEPTH) faults.push({ offset: 0, ...TOO_DEEP });
  return { faults, values };
};

const equalKeys = (pairs: readonly Pair[]): readonly YamlFault[] => {
  const seen = new Set<string>();
  return pairs.flatMap(({ key }): YamlFault[] => {
    if (!isScalar(key)) return [];
    const name = nameOfKey(key.value);
    if (!seen.has(name)) {
      seen.add(name);
      return [];
    }
    return [{ offset: offsetOf(key), message: 'this key stands twice', hint: 'keep one of the two' }];
  });
};

/** The whole numbers that a double holds exactly. */
export const EXACT_NUMBERS = `at most ${Number.MAX_SAFE_INTEGER}`;

/** A number that is another one once it is read: two names of such digits would be one. A key is a name, however its number is written. */
const changedNumber = (node: Scalar, isKey = false): readonly YamlFault[] => {
  const { value, source } = node;
  if (typeof value !== 'number' || source === undefined) return [];
  const isTooLong = /^[-+]?\d+$/.test(source) && !Number.isSafeInteger(value);
  if (!isTooLong && !/^[-+]?0\d/.test(source) && !(isKey && source !== String(value))) return [];
  const message = `the number ${source} would be read as ${isTooLong ? BigInt(value) : value}`;
  const hint = isTooLong ? `put it in quotes if it is a name; a number is ${EXACT_NUMBERS}` : 'put it in quotes';
  return [{ offset: offsetOf(node), message, hint }];
};

const strangeKeys = (pairs: readonly Pair[], text: string): readonly YamlFault[] =>
  pairs.flatMap(({ key }): readonly YamlFault[] => {
    const offset = offsetOf(key);
    // JavaScript gives this name a meaning of its own, and what stands under it would be lost.
    if (isScalar(key) && key.value === '__proto__') return [{ offset, message: '"__proto__" cannot be a key' }];
    if (isScalar(key)) return changedNumber(key, true);
    const what = isSeq(key) ? 'a list' : isMap(key) ? 'a mapping' : isAlias(key) ? 'an alias' : undefined;
    if (what === undefined) return [];
    const isTemplate = text.startsWith('{{', offset - 1);
    return [
      {
        offset,
        message: `a key is a text, not ${what}`,
        ...(isTemplate ? { hint: 'put a text that holds {{…}} in quotes' } : {}),
      },
    ];
  });

/** The key as plain data has it. */
export const nameOfKey = (value: unknown): string => (value === null || value === undefined ? '' : String(value));

const offsetOf = (node: unknown): number =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range) ? Number(node.range[0]) : 0;

/** The library's words for what people meet most, in ours. */
const MESSAGES: { readonly [code: string]: string | undefined } = {
  TAB_AS_INDENT: 'a tab cannot indent YAML',
  TAG_RESOLVE_FAILED: 'this tag (!…) is not known',
};

const wordsFor = (code: string, message: string): string =>
  message.startsWith('Missing closing') ? 'a text in quotes is not closed' : (MESSAGES[code] ?? plain(message));

/** Aliases (`*name`) are followed last; what can go wrong then is that there are too many, or one of them names nothing. */
const aliasFault = (error: unknown, text: string): YamlFault => {
  const message = error instanceof Error ? plain(error.message) : String(error);
  const name = /^Unresolved alias .*: (.+)$/.exec(message)?.[1];
  if (name !== undefined) {
    const offset = Math.max(0, text.indexOf(`*${name}`));
    return { offset, message: `"*${name}" points to nothing`, hint: 'put a text that begins with * in quotes' };
  }
  const isBomb = message.startsWith('Excessive alias count');
  return { offset: 0, message: isBomb ? 'aliases (*name) repeat too much of the file' : message };
};

const plain = (message: string): string =>
  message.split('\n', 1)[0]?.replace(/ at line \d+, column \d+:?$/, '') ?? message;

const hintFor = (code: string, text: string, offset: number): { readonly hint?: string } => {
  if (code === 'TAB_AS_INDENT') return { hint: 'indent with spaces' };
  const line = text.slice(text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1).split('\n', 1)[0] ?? '';
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /: .*: /.test(line))
    return { hint: 'put a text that holds a colon in quotes' };
  return line.includes('{{') ? { hint: 'put a text that holds {{…}} in quotes' } : {};
};
