import type { KernelMemory, Piece } from '@listing-lint/rules/kernel';

import type { MapTerms } from './kernel.ts';

/** Lays bytes in a piece of the memory, and gives their address. */
export const putBytes = (memory: KernelMemory, piece: Piece, data: Uint8Array): number => {
  const at = piece(data.length);
  memory.u8(at, data.length).set(data);
  return at;
};

/** The same of floats. */
export const putFloats = (memory: KernelMemory, piece: Piece, data: Float32Array): number => {
  const at = piece(data.byteLength);
  memory.f32(at, data.length).set(data);
  return at;
};

/** The same of a map: eight f64. */
export const putMap = (memory: KernelMemory, piece: Piece, { a, b, c, d, e, f, g, h }: MapTerms): number => {
  const at = piece(64);
  memory.f64(at, 8).set([a, b, c, d, e, f, g, h]);
  return at;
};
