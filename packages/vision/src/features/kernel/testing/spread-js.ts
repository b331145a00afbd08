import { type Corners, type LevelSize, mostInCell, type Spread } from '../kernel.ts';

/** Corners of a raster of at most 1,023 px a side, and one more. */
const MOST_CORNERS = 2 ** 20;

/** Positions by response, ties by position: packed into one number, as numbers sort without a comparator. */
const strongestFirst = (strengths: Uint32Array): Uint32Array => {
  const keys = Float64Array.from(strengths, (strength, k) => (2 ** 32 - 1 - strength) * MOST_CORNERS + k).sort();
  return Uint32Array.from(keys, (key) => key % MOST_CORNERS);
};

/** The strongest corners of a level, spread over it: their offsets. */
export const spreadCorners = ({ offsets, responses }: Corners, size: LevelSize, spread: Spread): Int32Array => {
  // Responses are above 0, and then their bits are in their order.
  const order = strongestFirst(new Uint32Array(responses.buffer, responses.byteOffset, responses.length));
  return order.length > spread.wanted
    ? spreadOver(order, offsets, size, spread)
    : Int32Array.from(order, (k) => offsets[k] ?? 0);
};

/** Points in their order, of each cell of the grid as many as it may have; others where too few are left. */
const spreadOver = (
  order: Uint32Array,
  offsets: Int32Array,
  { width, height }: LevelSize,
  { wanted, cells }: Spread,
): Int32Array => {
  const cap = mostInCell({ wanted, cells });
  const counts = new Uint16Array(cells * cells);
  const points = new Int32Array(wanted);
  const left: number[] = [];
  let chosen = 0;
  for (let i = 0; i < order.length && chosen < wanted; i++) {
    const offset = offsets[order[i] ?? 0] ?? 0;
    const y = Math.floor(offset / width);
    const cell = Math.floor((y * cells) / height) * cells + Math.floor(((offset - y * width) * cells) / width);
    const held = counts[cell] ?? 0;
    if (held >= cap) left.push(offset);
    else {
      counts[cell] = held + 1;
      points[chosen++] = offset;
    }
  }
  const more = left.slice(0, wanted - chosen);
  points.set(more, chosen);
  return points.subarray(0, chosen + more.length);
};
