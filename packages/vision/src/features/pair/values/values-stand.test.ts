// Registrations of synthetic pairs: small numbers, so that many are at or near a bound. Values for the same input are fixed (the texts
// next to this file) until the version of the pair comparison is raised.

import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { expect, it } from 'vitest';
import type { Features } from '../../extract/features.ts';
import { blockAgreement } from '../agreement.ts';
import { alignPoints } from '../alignment.ts';
import { judgeAligned, type RegistrationInput } from '../compare-pair.ts';
import type { GroundCells } from '../ground.ts';
import { fitProjective, mapped, type PlaneMap } from '../mapping.ts';
import { patchesOf } from '../patches/patches.ts';
import { type Sheet, sheetOf } from '../sheet.ts';

type Random = () => number;
/** Identity placement. */
const UNCHANGED = { turn: 0, stretch: 1, perspective: 1 };
const whole = (random: Random, from: number, to: number): number => from + Math.floor(random() * (to - from + 1));
const short = (value: number): string => String(Number(value.toFixed(3)) + 0);
const numbered = (count: number, value: (random: Random, seed: number) => string): string =>
  Array.from({ length: count }, (_, seed) => `${value(seededRandom(seed + 1), seed)}\n`).join('');

const grey = (width: number, height: number, at: (x: number, y: number) => number): GreyImage => ({
  ...{ width, height },
  data: Uint8Array.from({ length: width * height }, (_, i) => at(i % width, Math.floor(i / width))),
});
const colour = ({ width, height, data }: GreyImage): RgbImage => ({
  ...{ width, height },
  data: Uint8Array.from({ length: 3 * data.length }, (_, k) => data[Math.floor(k / 3)] ?? 0),
});
const SAME: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };

/** Lumas that are shifted by whole pixels, so that many of a block lie outside. */
const agreements = (random: Random): string => {
  const [width, height] = [whole(random, 14, 40), whole(random, 14, 40)];
  const noise = Array.from({ length: 64 }, () => whole(random, 0, 12));
  const own = grey(width, height, (x, y) => 100 + (noise[(x * 5 + y * 11) & 63] ?? 0));
  const their = grey(
    width,
    height,
    (x, y) => (own.data[y * width + x] ?? 0) + (random() < 0.5 ? whole(random, 0, 9) : 0),
  );
  const ground: GroundCells = {
    ...{ columns: width >> 2, rows: height >> 2, share: 0.5 },
    isGround: Uint8Array.from({ length: (width >> 2) * (height >> 2) }, () => (random() < 0.3 ? 1 : 0)),
  };
  const sheet = (luma: GreyImage): Sheet => ({
    ...{
      colour: colour(luma),
      luma: [luma, grey(width >> 1, height >> 1, (x, y) => luma.data[2 * (y * width + x)] ?? 0)],
    },
    ...{ ground, product: ground.isGround.map((cell) => 1 - cell) },
  });
  const scale = random() < 0.7 ? 1 : whole(random, 1, 4) / 2;
  const mapping = { ...SAME, a: scale, e: scale, c: whole(random, -6, 6), f: whole(random, -6, 6) };
  const { blocks, agreeing, differing } = blockAgreement(sheet(own), sheet(their), mapping, random() < 0.4);
  return `${width}×${height} by ${mapping.c} ${mapping.f}, ${scale}: ${agreeing} and ${differing} of ${blocks}`;
};

const features = (points: readonly (readonly [number, number, number, number])[]): Features => ({
  ...{ width: 200, height: 160, count: points.length },
  x: Float32Array.from(points, ([x]) => x),
  y: Float32Array.from(points, ([, y]) => y),
  angles: Uint8Array.from(points, ([, , angle]) => angle),
  levels: Uint8Array.from(points, ([, , , level]) => level),
  descriptors: new Uint32Array(8 * points.length),
});

/** Maps that lean, stretch, fold and recede, some a little too much; turns and levels of some points are off by as much as may be, or more. */
const alignments = (random: Random): string => {
  const count = whole(random, 5, 24);
  const few = (amount: number): number => (random() < 0.5 ? 0 : amount * (2 * random() - 1));
  const wide = random() < 0.4 ? 0.05 : 1;
  const mapping: PlaneMap = {
    ...{
      a: 1 + few(0.8),
      b: few(0.5),
      c: whole(random, -20, 20),
      d: few(0.5),
      e: 1 + few(0.8),
      f: whole(random, -20, 20),
    },
    ...{ g: few(0.004), h: few(0.004) },
  };
  const points = Array.from({ length: count }, (): readonly [number, number] => [
    100 + wide * whole(random, -90, 90),
    80 + wide * whole(random, -70, 70),
  ]);
  const ours = features(points.map(([x, y]) => [x, y, 10, 3]));
  const theirs = features(
    points.map(([x, y]) => {
      const [u, v] = mapped(mapping, x, y);
      const turn = random() < 0.2 ? whole(random, 22, 26) * (random() < 0.5 ? -1 : 1) : 0;
      const step = random() < 0.2 ? whole(random, -3, 3) : 0;
      return [u + whole(random, -1, 1), v + whole(random, -1, 1), 10 + turn, 3 + step];
    }),
  );
  const all = Uint16Array.from(points, (_, k) => k);
  const found = alignPoints(ours, theirs, { ours: all, theirs: all });
  if (found === null) return `${count}: -`;
  const { a, b, c, d, e, f, g, h } = found.mapping;
  return `${count}: ${found.inliers} by ${[a, b, c, d, e, f, 100 * g, 100 * h].map(short).join(' ')}`;
};

const projectives = (random: Random): string => {
  const count = whole(random, 3, 9);
  const at = (): Float64Array => Float64Array.from({ length: count }, () => whole(random, 0, 4) * 50);
  const pairs = { count, fromX: at(), fromY: at(), toX: at(), toY: at() };
  const map = fitProjective(
    pairs,
    Array.from({ length: count }, (_, k) => k),
    200,
  );
  return map === null ? '-' : [map.a, map.b, map.c, map.d, map.e, map.f, 100 * map.g, 100 * map.h].map(short).join(' ');
};

/** Which sizes of blurred luma there are, and what the smallest shows. */
const sheets = (random: Random): string => {
  const [width, height] = [whole(random, 60, 68) * whole(random, 1, 3), whole(random, 62, 66) * whole(random, 1, 4)];
  const { luma } = sheetOf(colour(grey(width, height, (x, y) => (x * 7 + y * 13 + whole(random, 0, 9)) & 255)));
  const last = luma.at(-1);
  const sum = last?.data.reduce((all, value, k) => (all * 31 + value + k) % 65_521, 0);
  return `${width}×${height}: ${luma.map((each) => `${each.width}×${each.height}`).join(' ')}, ${sum}`;
};

/** Blocks of which some lie in the suspect: bands along edges, labels in corners, patches within, and single ones. */
const patches = (random: Random): string => {
  const [across, down] = [whole(random, 4, 22), whole(random, 4, 22)];
  const states = new Uint8Array(across * down);
  const lay = (left: number, top: number, width: number, height: number, state: () => number): void => {
    for (let y = top; y < Math.min(down, top + height); y++)
      for (let x = left; x < Math.min(across, left + width); x++) states[y * across + x] = state();
  };
  const other = (full: number) => () => (random() < full ? whole(random, 2, 3) : 1);
  const [left, top] = [whole(random, 0, 2), whole(random, 0, 2)];
  lay(left, top, whole(random, 1, across), whole(random, 1, down), other(random() < 0.5 ? 0 : 0.08));
  if (random() < 0.6)
    lay(whole(random, 0, across), whole(random, 0, down), whole(random, 1, 4), whole(random, 1, 4), other(1));
  const full = [0.5, 0.55, 0.6, 1][whole(random, 0, 3)] ?? 1;
  const deep = whole(random, 1, 5);
  if (random() < 0.3) lay(left, top + whole(random, 0, 2), across, deep, other(full));
  if (random() < 0.3) lay(left, down - deep, across, deep, other(full));
  if (random() < 0.2) lay(left + whole(random, 0, 1), top, deep, down, other(full));
  if (random() < 0.2) lay(across - deep, top, deep, down, other(full));
  const { largest, covered } = patchesOf(states, across);
  return `${across}×${down}: ${largest}, ${covered} covered`;
};

/** What is said of a pair, block by block of 16 px: the same, in another colour, something else, something more, nothing. */
const verdicts = (random: Random): string => {
  const [across, down] = [whole(random, 5, 8), whole(random, 3, 5)];
  const [width, height] = [16 * across, 16 * down];
  const hasGround = random() < 0.4;
  const isEdge = (column: number, row: number): boolean =>
    column === 0 || row === 0 || column === across - 1 || row === down - 1;
  const [same, dyed] = [[0.7, 0.8, 0.9, 1][whole(random, 0, 3)] ?? 1, [0, 0.1, 0.2, 0.9][whole(random, 0, 3)] ?? 0];
  const otherGround = random() < 0.5;
  const patch = random() < 0.3 ? whole(random, 1, 3) : 0;
  const kinds = Array.from({ length: across * down }, (_, k) => {
    const [column, row] = [k % across, Math.floor(k / across)];
    if (hasGround && isEdge(column, row)) return otherGround ? 'g' : '-';
    if (column > 1 && row > 1 && column < 2 + patch && row < 2 + patch) return 'x';
    if (random() < 0.1) return random() < 0.3 ? '+' : '-';
    if (random() < dyed) return 'd';
    return random() < same ? '=' : random() < 0.5 ? '~' : 'x';
  });
  const kindAt = (x: number, y: number): string => kinds[(y >> 4) * across + (x >> 4)] ?? '-';
  const stripe = (x: number): number => (x % 6 < 3 ? 80 : 120);
  const own = grey(width, height, (x, y) => (/[-g+]/.test(kindAt(x, y)) ? (hasGround ? 200 : 100) : stripe(x)));
  const their = grey(width, height, (x, y) => {
    const kind = kindAt(x, y);
    if (kind === 'x') return 200 - stripe(x);
    if (kind === '+') return stripe(y);
    if (kind === 'g') return 40;
    if (kind === '~') return (y >> 1) % 2 === 0 ? stripe(x) : stripe(x + 3 * ((x >> 1) % 2));
    return own.data[y * width + x] ?? 0;
  });
  const red = ({ data }: GreyImage, value: number): RgbImage => ({
    ...{ width, height },
    data: Uint8Array.from({ length: 3 * data.length }, (_, k) => {
      const p = Math.floor(k / 3);
      return k % 3 === 0 && kindAt(p % width, Math.floor(p / width)) === 'd' ? value : (data[p] ?? 0);
    }),
  });
  const [columns, rows] = [4 * across, 4 * down];
  const isGround = Uint8Array.from({ length: columns * rows }, (_, k) =>
    hasGround && isEdge((k % columns) >> 2, Math.floor(k / columns) >> 2) ? 1 : 0,
  );
  const sheet = (luma: GreyImage, value: number): Sheet => ({
    ...{ colour: red(luma, value), luma: [luma] },
    ground: hasGround ? { columns, rows, isGround, share: 0.5 } : null,
    product: hasGround ? isGround.map((cell) => 1 - cell) : null,
  });
  const inputOf = (each: Sheet): RegistrationInput => ({ features: { ...features([]), width, height }, sheet: each });
  const shift = random() < 0.5 ? 0 : 16 * whole(random, 0, across - 2);
  const inliers = whole(random, 11, 14);
  // Moved by whole blocks of stripes and a half, it shows less of ours.
  const mapping = { ...SAME, c: 6 * Math.round(shift / 6) };
  const match = judgeAligned(
    inputOf(sheet(own, 110)),
    inputOf(sheet(their, 255)),
    { mapping, inliers, change: UNCHANGED },
    random() < 0.1,
  );
  const head = `${across}×${down}, ${inliers}`;
  if (match === null) return `${head}: -`;
  const { verdict, blocks, agreeing, differing, closely, patch: largest, covered, seen, recoloured } = match;
  const of = [blocks, agreeing, differing, closely, largest, covered].join(' ');
  return `${head}: ${verdict}${match.otherGround ? ' on other ground' : ''}, ${of}, ${short(seen)} seen, ${short(recoloured ?? -1)} dyed`;
};

it.each([
  ['agreements', agreements, 150],
  ['alignments', alignments, 250],
  ['projectives', projectives, 40],
  ['sheets', sheets, 12],
  ['patches', patches, 500],
  ['verdicts', verdicts, 70],
] as const)('%s', async (name, value, count) => {
  await expect(numbered(count, value)).toMatchFileSnapshot(`./${name}.txt`);
});
