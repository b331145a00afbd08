import type { GreyImage } from '@listing-lint/rules/image';
import type { Mask } from '../alignment/patch.ts';

/** Levels by which pixels of a plain ground differ, as compression leaves them. */
const ALIKE = 6;
/** Share of the outermost pixels of a picture that a plain ground has at least. */
const LEAST_EDGE = 0.6;

/** Returns the share of a place, 0–1, as light as our plain background, mapped by `toned` to the copy; 0 without such a background, or if nothing of the place is visible. */
export const shareOfGround = (
  ours: GreyImage,
  theirs: Float32Array,
  mask: Mask,
  toned: (luma: number) => number,
): number => {
  const ground = groundLuma(ours);
  if (ground === null) return 0;
  const level = Math.min(255, Math.max(0, toned(ground)));
  let [visible, alike] = [0, 0];
  for (let i = 0; i < mask.length; i++) {
    const luma = theirs[i] ?? Number.NaN;
    if (mask[i] !== 1 || Number.isNaN(luma)) continue;
    visible++;
    if (Math.abs(luma - level) <= ALIKE) alike++;
  }
  return visible === 0 ? 0 : alike / visible;
};

/** What most of the outermost pixels have. */
const groundLuma = ({ width, height, data }: GreyImage): number | null => {
  const edge: number[] = [];
  for (let x = 0; x < width; x++) edge.push(data[x] ?? 0, data[(height - 1) * width + x] ?? 0);
  for (let y = 1; y < height - 1; y++) edge.push(data[y * width] ?? 0, data[(y + 1) * width - 1] ?? 0);
  const middle = edge.toSorted((a, b) => a - b)[edge.length >> 1] ?? 0;
  const alike = edge.filter((luma) => Math.abs(luma - middle) <= ALIKE).length;
  return alike >= LEAST_EDGE * edge.length ? middle : null;
};
