import type { Problem } from '../model/error.ts';
import type { YamlSource } from '../model/rule.ts';
import { type KeyPath, keyText, type PairPart, readYaml } from '../text/yaml-document.ts';

/** Who a document speaks for: its settings are the user's own word (`config`, `argument`), or something they build on (`preset`). */
export type DocumentKind = 'config' | 'preset' | 'argument';

/** A config, preset or argument after reading: its plain value, and how to point at a part of it. */
export interface ConfigDocument {
  readonly kind: DocumentKind;
  /** What people call it: a path as they would type it, `preset recommended`, `--rule '…'`. */
  readonly label: string;
  /** Absolute path, where it is a file: what its relative paths start from. */
  readonly file?: string;
  /** Its text, where it is one. */
  readonly text?: string;
  /** It comes with the program, parsed beforehand: its tests have shown that nothing is wrong with it, and a run does not check it again. */
  readonly isSound?: true;
  readonly value: unknown;
  readonly problems: readonly Problem[];
  readonly problemAt: (path: KeyPath, message: string, hint?: string, part?: PairPart) => Problem;
  /** `label:line:column` of a value, or `label: key.path` where there are no lines. */
  readonly placeOf: (path: KeyPath) => string;
}

interface Identity {
  readonly kind: DocumentKind;
  readonly label: string;
  readonly file?: string;
  /** Keys from the root of the text to the config (`listing-lint` in a package.json). */
  readonly base?: KeyPath;
  /** Most that the text may have, where it is not a document of people alone. */
  readonly maxBytes?: number;
}

/** A YAML or JSON text: problems have lines and columns. */
export const textDocument = (text: string, { kind, label, file, base = [], maxBytes }: Identity): ConfigDocument => {
  const source: YamlSource = { path: label, text };
  const yaml = readYaml(source, maxBytes === undefined ? {} : { maxBytes });
  const problemAt: ConfigDocument['problemAt'] = (path, message, hint, part) =>
    yaml.problemAt([...base, ...path], message, hint, part);
  const value = base.reduce<unknown>((node, key) => (isRecord(node) ? node[String(key)] : undefined), yaml.value);
  return {
    kind,
    label,
    ...(file === undefined ? {} : { file }),
    text,
    value,
    problems: yaml.problems,
    problemAt,
    placeOf: (path) => placeIn(label, problemAt(path, '', undefined, 'key')),
  };
};

/** A document that comes with the program; its text is read where a place in it is asked for. Undefined where it was not parsed beforehand. */
export const soundDocument = (source: YamlSource, label: string): ConfigDocument | undefined => {
  if (source.value === undefined) return undefined;
  const { problemAt } = readYaml({
    path: label,
    get text() {
      return source.text;
    },
    value: source.value,
  });
  return {
    kind: 'preset',
    label,
    isSound: true,
    get text() {
      return source.text;
    },
    value: source.value,
    problems: [],
    problemAt,
    placeOf: (path) => placeIn(label, problemAt(path, '', undefined, 'key')),
  };
};

const placeIn = (label: string, { line, column }: Problem): string => `${label}:${line}:${column}`;

/** A value that a program made: problems have the key path. */
export const valueDocument = (value: unknown, { kind, label, file }: Identity): ConfigDocument => ({
  kind,
  label,
  ...(file === undefined ? {} : { file }),
  value,
  problems: [],
  problemAt: (path, message, hint) => ({
    message,
    file: label,
    ...(path.length === 0 ? {} : { key: keyText(path) }),
    ...(hint === undefined ? {} : { hint }),
  }),
  placeOf: (path) => (path.length === 0 ? label : `${label}: ${keyText(path)}`),
});

/** An argument of the command line: the argument is the place. */
export const argumentDocument = (value: unknown, label: string): ConfigDocument => ({
  kind: 'argument',
  label,
  value,
  problems: [],
  problemAt: (_path, message, hint) => ({ message, file: label, ...(hint === undefined ? {} : { hint }) }),
  placeOf: () => label,
});

export const isRecord = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
