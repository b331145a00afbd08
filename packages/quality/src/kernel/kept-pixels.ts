import type { KernelMemory, Piece, WasmFunction } from '@listing-lint/rules/kernel';

/** How values lie in a kernel's memory: as they are, as three planes of interleaved RGB, or as the grey of it. */
type Form = 'bytes' | 'planes' | 'grey';

/** Bytes that are lent again and again at most: what most pictures need. */
const MOST_LENT = 16e6;

/** What of a picture lies in a kernel's memory while it is looked at, so that it is copied in once; by the array that it is of, which must not change meanwhile. */
export class KeptPixels {
  #piece: Piece | undefined;
  #lent = new ArrayBuffer(0);
  #wanted = 0;
  readonly #addresses = new Map<Uint8Array, Partial<Record<Form, number>>>();

  /** Does some work, during which is kept what is put. */
  during<T>(piece: Piece, work: () => T): T {
    this.#piece = piece;
    if (this.#wanted > this.#lent.byteLength) this.#lent = new ArrayBuffer(Math.min(MOST_LENT, this.#wanted));
    this.#wanted = 0;
    try {
      return work();
    } finally {
      this.#piece = undefined;
      this.#addresses.clear();
    }
  }

  find(data: Uint8Array, form: Form): number | undefined {
    return this.#addresses.get(data)?.[form];
  }

  /** Room for what is to be put: it lasts as long as what is kept, or as long as `piece` where nothing is. */
  room(piece: Piece, bytes: number): number {
    return (this.#piece ?? piece)(bytes);
  }

  /** An array outside of the kernel's memory, with anything in it: the work's alone, and lent to the next one when it is done. A new one where nothing is kept. */
  lend(length: number): Uint8Array {
    if (this.#piece === undefined) return new Uint8Array(length);
    const start = this.#wanted;
    this.#wanted += length;
    return this.#wanted > this.#lent.byteLength ? new Uint8Array(length) : new Uint8Array(this.#lent, start, length);
  }

  /** A copy, lent, of what lies in `room`. */
  copyOf(memory: KernelMemory, address: number, length: number): Uint8Array {
    const copy = this.lend(length);
    copy.set(memory.u8(address, length));
    this.put(copy, 'bytes', address);
    return copy;
  }

  /** Says where, in `room`, something lies; forgotten where nothing is kept. */
  put(data: Uint8Array, form: Form, address: number): void {
    if (this.#piece !== undefined) this.#addresses.set(data, { ...this.#addresses.get(data), [form]: address });
  }
}

/** A kernel's memory, and what lies in it. */
export interface LookerMemory {
  readonly memory: KernelMemory;
  readonly kept: KeptPixels;
}

/** Values in the kernel's memory: gives their address. */
export const bytesIn = ({ memory, kept }: LookerMemory, piece: Piece, data: Uint8Array): number => {
  const known = kept.find(data, 'bytes');
  if (known !== undefined) return known;
  const address = kept.room(piece, data.length);
  memory.u8(address, data.length).set(data);
  kept.put(data, 'bytes', address);
  return address;
};

/** Bytes of RGB that are copied in at a time: what a core's cache holds, however large the picture. A multiple of 48: sixteen pixels. */
const BAND_BYTES = 196_608;

/** Makes one value of each pixel of interleaved RGB, of one part after the other, by a function of the kernel; from `plane` on. */
export const planeOfBands = (
  make: WasmFunction,
  { memory }: LookerMemory,
  piece: Piece,
  { parts, plane }: { readonly parts: readonly Uint8Array[]; readonly plane: number },
): void => {
  const band = piece(BAND_BYTES);
  let next = plane;
  for (const data of parts) {
    for (let at = 0; at < data.length; at += BAND_BYTES) {
      const part = data.subarray(at, at + BAND_BYTES);
      memory.u8(band, part.length).set(part);
      make(band, part.length / 3, next);
      next += part.length / 3;
    }
  }
};
