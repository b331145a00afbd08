import type { Blob } from './regions.ts';

/** Heights of a row of text, share of the picture's height, and px of the coarse raster. */
const TALLEST = 0.16;
const LEAST_HEIGHT = 4;
/** A gap between two words or letters, in heights. */
const WIDEST_GAP = 1;
/** Number of shapes from which on a picture is a pattern, and no row is searched for. */
const MOST_SHAPES = 4000;

/** Pixels, ends excluded. */
export interface PixelBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Islands of a letter's or word's size, gathered into rows by their place and height. */
export const rowsOf = (blobs: readonly Blob[], height: number): Blob[][] => {
  const tallest = TALLEST * height;
  const small = blobs
    .filter((blob) => heightOf(blob) >= LEAST_HEIGHT && heightOf(blob) <= tallest)
    .sort((a, b) => a.left - b.left || a.top - b.top);
  if (small.length > MOST_SHAPES) return [];
  const rows: { members: Blob[]; box: PixelBox }[] = [];
  for (const blob of small) {
    const row = rows.find(({ box, members }) => fits(box, members.at(-1) ?? blob, blob));
    if (row === undefined) rows.push({ members: [blob], box: blob });
    else {
      row.members.push(blob);
      row.box = boxOf(row.members);
    }
  }
  return rows.map(({ members }) => members);
};

const heightOf = ({ top, bottom }: PixelBox): number => bottom - top;

/** Whether a blob goes on a row to the right: next to it, at its height, and about as tall. */
const fits = (box: PixelBox, last: Blob, blob: Blob): boolean => {
  const tall = heightOf(box);
  const own = heightOf(blob);
  if (own > 1.8 * tall || tall > 2.6 * own) return false;
  if (blob.left - last.right > WIDEST_GAP * Math.max(tall, own)) return false;
  const shared = Math.min(box.bottom, blob.bottom) - Math.max(box.top, blob.top);
  return shared >= 0.6 * Math.min(tall, own);
};

export const boxOf = (blobs: readonly PixelBox[]): PixelBox => ({
  left: Math.min(...blobs.map(({ left }) => left)),
  top: Math.min(...blobs.map(({ top }) => top)),
  right: Math.max(...blobs.map(({ right }) => right)),
  bottom: Math.max(...blobs.map(({ bottom }) => bottom)),
});
