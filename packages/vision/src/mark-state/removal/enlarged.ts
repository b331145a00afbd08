import type { GreyImage } from '@listing-lint/rules/image';
import { patchOf, sampled } from './alignment/patch.ts';
import { shrunkTo } from './alignment/question.ts';
import { type AlignedQuestion, outsideOf, seenAs } from './alignment/whole-alignment.ts';

/** Downscaling of a copy before it was enlarged, relative to the compared size. */
const FACTORS = [1.25, 1.6, 2, 2.5, 3.15, 4, 5, 6.3] as const;
/** Largest misfit of an equally coarse version relative to the best one; and the misfit beyond which no coarser one is tried. */
const NEAR = 1.05;
const FAR = 1.15;
/** Levels a px from which on ours is lively enough to say how coarse a copy is; and the most that one px counts for. */
const SLOPE = 3;
const MOST_OFF = 40;

/** A picture that was made smaller by a factor, and enlarged again. */
export const madeCoarse = (image: GreyImage, factor: number): GreyImage =>
  shrunkTo(
    shrunkTo(image, {
      width: Math.max(2, Math.round(image.width / factor)),
      height: Math.max(2, Math.round(image.height / factor)),
    }),
    image,
  );

/** Ours may be as coarse as a copy is where it was made so many times smaller, and enlarged again. */
export interface Coarseness {
  readonly factor: number;
  /** Width of ours then, px. */
  readonly width: number;
}

/**
 * How coarse a copy may be, the likeliest first; a factor of 1 where it need not be coarser than ours. Away from the mark it is nearest to what ours, made as coarse, lets expect in its light and its
 * sharpness. A copy that was sharpened after it was enlarged has strong edges again, and yet no more detail than it was saved with.
 */
export const coarsenessOf = ({ inputs, question, aligned }: AlignedQuestion): readonly Coarseness[] => {
  const { clean, suspect, box } = question;
  if (aligned === undefined) return [];
  const { width, height } = clean;
  const area = { left: 0, top: 0, width, height };
  const theirs = sampled(suspect, area, aligned.map);
  const outside = outsideOf(box, width, height);
  const lively = livelyIn(clean, outside);
  const offBy = (ours: GreyImage): number => {
    const rest = seenAs(patchOf(ours, area), theirs, outside)?.rest;
    let [sum, count] = [0, 0];
    for (const i of lively) {
      const off = Math.abs(rest?.[i] ?? Number.NaN);
      if (Number.isNaN(off)) continue;
      sum += Math.min(MOST_OFF, off);
      count++;
    }
    return count === 0 ? Number.POSITIVE_INFINITY : sum / count;
  };
  const looks = [{ factor: 1, width, off: offBy(clean) }];
  let least = looks[0]?.off ?? 0;
  for (const step of FACTORS) {
    const factor = (step * inputs.clean.width) / width;
    const off = offBy(shrunkTo(madeCoarse(inputs.clean, factor), clean));
    looks.push({ factor, width: width / step, off });
    least = Math.min(least, off);
    if (!(off <= FAR * least)) break;
  }
  return looks.filter(({ off }) => off <= NEAR * least).sort((a, b) => a.off - b.off);
};

const livelyIn = ({ width, height, data }: GreyImage, mask: Uint8Array): readonly number[] => {
  const lively: number[] = [];
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1, i = y * width + 1; x < width - 1; x++, i++) {
      const slope =
        Math.abs((data[i + 1] ?? 0) - (data[i - 1] ?? 0)) + Math.abs((data[i + width] ?? 0) - (data[i - width] ?? 0));
      if (mask[i] === 1 && slope >= 2 * SLOPE) lively.push(i);
    }
  }
  return lively;
};
