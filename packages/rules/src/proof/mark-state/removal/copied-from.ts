import type { GreyImage } from '../../../image/read/raster.ts';
import type { Mask, Patch } from './patch.ts';
import type { RemovalQuestion } from './question.ts';

/** The best correlation of what the suspect shows at the place with what ours shows elsewhere; on every second pixel, within three sides of the place. */
export const bestElsewhere = ({ clean, box }: RemovalQuestion, theirs: Patch, mask: Mask): number => {
  const points: number[] = [];
  for (let i = 0; i < mask.length; i++) {
    if (mask[i] === 1 && !Number.isNaN(theirs.data[i] ?? Number.NaN)) points.push(i);
  }
  const step = Math.max(1, Math.floor(points.length / 150));
  const used = points.filter((_, k) => k % step === 0);
  const [reachX, reachY] = [2 * box.width, 3 * Math.max(box.width, box.height)];
  const rows = Math.floor(theirs.data.length / theirs.width);
  const at = (left: number, top: number): number => {
    const isIn = left >= 0 && top >= 0 && left + theirs.width <= clean.width && top + rows <= clean.height;
    return isIn ? correlationAt(clean, theirs, used, left, top) : -1;
  };
  const found: { readonly left: number; readonly top: number; readonly value: number }[] = [];
  for (let dy = -reachY; dy <= reachY; dy += 2) {
    for (let dx = -reachX; dx <= reachX; dx += 2) {
      if (Math.abs(dx) < 0.5 * box.width && Math.abs(dy) < 0.8 * box.height) continue;
      const [left, top] = [theirs.left + dx, theirs.top + dy];
      found.push({ left, top, value: at(left, top) });
    }
  }
  const best = found.sort((a, b) => b.value - a.value).slice(0, CLIMBED);
  return Math.max(-1, ...best.flatMap(({ left, top }) => NEAR.map(([dx, dy]) => at(left + dx, top + dy))));
};

/** Places from which the best one beside is looked for. */
const CLIMBED = 8;
const NEAR = [-1, 0, 1].flatMap((dy) => [-1, 0, 1].map((dx) => [dx, dy] as const));

const correlationAt = (
  clean: GreyImage,
  { width, data }: Patch,
  points: readonly number[],
  left: number,
  top: number,
): number => {
  let [x, y, xx, yy, xy] = [0, 0, 0, 0, 0];
  for (const i of points) {
    const a = data[i] ?? 0;
    const b = clean.data[(top + Math.floor(i / width)) * clean.width + left + (i % width)] ?? 0;
    x += a;
    y += b;
    xx += a * a;
    yy += b * b;
    xy += a * b;
  }
  const n = points.length;
  return (n * xy - x * y) / Math.sqrt(Math.max(1e-6, (n * xx - x * x) * (n * yy - y * y)));
};
