import { type ColourGrid, GRID_CELLS, type Lab } from './lab-grid.ts';

/** Writes whole numbers of up to 30 bits one after the other, the lowest bit first; those beyond their width are cut to it. */
export type WriteBits = (value: number, bits: number) => void;
export type ReadBits = (bits: number) => number;

/** Writes from byte `at` on; the bytes must be zero. */
export const bitWriter = (bytes: Uint8Array, at: number): WriteBits => {
  let next = at * 8;
  return (value, bits) => {
    const low = value & ((1 << bits) - 1);
    let byte = next >> 3;
    let done = 8 - (next & 7);
    bytes[byte] = (bytes[byte] ?? 0) | (low << (next & 7));
    for (; done < bits; done += 8) bytes[++byte] = low >>> done;
    next += bits;
  };
};

/** Reads what `bitWriter` wrote. */
export const bitReader = (bytes: Uint8Array, at: number): ReadBits => {
  let next = at * 8;
  return (bits) => {
    let byte = next >> 3;
    let value = (bytes[byte] ?? 0) >>> (next & 7);
    for (let done = 8 - (next & 7); done < bits; done += 8) value |= (bytes[++byte] ?? 0) << done;
    next += bits;
    return value & ((1 << bits) - 1);
  };
};

/** Steps of L*, 0–100: 3.2 each. */
const LIGHTNESS_BITS = 5;
const LIGHTNESS_STEPS = 2 ** LIGHTNESS_BITS - 1;
/** Steps of a* and b* over the range that the picture has. */
const CHROMA_BITS = 4;
const CHROMA_STEPS = 2 ** CHROMA_BITS - 1;
/** A range begins and ends at a multiple of this, so that copies have the same steps. */
const RANGE_STEP = 8;
const RANGE_BITS = 5;
const LOWEST = -(2 ** (RANGE_BITS - 1));

interface Range {
  readonly low: number;
  readonly length: number;
}

/**
 * Colours of a grid: 13 bits each after a flag for the background and the ranges of a* and b*. The error is at most 1.6 in L* and a
 * thirtieth of the range in a* and b*, which product photos use little of.
 */
export const packColours = ({ background, cells }: Omit<ColourGrid, 'box'>, write: WriteBits): void => {
  const colours = [background ?? cells[0], ...cells].filter((colour) => colour !== undefined);
  const a = rangeOf(colours.map((colour) => colour.a));
  const b = rangeOf(colours.map((colour) => colour.b));
  write(background ? 1 : 0, 1);
  for (const { low, length } of [a, b]) {
    write(low - LOWEST, RANGE_BITS);
    write(length - 1, RANGE_BITS);
  }
  for (const colour of colours) {
    write(stepOf(colour.l / 100, LIGHTNESS_STEPS), LIGHTNESS_BITS);
    write(stepOf(shareOf(colour.a, a), CHROMA_STEPS), CHROMA_BITS);
    write(stepOf(shareOf(colour.b, b), CHROMA_STEPS), CHROMA_BITS);
  }
};

/** Reads what `packColours` wrote. */
export const unpackColours = (read: ReadBits): Omit<ColourGrid, 'box'> => {
  const hasBackground = read(1) === 1;
  const range = (): Range => ({ low: read(RANGE_BITS) + LOWEST, length: read(RANGE_BITS) + 1 });
  const a = range();
  const b = range();
  const valueIn = ({ low, length }: Range): number => RANGE_STEP * (low + (length * read(CHROMA_BITS)) / CHROMA_STEPS);
  const colour = (): Lab => ({ l: (100 * read(LIGHTNESS_BITS)) / LIGHTNESS_STEPS, a: valueIn(a), b: valueIn(b) });
  const background = colour();
  return { background: hasBackground ? background : null, cells: Array.from({ length: GRID_CELLS }, colour) };
};

/** Largest distance, in the plane of a* and b*, of two colours of a grid in neighbouring quantization steps. */
export const chromaStep = ({ background, cells }: Omit<ColourGrid, 'box'>): number => {
  const colours = background ? [background, ...cells] : cells;
  const stepIn = (channel: 'a' | 'b'): number =>
    (RANGE_STEP * rangeOf(colours.map((colour) => colour[channel])).length) / CHROMA_STEPS;
  return Math.hypot(stepIn('a'), stepIn('b'));
};

const rangeOf = (values: readonly number[]): Range => {
  const low = Math.max(LOWEST, Math.floor(Math.min(...values) / RANGE_STEP));
  const high = Math.min(-LOWEST, Math.ceil(Math.max(...values) / RANGE_STEP));
  return { low, length: Math.max(1, high - low) };
};
const shareOf = (value: number, { low, length }: Range): number => (value / RANGE_STEP - low) / length;
const stepOf = (share: number, steps: number): number => Math.round(Math.min(1, Math.max(0, share)) * steps);
