import { PARTS, type Part } from '../fingerprint/fingerprint.ts';
import { FINGERPRINT_VERSION } from '../fingerprint/fingerprint-record.ts';
import { FORMS, type Form } from '../hash256/dihedral.ts';

/** A part of a picture of the set that is near a part of the query, in some orientation. */
export interface Near {
  /** Its position in the set. */
  readonly other: number;
  readonly form: Form;
  readonly part: Part;
  readonly otherPart: Part;
  readonly distance: number;
}

const WORDS = 3;

/** Pairs by content, twelve bytes each way: `content`, `other`, and the rest in one number. */
export class PairList {
  readonly #starts: Uint32Array;
  #records = new Uint32Array(WORDS * 1024);
  #count = 0;
  #order = new Uint32Array(0);

  constructor(contents: number) {
    this.#starts = new Uint32Array(contents + 1);
  }

  get records(): Uint32Array {
    return this.#records.subarray(0, this.#count * WORDS);
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

  /** All are in: sorts them by content. */
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

  has(position: number): boolean {
    return (this.#starts[position] ?? 0) < (this.#starts[position + 1] ?? 0);
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

/** Pairs of an earlier set within one radius. */
export interface KnownPairs {
  readonly ids: ReadonlySet<string>;
  /** SHA-256 of the contents, as `records` count them. */
  readonly order: readonly string[];
  readonly records: Uint32Array;
}

const ID_BYTES = 32;

/**
 * Pairs of contents (SHA-256 each, hex) as base64 of bytes, little-endian: for each radius four numbers (u32: version of fingerprints, radius, contents, pairs), the SHA-256 of the contents, the
 * pairs (three u32 each, either way).
 */
export const writePairs = (joined: ReadonlyMap<number, PairList>, contents: readonly string[]): string => {
  const ids = Buffer.from(contents.join(''), 'hex');
  return Buffer.concat(
    [...joined].flatMap(([radius, { records }]) => [
      bytesOf(Uint32Array.of(FINGERPRINT_VERSION, radius, contents.length, records.length / WORDS)),
      ids,
      bytesOf(records),
    ]),
  ).toString('base64');
};

const bytesOf = (words: Uint32Array): Buffer => {
  const bytes = Buffer.allocUnsafe(4 * words.length);
  words.forEach((word, k) => {
    bytes.writeUInt32LE(word, 4 * k);
  });
  return bytes;
};

/** Reads what `writePairs` wrote; nothing of what it did not write, or for other fingerprints. */
export const readPairs = (remembered: string | undefined): ReadonlyMap<number, KnownPairs> => {
  const known = new Map<number, KnownPairs>();
  const bytes = Buffer.from(remembered ?? '', 'base64');
  for (let at = 0; at < bytes.length; ) {
    if (at + 16 > bytes.length) return NOTHING;
    const [version, radius = 0, contents = 0, pairs = 0] = [0, 4, 8, 12].map((part) => bytes.readUInt32LE(at + part));
    const start = at + 16 + ID_BYTES * contents;
    const end = start + 4 * WORDS * pairs;
    if (version !== FINGERPRINT_VERSION || end > bytes.length) return NOTHING;
    const order = Array.from({ length: contents }, (_, k) =>
      bytes.toString('hex', at + 16 + ID_BYTES * k, at + 16 + ID_BYTES * (k + 1)),
    );
    const records = Uint32Array.from({ length: WORDS * pairs }, (_, k) => bytes.readUInt32LE(start + 4 * k));
    known.set(radius, { ids: new Set(order), order, records });
    at = end;
  }
  return known;
};

const NOTHING: ReadonlyMap<number, KnownPairs> = new Map();

/** The pairs of an earlier set, by their contents. */
export function* pairsIn({ order, records }: KnownPairs): Iterable<{
  readonly content: string;
  readonly near: Omit<Near, 'other'> & { readonly other: string };
}> {
  for (let k = 0; k < records.length; k += WORDS) {
    const [content, other] = [order[records[k] ?? 0], order[records[k + 1] ?? 0]];
    if (content === undefined || other === undefined) continue;
    yield { content, near: { ...unpacked(0, records[k + 2] ?? 0), other } };
  }
}
