import type { KernelMemory } from './memory.ts';

/** Bytes of memory, until the work that asked for them is done: gives their address. */
export type Piece = (bytes: number) => number;

/** Gives pieces of memory to some work, and takes them back when it is done. */
export type WithPieces = <T>(work: (piece: Piece) => T) => T;

/** Of a kernel's memory; pieces are taken back also where the work throws. */
export const piecesOf =
  (memory: KernelMemory): WithPieces =>
  (work) => {
    const pieces: { readonly address: number; readonly bytes: number }[] = [];
    try {
      return work((bytes) => {
        const address = memory.allocate(bytes);
        pieces.push({ address, bytes });
        return address;
      });
    } finally {
      for (const { address, bytes } of pieces) memory.release(address, bytes);
    }
  };
