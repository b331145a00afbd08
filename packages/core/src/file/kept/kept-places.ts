/** Where a record lies: in which open file, from which byte, how many. */
export interface RecordPlace {
  readonly file: number;
  readonly at: number;
  readonly length: number;
}

const CONTENT_BYTES = 32;
const FEWEST = 64;
/** Of a record that is gone. */
const NO_FILE = -1;

/** Places of records by 32 bytes (as hex): 65 bytes each, a sixth of what a map of objects takes. */
export class KeptPlaces {
  #count = 0;
  #contents = Buffer.alloc(0);
  #files = new Int32Array(0);
  #ats = new Float64Array(0);
  #lengths = new Uint32Array(0);
  #sound = new Uint8Array(0);
  /** Rows from 1, at what their contents begin with, or the next free one behind that. */
  #slots = new Uint32Array(2 * FEWEST);
  readonly #key = Buffer.alloc(CONTENT_BYTES);

  get(content: string): RecordPlace | undefined {
    return this.#placeAt(this.#rowOf(content));
  }

  #placeAt(row: number): RecordPlace | undefined {
    const file = row < 0 ? NO_FILE : (this.#files[row] ?? NO_FILE);
    return file === NO_FILE ? undefined : { file, at: this.#ats[row] ?? 0, length: this.#lengths[row] ?? 0 };
  }

  has(content: string): boolean {
    const row = this.#rowOf(content);
    return row >= 0 && this.#files[row] !== NO_FILE;
  }

  /** Whether that was noted of a record since it was set. */
  isSound(content: string): boolean {
    return this.#sound[this.#rowOf(content)] === 1;
  }

  /** The same as its place, where it is there. */
  sound(content: string): RecordPlace | undefined {
    const row = this.#rowOf(content);
    return this.#sound[row] === 1 ? this.#placeAt(row) : undefined;
  }

  noteSound(content: string): void {
    const row = this.#rowOf(content);
    if (row >= 0) this.#sound[row] = 1;
  }

  set(content: string, { file, at, length }: RecordPlace): void {
    let row = this.#rowOf(content);
    if (row < 0) {
      row = this.#count++;
      if (CONTENT_BYTES * this.#count > this.#contents.length) this.#grow();
      this.#key.copy(this.#contents, CONTENT_BYTES * row);
      this.#slots[this.#freeSlot(row)] = row + 1;
    }
    this.#files[row] = file;
    this.#ats[row] = at;
    this.#lengths[row] = length;
    this.#sound[row] = 0;
  }

  delete(content: string): void {
    const row = this.#rowOf(content);
    if (row >= 0) this.#files[row] = NO_FILE;
  }

  clear(): void {
    this.#files.fill(NO_FILE);
  }

  /** −1 where it has none; leaves the bytes in the key. */
  #rowOf(content: string): number {
    this.#key.fill(0);
    this.#key.write(content, 'hex');
    const mask = this.#slots.length - 1;
    for (let slot = this.#key.readUInt32LE(0) & mask; ; slot = (slot + 1) & mask) {
      const row = (this.#slots[slot] ?? 0) - 1;
      if (row < 0) return row;
      const start = CONTENT_BYTES * row;
      if (this.#key.compare(this.#contents, start, start + CONTENT_BYTES) === 0) return row;
    }
  }

  #freeSlot(row: number): number {
    const mask = this.#slots.length - 1;
    let slot = this.#contents.readUInt32LE(CONTENT_BYTES * row) & mask;
    while (this.#slots[slot] !== 0) slot = (slot + 1) & mask;
    return slot;
  }

  /** Half of the slots are free at least. */
  #grow(): void {
    const before = this.#contents.length / CONTENT_BYTES;
    const size = Math.max(FEWEST, 2 * before);
    const contents = Buffer.alloc(CONTENT_BYTES * size);
    this.#contents.copy(contents);
    this.#contents = contents;
    this.#files = grown(this.#files, new Int32Array(size));
    this.#ats = grown(this.#ats, new Float64Array(size));
    this.#lengths = grown(this.#lengths, new Uint32Array(size));
    this.#sound = grown(this.#sound, new Uint8Array(size));
    this.#slots = new Uint32Array(2 * size);
    for (let row = 0; row < before; row++) this.#slots[this.#freeSlot(row)] = row + 1;
  }
}

const grown = <T extends Int32Array | Float64Array | Uint32Array | Uint8Array>(values: T, room: T): T => {
  room.set(values);
  return room;
};
