import type { Fingerprint, Part } from '../fingerprint/fingerprint.ts';
import { FORMS, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { HASH_WORDS, hamming } from '../hash256/hash256.ts';
import { type HashIndex, indexHashes, packHashes } from '../index/hash-index.ts';
import { joinHashes } from '../index/hash-join.ts';
import { comparable, isDetailed, MIN_QUALITY, reachOf } from './compare.ts';
import { type KnownPairs, type Near, PairList, pairsIn, readPairs, writePairs } from './pair-list.ts';

/** The parts of a set's pictures, ready to be asked which are alike. */
export interface NearParts {
  /** What lies within `radius` bits of any picture; of the set itself, too. */
  readonly of: (fingerprint: Fingerprint, radius: number) => readonly Near[];
  /** What lies within `radius` bits of the picture at a position, but for its own content. */
  readonly ofMember: (position: number, radius: number) => readonly Near[];
  /** The pairs that were found, for the next set; undefined where they were not all looked for. */
  readonly remembered: () => string | undefined;
}

/** Parts that are looked for among each other: a frame's inside may be all of another picture. */
export const KINDS: readonly (readonly Part[])[] = [['whole', 'inner'], ['content']];

/** Members that are asked for one by one; with more, all pairs of the set are found at once, at a fraction of what each costs alone. */
const ASKED_ALONE = 64;

/**
 * Pictures are told apart by their content: many files of one are looked for once. `remembered` is what an earlier set gave: pairs of which both
 * are still there are taken over, and only contents that are new are looked for.
 */
export const nearParts = (fingerprints: readonly Fingerprint[], remembered?: string): NearParts => {
  const before = readPairs(remembered);
  const contents = contentsOf(fingerprints, before);
  const sets = KINDS.map((parts) => partSet(contents.all, parts));
  const joined = new Map<number, PairList>();
  let asked = 0;

  const found = (near: readonly Near[]): readonly Near[] =>
    near.flatMap((each) => (contents.positions[each.other] ?? []).map((other) => ({ ...each, other })));

  const of = (fingerprint: Fingerprint, radius: number): readonly Near[] =>
    found(sets.flatMap((set) => set.parts.flatMap((part) => nearPart(contents.all, set, fingerprint, part, radius))));

  const pairsWithin = (radius: number): PairList => {
    const known = before.get(radius);
    const list = new PairList(contents.all.length);
    // Those that are looked for stand first, and meet all that stand behind them.
    const news = known === undefined ? contents.all.length : contents.news;
    if (known !== undefined) takeOver(known, contents.all, news, list);
    for (const set of sets) joinParts(contents.all, set, radius, news, list);
    list.close();
    return list;
  };

  const ofMember = (position: number, radius: number): readonly Near[] => {
    const content = contents.of[position];
    const fingerprint = fingerprints[position];
    if (content === undefined || fingerprint === undefined) return [];
    asked++;
    let pairs = joined.get(radius);
    if (pairs === undefined) {
      if (asked <= ASKED_ALONE && !before.has(radius)) {
        return of(fingerprint, radius).filter(({ other }) => contents.of[other] !== content);
      }
      pairs = pairsWithin(radius);
      joined.set(radius, pairs);
    }
    return found(pairs.of(content));
  };
  return { of, ofMember, remembered: () => (joined.size === 0 ? remembered : writePairs(joined, contents.all)) };
};

/** Each content once; the first `news` of them are not known to all that is remembered. */
const contentsOf = (
  fingerprints: readonly Fingerprint[],
  before: ReadonlyMap<number, KnownPairs>,
): {
  readonly all: readonly Fingerprint[];
  readonly news: number;
  /** By content, the positions of its pictures; by position, its content. */
  readonly positions: readonly (readonly number[])[];
  readonly of: Uint32Array;
} => {
  const byContent = new Map<string, number[]>();
  fingerprints.forEach(({ sha256 }, position) => {
    const list = byContent.get(sha256);
    if (list === undefined) byContent.set(sha256, [position]);
    else list.push(position);
  });
  const isKnown = (sha256: string): boolean =>
    before.size > 0 && [...before.values()].every(({ ids }) => ids.has(sha256));
  const ids = [...byContent.keys()];
  const news = ids.filter((id) => !isKnown(id));
  const ordered = [...news, ...ids.filter(isKnown)];
  const of = new Uint32Array(fingerprints.length);
  const positions = ordered.map((id) => byContent.get(id) ?? []);
  positions.forEach((list, content) => {
    for (const position of list) of[position] = content;
  });
  const all = positions.flatMap(([first]) => fingerprints[first ?? 0] ?? []);
  return { all, news: news.length, positions, of };
};

/** Takes over the pairs of which both contents are there and known. */
const takeOver = (known: KnownPairs, contents: readonly Fingerprint[], news: number, list: PairList): void => {
  const present = new Map(contents.map(({ sha256 }, content) => [sha256, content]));
  for (const { content, near } of pairsIn(known)) {
    const [a = -1, b = -1] = [present.get(content), present.get(near.other)];
    if (a >= news && b >= news) list.add(a, { ...near, other: b });
  }
};

/** The parts of one kind that have enough detail to be compared, picture by picture. */
interface PartSet {
  readonly parts: readonly Part[];
  readonly owners: Uint32Array;
  readonly partOf: readonly Part[];
  readonly hashes: Uint32Array;
  /** Made when it is first asked. */
  readonly index: () => HashIndex;
}

const partSet = (fingerprints: readonly Fingerprint[], parts: readonly Part[]): PartSet => {
  const members = fingerprints.flatMap((fingerprint, owner) =>
    parts
      .filter((part) => isLookedFor(fingerprint, part))
      .map((part) => ({ owner, part, hash: fingerprint.parts[part].hash })),
  );
  const hashes = packHashes(members.map(({ hash }) => hash));
  let index: HashIndex | undefined;
  return {
    parts,
    owners: Uint32Array.from(members, ({ owner }) => owner),
    partOf: members.map(({ part }) => part),
    hashes,
    index: () => {
      index ??= indexHashes(hashes);
      return index;
    },
  };
};

/** Whether a part is looked for: the inner part of a picture without any plain border is the picture, unless it alone has the detail that is asked for. */
export const isLookedFor = ({ parts: { whole, inner, content } }: Fingerprint, part: Part): boolean => {
  if (part !== 'inner') return isDetailed(part === 'whole' ? whole : content);
  const isWhole = hamming(whole.hash, inner.hash) === 0 && whole.quality >= Math.min(inner.quality, MIN_QUALITY);
  return isDetailed(inner) && !isWhole;
};

const nearPart = (
  fingerprints: readonly Fingerprint[],
  { owners, partOf, index }: PartSet,
  fingerprint: Fingerprint,
  part: Part,
  radius: number,
): readonly Near[] => {
  if (!isLookedFor(fingerprint, part)) return [];
  return FORMS.flatMap((form) =>
    index()
      .query(turnHash(fingerprint.parts[part].hash, inverseOf(form)), radius)
      .flatMap(({ id, distance }): Near[] => {
        const [other = 0, otherPart = part] = [owners[id], partOf[id]];
        const theirs = fingerprints[other];
        if (theirs === undefined || !arePartsNear(fingerprint, part, theirs, otherPart, distance)) return [];
        return [{ other, form, part, otherPart, distance }];
      }),
  );
};

/** Whether two parts that lie within so many bits are compared at all. */
export const arePartsNear = (a: Fingerprint, part: Part, b: Fingerprint, otherPart: Part, distance: number): boolean =>
  distance <= reachOf(part, otherPart) && comparable(a.parts[part], b.parts[otherPart]);

/**
 * Finds each pair of parts of which one is of the first `news` pictures from its earlier picture, turned in all ways, and tells both of it:
 * what makes one into the other is undone by its inverse.
 */
const joinParts = (
  fingerprints: readonly Fingerprint[],
  { owners, partOf, hashes }: PartSet,
  radius: number,
  news: number,
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
  joinHashes({ hashes: turned, from }, hashes, radius, (query, id, distance) => {
    const own = Math.floor(query / FORMS.length);
    const [content = 0, part = 'whole', form = 'identity'] = [owners[own], partOf[own], FORMS[query % FORMS.length]];
    const [other = 0, otherPart = 'whole'] = [owners[id], partOf[id]];
    const [a, b] = [fingerprints[content], fingerprints[other]];
    if (a === undefined || b === undefined || !arePartsNear(a, part, b, otherPart, distance)) return;
    list.add(content, { other, form, part, otherPart, distance });
    list.add(other, { other: content, form: inverseOf(form), part: otherPart, otherPart: part, distance });
  });
};

/** Of each member, where those of the next picture begin. */
const firstOfNextOwner = (owners: Uint32Array): Uint32Array => {
  const next = new Uint32Array(owners.length);
  for (let id = owners.length - 1; id >= 0; id--) {
    next[id] = id + 1 < owners.length && owners[id + 1] === owners[id] ? (next[id + 1] ?? 0) : id + 1;
  }
  return next;
};
