import type { RgbImage } from '../../read/raster.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';
import { CUT, SOFT } from './light.ts';

/** Least length of a straight border, in sides of the picture. */
const LEAST_RUN = 0.05;

/** Straight runs along one line: how long the one that goes on is, and what all that were long enough add up to. */
class Runs {
  #now = 0;
  #sum = 0;
  readonly #least: number;

  constructor(least: number) {
    this.#least = least;
  }

  step(isBorder: boolean): void {
    if (isBorder) this.#now++;
    else if (this.#now > 0) this.end();
  }

  end(): void {
    if (this.#now >= this.#least) this.#sum += this.#now;
    this.#now = 0;
  }

  get sum(): number {
    return this.#sum;
  }
}

/**
 * How much of the border of what is cut off at white runs straight along a row or a column for a twentieth of the side (square root of the area) or longer, as a multiple of
 * what runs out softly, 0 or more: paper, panels and pages of text are bounded so, light is not. Asked of the picture at the size at which it is read, since letters
 * run out softly in one that is reduced.
 */
export const straightWhiteOf = (image: RgbImage): number => {
  const { width, height } = image;
  const looker = pictureLooker();
  const { least } = looker.shades(image);
  const soft = looker.softSides({ width, height, data: least }, CUT, CUT - SOFT);
  const runs = new Runs(LEAST_RUN * Math.sqrt(width * height));
  const isBorder = (i: number, step: number): boolean =>
    (least[i] ?? 0) >= CUT && (least[i + step] ?? 0) < CUT && (least[i + 2 * step] ?? 0) < CUT;
  for (const step of [-width, width])
    for (let y = 2; y < height - 2; y++) {
      for (let x = 0; x < width; x++) runs.step(isBorder(y * width + x, step));
      runs.end();
    }
  for (const step of [-1, 1])
    for (let x = 2; x < width - 2; x++) {
      for (let y = 0; y < height; y++) runs.step(isBorder(y * width + x, step));
      runs.end();
    }
  return runs.sum / Math.max(1, soft);
};
