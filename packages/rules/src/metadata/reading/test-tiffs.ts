/** TIFF files as no library at hand writes them: both byte orders, BigTIFF, several pages, tiles; laid out byte by byte. */

type Value = number | string | Buffer | readonly number[];
interface Entry {
  readonly tag: number;
  /** 1 BYTE, 2 ASCII, 3 SHORT, 4 LONG, 5 RATIONAL (pairs), 7 UNDEFINED. */
  readonly type: number;
  readonly value: Value;
}

export interface TiffForm {
  readonly littleEndian: boolean;
  readonly big: boolean;
  /** Pages after the first. */
  readonly morePages: number;
  readonly tiled: boolean;
}

/** Every form: 16 files. */
export const TIFF_FORMS: readonly TiffForm[] = [true, false].flatMap((littleEndian) =>
  [false, true].flatMap((big) =>
    [0, 2].flatMap((morePages) => [false, true].map((tiled) => ({ littleEndian, big, morePages, tiled }))),
  ),
);

export const nameOfForm = ({ littleEndian, big, morePages, tiled }: TiffForm): string =>
  `${big ? 'BigTIFF' : 'TIFF'}, ${littleEndian ? 'II' : 'MM'}, ${1 + morePages} pages, ${tiled ? 'tiles' : 'strips'}`;

const SIDE = 16;
const SIZES: readonly number[] = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8];
const SUB_IFD = new Set([34665, 34853]);

/** Writes numbers and directories into a growing file. */
class TiffWriter {
  readonly #form: TiffForm;
  #bytes = Buffer.alloc(0);

  constructor(form: TiffForm) {
    this.#form = form;
    const order = form.littleEndian ? 'II' : 'MM';
    const head = form.big
      ? [this.number(43, 2), this.number(8, 2), this.number(0, 2), this.number(0, 8)]
      : [this.number(42, 2), this.number(0, 4)];
    this.#bytes = Buffer.concat([Buffer.from(order, 'latin1'), ...head]);
  }

  get #width(): number {
    return this.#form.big ? 8 : 4;
  }

  number(value: number, bytes: number): Buffer {
    const buffer = Buffer.alloc(bytes);
    if (bytes === 8) {
      if (this.#form.littleEndian) buffer.writeBigUInt64LE(BigInt(value));
      else buffer.writeBigUInt64BE(BigInt(value));
    } else if (this.#form.littleEndian) buffer.writeUIntLE(value, 0, bytes);
    else buffer.writeUIntBE(value, 0, bytes);
    return buffer;
  }

  append(bytes: Buffer): number {
    const at = this.#bytes.length + (this.#bytes.length % 2);
    this.#bytes = Buffer.concat([this.#bytes, Buffer.alloc(at - this.#bytes.length), bytes]);
    return at;
  }

  #valueBytes({ type, value }: Entry): Buffer {
    if (Buffer.isBuffer(value)) return value;
    if (typeof value === 'string') return Buffer.from(`${value}\0`, 'latin1');
    const numbers = typeof value === 'number' ? [value] : value;
    const size = type === 5 ? 4 : (SIZES[type] ?? 1);
    return Buffer.concat(numbers.map((each) => this.number(each, size)));
  }

  /** Returns the offset of the directory, and where that of the next one is to be written. */
  directory(entries: readonly Entry[]): { readonly at: number; readonly next: number } {
    const { big } = this.#form;
    const rows = entries
      .toSorted((a, b) => a.tag - b.tag)
      .map((entry) => {
        const isPointer = SUB_IFD.has(entry.tag);
        const type = isPointer && big ? 13 + 5 : entry.type;
        const bytes = isPointer ? this.number(Number(entry.value), this.#width) : this.#valueBytes(entry);
        const count = isPointer ? 1 : bytes.length / (SIZES[entry.type] ?? 1);
        const field = Buffer.alloc(this.#width);
        if (bytes.length <= this.#width) bytes.copy(field);
        else this.number(this.append(bytes), this.#width).copy(field);
        return Buffer.concat([this.number(entry.tag, 2), this.number(type, 2), this.number(count, this.#width), field]);
      });
    const start = this.number(rows.length, big ? 8 : 2);
    const at = this.append(Buffer.concat([start, ...rows, Buffer.alloc(this.#width)]));
    return { at, next: at + start.length + rows.length * (big ? 20 : 12) };
  }

  point(place: number, at: number): void {
    this.number(at, this.#width).copy(this.#bytes, place);
  }

  get bytes(): Buffer {
    return this.#bytes;
  }
}

const GPS: readonly Entry[] = [
  { tag: 0, type: 1, value: [2, 3, 0, 0] },
  { tag: 1, type: 2, value: 'N' },
  { tag: 2, type: 5, value: [51, 1, 30, 1, 0, 1] },
  { tag: 3, type: 2, value: 'E' },
  { tag: 4, type: 5, value: [7, 1, 15, 1, 0, 1] },
];
const XMP = Buffer.from(
  '<?xpacket begin="\uFEFF" id="W5M0MpCehiHzreSzNTczkc9d"?><x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#"><rdf:Description rdf:about="" xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title><rdf:Alt><rdf:li xml:lang="x-default">Kept-Title</rdf:li></rdf:Alt></dc:title></rdf:Description></rdf:RDF></x:xmpmeta><?xpacket end="w"?>',
);

/**
 * A grey picture of 16 × 16 pixels in that form: the first page says make, model and an XMP title, the last one the position and a serial number, where
 * nobody looks for it.
 */
export const makeTiff = (form: TiffForm): Buffer => {
  const writer = new TiffWriter(form);
  const pages = 1 + form.morePages;
  let place = form.big ? 8 : 4;
  for (let page = 0; page < pages; page++) {
    const pixels = writer.append(Buffer.alloc(SIDE * SIDE, 60 + 40 * page));
    const isLast = page === pages - 1;
    const gps = isLast ? writer.directory(GPS).at : undefined;
    const exif = isLast ? writer.directory([{ tag: 0xa431, type: 2, value: 'Gone-1234' }]).at : undefined;
    const layout: Entry[] = form.tiled
      ? [
          { tag: 322, type: 3, value: SIDE },
          { tag: 323, type: 3, value: SIDE },
          { tag: 324, type: 4, value: pixels },
          { tag: 325, type: 4, value: SIDE * SIDE },
        ]
      : [
          { tag: 273, type: 4, value: pixels },
          { tag: 278, type: 3, value: SIDE },
          { tag: 279, type: 4, value: SIDE * SIDE },
        ];
    const { at, next } = writer.directory([
      { tag: 256, type: 3, value: SIDE },
      { tag: 257, type: 3, value: SIDE },
      { tag: 258, type: 3, value: 8 },
      { tag: 259, type: 3, value: 1 },
      { tag: 262, type: 3, value: 1 },
      { tag: 277, type: 3, value: 1 },
      ...layout,
      ...(page === 0
        ? [
            { tag: 271, type: 2, value: 'Kept-Make' },
            { tag: 272, type: 2, value: 'Kept-Model' },
            { tag: 700, type: 1, value: XMP },
          ]
        : []),
      ...(exif === undefined ? [] : [{ tag: 34665, type: 4, value: exif }]),
      ...(gps === undefined ? [] : [{ tag: 34853, type: 4, value: gps }]),
    ]);
    writer.point(place, at);
    place = next;
  }
  return writer.bytes;
};
