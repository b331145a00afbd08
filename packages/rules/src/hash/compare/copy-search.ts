import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { better, isPlain, type Match, matchOf, withinFrames } from './compare.ts';
import { nearParts } from './near-parts.ts';
import { plainPictures } from './plain-pictures.ts';

/** A picture of the set: its place, what it shows, and its fingerprint. */
export interface ComparedPicture {
  readonly path: string;
  /** Pictures of one product are never copies of each other. */
  readonly product: string;
  readonly role: string;
  readonly fingerprint: Fingerprint;
}

/** Another picture and how the one asked for follows from it. */
export interface Copy {
  readonly entry: ComparedPicture;
  readonly match: Match;
}

/** All pictures of a set, ready to be asked for copies. */
export interface CopySearch {
  readonly entries: readonly ComparedPicture[];
  /** Every other entry that matches within `radius` bits, nearest first, equal ones by path; of a plain picture plain ones of its colours too. */
  readonly find: (entry: ComparedPicture, radius: number) => readonly Copy[];
  /** Which contents are near each other, for the next search; undefined where nobody has asked for many. */
  readonly remembered: () => string | undefined;
}

export interface CopySearchOptions {
  /** `true`: pictures of the same product are passed over, before anything is counted. Default `false`. */
  readonly acrossProducts?: boolean;
  /** What an earlier search came to, of a set that has much in common with this one. */
  readonly remembered?: string | undefined;
  /** `true`: what pictures that are not of the set ask for is not kept, as each asks once. Default `false`. */
  readonly forgetful?: boolean;
}

/**
 * Indexes a set by file, by picture data and by the hashes of its parts. What many of its own pictures ask for is found for all at once;
 * results are remembered, as several rules ask for the same ones.
 */
export const copySearch = (
  entries: readonly ComparedPicture[],
  { acrossProducts = false, remembered, forgetful = false }: CopySearchOptions = {},
): CopySearch => {
  const byFile = groupBy(entries, (entry) => entry.fingerprint.sha256);
  const byData = groupBy(entries, (entry) => entry.fingerprint.imageData ?? undefined);
  const isCompared = (entry: ComparedPicture, other: ComparedPicture): boolean =>
    other.path !== entry.path && !(acrossProducts && other.product === entry.product);
  const near = nearParts(
    entries.map(({ fingerprint }) => fingerprint),
    remembered,
  );
  const plain = plainPictures(entries);
  const positions = new Map(entries.map(({ path }, position) => [path, position]));
  const known = new Map<string, readonly Copy[]>();

  const search = (entry: ComparedPicture, radius: number): readonly Copy[] => {
    const best = new Map<ComparedPicture, Match>();
    const { fingerprint } = entry;
    for (const other of byFile.get(fingerprint.sha256) ?? []) if (isCompared(entry, other)) best.set(other, IDENTICAL);
    for (const other of byData.get(fingerprint.imageData ?? '') ?? [])
      if (isCompared(entry, other) && !best.has(other)) best.set(other, SAME_DATA);
    const settled = new Set(best.keys());
    const position = positions.get(entry.path);
    const isMember = position !== undefined && entries[position]?.fingerprint === fingerprint;
    for (const found of isMember ? near.ofMember(position, radius) : near.of(fingerprint, radius)) {
      const other = entries[found.other];
      if (other === undefined || settled.has(other) || !isCompared(entry, other)) continue;
      const distance = withinFrames(fingerprint, other.fingerprint, found);
      if (distance > radius) continue;
      const { form, part, otherPart } = found;
      const match = matchOf(fingerprint, other.fingerprint, { form, part, otherPart, distance });
      best.set(other, better(best.get(other) ?? null, match));
    }
    if (isPlain(fingerprint)) {
      for (const [other, match] of plain.alike(fingerprint, (each) => isCompared(entry, each) && !settled.has(each)))
        best.set(other, better(best.get(other) ?? null, match));
    }
    return [...best].map(([other, match]) => ({ entry: other, match })).sort(byDistance);
  };

  const find = (entry: ComparedPicture, radius: number): readonly Copy[] => {
    const key = `${radius} ${entry.path}`;
    const found = known.get(key) ?? search(entry, radius);
    if (!forgetful || positions.has(entry.path)) known.set(key, found.length === 0 ? NONE : found);
    return found;
  };
  return { entries, find, remembered: near.remembered };
};

/** Nearest first, equal ones by path; of one path (a registry may hold several pictures of it) by content. */
export const byDistance = (a: Copy, b: Copy): number =>
  a.match.distance - b.match.distance ||
  compared(a.entry.path, b.entry.path) ||
  compared(a.entry.fingerprint.sha256, b.entry.fingerprint.sha256);

const compared = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const NONE: readonly Copy[] = [];

const exact = (evidence: 'identical' | 'same-data'): Match => ({
  evidence,
  form: 'identity',
  part: 'whole',
  otherPart: 'whole',
  distance: 0,
  recoloured: 0,
});
export const IDENTICAL = exact('identical');
export const SAME_DATA = exact('same-data');

const groupBy = (
  entries: readonly ComparedPicture[],
  key: (entry: ComparedPicture) => string | undefined,
): Map<string, ComparedPicture[]> => {
  const groups = new Map<string, ComparedPicture[]>();
  for (const entry of entries) {
    const name = key(entry);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
};
