import type { KernelMemory } from '../../../kernel/memory.ts';
import type { Piece } from '../../../kernel/pieces.ts';
import type { WasmFunction } from '../../../kernel/runtime.ts';
import type { RgbImage } from '../../read/raster.ts';

/** Bytes from plane to plane: vectors are read and written a whole one at a time. */
export const strideOf = (pixels: number): number => 16 * Math.ceil(pixels / 16) + 16;

/** The three channels as planes in the kernel's memory, `strideOf` its pixels apart: gives the address of the first. */
export const planesIn = (planesOf: WasmFunction, memory: KernelMemory, piece: Piece, { data }: RgbImage): number => {
  const stride = strideOf(data.length / 3);
  const [source, out] = [piece(data.length), piece(3 * stride)];
  memory.u8(source, data.length).set(data);
  planesOf(source, data.length / 3, out, stride);
  return out;
};
