import type { GreyImage } from '@listing-lint/rules/image';
import { type LineBox, type LumaSteps, type PlainLines, type StepRuns, windowOf } from './kernel.ts';

/** See `FeatureKernel.plainLines`. */
export const plainLinesOf = (
  { width, data }: GreyImage,
  { left, top, right, bottom }: LineBox,
  { isDown, tolerance, specks }: PlainLines,
): Uint8Array => {
  const [step, next] = isDown ? [1, width] : [width, 1];
  const [across, down] = [right - left, bottom - top];
  const [length, lines] = isDown ? [across, down] : [down, across];
  const plain = new Uint8Array(lines);
  const isNear = (value: number, first: number): boolean => {
    let off = 0;
    for (let i = 0, p = first; i < length; i++, p += step)
      if (Math.abs((data[p] ?? 0) - value) > tolerance && ++off > specks * length) return false;
    return true;
  };
  for (let k = 0, first = top * width + left; k < lines; k++, first += next) {
    const middle = data[first + (length >> 1) * step] ?? 0;
    plain[k] = isNear(middle, first) || isNear(data[first] ?? 0, first) ? 1 : 0;
  }
  return plain;
};

/** See `FeatureKernel.stepRuns`. */
export const stepRunsOf = ({ width, height, data }: GreyImage, steps: LumaSteps): StepRuns => ({
  rows: runsIn(data, { lines: height, length: width, next: width, along: 1 }, steps),
  columns: runsIn(data, { lines: width, length: height, next: 1, along: width }, steps),
});

/** Lines of a picture, each so many pixels on from the one before, and its pixels from each other. */
interface Lines {
  readonly lines: number;
  readonly length: number;
  readonly next: number;
  readonly along: number;
}

const runsIn = (data: Uint8Array, { lines, length, next, along }: Lines, steps: LumaSteps): Uint16Array => {
  const [size, least] = windowOf(length, steps);
  const longest = new Uint16Array(lines);
  longest[0] = size * Math.floor(length / size);
  for (let line = 1; line < lines; line++) {
    let run = 0;
    for (let from = 0; from + size <= length; from += size) {
      let count = 0;
      for (let k = from, p = line * next + from * along; k < from + size; k++, p += along)
        if (Math.abs((data[p] ?? 0) - (data[p - next] ?? 0)) > steps.step) count++;
      run = count >= least ? run + size : 0;
      longest[line] = Math.max(longest[line] ?? 0, run);
    }
  }
  return longest;
};
