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

/** How a fact lies, and what of it does. */
const lyingFact = (
  entry: CacheEntry,
  subject: string,
  fact: FactSnapshot,
): readonly [kind: boolean | 'file' | 'path', value: unknown] => {
  if (!('value' in fact)) return [false, { error: fact.error, code: fact.code }];
  if (isFileOf(entry, fact.value)) return ['file', undefined];
  const value = withoutPath(fact.value, pathIn(subject));
  return value === undefined ? [true, fact.value] : ['path', value];
};

/** An entry as it lies. */
interface LaidEntry {
  readonly shape: EntryShape;
  /** Of what is kept and of the facts, one after the other; undefined for what the entry itself says of its file. */
  readonly values: readonly unknown[];
}

/** `subject`: its key. */
export const laidEntry = (entry: CacheEntry, subject: string): LaidEntry => {
  const { judgement, kept, snapshot, settled } = entry;
  const values: unknown[] = Object.values(kept).map((value) => ('value' in value ? value.value : value));
  const facts = snapshot?.facts.map((fact) => {
    const { id, params, timed } = fact;
    const [kind, value] = lyingFact(entry, subject, fact);
    values.push(value);
    return [{ id, params, ...(timed === undefined ? {} : { timed }) }, kind] as const;
  });
  const shape: EntryShape = {
    ...(judgement === undefined ? {} : { verdicts: judgement.verdicts.length }),
    ...(isFileOf(entry, judgement?.file) ? { isOfFile: true } : {}),
    kept: Object.entries(kept).map(([id, value]) => [id, 'value' in value]),
    ...(facts === undefined ? {} : { facts }),
    ...(settled === undefined ? {} : { settled: settled.verdicts.length }),
  };
  return { shape, values };
};

/** The facts whose values `laidEntry` gave, of the values that lie there. `file`: what the entry itself says of its file. */
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
