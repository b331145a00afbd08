import { APART_CELL, type ApartKernel } from '../kernel.ts';

/** Sums of ours, of theirs, of squares of both and of products. */
type Sums = readonly [a: number, b: number, aa: number, bb: number, ab: number];

const WINDOW = 2 * APART_CELL;
const PIXELS = WINDOW * WINDOW;

/** `unrelated` in plain JavaScript. */
export const unrelated: ApartKernel['unrelated'] = (ours, theirs, known, { share, least }) => {
  const { width } = ours;
  const columns = Math.floor(width / APART_CELL);
  const rows = Math.floor(known.length / Math.max(1, columns));
  const sums = (first: number, shift: number, side: number): Sums => {
    let [a, b, aa, bb, ab] = [0, 0, 0, 0, 0];
    for (let y = 0; y < side; y++)
      for (let x = 0, k = first + y * width; x < side; x++, k++) {
        const [p, q] = [ours.data[k] ?? 0, theirs.data[k + shift] ?? 0];
        a += p;
        b += q;
        aa += p * p;
        bb += q * q;
        ab += p * q;
      }
    return [a, b, aa, bb, ab];
  };
  const missing = ([a, b, aa, bb, ab]: Sums): number => {
    const [own, their] = [a / PIXELS, b / PIXELS];
    const variances = (aa / PIXELS - own * own) * (bb / PIXELS - their * their);
    return share * Math.sqrt(Math.max(0, variances)) - (ab / PIXELS - own * their);
  };
  const firstOf = (row: number, column: number): number => row * APART_CELL * width + column * APART_CELL;
  const ofCells = Array.from(known, (is, cell) =>
    is === 1 ? sums(firstOf(Math.floor(cell / columns), cell % columns), 0, APART_CELL) : NONE,
  );
  let most = 0;
  for (let row = 0; row + 1 < rows; row++) {
    for (let column = 0; column + 1 < columns; column++) {
      const cell = row * columns + column;
      const window = [cell, cell + 1, cell + columns, cell + columns + 1];
      if (!window.every((each) => known[each] === 1)) continue;
      const [one = NONE, two = NONE, three = NONE, four = NONE] = window.map((each) => ofCells[each] ?? NONE);
      const here = missing(summed(one, two, three, four));
      if (!(here > Math.max(least, most))) continue;
      let fewest = here;
      for (const shift of [-width, 0, width].flatMap((down) => [down - 1, down, down + 1])) {
        if (fewest <= most) break;
        fewest = Math.min(fewest, missing(sums(firstOf(row, column), shift, WINDOW)));
      }
      if (fewest > Math.max(least, most)) most = fewest;
    }
  }
  return most;
};

const NONE: Sums = [0, 0, 0, 0, 0];

const summed = (one: Sums, two: Sums, three: Sums, four: Sums): Sums => [
  one[0] + two[0] + three[0] + four[0],
  one[1] + two[1] + three[1] + four[1],
  one[2] + two[2] + three[2] + four[2],
  one[3] + two[3] + three[3] + four[3],
  one[4] + two[4] + three[4] + four[4],
];
