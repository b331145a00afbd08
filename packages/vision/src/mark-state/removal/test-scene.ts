// A picture with a mark on cloth, drawn, and what is said of copies of it.
import type { GreyImage } from '@listing-lint/rules/image';
import { seeded } from '@listing-lint/rules/kernel';
import type { PointMap } from './alignment/affine.ts';
import { colourCellsOf } from './alignment/colour-cells.ts';
import type { Rectangle } from './alignment/patch.ts';
import { widened } from './fill.ts';
import { markStateOf } from './mark-state.ts';
import { measureMarkPlace } from './measure-mark-place.ts';

export const WIDTH = 420;
export const HEIGHT = 320;
export const BOX: Rectangle = { left: 170, top: 140, width: 110, height: 30 };

/** Value noise of several sizes: ground with detail everywhere, as cloth has. */
export const texture = (seed: string, strength: number): Float32Array => {
  const luma = new Float32Array(WIDTH * HEIGHT).fill(120);
  for (const cell of [2, 4, 9, 30]) {
    const random = seeded(`${seed} ${cell}`);
    const across = Math.ceil(WIDTH / cell) + 2;
    const grid = Float32Array.from({ length: across * (Math.ceil(HEIGHT / cell) + 2) }, () => random() * 2 - 1);
    for (let y = 0; y < HEIGHT; y++) {
      for (let x = 0; x < WIDTH; x++) {
        const [u, v] = [x / cell, y / cell];
        const at = Math.floor(v) * across + Math.floor(u);
        const [p, q] = [u % 1, v % 1];
        const above = (grid[at] ?? 0) * (1 - p) + (grid[at + 1] ?? 0) * p;
        const below = (grid[at + across] ?? 0) * (1 - p) + (grid[at + across + 1] ?? 0) * p;
        luma[y * WIDTH + x] = (luma[y * WIDTH + x] ?? 0) + strength * (above * (1 - q) + below * q);
      }
    }
  }
  return luma;
};

/** Strokes like those of letters. */
const isStroke = (x: number, y: number): boolean => {
  const [u, v] = [x - BOX.left, y - BOX.top];
  if (u < 4 || v < 4 || u >= BOX.width - 4 || v >= BOX.height - 4) return false;
  return u % 14 < 4 || (v > 12 && v < 17 && u % 28 < 14);
};

export const each = (of: (x: number, y: number, i: number) => number): Float32Array =>
  Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => of(i % WIDTH, Math.floor(i / WIDTH), i));

/** As a compressed copy has it: a little noise, whole levels, other light. */
export const sceneCopy = (luma: Float32Array, seed = 'copy'): GreyImage => {
  const random = seeded(seed);
  const data = Uint8Array.from(luma, (value) =>
    Math.min(255, Math.max(0, Math.round(0.95 * value + 6 + 5 * (random() - 0.5)))),
  );
  return { width: WIDTH, height: HEIGHT, data };
};

const exact = (luma: Float32Array): GreyImage => ({
  width: WIDTH,
  height: HEIGHT,
  data: Uint8Array.from(luma, (value) => Math.min(255, Math.max(0, Math.round(value)))),
});

export const markScene = (strength: number, clean = texture('cloth', strength)) => {
  const marked = each((x, y, i) => {
    const luma = clean[i] ?? 0;
    return isStroke(x, y) ? luma + 0.5 * (245 - luma) : luma;
  });
  const strokes = widened(Uint8Array.from(each((x, y) => (isStroke(x, y) ? 1 : 0))), WIDTH, 2);
  return { clean, marked, strokes };
};

export const inBox = (x: number, y: number, room = 0): boolean =>
  x >= BOX.left - room && y >= BOX.top - room && x < BOX.left + BOX.width + room && y < BOX.top + BOX.height + room;

export const blurredIn = (luma: Float32Array): Float32Array =>
  each((x, y, i) => {
    if (!inBox(x, y)) return luma[i] ?? 0;
    let sum = 0;
    for (let v = -6; v <= 6; v++) for (let u = -6; u <= 6; u++) sum += luma[(y + v) * WIDTH + x + u] ?? 0;
    return sum / 169;
  });

/** A grey picture in colours: what is added to red and taken off blue at a pixel, levels. */
const cells = ({ width, height, data }: GreyImage, tinge: (x: number, y: number) => number = () => 0) =>
  colourCellsOf({
    width,
    height,
    data: Uint8Array.from({ length: 3 * width * height }, (_, p) => {
      const i = Math.floor(p / 3);
      return Math.min(255, Math.max(0, (data[i] ?? 0) + (1 - (p % 3)) * tinge(i % width, Math.floor(i / width))));
    }),
  });
export const stateOf = (
  suspect: GreyImage,
  { clean, marked }: ReturnType<typeof markScene>,
  map: PointMap = (x, y) => [x + 1.3, y - 0.8],
  tinge?: (x: number, y: number) => number,
) => {
  const [ours, withMark] = [exact(clean), exact(marked)];
  const colours = { clean: cells(ours), marked: cells(withMark), suspect: cells(suspect, tinge) };
  return markStateOf(measureMarkPlace({ clean: ours, marked: withMark, box: BOX, suspect, colours, map }));
};
