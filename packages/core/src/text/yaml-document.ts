import { isAlias, isMap, isScalar, isSeq, type Node, type Pair, type YAMLMap } from 'yaml';
import type { Problem } from '../model/error.ts';
import type { YamlSource } from '../model/rule.ts';
import { codeFrame } from './code-frame.ts';
import { MAX_YAML_BYTES, nameOfKey, parseYaml } from './parse-yaml.ts';
import { firstProblems, MAX_PROBLEMS } from './problems.ts';

/** Keys and indexes from the root of a document to a value. */
export type KeyPath = readonly (string | number)[];

/** Which part of a `key: value` pair an error points at. */
export type PairPart = 'key' | 'value';

/** A YAML (or JSON) text read once: its plain value, and the place of every part of it. */
export interface YamlDocument {
  readonly source: YamlSource;
  /** Plain data; `undefined` when the text does not parse. `null` for an empty file. */
  readonly value: unknown;
  /** Syntax errors, duplicate keys, unknown tags: each with its place; of many the first, and their number. */
  readonly problems: readonly Problem[];
  /** A problem at the place of a value, or of the nearest ancestor that exists. */
  readonly problemAt: (path: KeyPath, message: string, hint?: string, part?: PairPart) => Problem;
  /** The number at a path as it is written (`12E5`); undefined where there is none, or no text. */
  readonly numberAt: (path: KeyPath) => string | undefined;
}

/** A key or value that an error quotes may hold them; a message is one line and moves no cursor. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is taken out
const CONTROL = /[\u0000-\u001f\u007f-\u009f]+/g;
const MAX_MESSAGE = 300;

export interface ReadYamlOptions {
  /** Bytes of UTF-8 that the text may have, for what a program writes. Default 256 KB. */
  readonly maxBytes?: number;
}

/**
 * Reads YAML 1.2 (of which JSON is a part) with positions. Duplicate keys, tabs, unknown tags, alias bombs, more than 256 KB and nesting
 * beyond 64 levels are problems; no tag runs code. Never throws for a bad text, and tells no more than its first problems.
 */
export const readYaml = (source: YamlSource, { maxBytes = MAX_YAML_BYTES }: ReadYamlOptions = {}): YamlDocument =>
  source.value === undefined ? parseText(source, maxBytes) : parsedBefore(source, source.value);

const parsedBefore = (source: YamlSource, value: unknown): YamlDocument => {
  let document: YamlDocument | undefined;
  return {
    source,
    value,
    problems: [],
    problemAt: (path, message, hint, part) => {
      document ??= parseText(source, MAX_YAML_BYTES);
      return document.problemAt(path, message, hint, part);
    },
    numberAt: () => undefined,
  };
};

const parseText = (source: YamlSource, maxBytes: number): YamlDocument => {
  const { document, value, faults, lines } = parseYaml(source.text, maxBytes);
  const problem = (offset: number, message: string, hint?: string): Problem => {
    const { line, col } = lines.linePos(Math.min(offset, source.text.length));
    const place = { line: Math.max(1, line), column: Math.max(1, col) };
    const text = message.replace(CONTROL, ' ');
    return {
      message: text.length > MAX_MESSAGE ? `${text.slice(0, MAX_MESSAGE)}…` : text,
      file: source.path,
      ...place,
      ...(hint === undefined ? {} : { hint }),
      frame: codeFrame(source.text, lines.lineStarts, place),
    };
  };
  const problems = faults.slice(0, MAX_PROBLEMS).map(({ offset, message, hint }) => problem(offset, message, hint));
  const find = finderOf(document?.contents ?? null);
  return {
    source,
    value,
    problems: firstProblems(problems, faults.length),
    problemAt: (path, message, hint, part = 'value') => problem(find(path, part).offset, message, hint),
    numberAt: (path) => {
      const { node } = find(path, 'value');
      const scalar = isAlias(node) && document !== undefined ? node.resolve(document) : node;
      return isScalar(scalar) && typeof scalar.value === 'number' ? scalar.source : undefined;
    },
  };
};

/** The node at a path, where there is one, and the offset of it or of what is nearest. */
interface Found {
  readonly node: unknown;
  readonly offset: number;
}

/** Finds a value or key by its path; each mapping is gone through once, whatever the number of paths. */
const finderOf = (root: Node | null): ((path: KeyPath, part: PairPart) => Found) => {
  const indexes = new WeakMap<YAMLMap, ReadonlyMap<string, Pair>>();
  const pairOf = (map: YAMLMap, key: string): Pair | undefined => {
    const index = indexes.get(map) ?? indexOf(map);
    indexes.set(map, index);
    return index.get(key);
  };
  return (path, part) => {
    let node: unknown = root;
    let offset = root?.range?.[0] ?? 0;
    path.forEach((key, index) => {
      if (isMap(node)) {
        const pair = pairOf(node, String(key));
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
    return { node, offset };
  };
};

const indexOf = (map: YAMLMap): ReadonlyMap<string, Pair> =>
  new Map(map.items.flatMap((pair) => (isScalar(pair.key) ? [[nameOfKey(pair.key.value), pair] as const] : [])));

const isNodeWithRange = (node: unknown): node is Node & { range: [number, number, number] } =>
  typeof node === 'object' && node !== null && 'range' in node && Array.isArray(node.range);

/** A place in a document as people read it, entries of lists counted from one: `rules.hash-unique.maxDistance`, `overrides #1.files`. */
export const keyText = (path: KeyPath): string =>
  path.reduce<string>((text, key) => {
    if (typeof key === 'number') return `${text}${text === '' ? '' : ' '}#${key + 1}`;
    return text === '' ? key : `${text}.${key}`;
  }, '');
