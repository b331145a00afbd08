import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../../image/read/raster.ts';
import { seeded } from '../../../kernel/random.ts';
import type { PointMap } from './affine.ts';
import { filled, widened } from './fill.ts';
import { markStateOf } from './mark-state.ts';
import { measureRemoval } from './measure-removal.ts';
import { colourCellsOf } from './other-colour.ts';
import type { Rectangle } from './patch.ts';

const WIDTH = 420;
const HEIGHT = 320;
const BOX: Rectangle = { left: 170, top: 140, width: 110, height: 30 };

/** Value noise of several sizes: ground with detail everywhere, as cloth has. */
const texture = (seed: string, strength: number): Float32Array => {
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

const each = (of: (x: number, y: number, i: number) => number): Float32Array =>
  Float32Array.from({ length: WIDTH * HEIGHT }, (_, i) => of(i % WIDTH, Math.floor(i / WIDTH), i));

/** As a compressed copy has it: a little noise, whole levels, other light. */
const copyOf = (luma: Float32Array, seed = 'copy'): GreyImage => {
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

const scene = (strength: number, clean = texture('cloth', strength)) => {
  const marked = each((x, y, i) => {
    const luma = clean[i] ?? 0;
    return isStroke(x, y) ? luma + 0.5 * (245 - luma) : luma;
  });
  const strokes = widened(Uint8Array.from(each((x, y) => (isStroke(x, y) ? 1 : 0))), WIDTH, 2);
  return { clean, marked, strokes };
};

const inBox = (x: number, y: number, room = 0): boolean =>
  x >= BOX.left - room && y >= BOX.top - room && x < BOX.left + BOX.width + room && y < BOX.top + BOX.height + room;

const blurredIn = (luma: Float32Array): Float32Array =>
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
const stateOf = (
  suspect: GreyImage,
  { clean, marked }: ReturnType<typeof scene>,
  map: PointMap = (x, y) => [x + 1.3, y - 0.8],
  tinge?: (x: number, y: number) => number,
) => {
  const [ours, withMark] = [exact(clean), exact(marked)];
  const colours = { clean: cells(ours), marked: cells(withMark), suspect: cells(suspect, tinge) };
  return markStateOf(measureRemoval({ clean: ours, marked: withMark, box: BOX, suspect, colours, map }));
};

describe('what became of a mark on cloth', () => {
  const cloth = scene(14);
  const { clean, marked, strokes } = cloth;
  const made: Readonly<Record<string, Float32Array>> = {
    there: marked,
    'from-unmarked': clean,
    'removed, filled in': filled(marked, WIDTH, strokes),
    'removed, smoothed': blurredIn(marked),
    'removed, copied': each((x, y, i) => marked[inBox(x, y) ? i + 38 * WIDTH : i] ?? 0),
    covered: each((x, y, i) => (inBox(x, y, 2) ? 20 + ((x + y) % 9) : (marked[i] ?? 0))),
  };

  it.each(Object.entries(made))('%s', (name, luma) => {
    const { state, ground } = stateOf(copyOf(luma), cloth);
    expect([name, state, ground]).toEqual([name, name.split(',')[0], ground]);
    expect(ground.length).toBeGreaterThan(20);
  });

  it('cropped-away where the place lies outside', () => {
    const suspect = copyOf(marked);
    const rows = 130;
    const cropped = { width: WIDTH, height: rows, data: suspect.data.slice(0, rows * WIDTH) };
    expect(stateOf(cropped, cloth).state).toBe('cropped-away');
  });

  it('not cropped-away where the place only seems to lie outside before ours was laid', () => {
    const suspect = copyOf(filled(marked, WIDTH, strokes));
    const rows = BOX.top + BOX.height + 2;
    const cropped = { width: WIDTH, height: rows, data: suspect.data.slice(0, rows * WIDTH) };
    expect(stateOf(cropped, cloth, (x, y) => [x, y + 15]).state).toBe('removed');
  });

  it('the same where the suspect is larger than ours, and lies elsewhere', () => {
    const small = copyOf(filled(marked, WIDTH, strokes));
    const data = Uint8Array.from({ length: 4 * WIDTH * HEIGHT }, (_, i) => {
      const [x, y] = [i % (2 * WIDTH), Math.floor(i / (2 * WIDTH))];
      return small.data[(y >> 1) * WIDTH + (x >> 1)] ?? 0;
    });
    const suspect = { width: 2 * WIDTH, height: 2 * HEIGHT, data };
    expect(stateOf(suspect, cloth, (x, y) => [2 * x + 2, 2 * y - 1]).state).toBe('removed');
  });
});

it('is covered where what lies there has the light of our picture and none of its colours', () => {
  const cloth = scene(14);
  // Another part of ours, which would pass for a piece that was copied, in another colour.
  const copied = each((x, y, i) => cloth.marked[inBox(x, y) ? i + 38 * WIDTH : i] ?? 0);
  const suspect = copyOf(copied);
  const map: PointMap = (x, y) => [x, y];
  expect(stateOf(suspect, cloth, map).state).toBe('removed');
  expect(stateOf(suspect, cloth, map, (x, y) => (inBox(x, y) ? 50 : 0))).toMatchObject({
    state: 'covered',
    ground: expect.stringContaining('of colours that our picture has nowhere'),
  });
  // The same tinge everywhere is a filter.
  expect(stateOf(suspect, cloth, map, () => 50).state).toBe('removed');
});

it('is unknown on a ground on which retouching leaves nothing to be seen', () => {
  const plain = scene(0.2);
  for (const luma of [plain.clean, filled(plain.marked, WIDTH, plain.strokes)]) {
    expect(stateOf(copyOf(luma), plain).state).toBe('unknown');
  }
  expect(stateOf(copyOf(plain.marked), plain).state).toBe('there');
});

it('is never called removed or taken from an unmarked picture where another picture is shown', () => {
  const cloth = scene(14);
  expect(stateOf(copyOf(texture('other', 14)), cloth).state).toBe('unknown');
});

it('tells a filling that differs from the ground no more than compression does, by how it differs', () => {
  const [cloth, grain] = [texture('cloth', 14), texture('grain', 1)];
  const plain = scene(
    1,
    each((x, _, i) => (x < 110 ? cloth[i] : grain[i]) ?? 0),
  );
  const filling = stateOf(copyOf(filled(plain.marked, WIDTH, plain.strokes)), plain);
  expect(filling).toMatchObject({
    state: 'removed',
    ground: expect.stringContaining('% of what filling leaves is seen'),
  });
  expect(stateOf(copyOf(plain.clean), plain).state).toBe('unknown');
});

describe('where filling leaves nothing to be seen, and the rest of the picture is lively', () => {
  const [cloth, noise] = [texture('cloth', 14), texture('grain', 3)];
  const bare = scene(
    0.2,
    each((x, _, i) => (x < 150 ? (cloth[i] ?? 0) : 120)),
  );
  const grained = (luma: Float32Array): Float32Array =>
    each((x, _, i) => (luma[i] ?? 0) + (x < 150 ? (noise[i] ?? 0) - 120 : 0));
  const stamped = { ...bare, marked: grained(bare.marked) };

  it('is removed where the copy bears the grain of the stamped picture', () => {
    const suspect = copyOf(filled(stamped.marked, WIDTH, bare.strokes));
    expect(stateOf(suspect, stamped)).toMatchObject({
      state: 'removed',
      ground: expect.stringContaining('it bears the grain that only our stamped picture has'),
    });
    expect(stateOf(copyOf(stamped.marked), stamped).state).toBe('there');
  });

  it('is unknown where it does not, and where the stamped picture has none', () => {
    expect(stateOf(copyOf(bare.clean), stamped).state).toBe('unknown');
    expect(stateOf(copyOf(filled(bare.marked, WIDTH, bare.strokes)), bare).state).toBe('unknown');
  });

  it('is unknown where it bears another grain', () => {
    const other = texture('another grain', 3);
    const luma = each((x, _, i) => (bare.clean[i] ?? 0) + (x < 150 ? (other[i] ?? 0) - 120 : 0));
    expect(stateOf(copyOf(luma), stamped).state).toBe('unknown');
  });
});
