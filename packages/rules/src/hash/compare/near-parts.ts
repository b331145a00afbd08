import { type Fingerprint, PARTS, type Part } from '../fingerprint/fingerprint.ts';
import { FORMS, type Form, inverseOf, turnHash } from '../hash256/dihedral.ts';
import { HASH_WORDS, hamming } from '../hash256/hash256.ts';
import { type HashIndex, indexHashes, packHashes } from '../index/hash-index.ts';
import { joinHashes } from '../index/hash-join.ts';
import { comparable, isDetailed, reachOf } from './compare.ts';

/** A part of a picture of the set that lies near a part of the one asked for, once it is turned. */
export interface Near {
  /** Its position in the set. */
  readonly other: number;
  readonly form: Form;
  readonly part: Part;
  readonly otherPart: Part;
  readonly distance: number;
}

/** The parts of a set's pictures, ready to be asked which are alike. */
export interface NearParts {
  /** What lies within `radius` bits of any picture; of the set itself, too. */
  readonly of: (fingerprint: Fingerprint, radius: number) => readonly Near[];
  /** What lies within `radius` bits of the picture at a position, of those that it is compared with. */
  readonly ofMember: (position: number, radius: number) => readonly Near[];
}

/** Parts that are looked for among each other: a frame's inside may be all of another picture. */
const KINDS: readonly (readonly Part[])[] = [['whole', 'inner'], ['content']];

/** Members that are asked for one by one; with more, all pairs of the set are found at once, at a fraction of what each costs alone. */
const ASKED_ALONE = 64;

/** `isCompared`: whether two positions are of interest to each other; the same whichever stands first. */
export const nearParts = (
  fingerprints: readonly Fingerprint[],
  isCompared: (position: number, other: number) => boolean,
): NearParts => {
  const sets = KINDS.map((parts) => partSet(fingerprints, parts));
  const joined = new Map<number, PairList>();
  let asked = 0;

  const of = (fingerprint: Fingerprint, radius: number): readonly Near[] =>
    sets.flatMap((set) => set.parts.flatMap((part) => nearPart(fingerprints, set, fingerprint, part, radius)));

  const ofMember = (position: number, radius: number): readonly Near[] => {
    const fingerprint = fingerprints[position];
    if (fingerprint === undefined) return [];
    const pairs = joined.get(radius);
    if (pairs !== undefined) return pairs.of(position);
    asked++;
    if (asked <= ASKED_ALONE) return of(fingerprint, radius).filter(({ other }) => isCompared(position, other));
    const list = new PairList(fingerprints.length);
    for (const set of sets) joinParts(fingerprints, set, radius, isCompared, list);
    list.close();
    joined.set(radius, list);
    return list.of(position);
  };
  return { of, ofMember };
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

/** The inner part of a picture without any plain border is the picture. */
const isLookedFor = ({ parts }: Fingerprint, part: Part): boolean =>
  isDetailed(parts[part]) && !(part === 'inner' && hamming(parts.whole.hash, parts.inner.hash) === 0);

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
        if (theirs === undefined || !isNear(fingerprint, part, theirs, otherPart, distance)) return [];
        return [{ other, form, part, otherPart, distance }];
      }),
  );
};

const isNear = (a: Fingerprint, part: Part, b: Fingerprint, otherPart: Part, distance: number): boolean =>
  distance <= reachOf(part, otherPart) && comparable(a.parts[part], b.parts[otherPart]);

/** Finds each pair of parts from its earlier picture, turned in all ways, and tells both of it: what makes one into the other is undone by its inverse. */
const joinParts = (
  fingerprints: readonly Fingerprint[],
  { owners, partOf, hashes }: PartSet,
  radius: number,
  isCompared: (position: number, other: number) => boolean,
  list: PairList,
): void => {
  const size = owners.length;
  const turned = new Uint32Array(size * FORMS.length * HASH_WORDS);
  const from = new Uint32Array(size * FORMS.length);
  const nextOwner = firstOfNextOwner(owners);
  for (let id = 0; id < size; id++) {
    const hash = hashes.subarray(id * HASH_WORDS, (id + 1) * HASH_WORDS);
    FORMS.forEach((form, f) => {
      turned.set(turnHash(hash, inverseOf(form)), (id * FORMS.length + f) * HASH_WORDS);
      from[id * FORMS.length + f] = nextOwner[id] ?? size;
    });
  }
  joinHashes({ hashes: turned, from }, hashes, radius, (query, id, distance) => {
    const own = Math.floor(query / FORMS.length);
    const [position = 0, part = 'whole', form = 'identity'] = [owners[own], partOf[own], FORMS[query % FORMS.length]];
    const [other = 0, otherPart = 'whole'] = [owners[id], partOf[id]];
    const [a, b] = [fingerprints[position], fingerprints[other]];
    if (a === undefined || b === undefined || !isCompared(position, other)) return;
    if (!isNear(a, part, b, otherPart, distance)) return;
    list.add(position, { other, form, part, otherPart, distance });
    list.add(other, { other: position, form: inverseOf(form), part: otherPart, otherPart: part, distance });
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

const WORDS = 3;

/** Pairs by position, twelve bytes each: `position`, `other`, and the rest in one number. */
class PairList {
  readonly #starts: Uint32Array;
  #records = new Uint32Array(WORDS * 1024);
  #count = 0;
  #order = new Uint32Array(0);

  constructor(positions: number) {
    this.#starts = new Uint32Array(positions + 1);
  }

  add(position: number, near: Near): void {
    const at = this.#count * WORDS;
    if (at === this.#records.length) {
      const larger = new Uint32Array(2 * at);
      larger.set(this.#records);
      this.#records = larger;
    }
    this.#records.set([position, near.other, packed(near)], at);
    this.#count++;
  }

  /** All are in: sorts them by position. */
  close(): void {
    const starts = this.#starts;
    for (let k = 0; k < this.#count; k++) {
      const next = (this.#records[k * WORDS] ?? 0) + 1;
      starts[next] = (starts[next] ?? 0) + 1;
    }
    for (let position = 1; position < starts.length; position++)
      starts[position] = (starts[position] ?? 0) + (starts[position - 1] ?? 0);
    const free = starts.slice();
    this.#order = new Uint32Array(this.#count);
    for (let k = 0; k < this.#count; k++) {
      const position = this.#records[k * WORDS] ?? 0;
      this.#order[free[position] ?? 0] = k;
      free[position] = (free[position] ?? 0) + 1;
    }
  }

  of(position: number): readonly Near[] {
    return Array.from(this.#order.subarray(this.#starts[position], this.#starts[position + 1]), (k) =>
      unpacked(this.#records[k * WORDS + 1] ?? 0, this.#records[k * WORDS + 2] ?? 0),
    );
  }
}

const packed = ({ form, part, otherPart, distance }: Near): number =>
  (((((FORMS.indexOf(form) << 2) | PARTS.indexOf(part)) << 2) | PARTS.indexOf(otherPart)) << 9) | distance;

const unpacked = (other: number, rest: number): Near => ({
  other,
  form: FORMS[rest >> 13] ?? 'identity',
  part: PARTS[(rest >> 11) & 3] ?? 'whole',
  otherPart: PARTS[(rest >> 9) & 3] ?? 'whole',
  distance: rest & 511,
});
