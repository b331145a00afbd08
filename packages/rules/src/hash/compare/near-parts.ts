import type { Fingerprint, Part } from '../fingerprint/fingerprint.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { HASH_WORDS, hamming } from '../hash256/hash256.ts';
import { type HashIndex, indexHashes, packHashes } from '../index/hash-index.ts';
import { joinHashes } from '../index/hash-join.ts';
import type { OpenJoin, OpenScan, Scan } from '../index/kernel/join.ts';
import { areComparable, isDetailed, MIN_QUALITY, reachOf } from './compare.ts';
import { type Contents, contentsOf } from './contents.ts';
import { type FingerprintTable, fileHex, hashAt, isRowSearchable, rowQuality } from './fingerprint-table.ts';
import { type KnownPairs, type Near, PairList, pairsIn, readPairs, writePairs } from './pair-list.ts';

/** Search index over the parts of a set's pictures. */
export interface NearParts {
  /** Parts within `radius` bits of any picture, also of the set. */
  readonly of: (fingerprint: Fingerprint, radius: number) => readonly Near[];
  /** Parts within `radius` bits of the picture at a row of the table, with this fingerprint, except those of its own content. */
  readonly ofMember: (fingerprint: Fingerprint, row: number, radius: number) => readonly Near[];
  /** Whether it is known already that there is nothing within `radius` bits of the picture at a row, except its own content. */
  readonly isAlone: (row: number, radius: number) => boolean;
  /** The pairs that were found, for the next set; undefined if not all were searched for. */
  readonly remembered: () => string | undefined;
}

/** Parts that are compared with each other: a frame's inside may be all of another picture. */
export const KINDS: readonly (readonly Part[])[] = [['whole', 'inner'], ['content']];

/** Members that are queried one by one; with more, all pairs of the set are found at once, at a fraction of the cost. */
const QUERIED_ALONE = 64;
/** Of so many contents WebAssembly finds all pairs in a few milliseconds, as soon as the first asks. */
const JOINED_AT_ONCE = 2000;

/** What finds pairs faster than JavaScript does. */
interface NearKernels {
  /** Of a set among itself. */
  readonly openJoin?: OpenJoin | undefined;
  /** Of one picture and a set. */
  readonly openScan?: OpenScan | undefined;
}

/**
 * Pictures are grouped by content: many files of one are searched for once. `remembered` is the output of an earlier set: pairs of which both
 * are still there are reused, and only new contents are searched for.
 */
export const nearParts = (
  table: FingerprintTable,
  remembered?: string,
  { openJoin, openScan }: NearKernels = {},
): NearParts => {
  const before = readPairs(remembered);
  const known = [...before.values()];
  const contents = contentsOf(table, (row) => {
    const file = known.length === 0 ? '' : fileHex(table, row);
    return known.length > 0 && known.every(({ ids }) => ids.has(file));
  });
  const sets = KINDS.map((parts) => partSet(table, contents, parts, openScan));
  const joined = new Map<number, PairList>();
  const queriedAlone = openJoin !== undefined && contents.size <= JOINED_AT_ONCE ? 0 : QUERIED_ALONE;
  let queries = 0;

  const found = (near: readonly Near[]): readonly Near[] =>
    near.flatMap((each) => Array.from(contents.rowsOf(each.other), (other) => ({ ...each, other })));

  const of = (fingerprint: Fingerprint, radius: number): readonly Near[] =>
    found(sets.flatMap((set) => set.parts.flatMap((part) => nearPart(set, fingerprint, part, radius))));

  const pairsWithin = (radius: number): PairList => {
    const earlier = before.get(radius);
    const list = new PairList(contents.size);
    // New contents come first, and are compared with all that follow.
    const news = earlier === undefined ? contents.size : contents.news;
    if (earlier !== undefined) takeOver(earlier, table, contents, list);
    for (const set of sets) joinParts(set, { radius, news, openJoin }, list);
    list.close();
    return list;
  };

  const ofMember = (fingerprint: Fingerprint, row: number, radius: number): readonly Near[] => {
    const content = contents.of[row];
    if (content === undefined) return [];
    queries++;
    let pairs = joined.get(radius);
    if (pairs === undefined) {
      if (queries <= queriedAlone && !before.has(radius)) {
        return of(fingerprint, radius).filter(({ other }) => contents.of[other] !== content);
      }
      pairs = pairsWithin(radius);
      joined.set(radius, pairs);
    }
    return found(pairs.of(content));
  };
  const written = (): string =>
    writePairs(
      joined,
      Array.from(contents.firsts, (row) => fileHex(table, row)),
    );
  const isAlone = (row: number, radius: number): boolean => joined.get(radius)?.has(contents.of[row] ?? 0) === false;
  return { of, ofMember, isAlone, remembered: () => (joined.size === 0 ? remembered : written()) };
};

/** Takes over the pairs of which both contents are there and known. */
const takeOver = (known: KnownPairs, table: FingerprintTable, { firsts, news }: Contents, list: PairList): void => {
  const present = new Map(Array.from(firsts, (row, content) => [fileHex(table, row), content]));
  for (const { content, near } of pairsIn(known)) {
    const [a = -1, b = -1] = [present.get(content), present.get(near.other)];
    if (a >= news && b >= news) list.add(a, { ...near, other: b });
  }
};

/** The parts of one kind that have enough detail to be compared, content by content. */
interface PartSet {
  readonly parts: readonly Part[];
  readonly owners: Uint32Array;
  /** Positions among `parts`. */
  readonly partOf: Uint8Array;
  readonly qualities: Uint8Array;
  readonly hashes: Uint32Array;
  /** Created on first use. */
  readonly near: () => Scan;
}

const partSet = (
  table: FingerprintTable,
  { firsts }: Contents,
  parts: readonly Part[],
  openScan: OpenScan | undefined,
): PartSet => {
  const most = firsts.length * parts.length;
  const [owners, partOf, qualities] = [new Uint32Array(most), new Uint8Array(most), new Uint8Array(most)];
  const all = new Uint32Array(most * HASH_WORDS);
  let size = 0;
  firsts.forEach((row, content) => {
    for (const [p, part] of parts.entries()) {
      if (!isRowSearchable(table, row, part)) continue;
      const at = hashAt(row, part);
      all.set(table.hashes.subarray(at, at + HASH_WORDS), size * HASH_WORDS);
      owners[size] = content;
      partOf[size] = p;
      qualities[size] = rowQuality(table, row, part);
      size++;
    }
  });
  // Most pictures have no frame: what is not needed is given back.
  const hashes = all.slice(0, size * HASH_WORDS);
  let near: Scan | undefined;
  return {
    parts,
    owners: owners.slice(0, size),
    partOf: partOf.slice(0, size),
    qualities: qualities.slice(0, size),
    hashes,
    near: () => {
      near ??= openScan && size <= SCANNED_UP_TO ? openScan(hashes) : scanBy(indexHashes(hashes));
      return near;
    },
  };
};

/** Up to so many hashes to hold each against eight takes less time, and memory, than an index of them; of a million it would take twice as much. */
const SCANNED_UP_TO = 300_000;

/** Whether a part is searched for: the inner part of a picture without any plain border is the picture, unless it alone has the required detail. */
export const isSearchable = ({ parts: { whole, inner, content } }: Fingerprint, part: Part): boolean => {
  if (part !== 'inner') return isDetailed(part === 'whole' ? whole : content);
  const isWhole = hamming(whole.hash, inner.hash) === 0 && whole.quality >= Math.min(inner.quality, MIN_QUALITY);
  return isDetailed(inner) && !isWhole;
};

const nearPart = (
  { parts, owners, partOf, qualities, near }: PartSet,
  fingerprint: Fingerprint,
  part: Part,
  radius: number,
): readonly Near[] => {
  if (!isSearchable(fingerprint, part)) return [];
  const { hash, quality } = fingerprint.parts[part];
  const found: Near[] = [];
  near()(packHashes(FORMS.map((form) => turnHash(hash, inverseOf(form)))), radius, (query, id, distance) => {
    const [other = 0, otherPart = part, form = 'identity'] = [owners[id], parts[partOf[id] ?? 0], FORMS[query]];
    if (mayBeNear(part, quality, otherPart, qualities[id] ?? 0, distance))
      found.push({ other, form, part, otherPart, distance });
  });
  return found;
};

/** Whether two parts that lie within so many bits are compared at all. */
export const arePartsNear = (a: Fingerprint, part: Part, b: Fingerprint, otherPart: Part, distance: number): boolean =>
  mayBeNear(part, a.parts[part].quality, otherPart, b.parts[otherPart].quality, distance);

const mayBeNear = (part: Part, quality: number, otherPart: Part, otherQuality: number, distance: number): boolean =>
  distance <= reachOf(part, otherPart) && areComparable(quality, otherQuality);

/**
 * Finds each pair of parts of which one is of the first `news` contents from its earlier content, in all orientations, and adds it to both:
 * the second with the inverse orientation.
 */
const joinParts = (
  { parts, owners, partOf, qualities, hashes }: PartSet,
  {
    radius,
    news,
    openJoin,
  }: { readonly radius: number; readonly news: number; readonly openJoin: OpenJoin | undefined },
  list: PairList,
): void => {
  const behind = owners.findIndex((owner) => owner >= news);
  const size = behind < 0 ? owners.length : behind;
  const turned = new Uint32Array(size * FORMS.length * HASH_WORDS);
  const from = new Uint32Array(size * FORMS.length);
  const nextOwner = firstOfNextOwner(owners);
  for (let id = 0; id < size; id++) {
    const hash = hashes.subarray(id * HASH_WORDS, (id + 1) * HASH_WORDS);
    FORMS.forEach((form, f) => {
      turned.set(turnHash(hash, inverseOf(form)), (id * FORMS.length + f) * HASH_WORDS);
      from[id * FORMS.length + f] = nextOwner[id] ?? owners.length;
    });
  }
  const found = (query: number, id: number, distance: number): void => {
    const own = Math.floor(query / FORMS.length);
    const [content = 0, part = 'whole', form = 'identity'] = [
      owners[own],
      parts[partOf[own] ?? 0],
      FORMS[query % FORMS.length],
    ];
    const [other = 0, otherPart = 'whole'] = [owners[id], parts[partOf[id] ?? 0]];
    if (!mayBeNear(part, qualities[own] ?? 0, otherPart, qualities[id] ?? 0, distance)) return;
    list.add(content, { other, form, part, otherPart, distance });
    list.add(other, { other: content, form: inverseOf(form), part: otherPart, otherPart: part, distance });
  };
  joinHashes({ hashes: turned, from }, hashes, radius, found, openJoin);
};

/** Of each member, where those of the next picture begin. */
const firstOfNextOwner = (owners: Uint32Array): Uint32Array => {
  const next = new Uint32Array(owners.length);
  for (let id = owners.length - 1; id >= 0; id--) {
    next[id] = id + 1 < owners.length && owners[id + 1] === owners[id] ? (next[id + 1] ?? 0) : id + 1;
  }
  return next;
};

/** Reports the matches of each query hash in an index. */
const scanBy =
  ({ query }: HashIndex): Scan =>
  (queries, radius, found) => {
    for (let k = 0; k < queries.length / HASH_WORDS; k++) {
      const hash = queries.subarray(HASH_WORDS * k, HASH_WORDS * (k + 1));
      for (const { id, distance } of query(hash, radius)) found(k, id, distance);
    }
  };
