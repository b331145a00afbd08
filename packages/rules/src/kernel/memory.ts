/** Linear memory that can grow; growing detaches every earlier view. */
export interface LinearMemory {
  readonly buffer: ArrayBuffer;
  /** Makes room for at least `bytes` in all. */
  readonly grow: (bytes: number) => void;
}

/**
 * Hands out pieces of one linear memory by byte address and takes them back, so that a WebAssembly kernel and its JavaScript twin read the
 * same data without copies. Pieces are kept by size and reused for what is as large, or smaller.
 */
export class KernelMemory {
  readonly #memory: LinearMemory;
  readonly #free = new Map<number, number[]>();
  /** Sizes of pieces that are larger than was asked for. */
  readonly #lent = new Map<number, number>();
  #top = 64;
  #floats = new Float32Array(0);
  #integers = new Int32Array(0);
  #bytes = new Uint8Array(0);
  #doubles = new Float64Array(0);

  constructor(memory: LinearMemory) {
    this.#memory = memory;
  }

  /** Bytes handed out so far, free pieces included. */
  get size(): number {
    return this.#top;
  }

  /** Address of `bytes` bytes, aligned to 64, with 64 more behind them for vector loads past the end. Contents are undefined. */
  allocate(bytes: number): number {
    const size = rounded(bytes);
    const reused = this.#free.get(size)?.pop();
    if (reused !== undefined) return reused;
    // Pictures have all sizes: a piece of each would be more than a few that are too large.
    let larger = size;
    for (let step = 0; step < MOST_STEPS; step++) {
      larger = rounded(larger - 63);
      const lent = this.#free.get(larger)?.pop();
      if (lent === undefined) continue;
      this.#lent.set(lent, larger);
      return lent;
    }
    const address = this.#top;
    this.#top += size;
    if (this.#top > this.#memory.buffer.byteLength) this.#memory.grow(this.#top);
    return address;
  }

  /** Takes a piece back; `bytes` is what it was allocated with. */
  release(address: number, bytes: number): void {
    const size = this.#lent.get(address) ?? rounded(bytes);
    this.#lent.delete(address);
    const free = this.#free.get(size);
    if (free) free.push(address);
    else this.#free.set(size, [address]);
  }

  /** A view; use it before the next `allocate`. */
  f32(address: number, length: number): Float32Array {
    return new Float32Array(this.#memory.buffer, address, length);
  }

  f64(address: number, length: number): Float64Array {
    return new Float64Array(this.#memory.buffer, address, length);
  }

  /** All of the memory as floats, index = address / 4; the same array until the memory grows. */
  get floats(): Float32Array {
    if (this.#floats.buffer !== this.#memory.buffer) this.#floats = new Float32Array(this.#memory.buffer);
    return this.#floats;
  }

  /** The same as integers. */
  get integers(): Int32Array {
    if (this.#integers.buffer !== this.#memory.buffer) this.#integers = new Int32Array(this.#memory.buffer);
    return this.#integers;
  }

  /** The same as floats of eight bytes, index = address / 8. */
  get doubles(): Float64Array {
    if (this.#doubles.buffer !== this.#memory.buffer) this.#doubles = new Float64Array(this.#memory.buffer);
    return this.#doubles;
  }

  /** The same as bytes. */
  get bytes(): Uint8Array {
    if (this.#bytes.buffer !== this.#memory.buffer) this.#bytes = new Uint8Array(this.#memory.buffer);
    return this.#bytes;
  }

  u32(address: number, length: number): Uint32Array {
    return new Uint32Array(this.#memory.buffer, address, length);
  }

  i32(address: number, length: number): Int32Array {
    return new Int32Array(this.#memory.buffer, address, length);
  }

  i16(address: number, length: number): Int16Array {
    return new Int16Array(this.#memory.buffer, address, length);
  }

  u8(address: number, length: number): Uint8Array {
    return new Uint8Array(this.#memory.buffer, address, length);
  }
}

/** A piece may be so many sizes larger than is asked for: four times. */
const MOST_STEPS = 16;

/** The next of eight sizes an octave, so that pieces of nearly the same size can take each other's place. */
const rounded = (bytes: number): number => {
  const grain = Math.max(64, 2 ** (Math.floor(Math.log2(bytes + 64)) - 3));
  return Math.ceil((bytes + 64) / grain) * grain;
};
