import type { RgbImage } from '../../image/read/raster.ts';

// PDQ once more, as slow and as plain as in "The TMK+PDQF Algorithms" (Meta, 2019): every filtered sample is a mean that is computed
// anew, every coefficient a double sum. Shares nothing with `pdq.ts`, so that the two agree only where both are right.

type Plane = readonly (readonly number[])[];

const range = (n: number): number[] => Array.from({ length: n }, (_, k) => k);

const lumaOf = ({ width, height, data }: RgbImage): Plane =>
  range(height).map((y) =>
    range(width).map((x) => {
      const [red = 0, green = 0, blue = 0] = data.subarray((y * width + x) * 3);
      return 0.299 * red + 0.587 * green + 0.114 * blue;
    }),
  );

const transposed = (plane: Plane): Plane => range(plane[0]?.length ?? 0).map((x) => plane.map((row) => row[x] ?? 0));

/** Means of areas: sample `x` of `size` covers `[x, x + 1) * n / size`, its ends by their share. */
const shrunkLine = (line: readonly number[], size: number): number[] => {
  const step = line.length / size;
  return range(size).map((x) => {
    let sum = 0;
    for (let k = Math.floor(x * step); k < Math.min(line.length, (x + 1) * step); k++)
      sum += (line[k] ?? 0) * (Math.min(k + 1, (x + 1) * step) - Math.max(k, x * step));
    return sum / step;
  });
};

/** The reference programs' box: a 128th of the side, rounded up, and for an even width one more sample on the right. */
const boxedLine = (line: readonly number[]): number[] => {
  const window = Math.floor((line.length + 127) / 128);
  const ahead = Math.floor((window + 2) / 2);
  return line.map((_, x) => {
    const covered = line.slice(Math.max(0, x + ahead - window), Math.min(line.length, x + ahead));
    return covered.reduce((sum, value) => sum + value, 0) / covered.length;
  });
};

const along = (plane: Plane, map: (line: readonly number[]) => number[]): Plane =>
  transposed(transposed(plane.map(map)).map(map));

const SIDE = 64;

const coefficient = (grid: Plane, down: number, across: number): number => {
  const wave = (frequency: number, k: number): number => Math.cos((Math.PI * frequency * (2 * k + 1)) / (2 * SIDE));
  let sum = 0;
  for (let y = 0; y < SIDE; y++)
    for (let x = 0; x < SIDE; x++) sum += (grid[y]?.[x] ?? 0) * wave(down, y) * wave(across, x);
  return sum * (2 / SIDE);
};

const qualityOf = (grid: Plane): number => {
  const steps = (plane: Plane): number[] =>
    plane.flatMap((row) => row.slice(1).map((value, x) => Math.abs(Math.trunc((((row[x] ?? 0) - value) * 100) / 255))));
  const gradient = [...steps(grid), ...steps(transposed(grid))].reduce((sum, step) => sum + step, 0);
  return Math.min(100, Math.floor(gradient / 90));
};

/** PDQ of a picture, as 64 hex digits, and its quality, 0–100. Slow: up to 0.3 s a picture. */
export const textbookPdq = (image: RgbImage): { readonly hex: string; readonly quality: number } => {
  const scale = Math.min(1, 512 / Math.max(image.width, image.height));
  const shrink = (line: readonly number[]): number[] =>
    scale === 1 ? [...line] : shrunkLine(line, Math.round(line.length * scale));
  const small = along(lumaOf(image), shrink);
  const filtered = along(along(small, boxedLine), boxedLine);
  const pick = <T>(lines: readonly T[]): T[] =>
    range(SIDE).flatMap((k) => lines.slice(Math.floor(((k + 0.5) * lines.length) / SIDE)).slice(0, 1));
  const grid = pick(filtered).map(pick);
  const coefficients = range(256).map((k) => coefficient(grid, 1 + Math.floor(k / 16), 1 + (k % 16)));
  const median = [...coefficients].sort((a, b) => a - b)[127] ?? 0;
  const bits = coefficients.map((value) => (value > median ? '1' : '0'));
  const hex = range(64).map((digit) =>
    Number.parseInt(
      bits
        .slice(4 * digit, 4 * digit + 4)
        .reverse()
        .join(''),
      2,
    ),
  );
  return {
    hex: hex
      .reverse()
      .map((digit) => digit.toString(16))
      .join(''),
    quality: qualityOf(grid),
  };
};
