import type { GreyImage } from '@listing-lint/rules/image';
import type { Mask, Patch, Rectangle } from './alignment/patch.ts';
import type { RemovalQuestion } from './alignment/question.ts';

/** Px of a block at half the size. */
const BLOCK = 6;
/** Largest difference of a copied block, levels, and share of its own contrast: it is misaligned by a fraction of a pixel. */
const ALIKE = { levels: 7, contrast: 0.3 };
/** Deviation, levels, of a block that is of one colour: it would be found on any ground, and says nothing. */
const PLAIN = 2.5;
/** Share of the blocks that must show something: where a bar of one colour ends at an edge of ours, the one column of blocks at that edge is about a tenth. */
const LEAST_SHOWING = 0.15;
/** Margin around the place, at half the size, that is excluded: ours is similar to itself there. */
const APART = 3;

/** Share of the blocks of what the suspect shows at a place, of those that show something, that ours has elsewhere, 0–1; 0 where too few do. What was copied over it, whole or in pieces, was mostly taken from the picture itself. */
export const shareElsewhere = (ours: GreyImage, theirs: Patch, place: Rectangle): number => {
  const { showing, isPlain } = blocksAt(theirs, place);
  if (isPlain) return 0;
  const half = halved(ours);
  const corner = { left: theirs.left >> 1, top: theirs.top >> 1 };
  const found = showing.filter(({ block, x, y }) => isElsewhere(half, block, corner.left + x, corner.top + y));
  return found.length / Math.max(1, showing.length);
};

/** Whether the place is nearly of one colour on the suspect, as under a bar: what little else is there matches anywhere and says nothing of its origin. */
export const isOneColour = (theirs: Patch, place: Rectangle): boolean => blocksAt(theirs, place).isPlain;

/** Of the blocks of what the suspect shows at a place those that show something, and whether these are next to none. */
const blocksAt = (theirs: Patch, place: Rectangle) => {
  const patch = halved({ ...theirs, height: theirs.data.length / theirs.width });
  const showing: { readonly block: Float32Array; readonly x: number; readonly y: number }[] = [];
  let count = 0;
  for (const y of startsOf(place.top >> 1, place.height >> 1)) {
    for (const x of startsOf(place.left >> 1, place.width >> 1)) {
      const isIn = x >= 0 && y >= 0 && x + BLOCK <= patch.width && y + BLOCK <= patch.height;
      const block = isIn ? blockAt(patch, x, y) : undefined;
      if (block === undefined || block.some(Number.isNaN)) continue;
      count++;
      if (deviationOf(block) >= PLAIN) showing.push({ block, x, y });
    }
  }
  return { showing, isPlain: showing.length < LEAST_SHOWING * count };
};

/** Where blocks begin that lie side by side in a place, in its middle; one where it is smaller than they are. */
const startsOf = (start: number, size: number): readonly number[] => {
  const blocks = Math.max(1, Math.floor(size / BLOCK));
  const first = start + ((size - blocks * BLOCK) >> 1);
  return Array.from({ length: blocks }, (_, k) => first + k * BLOCK);
};

interface Halved {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

const halved = ({
  width,
  height,
  data,
}: Pick<GreyImage, 'width' | 'height'> & { readonly data: ArrayLike<number> }): Halved => {
  const [w, h] = [width >> 1, height >> 1];
  const half = new Float32Array(w * h);
  for (let y = 0, i = 0; y < h; y++) {
    for (let x = 0; x < w; x++, i++) {
      const at = 2 * y * width + 2 * x;
      half[i] = ((data[at] ?? 0) + (data[at + 1] ?? 0) + (data[at + width] ?? 0) + (data[at + width + 1] ?? 0)) / 4;
    }
  }
  return { width: w, height: h, data: half };
};

const blockAt = ({ width, data }: Halved, left: number, top: number): Float32Array => {
  const block = new Float32Array(BLOCK * BLOCK);
  for (let y = 0; y < BLOCK; y++)
    block.set(data.subarray((top + y) * width + left, (top + y) * width + left + BLOCK), y * BLOCK);
  return block;
};

const deviationOf = (values: Float32Array): number => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length);
};

const isElsewhere = ({ width, height, data }: Halved, block: Float32Array, left: number, top: number): boolean => {
  const most = block.length * (ALIKE.levels + ALIKE.contrast * deviationOf(block)) ** 2;
  for (let y = 0; y + BLOCK <= height; y++) {
    for (let x = 0; x + BLOCK <= width; x++) {
      if (Math.abs(x - left) < APART && Math.abs(y - top) < APART) continue;
      let rest = 0;
      for (let j = 0; j < BLOCK && rest <= most; j++) {
        const [from, row] = [(y + j) * width + x, j * BLOCK];
        for (let i = 0; i < BLOCK; i++) {
          const difference = (data[from + i] ?? 0) - (block[row + i] ?? 0);
          rest += difference * difference;
        }
      }
      if (rest <= most) return true;
    }
  }
  return false;
};

/** The best correlation of what the suspect shows at the place with what ours shows elsewhere; on every second pixel, within three sides of the place. */
export const bestElsewhere = (
  { clean, box }: Pick<RemovalQuestion, 'clean' | 'box'>,
  theirs: Patch,
  mask: Mask,
): number => {
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

/** Starting positions of the search for the best place elsewhere. */
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
