import type { Judgement } from '../judge.ts';
import type { FactSnapshot } from '../memory/fact-memo.ts';
import type { CacheEntry } from './cache-entry.ts';
import { pathIn, withoutPath, withPath } from './path-parts.ts';

/** Layout of an entry: what its texts hold, in order. Most entries of a run share one shape. Stored as JSON: the member names are part of the format. */
export interface EntryShape {
  /** Number of verdicts; absent if the subject was not judged. */
  readonly verdicts?: number;
  /** Ids of the stored facts, and whether each is a value (`true`) or an error. */
  readonly kept: readonly (readonly [string, boolean])[];
  /** `file`: the value is the entry's own file record. `path`: parts of the subject's path are replaced by references. */
  readonly facts?: readonly (readonly [Pick<FactSnapshot, 'id' | 'params' | 'timed'>, boolean | 'file' | 'path'])[];
  /** The judged file is the entry's own file record. */
  readonly isOfFile?: true;
  /** Number of settled verdicts over the set. */
  readonly settled?: number;
}

/** Whether a value equals the file record of an entry. */
const isFileOf = ({ sha256, stat }: CacheEntry, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'sha256' in value &&
  JSON.stringify(value) === JSON.stringify({ sha256, bytes: stat[0] });

/** Returns how a fact is packed, and the value to store (undefined if the entry's file record stands for it). */
const packFact = (
  entry: CacheEntry,
  subject: string,
  fact: FactSnapshot,
): readonly [kind: boolean | 'file' | 'path', value: unknown] => {
  if (!('value' in fact)) return [false, { error: fact.error, code: fact.code }];
  if (isFileOf(entry, fact.value)) return ['file', undefined];
  const value = withoutPath(fact.value, pathIn(subject));
  return value === undefined ? [true, fact.value] : ['path', value];
};

/** An entry as shape and values. */
interface PackedEntry {
  readonly shape: EntryShape;
  /** Values of the stored facts, then of the facts of the second pass; undefined for one that equals the entry's file record. */
  readonly values: readonly unknown[];
}

/** Packs an entry. `subject`: the key of its subject. */
export const packEntry = (entry: CacheEntry, subject: string): PackedEntry => {
  const { judgement, snapshot, settled } = entry;
  const values: unknown[] = Object.values(entry.kept).map((value) => ('value' in value ? value.value : value));
  const facts = snapshot?.facts.map((fact) => {
    const { id, params, timed } = fact;
    const [kind, value] = packFact(entry, subject, fact);
    values.push(value);
    return [{ id, params, ...(timed === undefined ? {} : { timed }) }, kind] as const;
  });
  const shape: EntryShape = {
    ...(judgement === undefined ? {} : { verdicts: judgement.verdicts.length }),
    ...(isFileOf(entry, judgement?.file) ? { isOfFile: true } : {}),
    kept: Object.entries(entry.kept).map(([id, value]) => [id, 'value' in value]),
    ...(facts === undefined ? {} : { facts }),
    ...(settled === undefined ? {} : { settled: settled.verdicts.length }),
  };
  return { shape, values };
};

/** Restores the facts that `packEntry` packed. `read` returns the next stored value, `file` the entry's file record. */
export const factsOf = (
  facts: NonNullable<EntryShape['facts']>,
  subject: string,
  read: () => ReturnType<typeof JSON.parse>,
  file: () => NonNullable<Judgement['file']>,
): readonly FactSnapshot[] =>
  facts.map(([about, kind]): FactSnapshot => {
    const value = read();
    if (kind === false) return { ...about, ...value };
    if (kind === 'file') return { ...about, value: file() };
    return { ...about, value: kind === 'path' ? withPath(value, pathIn(subject)) : value };
  });

/** Returns the index of the first stored fact among the texts of an entry. */
export const storedFactsStart = (verdicts: number | undefined): number => (verdicts === undefined ? 5 : 7 + verdicts);

export const settledLength = (verdicts: number | undefined): number => (verdicts === undefined ? 0 : 1 + verdicts);

/** Returns an object with the one member, or without it if its value is null. */
export const present = (key: string, value: unknown): object => (value === null ? {} : { [key]: value });

/** Splits the key of an entry into the half of its subject and the half of its rules, which many entries share; null if it names no rules. */
export const halvesOf = (key: string): readonly (readonly [half: string | null, of: 'own' | 'common'])[] => {
  const cut = key.indexOf(' ');
  return [
    [cut < 0 ? key : key.slice(0, cut), 'own'],
    [cut < 0 ? null : key.slice(cut + 1), 'common'],
  ];
};
