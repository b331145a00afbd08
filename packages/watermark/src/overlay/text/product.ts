import type { Point } from '@listing-lint/rules/image';
import { convexHull } from './hull.ts';
import type { Blob, Labelled } from './regions.ts';
import type { PixelBox } from './rows.ts';

/** Share of the picture from which on an island counts as product, and the distance at which two are one product. */
const LEAST_PRODUCT = 0.002;
const PRODUCT_GAP = 0.03;
/** Hulls of what is no ground and no text, islands near each other as one. */
export const productHulls = (
  { labels, blobs }: Labelled,
  text: ReadonlySet<number>,
  width: number,
  height: number,
): readonly (readonly Point[])[] => {
  const least = LEAST_PRODUCT * width * height;
  const parts = blobs.filter((blob) => blob.area >= least && !text.has(blob.label));
  const gap = PRODUCT_GAP * Math.max(width, height);
  const groups: Blob[][] = [];
  for (const part of parts) {
    const near = groups.filter((group) => group.some((other) => distance(other, part) <= gap));
    const merged = [part, ...near.flat()];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => convexHull(group.flatMap((blob) => outline(labels, blob, width))));
};

const distance = (a: PixelBox, b: PixelBox): number =>
  Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0);

/** The outermost pixels of each line of a blob. */
const outline = (labels: Int32Array, { label, left, top, right, bottom }: Blob, width: number): Point[] => {
  const points: Point[] = [];
  for (let y = top; y < bottom; y++) {
    let first = left;
    let last = right - 1;
    while (first < last && labels[y * width + first] !== label) first++;
    while (last > first && labels[y * width + last] !== label) last--;
    points.push({ x: first, y }, { x: last, y });
  }
  return points;
};
