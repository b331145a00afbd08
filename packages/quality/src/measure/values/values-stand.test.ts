// What is measured of small made pictures, most of whose numbers lie at a bound or beside it. Values for the same input stand (the texts beside this) until
// `QUALITY_FACT_VERSION` is raised.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { CROSS_DIRECTIONS } from '../../kernel/looker.ts';
import { pictureLooker } from '../../kernel/looker-wasm.ts';
import { blockingOf } from '../blocks.ts';
import { colourOf } from '../colour.ts';
import { contentSeen } from '../content.ts';
import { readEdges } from '../edges.ts';
import { plainFrameOf } from '../frame.ts';
import { type PlainGround, plainGroundOf } from '../ground.ts';
import { lightOf } from '../light.ts';
import { noiseOf } from '../noise.ts';
import { finenessOf } from '../resolution.ts';
import type { GreenRows } from '../rows.ts';
import { powerSpectrum } from '../spectrum.ts';

type Random = () => number;
const one = <T>(random: Random, of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
const short = (value: number | null): string => (value === null ? '-' : String(Number(value.toPrecision(5))));
const numbered = (count: number, value: (random: Random, seed: number) => string): string =>
  Array.from({ length: count }, (_, seed) => `${value(seededRandom(seed + 1), seed)}\n`).join('');

const picture = (width: number, height: number, colourAt: (x: number, y: number) => readonly number[]): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colourAt(x, y), 3 * (y * width + x));
  return { width, height, data };
};
/** Patches of one value each, some of whose pixels have another. */
const patched = (
  random: Random,
  [width, height, side]: readonly [number, number, number],
  of: readonly [number, ...number[]],
) => {
  const patches = Array.from({ length: 64 }, () => one(random, of));
  return picture(width, height, (x, y) => {
    const value =
      random() < 0.2 ? one(random, of) : (patches[(Math.floor(y / side) * 8 + Math.floor(x / side)) % 64] ?? 0);
    return random() < 0.1 ? [value, one(random, of), value] : [value, value, value];
  });
};

const light = (random: Random): string => {
  const image = patched(random, [9, 8, 2], [0, 3, 4, 100, 200, 231, 232, 233, 251, 252, 253, 254, 255]);
  const area = one(random, [0.009, 0.01, 0.011]);
  const mask = Uint8Array.from({ length: 72 }, () => (random() < 0.5 ? 1 : 0));
  const product = { area, x: 0, y: 0, width: 1, height: 1, touches: false };
  const ground: PlainGround = {
    even: 1,
    colour: [255, 255, 255],
    mask: random() < 0.7 ? mask : null,
    product: random() < 0.8 ? product : null,
    frame: null,
  };
  const seen = lightOf(image, ground, pictureLooker().shades(image));
  const { p1, p5, p50, p95, p99, strongest, low, middle, high } = seen;
  const levels = [p1, p5, p50, p95, p99, strongest, low, middle, high].join(' ');
  const shares = [seen.clippedBright, seen.clippedDark, seen.softWhite, seen.whiteFrame].map(short).join(' ');
  return `${seen.of} ${area}: ${levels}, ${shares}`;
};

/** Pixels whose channels lie as far apart as decides, and as light. */
const colour = (random: Random): string => {
  const few = random() < 0.3;
  const image = picture(10, 10, (x, y) => {
    if (few && x + y > 0) return [255, 255, 255];
    const level = one(random, [0, 40, 41, 120, 200, 239, 240, 251, 252]);
    const apart = one(random, [0, 10, 11, 24, 25, 48, 49, 90]);
    const other = level + apart > 255 ? level - apart : level + apart;
    return one(random, [
      [other, level, level],
      [level, level, other],
      [level, other, level],
    ]);
  });
  const tint = one<readonly [number, number, number]>(random, [
    [219, 219, 190],
    [221, 221, 190],
    [255, 195, 150],
    [255, 150, 120],
    [250, 250, 250],
  ]);
  const mask = random() < 0.8 ? new Uint8Array(100) : null;
  const ground: PlainGround = { even: 1, colour: tint, mask, product: null, frame: null };
  const seen = colourOf(image, ground, pictureLooker().shades(image));
  const shares = [seen.coloured, seen.chroma, seen.neutral, seen.alike].map(short).join(' ');
  return `${shares}, ${seen.lightest.join(' ')}, ${seen.onColour ? 'on a colour' : '-'}`;
};

const edges = (random: Random): string => {
  const image = patched(
    random,
    [48 + 2 * Math.floor(random() * 6), 60 + Math.floor(random() * 9), 7],
    [100, 119, 120, 121, 147, 148, 149],
  );
  const { widths, densest } = readEdges(image);
  const told = CROSS_DIRECTIONS.map((direction) => {
    const { count, sharpest, median } = widths[direction];
    return `${count}/${short(sharpest)}/${short(median)}`;
  });
  return `${told.join(' ')} ${densest === null ? '-' : `${densest.x},${densest.y}`}`;
};

/** Runs of other pixels on the frame of plain ground, around a corner or along an edge, as far from the ground as decides. */
const frame = (random: Random): string => {
  const side = 40;
  const [from, length] = [Math.floor(random() * 4 * (side - 1)), one(random, [2, 3, 8, 30, 60])];
  const value = one(random, [179, 180, 161, 160, 159, 60]);
  const [soft, jitter] = [one(random, [0, 0, 1, 5]), one(random, [0, 0, 8, 9])];
  const placeOf = (x: number, y: number): number => {
    if (y === 0 && x < side - 1) return x;
    if (x === side - 1 && y < side - 1) return side - 1 + y;
    if (y === side - 1 && x > 0) return 2 * (side - 1) + side - 1 - x;
    return 3 * (side - 1) + side - 1 - y;
  };
  const image = picture(side, side, (x, y) => {
    const at = (placeOf(x, y) - from + 4 * (side - 1)) % (4 * (side - 1));
    const level = at < length ? value : at < length + soft ? 175 : 200;
    const own = random() < 0.2 ? level - jitter : level;
    return [own, own, own];
  });
  const seen = plainFrameOf(image, [200, 200, 200]);
  return seen === null ? '-' : [...Object.values(seen.cut), seen.patch].map(short).join(' ');
};

/** A fill goes over steps and reaches from the ground as far as decides. */
const ground = (random: Random): string => {
  const [width, height] = [one(random, [7, 12, 15]), one(random, [7, 11, 14])];
  const steps: readonly [number, ...number[]] = [
    200, 201, 205, 206, 209, 210, 211, 215, 216, 220, 221, 225, 247, 248, 249, 60,
  ];
  const at = (x: number, y: number): number =>
    Math.min(x, y, width - 1 - x, height - 1 - y) < 2 && random() < 0.8
      ? one(random, [200, 200, 219, 220])
      : one(random, steps);
  const ramp = random() < 0.5;
  const image = picture(width, height, (x, y) => {
    const value =
      ramp && random() < 0.8 ? 200 + Math.round(4.5 * Math.min(x, y, width - 1 - x, height - 1 - y)) : at(x, y);
    return one(random, [
      [value, value, value],
      [value, 200, 200],
      [200, 200, value],
    ]);
  });
  const { even, colour: median, mask, product, frame } = plainGroundOf(image);
  const edge = frame === null ? '-' : [...Object.values(frame.cut), frame.patch].map(short).join('/');
  if (mask === null) return `${short(even)} ${median.join(' ')} ${edge}`;
  const cells = [...mask].map((cell) => (cell === 1 ? '#' : '.')).join('');
  if (product === null) return `${short(even)} ${median.join(' ')} nothing ${edge} ${cells}`;
  const { area, x, y, width: w, height: h, touches } = product;
  const numbers = [area, x, y, w, h].map(short);
  return `${short(even)} ${median.join(' ')} ${numbers.join(' ')} ${touches ? 'touches' : 'whole'} ${edge} ${cells}`;
};

const content = (random: Random): string => {
  const image = picture(8, 6, () => {
    const other = one(random, [100, 106, 107, 115]);
    return one(random, [
      [100, 100, 100],
      [100, 100, 100],
      [other, 100, 100],
      [100, other, 100],
      [100, 100, other],
    ]);
  });
  const { detail, oneColour } = contentSeen(image);
  return `${short(detail)} ${short(oneColour)}`;
};

const rows = (width: number, bands: number, depth: number, valueAt: (x: number, row: number) => number): GreenRows => ({
  ...{ width, bands, depth, isNative: true },
  data: Uint8Array.from({ length: width * bands * depth }, (_, i) => valueAt(i % width, Math.floor(i / width))),
});

const blocks = (random: Random): string => {
  const [height, phase] = [one(random, [0, 5, 12, 23, 24, 25]), Math.floor(random() * 8)];
  const levels = Array.from({ length: 40 }, () => one(random, [100, 100 + height]));
  const { ratio, step } = blockingOf(
    rows(
      240,
      3,
      16,
      (x) => (levels[(x + phase) >> 3] ?? 0) + (random() < 0.3 ? one(random, [1, 12, 24, 25]) : one(random, [0, 1])),
    ),
  );
  return `${short(ratio)} ${short(step)}`;
};

const noise = (random: Random): string => {
  const [mean, by] = [one(random, [22, 24, 120, 231, 233]), one(random, [0, 1, 3, 9])];
  const blank = random();
  return short(
    noiseOf(
      rows(one(random, [70, 72, 88]), 6, 20, (x) =>
        x / 72 < blank ? mean + Math.round((random() - 0.5) * 2 * by) : 128,
      ),
    ),
  );
};

const fineness = (random: Random): string => {
  const [times, least] = [one(random, [1, 2, 3, 4, 5, 6, 8, 8]), one(random, [0, 12, 13, 40])];
  const blur = one(random, [0, 0, 1, 2, 4]);
  const levels = Array.from({ length: 400 }, () => Math.floor(random() * 3) * least + Math.floor(random() * 40));
  const at = (x: number): number => levels[Math.floor(x / times)] ?? 0;
  const seen = rows(300, 2, 16, (x) => {
    let sum = 0;
    for (let k = -blur; k <= blur; k++) sum += at(Math.max(0, x + k));
    return sum / (2 * blur + 1);
  });
  const { enlarged, repeated } = finenessOf(seen);
  const power = powerSpectrum(seen);
  return `${short(enlarged)} ${repeated} ${power === null ? '-' : [0, 1, 2, 8, 31, 63, 64].map((k) => short(power[k] ?? 0)).join(' ')}`;
};

describe('values stand', () => {
  it.each([
    ['light', light, 80],
    ['colour', colour, 60],
    ['edges', edges, 60],
    ['ground', ground, 120],
    ['frame', frame, 80],
    ['content', content, 20],
    ['blocks', blocks, 24],
    ['noise', noise, 40],
    ['fineness', fineness, 60],
  ] as const)('%s', async (name, value, count) => {
    await expect(numbered(count, value)).toMatchFileSnapshot(`./${name}.txt`);
  });
});

describe('bounds', () => {
  it('thirty edges say how wide they are, two less do not', () => {
    const step = (height: number) =>
      readEdges(picture(14, height, (x) => (x < 12 ? [100, 100, 100] : [150, 150, 150]))).widths.across;
    expect([step(240), step(224)]).toEqual([
      { count: 30, sharpest: 1, median: 1 },
      { count: 28, sharpest: null, median: null },
    ]);
  });

  it('six tenths of the frame make a plain ground', () => {
    // The frame of a picture of 7×7 px is 40 of them.
    const even = (count: number): string => {
      let left = count;
      const isFrame = (x: number, y: number): boolean => Math.min(x, y, 6 - x, 6 - y) < 2;
      const { even: share, mask } = plainGroundOf(
        picture(7, 7, (x, y) => (isFrame(x, y) && left-- > 0 ? [200, 200, 200] : [0, 5 * x, 250])),
      );
      return `${share} ${mask === null ? 'not plain' : 'plain'}`;
    };
    expect([even(24), even(23)]).toEqual(['0.6 plain', '0.575 not plain']);
  });

  it('forty blocks say how much noise there is, that are neither black nor white', () => {
    const flat = (count: number, value: number) => noiseOf(rows(8, count, 8, () => value));
    expect([flat(40, 120), flat(39, 120)]).toEqual([0, null]);
    expect([23, 24, 231, 232].map((value) => flat(40, value))).toEqual([null, 0, 0, null]);
  });

  it('is that of a light ground where it is clean and a quarter of the picture, not of threads beside it', () => {
    const threads = (light: number, ground: (x: number, row: number) => number) =>
      noiseOf(rows(16 * 40, 4, 8, (x, row) => (x < 16 * light ? ground(x, row) : 100 + 40 * ((x + row) % 2)))) ?? -1;
    const grain = (x: number, row: number): number => 252 + 3 * ((x + row) % 2);
    expect([threads(10, () => 255), threads(10, () => 232)]).toEqual([0, 0]);
    for (const noisy of [threads(9, () => 255), threads(10, grain)]) expect(noisy).toBeGreaterThan(6);
  });

  it('a thousand steps say whether blocks show', () => {
    const all = blockingOf(rows(53, 5, 8, (x) => (x >> 1) % 2));
    expect(all.step).toBeGreaterThan(0);
    expect(blockingOf(rows(52, 5, 8, (x) => (x >> 1) % 2)).step).toBe(0);
  });

  it('eight windows with contrast say how fine detail is', () => {
    const windows = (count: number, valueAt: (x: number) => number) =>
      powerSpectrum(rows(128, count, 4, valueAt)) !== null;
    const ramp = (x: number): number => x >> 1;
    // A mean difference of one between pixels two apart: 62 of 63 differ by one, the last by two.
    const enough = (x: number): number => (x >> 1) + (x >= 126 ? 1 : 0);
    expect([windows(8, enough), windows(7, enough), windows(8, ramp)]).toEqual([true, false, false]);
  });

  it('more than six columns, four times as much as elsewhere, show that pixels were repeated', () => {
    const repeated = (edgesAt: readonly number[]): number => {
      const levels = Array.from({ length: 200 }, (_, x) => edgesAt.filter((edge) => edge <= x).length % 2);
      return finenessOf(rows(200, 1, 16, (x) => 100 * (levels[x] ?? 0))).repeated;
    };
    const at = (count: number, phase = 0): readonly number[] =>
      Array.from({ length: count }, (_, k) => 8 * (k + 1) + phase);
    expect([repeated(at(6)), repeated(at(7))]).toEqual([1, 8]);
    expect([repeated([...at(12), ...at(3, 1)]), repeated([...at(13), ...at(3, 1)])]).toEqual([1, 8]);
  });
});
