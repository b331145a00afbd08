import {
  better,
  isPlain,
  LEAST_QUALITY,
  type Match,
  MIN_QUALITY,
  matchOf,
  withinFrames,
} from '../../compare/compare.ts';
import { byDistance, type ComparedPicture, type Copy, IDENTICAL, SAME_DATA } from '../../compare/copy-search.ts';
import { wordOfHex } from '../../compare/fingerprint-table.ts';
import { arePartsNear, isSearchable, KINDS } from '../../compare/near-parts.ts';
import { type PlainPictures, plainPictures } from '../../compare/plain-pictures.ts';
import { type Fingerprint, PARTS, type Part } from '../../fingerprint/fingerprint.ts';
import { decodeRecord, RECORD_BYTES, recordParts } from '../../fingerprint/fingerprint-record.ts';
import { FORMS, inverseOf, turnHash } from '../../hash256/dihedral.ts';
import { HASH_WORDS } from '../../hash256/hash256.ts';
import { type HashIndex, indexHashes } from '../../index/hash-index.ts';
import { RecordTable } from '../../index/record-table.ts';
import type { Replica } from './replica-folder.ts';
import type { LogSegment } from './segment.ts';

/** Arguments of a registry search apart from the picture. */
export interface PublishedQuery {
  /** Published pictures that are passed over, before anything is counted. */
  readonly isLeftOut?: (path: string, product: string) => boolean;
}

/** Search for copies among millions of published pictures: the results are those of `copySearch` over the same. */
export interface PublishedSearch {
  /** Pictures that are published and not gone. */
  readonly size: number;
  /** All of them, decoded: for who has to have each in hand. */
  readonly all: () => readonly ComparedPicture[];
  /** Every one that matches within `radius` bits, nearest first, equal ones by path. */
  readonly find: (entry: ComparedPicture, radius: number, options?: PublishedQuery) => readonly Copy[];
}

/** Indexes a replica: records stay as they are, and are decoded where they are compared. */
export const searchReplica = ({ segments }: Replica): PublishedSearch => {
  const parts: SegmentSearch[] = [];
  for (const segment of segments) {
    const alive = aliveRows(segment, parts);
    parts.push(new SegmentSearch(segment, alive));
  }
  return {
    size: parts.reduce((sum, { size }) => sum + size, 0),
    all: () => parts.flatMap((part) => part.all()),
    find: (entry, radius, options = {}) => parts.flatMap((part) => part.find(entry, radius, options)).sort(byDistance),
  };
};

/** Rows of a segment that still stand at its end; what it takes out of those before it is marked there. */
const aliveRows = (segment: LogSegment, before: readonly SegmentSearch[]): Uint8Array => {
  const alive = new Uint8Array(segment.count).fill(1);
  if (segment.head.isFresh) return alive;
  const seen = new Map<string, number>();
  for (let row = 0; row < segment.count; row++) {
    const isGone = segment.isGone(row);
    if (isGone) alive[row] = 0;
    const record = segment.records.subarray(RECORD_BYTES * row, RECORD_BYTES * (row + 1));
    const { product } = segment.about(row);
    const key = `${record.toString('latin1')}${product}`;
    const earlier = seen.get(key);
    if (earlier !== undefined) alive[earlier] = 0;
    seen.set(key, row);
    for (const part of before) part.takeOut(record, product);
  }
  return alive;
};

interface PartSet {
  readonly parts: readonly Part[];
  readonly owners: Uint32Array;
  /** Position of the part among `parts`. */
  readonly partOf: Uint8Array;
  readonly index: HashIndex;
}

class SegmentSearch {
  readonly #segment: LogSegment;
  readonly #alive: Uint8Array;
  readonly #sets: readonly PartSet[];
  readonly #byFile: RecordTable;
  readonly #byData: RecordTable;
  #plain: PlainPictures<ComparedPicture> | undefined;

  constructor(segment: LogSegment, alive: Uint8Array) {
    this.#segment = segment;
    this.#alive = alive;
    const { records, count } = segment;
    const wordAt = (at: number) => (row: number) => records.readUInt32LE(RECORD_BYTES * row + at);
    const [files, data] = [wordAt(recordParts.sha256At), wordAt(recordParts.imageDataAt)];
    this.#byFile = new RecordTable(rowsUpTo(count), count, files);
    const withData = (function* () {
      for (const row of rowsUpTo(count)) if (recordParts.hasImageData(records, RECORD_BYTES * row)) yield row;
    })();
    this.#byData = new RecordTable(withData, count, data);
    this.#sets = KINDS.map((parts) => partSetOf(records, count, parts));
  }

  get size(): number {
    return this.#alive.reduce((sum, each) => sum + each, 0);
  }

  all(): readonly ComparedPicture[] {
    return [...rowsUpTo(this.#segment.count)].flatMap((row) =>
      this.#alive[row] === 1 ? (this.#entry(row, () => false) ?? []) : [],
    );
  }

  /** Marks rows of this record and product as gone. */
  takeOut(record: Buffer, product: string): void {
    for (const row of this.#byFile.of(record.readUInt32LE(recordParts.sha256At))) {
      if (this.#alive[row] !== 1 || !this.#record(row).equals(record)) continue;
      if (this.#segment.about(row).product === product) this.#alive[row] = 0;
    }
  }

  find({ fingerprint }: ComparedPicture, radius: number, { isLeftOut = () => false }: PublishedQuery): readonly Copy[] {
    const best = new Map<number, Match>();
    const entries = new Map<number, ComparedPicture | undefined>();
    const entryOf = (row: number): ComparedPicture | undefined => {
      if (entries.has(row)) return entries.get(row);
      const entry = this.#alive[row] === 1 ? this.#entry(row, isLeftOut) : undefined;
      entries.set(row, entry);
      return entry;
    };
    for (const row of this.#byFile.of(wordOfHex(fingerprint.sha256)))
      if (entryOf(row)?.fingerprint.sha256 === fingerprint.sha256) best.set(row, IDENTICAL);
    const { imageData } = fingerprint;
    for (const row of imageData === null ? [] : this.#byData.of(wordOfHex(imageData)))
      if (!best.has(row) && entryOf(row)?.fingerprint.imageData === imageData) best.set(row, SAME_DATA);
    const settled = new Set(best.keys());
    for (const set of this.#sets) this.#findNear(set, fingerprint, radius, { best, settled, entryOf });
    const found = [...best].flatMap(([row, match]): Copy[] => {
      const entry = entryOf(row);
      return entry === undefined ? [] : [{ entry, match }];
    });
    return isPlain(fingerprint) ? withPlain(found, this.#plainOnes(), fingerprint, isLeftOut) : found;
  }

  #findNear(set: PartSet, own: Fingerprint, radius: number, { best, settled, entryOf }: Finding): void {
    for (const part of set.parts) {
      if (!isSearchable(own, part)) continue;
      for (const form of FORMS) {
        for (const { id, distance: bits } of set.index.query(turnHash(own.parts[part].hash, inverseOf(form)), radius)) {
          const row = set.owners[id] ?? 0;
          const otherPart = set.parts[set.partOf[id] ?? 0] ?? part;
          const other = settled.has(row) ? undefined : entryOf(row)?.fingerprint;
          if (other === undefined || !arePartsNear(own, part, other, otherPart, bits)) continue;
          const near = { form, part, otherPart, distance: bits };
          const distance = withinFrames(own, other, near);
          if (distance <= radius)
            best.set(row, better(best.get(row) ?? null, matchOf(own, other, { ...near, distance })));
        }
      }
    }
  }

  #record(row: number): Buffer {
    return this.#segment.records.subarray(RECORD_BYTES * row, RECORD_BYTES * (row + 1));
  }

  #entry(row: number, isLeftOut: NonNullable<PublishedQuery['isLeftOut']>): ComparedPicture | undefined {
    const { path, product } = this.#segment.about(row);
    if (isLeftOut(path, product)) return undefined;
    return { path, product, role: 'published', fingerprint: decodeRecord(this.#record(row)) };
  }

  #plainOnes(): PlainPictures<ComparedPicture> {
    const rows = [...rowsUpTo(this.#segment.count)].filter(
      (row) => this.#alive[row] === 1 && isPlainRecord(this.#segment.records, row),
    );
    this.#plain ??= plainPictures(rows.flatMap((row) => this.#entry(row, () => false) ?? []));
    return this.#plain;
  }
}

interface Finding {
  readonly best: Map<number, Match>;
  /** Rows of which more is known than bits can say. */
  readonly settled: ReadonlySet<number>;
  readonly entryOf: (row: number) => ComparedPicture | undefined;
}

const withPlain = (
  found: readonly Copy[],
  plain: PlainPictures<ComparedPicture>,
  fingerprint: Fingerprint,
  isLeftOut: NonNullable<PublishedQuery['isLeftOut']>,
): readonly Copy[] => {
  const byPath = new Map(found.map((copy) => [copy.entry.path, copy]));
  const isExact = ({ evidence }: Match): boolean => evidence === 'identical' || evidence === 'same-data';
  const isWanted = ({ path, product }: ComparedPicture): boolean => {
    const known = byPath.get(path);
    return !isLeftOut(path, product) && !(known !== undefined && isExact(known.match));
  };
  for (const [entry, match] of plain.alike(fingerprint, isWanted))
    byPath.set(entry.path, { entry, match: better(byPath.get(entry.path)?.match ?? null, match) });
  return [...byPath.values()];
};

const isPlainRecord = (records: Buffer, row: number): boolean =>
  PARTS.every((part) => recordParts.quality(records, RECORD_BYTES * row, part) < MIN_QUALITY);

const partSetOf = (records: Buffer, count: number, parts: readonly Part[]): PartSet => {
  const most = count * parts.length;
  const hashes = new Uint32Array(most * HASH_WORDS);
  const owners = new Uint32Array(most);
  const partOf = new Uint8Array(most);
  let size = 0;
  for (let row = 0; row < count; row++) {
    const start = RECORD_BYTES * row;
    for (let p = 0; p < parts.length; p++) {
      const part = parts[p] ?? 'whole';
      if (!isStoredPart(records, start, part)) continue;
      const at = start + recordParts.hashAt(part);
      for (let word = 0; word < HASH_WORDS; word++)
        hashes[size * HASH_WORDS + word] = records.readUInt32LE(at + 4 * word);
      owners[size] = row;
      partOf[size] = p;
      size++;
    }
  }
  // Most pictures have no frame: what is not needed is given back.
  return {
    parts,
    owners: owners.slice(0, size),
    partOf: partOf.slice(0, size),
    index: indexHashes(hashes.slice(0, size * HASH_WORDS)),
  };
};

/** As `isSearchable` of the decoded record. */
const isStoredPart = (records: Buffer, start: number, part: Part): boolean => {
  const quality = recordParts.quality(records, start, part);
  if (quality < LEAST_QUALITY) return false;
  if (part !== 'inner' || recordParts.quality(records, start, 'whole') < Math.min(quality, MIN_QUALITY)) return true;
  const [whole, inner] = [start + recordParts.hashAt('whole'), start + recordParts.hashAt('inner')];
  return records.compare(records, whole, whole + 32, inner, inner + 32) !== 0;
};

function* rowsUpTo(count: number): Generator<number> {
  for (let row = 0; row < count; row++) yield row;
}
