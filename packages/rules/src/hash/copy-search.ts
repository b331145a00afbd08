import { better, comparable, type Match, matchOf } from './compare.ts';
import { FORMS, inverseOf, turnHash } from './dihedral.ts';
import type { Fingerprint } from './fingerprint.ts';
import { type HashIndex, indexHashes, packHashes } from './hash-index.ts';

/** A picture of the set: its place, what it shows, and its fingerprint. */
export interface Entry {
  readonly path: string;
  /** Pictures of one product are never copies of each other. */
  readonly product: string;
  readonly role: string;
  readonly fingerprint: Fingerprint;
}

/** Another picture and how the one asked for follows from it. */
export interface Copy {
  readonly entry: Entry;
  readonly match: Match;
}

/** All pictures of a set, ready to be asked for copies. */
export interface CopySearch {
  readonly entries: readonly Entry[];
  /** Every other entry that matches within `radius` bits, nearest first, equal ones by path. */
  readonly find: (entry: Entry, radius: number) => readonly Copy[];
}

type View = Match['view'];
const VIEWS: readonly View[] = ['whole', 'content'];

/**
 * Indexes a set by file, by picture data and by both hashes. A query costs sixteen look-ups (eight turns, two views), whatever the
 * number of pictures; results are remembered, as several rules ask for the same ones.
 */
export const copySearch = (entries: readonly Entry[]): CopySearch => {
  const byFile = groupBy(entries, (entry) => entry.fingerprint.sha256);
  const byData = groupBy(entries, (entry) => entry.fingerprint.imageData ?? undefined);
  const indexes = { whole: indexOf(entries, 'whole'), content: indexOf(entries, 'content') };
  const known = new Map<string, readonly Copy[]>();

  const search = (entry: Entry, radius: number): readonly Copy[] => {
    const best = new Map<Entry, Match>();
    const add = (other: Entry, match: Match): void => {
      if (other.path !== entry.path) best.set(other, better(best.get(other) ?? null, match));
    };
    const { fingerprint } = entry;
    for (const other of byFile.get(fingerprint.sha256) ?? []) add(other, exact('identical'));
    for (const other of byData.get(fingerprint.imageData ?? '') ?? [])
      if (!best.has(other)) add(other, exact('same-data'));
    const settled = new Set(best.keys());
    for (const view of VIEWS) {
      const { index, members } = indexes[view];
      if (!comparable(fingerprint, fingerprint, view)) continue;
      for (const form of FORMS) {
        for (const { id, distance } of index.query(turnHash(fingerprint[view], inverseOf(form)), radius)) {
          const other = members[id];
          if (other && !settled.has(other)) add(other, matchOf(fingerprint, other.fingerprint, form, view, distance));
        }
      }
    }
    return [...best]
      .map(([other, match]) => ({ entry: other, match }))
      .sort((a, b) => a.match.distance - b.match.distance || (a.entry.path < b.entry.path ? -1 : 1));
  };

  const find = (entry: Entry, radius: number): readonly Copy[] => {
    const key = `${radius} ${entry.path}`;
    const found = known.get(key) ?? search(entry, radius);
    known.set(key, found);
    return found;
  };
  return { entries, find };
};

const exact = (evidence: 'identical' | 'same-data'): Match => ({
  evidence,
  form: 'identity',
  view: 'whole',
  distance: 0,
  recoloured: 0,
});

const groupBy = (entries: readonly Entry[], key: (entry: Entry) => string | undefined): Map<string, Entry[]> => {
  const groups = new Map<string, Entry[]>();
  for (const entry of entries) {
    const name = key(entry);
    if (name === undefined) continue;
    const group = groups.get(name);
    if (group) group.push(entry);
    else groups.set(name, [entry]);
  }
  return groups;
};

/** The index of the pictures that have enough detail in this view to be compared. */
const indexOf = (entries: readonly Entry[], view: View): { index: HashIndex; members: readonly Entry[] } => {
  const members = entries.filter(({ fingerprint }) => comparable(fingerprint, fingerprint, view));
  return { index: indexHashes(packHashes(members.map(({ fingerprint }) => fingerprint[view]))), members };
};
