import type { Judgement } from '../judge.ts';
import type { FactSnapshot } from '../memory/fact-memo.ts';
import type { CacheEntry } from './cache-entry.ts';
import { pathIn, withoutPath, withPath } from './path-parts.ts';

/** What the texts of an entry say, one after the other; most entries of a run have one shape. */
export interface EntryShape {
  /** Number of verdicts; absent where it was not judged. */
  readonly verdicts?: number;
  /** Ids of what is kept, and whether each is a value or says why there is none. */
  readonly kept: readonly (readonly [string, boolean])[];
  /** `file`: it is what the entry itself says of its file. `path`: parts of the subject's path stand in it by their places. */
  readonly facts?: readonly (readonly [Pick<FactSnapshot, 'id' | 'params' | 'timed'>, boolean | 'file' | 'path'])[];
  /** What was judged is what the entry itself says of its file. */
  readonly isOfFile?: true;
  /** Number of verdicts over the set. */
  readonly settled?: number;
}

/** Whether a value is what an entry says of its file, in the words of a fact. */
const isFileOf = ({ sha256, stat }: CacheEntry, value: unknown): boolean =>
  typeof value === 'object' &&
  value !== null &&
  'sha256' in value &&
  JSON.stringify(value) === JSON.stringify({ sha256, bytes: stat[0] });

const kindOf = (entry: CacheEntry, subject: string, fact: FactSnapshot): boolean | 'file' | 'path' => {
  if (!('value' in fact)) return false;
  if (isFileOf(entry, fact.value)) return 'file';
  return withoutPath(fact.value, pathIn(subject)) === undefined ? true : 'path';
};

/** `subject`: its key. */
export const shapeOf = (entry: CacheEntry, subject: string): EntryShape => {
  const { judgement, kept, snapshot, settled } = entry;
  const facts = snapshot?.facts.map((fact) => {
    const { id, params, timed } = fact;
    return [{ id, params, ...(timed === undefined ? {} : { timed }) }, kindOf(entry, subject, fact)] as const;
  });
  return {
    ...(judgement === undefined ? {} : { verdicts: judgement.verdicts.length }),
    ...(isFileOf(entry, judgement?.file) ? { isOfFile: true } : {}),
    kept: Object.entries(kept).map(([id, value]) => [id, 'value' in value]),
    ...(facts === undefined ? {} : { facts }),
    ...(settled === undefined ? {} : { settled: settled.verdicts.length }),
  };
};

/** What lies for what is kept and for the facts, one after the other; undefined for what the entry itself says of its file. */
export function* lyingValues(
  { kept, snapshot }: CacheEntry,
  subject: string,
  { facts = [] }: EntryShape,
): Generator<unknown> {
  for (const value of Object.values(kept)) yield 'value' in value ? value.value : value;
  for (const [k, fact] of (snapshot?.facts ?? []).entries()) {
    const kind = facts[k]?.[1];
    if (kind === 'file') yield undefined;
    else if (kind === 'path' && 'value' in fact) yield withoutPath(fact.value, pathIn(subject));
    else yield 'value' in fact ? fact.value : { error: fact.error, code: fact.code };
  }
}

/** The facts whose values `lyingValues` gave, of the values that lie there. `file`: what the entry itself says of its file. */
export const factsOf = (
  facts: NonNullable<EntryShape['facts']>,
  subject: string,
  read: () => ReturnType<typeof JSON.parse>,
  file: () => NonNullable<Judgement['file']>,
): readonly FactSnapshot[] =>
  facts.map(([about, kind]): FactSnapshot => {
    const lying = read();
    if (kind === false) return { ...about, ...lying };
    if (kind === 'file') return { ...about, value: file() };
    return { ...about, value: kind === 'path' ? withPath(lying, pathIn(subject)) : lying };
  });

/** Where the numbers of what is kept begin. */
export const keptAt = (verdicts: number | undefined): number => (verdicts === undefined ? 5 : 7 + verdicts);

export const settledLength = (verdicts: number | undefined): number => (verdicts === undefined ? 0 : 1 + verdicts);

/** A member that is there unless its value is null. */
export const present = (key: string, value: unknown): object => (value === null ? {} : { [key]: value });

/** Of the key of an entry what stands for its subject, and what for its rules, which many have in common; null where it names none. */
export const halvesOf = (key: string): readonly (readonly [half: string | null, of: 'own' | 'common'])[] => {
  const cut = key.indexOf(' ');
  return [
    [cut < 0 ? key : key.slice(0, cut), 'own'],
    [cut < 0 ? null : key.slice(cut + 1), 'common'],
  ];
};
