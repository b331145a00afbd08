/** CIELAB. */
export type MeanColour = readonly [l: number, a: number, b: number];

/** ΔE up to which a block or a cell has the colour of a product: shaded and lit otherwise it stays nearer than this. */
export const SAME_COLOUR = 12;
/** Side of the cells of colours, ΔE: what compression and a slogan leave stays in most of them. */
const CELL = 6;
/** Cells along an axis of Lab, from −128 on: 2 ** AXIS_BITS of them. */
const AXIS_BITS = 6;
const SHARE_BITS = 8;
/** Most stored cells of a colour histogram, the largest: 4 bytes each. */
export const TOP_CELLS = 32;

/** How much of a picture has the colours of a cell, by the cell; 1 in all. */
export type ColourShares = ReadonlyMap<number, number>;

const cellOf = ([l, a, b]: MeanColour): number => (((stepOf(l) << AXIS_BITS) | stepOf(a)) << AXIS_BITS) | stepOf(b);

const stepOf = (value: number): number => Math.round((value + 128) / CELL);

/** Which colours the blocks of a picture have. */
export const colourShares = (blocks: readonly MeanColour[]): ColourShares => {
  const shares = new Map<number, number>();
  for (const block of blocks) {
    const cell = cellOf(block);
    shares.set(cell, (shares.get(cell) ?? 0) + 1 / blocks.length);
  }
  return shares;
};

/** Its largest cells, each with its share in 255ths; zeros where there are fewer. */
export const topShares = (shares: ColourShares): Uint32Array => {
  const largest = [...shares].sort((a, b) => b[1] - a[1] || a[0] - b[0]).slice(0, TOP_CELLS);
  const packed = new Uint32Array(TOP_CELLS);
  for (const [k, [cell, share]] of largest.entries()) packed[k] = (cell << SHARE_BITS) | Math.round(255 * share);
  return packed;
};

/** L* from which on a cell is that of a white ground: most of most products is, and says nothing of them. */
const WHITE = 97;
const isWhite = (cell: number): boolean => CELL * ((cell >> (2 * AXIS_BITS)) + 0.5) - 128 > WHITE;

/** The shares of what is not white, 1 in all; empty where all is. */
export const withoutWhite = (shares: ColourShares): ColourShares => {
  const coloured = [...shares].filter(([cell]) => !isWhite(cell));
  const all = coloured.reduce((sum, [, share]) => sum + share, 0);
  return new Map(coloured.map(([cell, share]) => [cell, share / all]));
};

/** How alike two pictures are by their colours and how much each has of them, 0–1 (Bhattacharyya's coefficient). */
export const likeColours = (packed: Uint32Array, shares: ColourShares): number => {
  let sum = 0;
  for (let k = 0; k < packed.length; k++) {
    const each = packed[k] ?? 0;
    const share = each & 255;
    // The largest come first.
    if (share === 0) break;
    sum += Math.sqrt((share / 255) * (shares.get(each >>> SHARE_BITS) ?? 0));
  }
  return sum;
};

/** The same of what is not white in either; `coloured`: `withoutWhite`. */
export const likeButForWhite = (packed: Uint32Array, coloured: ColourShares): number => {
  let [all, sum] = [0, 0];
  for (let k = 0; k < packed.length; k++) {
    const each = packed[k] ?? 0;
    const [cell, share] = [each >>> SHARE_BITS, (each & 255) / 255];
    if (share === 0) break;
    if (isWhite(cell)) continue;
    all += share;
    sum += Math.sqrt(share * (coloured.get(cell) ?? 0));
  }
  return all === 0 ? 0 : sum / Math.sqrt(all);
};

/** Largest ΔE of a block from a stored colour, and least share of the picture, in 255ths, of that colour. */
const NEAR_COLOUR = 9;
const SMALLEST_SHARE = 3;

/** Returns the share, 0–1, of the non-white blocks that have a stored colour of another picture; 0 if all are white. */
export const shareOfColours = (packed: Uint32Array, blocks: readonly MeanColour[]): number => {
  const colours = Array.from(
    packed.filter((each) => (each & 255) >= SMALLEST_SHARE),
    (each) => colourOf(each >>> SHARE_BITS),
  );
  let [counted, near] = [0, 0];
  for (const [l, a, b] of blocks) {
    if (l > WHITE) continue;
    counted++;
    const isNear = ([u, v, w]: MeanColour): boolean => (u - l) ** 2 + (v - a) ** 2 + (w - b) ** 2 <= NEAR_COLOUR ** 2;
    if (colours.some(isNear)) near++;
  }
  return counted === 0 ? 0 : near / counted;
};

/** The colour in the middle of a cell. */
const colourOf = (cell: number): MeanColour => {
  const stepAt = (axis: number): number => CELL * ((cell >> (axis * AXIS_BITS)) & ((1 << AXIS_BITS) - 1)) - 128;
  return [stepAt(2), stepAt(1), stepAt(0)];
};
