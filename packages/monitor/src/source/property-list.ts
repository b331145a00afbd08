import { ListingLintError } from '@listing-lint/core/plugin';

/** Texts that are read: addresses and names of types. */
const MOST_TEXT = 10_000;

/** High digits of the first byte of an object. */
const DATA = 4;
const ASCII = 5;
const UTF16 = 6;
const ARRAY = 10;
const DICTIONARY = 13;

/**
 * A binary property list of Apple (`bplist00`), of which only what is asked for is read: no tree is built, so that references to shared objects, which
 * a hostile file has by the million, cost nothing. Throws `content-unreadable`, and `RangeError` for offsets outside of the file.
 */
export class PropertyList {
  private readonly bytes: Buffer;
  private readonly offsetSize: number;
  private readonly refSize: number;
  private readonly table: number;
  readonly top: number;

  constructor(bytes: Buffer) {
    if (bytes.toString('latin1', 0, 8) !== 'bplist00' || bytes.length < 40)
      throw new ListingLintError('content-unreadable', 'it is no binary property list');
    this.bytes = bytes;
    const trailer = bytes.length - 32;
    this.offsetSize = bytes.readUInt8(trailer + 6);
    this.refSize = bytes.readUInt8(trailer + 7);
    this.top = this.unsigned(trailer + 16, 8);
    this.table = this.unsigned(trailer + 24, 8);
  }

  /** References to the values of a dictionary by their keys; empty for anything else. */
  dictionary(ref: number): ReadonlyMap<string, number> {
    const { kind, count, start } = this.object(ref);
    if (kind !== DICTIONARY) return new Map();
    const refs = this.refs(start, count * 2);
    return new Map(refs.slice(0, count).map((key, at) => [this.text(key) ?? '', refs[count + at] ?? 0]));
  }

  /** References to the elements of an array; none for anything else. */
  array(ref: number | undefined): readonly number[] {
    if (ref === undefined) return [];
    const { kind, count, start } = this.object(ref);
    return kind === ARRAY ? this.refs(start, count) : [];
  }

  text(ref: number | undefined): string | undefined {
    if (ref === undefined) return undefined;
    const { kind, count, start } = this.object(ref);
    const length = Math.min(count, MOST_TEXT);
    if (kind === ASCII) return this.slice(start, length).toString('latin1');
    return kind === UTF16
      ? Buffer.from(this.slice(start, length * 2))
          .swap16()
          .toString('utf16le')
      : undefined;
  }

  data(ref: number | undefined): Buffer | undefined {
    if (ref === undefined) return undefined;
    const { kind, count, start } = this.object(ref);
    return kind === DATA ? this.slice(start, count) : undefined;
  }

  private object(ref: number): { readonly kind: number; readonly count: number; readonly start: number } {
    const at = this.unsigned(this.table + ref * this.offsetSize, this.offsetSize);
    const marker = this.bytes.readUInt8(at);
    const [kind, count] = [marker >> 4, marker & 15];
    if (count !== 15) return { kind, count, start: at + 1 };
    const size = 2 ** (this.bytes.readUInt8(at + 1) & 15);
    return { kind, count: this.unsigned(at + 2, size), start: at + 2 + size };
  }

  private refs(start: number, count: number): readonly number[] {
    this.slice(start, count * this.refSize);
    return Array.from({ length: count }, (_, at) => this.unsigned(start + at * this.refSize, this.refSize));
  }

  private slice(start: number, length: number): Buffer {
    if (start + length > this.bytes.length) throw new RangeError('an object ends behind the end of the file');
    return this.bytes.subarray(start, start + length);
  }

  private unsigned(at: number, size: number): number {
    if (size < 1 || size > 8) throw new RangeError(`a number of ${size} bytes`);
    return this.slice(at, size).reduce((value, byte) => value * 256 + byte, 0);
  }
}
