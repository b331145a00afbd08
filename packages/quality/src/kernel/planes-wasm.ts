import type { RgbImage } from '@listing-lint/rules/image';
import { type Piece, piecesOf, type WasmFunction } from '@listing-lint/rules/kernel';
import { bytesIn, type LookerMemory, planeOfBands } from './kept-pixels.ts';
import type { Looker } from './looker.ts';

type Functions<Name extends string> = Readonly<Record<Name, WasmFunction>>;

/** Bytes from plane to plane: vectors are read and written a whole one at a time. */
export const strideOf = (pixels: number): number => 16 * Math.ceil(pixels / 16) + 16;

/** The three channels as planes in the kernel's memory, `strideOf` its pixels apart: gives the address of the first. */
export const planesIn = (planesOf: WasmFunction, room: LookerMemory, piece: Piece, { data }: RgbImage): number => {
  const known = room.kept.find(data, 'planes');
  if (known !== undefined) return known;
  const stride = strideOf(data.length / 3);
  const source = bytesIn(room, piece, data);
  const out = room.kept.room(piece, 3 * stride);
  planesOf(source, data.length / 3, out, stride);
  room.kept.put(data, 'planes', out);
  return out;
};

/** What looks at all three channels, each as a plane. */
export const planesByWasm = (
  functions: Functions<'greenOf' | 'planesOf' | 'shadesOf' | 'farFrom' | 'countChanged'>,
  room: LookerMemory,
): Pick<Looker, 'green' | 'shades' | 'far' | 'changed'> => {
  const { memory, kept } = room;
  const withPieces = piecesOf(memory);
  const planes = (piece: Piece, image: RgbImage): number => planesIn(functions.planesOf, room, piece, image);
  return {
    green: (...parts) =>
      withPieces((piece) => {
        const pixels = parts.reduce((sum, { length }) => sum + length, 0) / 3;
        const known = parts.length === 1 && parts[0] !== undefined ? kept.find(parts[0], 'planes') : undefined;
        if (known !== undefined) return kept.copyOf(memory, known + strideOf(pixels), pixels);
        const plane = kept.room(piece, pixels);
        planeOfBands(functions.greenOf, room, piece, { parts, plane });
        return kept.copyOf(memory, plane, pixels);
      }),
    shades: (image) =>
      withPieces((piece) => {
        const pixels = image.data.length / 3;
        const stride = strideOf(pixels);
        const from = planes(piece, image);
        const out = kept.room(piece, 4 * stride);
        functions.shadesOf(from, pixels, stride, out);
        const of = (plane: number): Uint8Array => kept.copyOf(memory, out + plane * stride, pixels);
        return { luma: of(0), roundedLuma: of(1), least: of(2), spread: of(3) };
      }),
    far: (image, colour) =>
      withPieces((piece) => {
        const pixels = image.data.length / 3;
        const from = planes(piece, image);
        const out = kept.room(piece, pixels);
        functions.farFrom(from, pixels, strideOf(pixels), ...colour, out);
        return kept.copyOf(memory, out, pixels);
      }),
    changed: (image, least) =>
      withPieces((piece) => {
        const stride = strideOf(image.data.length / 3);
        return functions.countChanged(planes(piece, image), image.width, image.height, stride, least);
      }),
  };
};
