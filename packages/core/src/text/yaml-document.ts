import { codeFrameColumns } from '@babel/code-frame';
import { isAlias, isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { Problem } from '../model/error.ts';
import type { YamlSource } from '../model/rule.ts';

/** Keys and indexes from the root of a document to a value. */
export type KeyPath = readonly (string | number)[];

/** Which part of a `key: value` pair an error points at. */
export type PairPart = 'key' | 'value';

/** A YAML (or JSON) text read once: its plain value, and the place of every part of it. */
export interface YamlDocument {
  readonly source: YamlSource;
  /** Plain data; `undefined` when the text does not parse. `null` for an empty file. */
  readonly value: unknown;
  /** Syntax errors, duplicate keys, unknown tags: each with its place. */
  readonly problems: readonly Problem[];
  /** A problem at the place of a value, or of the nearest ancestor that exists. */
  readonly problemAt: (path: KeyPath, message: string, hint?: string, part?: PairPart) => Problem;
}

/** A key or value that an error quotes may hold them; a message is one line and moves no cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
const MAX_ALIASES = 100;

/**
 * Reads YAML 1.2 (of which JSON is a part) with positions. Duplicate keys, tabs, unknown tags and alias bombs are problems; no
 * tag runs code. Never throws for a bad text.
 */
export const readYaml = (source: YamlSource): YamlDocument =>
  source.value === undefined ? parseText(source) : parsedBefore(source, source.value);

const parsedBefore = (source: YamlSource, value: unknown): YamlDocument => {
  let document: YamlDocument | undefined;
  return {
    source,
    value,
    problems: [],
    problemAt: (path, message, hint, part) => {
      document ??= parseText(source);
      return document.problemAt(path, message, hint, part);
    },
  };
};

const parseText = (source: YamlSource): YamlDocument => {
  const lines = new LineCounter();
  const document = parseDocument(source.text, { lineCounter: lines, prettyErrors: false, uniqueKeys: true });
  const at = (offset: number): { line: number; column: number } => {
    const { line, col } = lines.linePos(Math.min(offset, source.text.length));
    return { line: Math.max(1, line), column: Math.max(1, col) };
  };
  const problem = (offset: number, message: string, hint?: string): Problem => {
    const place = at(offset);
    return {
      message: message.replace(CONTROL, ' '),
      file: source.path,
      ...place,
      ...(hint === undefined ? {} : { hint }),
      frame: frameOf(source.text, place),
    };
  };
  const problems = [...document.errors, ...document.warnings].map((error) =>
    problem(error.pos[0], wordsFor(error.code, error.message), hintFor(error.code, source.text, error.pos[0])),
  );
  let value: unknown;
  if (problems.length === 0) {
    try {
      value = document.toJS({ maxAliasCount: MAX_ALIASES });
    } catch (error) {
      const fault = aliasFault(error, source.text);
      problems.push(problem(fault.offset, fault.message, fault.hint));
    }
  }
  const problemAt = (path: KeyPath, message: string, hint?: string, part: PairPart = 'value'): Problem =>
    problem(offsetOf(document.contents, path, part), message, hint);
  return { source, value, problems, problemAt };
};

/** The library's words for what people meet most, in ours. */
const MESSAGES: { readonly [code: string]: string | undefined } = {
  MULTIPLE_DOCS: 'a file holds one document, and --- begins a second',
  DUPLICATE_KEY: 'this key stands twice',
  TAB_AS_INDENT: 'a tab cannot indent YAML',
  TAG_RESOLVE_FAILED: 'this tag (!…) is not known',
};

const wordsFor = (code: string, message: string): string =>
  message.startsWith('Missing closing') ? 'a text in quotes is not closed' : (MESSAGES[code] ?? plain(message));

/** Aliases (`*name`) are followed last; what can go wrong then is that there are too many, or one of them names nothing. */
const aliasFault = (error: unknown, text: string): { offset: number; message: string; hint?: string } => {
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

const hintFor = (code: string, text: string, offset: number): string | undefined => {
  if (code === 'DUPLICATE_KEY') return 'keep one of the two';
  if (code === 'TAB_AS_INDENT') return 'indent with spaces';
  const line = text.slice(text.lastIndexOf('\n', Math.max(0, offset - 1)) + 1).split('\n', 1)[0] ?? '';
  if (code === 'BLOCK_AS_IMPLICIT_KEY' && /: .*: /.test(line)) return 'put a text that holds a colon in quotes';
  return line.includes('{{') ? 'put a text that holds {{…}} in quotes' : undefined;
};

const offsetOf = (root: Node | null, path: KeyPath, part: PairPart): number => {
  let node: unknown = root;
  let offset = root?.range?.[0] ?? 0;
  path.forEach((key, index) => {
    if (isMap(node)) {
      const pair = node.items.find((item) => isScalar(item.key) && String(item.key.value) === String(key));
      if (!pair) {
        node = undefined;
        return;
      }
      const keyStart = isScalar(pair.key) ? pair.key.range?.[0] : undefined;
      node = pair.value;
      const valueStart = isNodeWithRange(node) ? node.range[0] : undefined;
      const last = index === path.length - 1;
      offset = (last && part === 'value' ? valueStart : keyStart) ?? keyStart ?? offset;
    } else if (isSeq(node) && typeof key === 'number') {
      node = node.items[key];
      offset = isNodeWithRange(node) ? node.range[0] : offset;
    } else if (!isAlias(node)) {
      node = undefined;
    }
  });
  return offset;
};

const isNodeWithRange = (node: unknown): node is Node & { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

/** The lines around a place, the place marked with `^`. */
export const frameOf = (text: string, place: { line: number; column: number }): string =>
  codeFrameColumns(text, { start: place }, { linesAbove: 2, linesBelow: 1, highlightCode: false, forceColor: false });
