import {
  type ComparedPicture,
  decodeRecord,
  type Fingerprint,
  RECORD_BYTES,
  recordParts,
} from '@listing-lint/rules/hash';

const CONTENT_BYTES = 32;
/** Fingerprints that are held decoded. */
const MOST_DECODED = 256;

/** Packed fingerprints, 0.3 KB each, decoded on access; as objects they take fifteen times as much. */
export class FingerprintRows {
  readonly #records: Buffer;
  readonly #decoded = new Map<number, Fingerprint>();

  constructor(size: number) {
    this.#records = Buffer.alloc(RECORD_BYTES * size);
  }

  put(row: number, record: Buffer): void {
    record.copy(this.#records, RECORD_BYTES * row);
  }

  recordAt(row: number): Buffer {
    return this.#records.subarray(RECORD_BYTES * row, RECORD_BYTES * (row + 1));
  }

  /** SHA-256 of the file, hex. */
  contentAt(row: number): string {
    const at = RECORD_BYTES * row + recordParts.sha256At;
    return this.#records.toString('hex', at, at + CONTENT_BYTES);
  }

  fingerprintAt(row: number): Fingerprint {
    const known = this.#decoded.get(row);
    if (known !== undefined) return known;
    const fingerprint = decodeRecord(this.recordAt(row));
    if (this.#decoded.size >= MOST_DECODED) this.#decoded.clear();
    this.#decoded.set(row, fingerprint);
    return fingerprint;
  }
}

/** A picture of the shop whose fingerprint is in a row. */
export class OurEntry implements ComparedPicture {
  readonly path: string;
  readonly product: string;
  readonly role = '';
  readonly row: number;
  readonly #rows: FingerprintRows;

  constructor(
    rows: FingerprintRows,
    row: number,
    { name, product }: { readonly name: string; readonly product?: string },
  ) {
    this.path = name;
    this.product = product ?? '';
    this.row = row;
    this.#rows = rows;
  }

  get fingerprint(): Fingerprint {
    return this.#rows.fingerprintAt(this.row);
  }
}
