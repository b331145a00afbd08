import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { OpenJoin, OpenScan } from '../index/kernel/join.ts';
import { RecordTable } from '../index/record-table.ts';
import { better, isPlain, type Match, matchOf, withinFrames } from './compare.ts';
import {
  type FingerprintTable,
  fileHex,
  fileWord,
  isPlainRow,
  nameOfFile,
  tableOfFingerprints,
  wordOfHex,
} from './fingerprint-table.ts';
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

/** Another picture and the transformation that yields the query picture. */
export interface Copy {
  readonly entry: ComparedPicture;
  readonly match: Match;
}

/** Search index over all pictures of a set. */
export interface CopySearch {
  readonly entries: readonly ComparedPicture[];
  /** Every other entry that matches within `radius` bits, nearest first, equal ones by path; of a plain picture plain ones of its colours too. */
  readonly find: (entry: ComparedPicture, radius: number) => readonly Copy[];
  /** The same without what colours alone say of a plain picture; nothing of it is remembered. */
  readonly findByShape: (entry: ComparedPicture, radius: number) => readonly Copy[];
  /** Pairs of near contents, for the next search; undefined if there were few queries. */
  readonly remembered: () => string | undefined;
}

export interface CopySearchOptions {
  /** `true`: pictures of the same product are passed over, before anything is counted. Default `false`. */
  readonly acrossProducts?: boolean;
  /** What an earlier search came to, of a set that has much in common with this one. */
  readonly remembered?: string | undefined;
  /** Of the entries, row by row, where it is known without decoding them. */
  readonly table?: FingerprintTable;
  /** Finds many pairs at once; by default in JavaScript. */
  readonly openJoin?: OpenJoin | undefined;
  /** Finds what is near one picture; by default in JavaScript. */
  readonly openScan?: OpenScan | undefined;
}

/**
 * Indexes a set by file, by picture data and by the hashes of its parts. With many queries of its own pictures all pairs are found at once;
 * recent results are cached, as several rules query the same. Only possible matches are decoded.
 */
export const copySearch = (
  entries: readonly ComparedPicture[],
  { acrossProducts = false, remembered, table: given, openJoin, openScan }: CopySearchOptions = {},
): CopySearch => {
  const table = given ?? tableOfFingerprints(entries.map(({ fingerprint }) => fingerprint));
  const { size, data, hasData } = table;
  const byFile = new RecordTable(rowsOf(size), size, (row) => fileWord(table, row));
  const withData = [...rowsOf(size)].filter((row) => hasData[row] === 1);
  const byData = new RecordTable(withData, withData.length, (row) => data[row] ?? 0);
  const isCompared = (entry: ComparedPicture, other: ComparedPicture): boolean =>
    other.path !== entry.path && !(acrossProducts && other.product === entry.product);
  const near = nearParts(table, remembered, { openJoin, openScan });
  const plain = plainPictures(entries.filter((_, row) => isPlainRow(table, row)));
  const positions = new Map(entries.map(({ path }, row) => [path, row]));
  const lately = new Map<string, readonly Copy[]>();
  /** The row of a picture of the set; nothing is decoded of what has been handed over as it stands there. */
  const rowOf = (entry: ComparedPicture): number | undefined => {
    const row = positions.get(entry.path);
    if (row === undefined || entries[row] === entry) return row;
    return fileHex(table, row) === nameOfFile(entry.fingerprint.sha256) ? row : undefined;
  };
  /** Whether it is known already that a picture of the set, by its row, matches no other one. */
  const isAlone = (row: number, radius: number): boolean =>
    near.isAlone(row, radius) &&
    !isPlainRow(table, row) &&
    byFile.of(fileWord(table, row)).length === 1 &&
    (hasData[row] === 0 || byData.of(data[row] ?? 0).length === 1);

  const search = (entry: ComparedPicture, radius: number, byColours: boolean): readonly Copy[] => {
    const best = new Map<ComparedPicture, Match>();
    const { fingerprint } = entry;
    const { sha256, imageData } = fingerprint;
    const comparedAt = (row: number): ComparedPicture | undefined => {
      const other = entries[row];
      return other !== undefined && isCompared(entry, other) ? other : undefined;
    };
    const file = nameOfFile(sha256);
    for (const row of byFile.of(wordOfHex(file))) {
      const other = comparedAt(row);
      if (other?.fingerprint.sha256 === sha256) best.set(other, IDENTICAL);
    }
    for (const row of imageData === null ? [] : byData.of(wordOfHex(imageData))) {
      const other = comparedAt(row);
      if (other !== undefined && !best.has(other) && other.fingerprint.imageData === imageData)
        best.set(other, SAME_DATA);
    }
    const settled = new Set(best.keys());
    const own = rowOf(entry);
    for (const found of own !== undefined ? near.ofMember(fingerprint, own, radius) : near.of(fingerprint, radius)) {
      const other = comparedAt(found.other);
      if (other === undefined || settled.has(other)) continue;
      const theirs = other.fingerprint;
      const distance = withinFrames(fingerprint, theirs, found);
      if (distance > radius) continue;
      const { form, part, otherPart } = found;
      const match = matchOf(fingerprint, theirs, { form, part, otherPart, distance });
      best.set(other, better(best.get(other) ?? null, match));
    }
    if (byColours && isPlain(fingerprint)) {
      for (const [other, match] of plain.alike(fingerprint, (each) => isCompared(entry, each) && !settled.has(each)))
        best.set(other, better(best.get(other) ?? null, match));
    }
    return [...best].map(([other, match]) => ({ entry: other, match })).sort(byDistance);
  };

  const find = (entry: ComparedPicture, radius: number): readonly Copy[] => {
    const row = rowOf(entry);
    if (row !== undefined && isAlone(row, radius)) return NONE;
    const key = `${radius} ${entry.path} ${entry.fingerprint.sha256}`;
    const found = lately.get(key) ?? search(entry, radius, true);
    if (lately.size >= MOST_LATELY) lately.clear();
    lately.set(key, found.length === 0 ? NONE : found);
    return found;
  };
  return { entries, find, findByShape: (entry, radius) => search(entry, radius, false), remembered: near.remembered };
};

/** Cached results: of the pictures that are judged concurrently, with all of their rules. */
const MOST_LATELY = 256;

function* rowsOf(size: number): Generator<number> {
  for (let row = 0; row < size; row++) yield row;
}

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
