/** Levels of a picture, rows from the top. */
interface Levels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Levels of the coarse half of a histogram. */
const COARSE = 16;

/** Medians over squares of `2 · reach + 1` px, as filters against noise give them; beyond a border its pixels go on. By histograms that move along rows (Huang, 1979). */
export const mediansOf = ({ width, height, data }: Levels, reach: number): Levels => {
  const result = new Uint8Array(data.length);
  const half = ((2 * reach + 1) ** 2) >> 1;
  const columns = Int32Array.from({ length: width + 2 * reach }, (_, x) => Math.min(width - 1, Math.max(0, x - reach)));
  const [fine, coarse] = [new Uint16Array(256), new Uint16Array(COARSE)];
  const rows = new Int32Array(2 * reach + 1);
  const count = (column: number, by: number): void => {
    for (let k = 0; k < rows.length; k++) {
      const level = data[(rows[k] ?? 0) + column] ?? 0;
      fine[level] = (fine[level] ?? 0) + by;
      coarse[level >> 4] = (coarse[level >> 4] ?? 0) + by;
    }
  };
  for (let y = 0; y < height; y++) {
    for (let k = 0; k < rows.length; k++) rows[k] = width * Math.min(height - 1, Math.max(0, y + k - reach));
    fine.fill(0);
    coarse.fill(0);
    for (let k = 0; k < 2 * reach; k++) count(columns[k] ?? 0, 1);
    for (let x = 0; x < width; x++) {
      count(columns[x + 2 * reach] ?? 0, 1);
      result[y * width + x] = levelAt(fine, coarse, half);
      count(columns[x] ?? 0, -1);
    }
  }
  return { width, height, data: result };
};

/** The level that `rank` values of a histogram are not above. */
const levelAt = (fine: Uint16Array, coarse: Uint16Array, rank: number): number => {
  let [below, cell] = [0, 0];
  while (below + (coarse[cell] ?? 0) <= rank) below += coarse[cell++] ?? 0;
  let level = cell * COARSE;
  while (below + (fine[level] ?? 0) <= rank) below += fine[level++] ?? 0;
  return level;
};
