import { type Fingerprint, PARTS, type Part } from '../fingerprint/fingerprint.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { hamming } from '../hash256/hash256.ts';
import { type HashIndex, indexHashes, packHashes } from '../index/hash-index.ts';
import {
  better,
  comparable,
  copyVerdictOf,
  DEFAULT_THRESHOLDS,
  isDetailed,
  isPlain,
  type Match,
  matchOf,
  plainMatch,
  reachOf,
  withinFrames,
} from './compare.ts';

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
  /** Every other entry that matches within `radius` bits, nearest first, equal ones by path; of a plain picture all plain ones too. */
  readonly find: (entry: ComparedPicture, radius: number) => readonly Copy[];
}

/** A part of a picture of the set. */
interface Member {
  readonly entry: ComparedPicture;
  readonly part: Part;
}

/** The inner part of a picture without any plain border is the picture. */
const repeats = ({ parts: { whole, inner } }: Fingerprint, part: Part): boolean =>
  part === 'inner' && hamming(whole.hash, inner.hash) === 0;

/**
 * Indexes a set by file, by picture data and by the hashes of its parts. A query costs 24 look-ups (eight turns, three parts), whatever the
 * number of pictures; results are remembered, as several rules ask for the same ones.
 */
export const copySearch = (entries: readonly ComparedPicture[]): CopySearch => {
  const byFile = groupBy(entries, (entry) => entry.fingerprint.sha256);
  const byData = groupBy(entries, (entry) => entry.fingerprint.imageData ?? undefined);
  const indexes = { flat: indexOf(entries, ['whole', 'inner']), content: indexOf(entries, ['content']) };
  const plain = entries.filter(({ fingerprint }) => isPlain(fingerprint));
  const known = new Map<string, readonly Copy[]>();

  const search = (entry: ComparedPicture, radius: number): readonly Copy[] => {
    const best = new Map<ComparedPicture, Match>();
    const add = (other: ComparedPicture, match: Match): void => {
      if (other.path !== entry.path) best.set(other, better(best.get(other) ?? null, match));
    };
    const { fingerprint } = entry;
    for (const other of byFile.get(fingerprint.sha256) ?? []) add(other, exact('identical'));
    for (const other of byData.get(fingerprint.imageData ?? '') ?? [])
      if (!best.has(other)) add(other, exact('same-data'));
    const settled = new Set(best.keys());
    for (const part of PARTS) {
      const hash = fingerprint.parts[part];
      if (!isDetailed(hash) || repeats(fingerprint, part)) continue;
      const { index, members } = indexes[part === 'content' ? 'content' : 'flat'];
      for (const form of FORMS) {
        for (const { id, distance } of index.query(turnHash(hash.hash, inverseOf(form)), radius)) {
          const found = members[id];
          if (!found || settled.has(found.entry)) continue;
          const theirs = found.entry.fingerprint;
          if (!comparable(hash, theirs.parts[found.part]) || distance > reachOf(part, found.part)) continue;
          const pair = { form, part, otherPart: found.part };
          const bits = withinFrames(fingerprint, theirs, { ...pair, distance });
          if (bits <= radius) add(found.entry, matchOf(fingerprint, theirs, { ...pair, distance: bits }));
        }
      }
    }
    for (const [other, match] of isPlain(fingerprint) ? alikePlain(fingerprint, plain) : []) {
      if (!settled.has(other)) add(other, match);
    }
    return [...best]
      .map(([other, match]) => ({ entry: other, match }))
      .sort((a, b) => a.match.distance - b.match.distance || (a.entry.path < b.entry.path ? -1 : 1));
  };

  const find = (entry: ComparedPicture, radius: number): readonly Copy[] => {
    const key = `${radius} ${entry.path}`;
    const found = known.get(key) ?? search(entry, radius);
    known.set(key, found);
    return found;
  };
  return { entries, find };
};

/** Plain pictures that are named for one of them at most: a shop may have thousands of white drawings. */
const MOST_PLAIN = 50;

const alikePlain = (
  fingerprint: Fingerprint,
  plain: readonly ComparedPicture[],
): readonly (readonly [ComparedPicture, Match])[] => {
  const found: (readonly [ComparedPicture, Match])[] = [];
  for (const other of plain) {
    if (found.length >= MOST_PLAIN) break;
    const match = plainMatch(fingerprint, other.fingerprint);
    if (match && copyVerdictOf(match, DEFAULT_THRESHOLDS) !== null) found.push([other, match]);
  }
  return found;
};

const exact = (evidence: 'identical' | 'same-data'): Match => ({
  evidence,
  form: 'identity',
  part: 'whole',
  otherPart: 'whole',
  distance: 0,
  recoloured: 0,
});

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

/** The index of the parts that have enough detail to be compared. */
const indexOf = (
  entries: readonly ComparedPicture[],
  parts: readonly Part[],
): { index: HashIndex; members: readonly Member[] } => {
  const members = entries.flatMap((entry) =>
    parts
      .filter((part) => isDetailed(entry.fingerprint.parts[part]) && !repeats(entry.fingerprint, part))
      .map((part) => ({ entry, part })),
  );
  return {
    index: indexHashes(packHashes(members.map(({ entry, part }) => entry.fingerprint.parts[part].hash))),
    members,
  };
};
