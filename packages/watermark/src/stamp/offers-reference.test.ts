// Places for a mark on small random pictures, by a plain reading of what makes a place good.
import type { FractionBox } from '@listing-lint/core/plugin';
import type { GreyImage } from '@listing-lint/rules/image';
import { cellBox, keyedOrder, spreadOf } from '@listing-lint/rules/watermark';
import { describe, expect, it } from 'vitest';

import { offersOf } from './offers.ts';

const numbers = (seed: number) => {
  let state = seed;
  return (below: number): number => {
    state = (state * 48_271) % 2_147_483_647;
    return state % below;
  };
};

/** A ground with a product on it that differs by `step`; both with some noise. */
const pictureOf = (seed: number, step: number, share: number): GreyImage => {
  const next = numbers(seed);
  const [width, height] = [16 + next(30), 16 + next(30)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const isProduct =
        x > width * (0.5 - share / 2) && x < width * (0.5 + share / 2) && y > height * 0.2 && y < height * 0.8;
      data[y * width + x] = 100 + (isProduct ? step : 0) + next(4);
    }
  }
  return { width, height, data };
};

const groundAt = ({ width, height, data }: GreyImage, place: FractionBox) => {
  const border: number[] = [];
  for (let x = 0; x < width; x++) border.push(data[x] ?? 0, data[(height - 1) * width + x] ?? 0);
  for (let y = 0; y < height; y++) border.push(data[y * width] ?? 0, data[y * width + width - 1] ?? 0);
  const usual = border.sort((a, b) => a - b)[border.length >> 1] ?? 0;
  const isProduct = (i: number): boolean => Math.abs((data[i] ?? 0) - usual) > 14;
  const all = Array.from(data, (_, i) => i);
  const share = all.filter(isProduct).length / all.length;
  const x0 = Math.min(width - 1, Math.max(0, Math.round(place.x * width)));
  const y0 = Math.min(height - 1, Math.max(0, Math.round(place.y * height)));
  const x1 = Math.max(x0 + 1, Math.min(width, Math.round((place.x + place.width) * width)));
  const y1 = Math.max(y0 + 1, Math.min(height, Math.round((place.y + place.height) * height)));
  const own = all.filter((i) => i % width >= x0 && i % width < x1 && i >= y0 * width && i < y1 * width);
  const meanOf = (of: (i: number) => number): number => own.reduce((sum, i) => sum + of(i), 0) / own.length;
  const mean = meanOf((i) => data[i] ?? 0);
  const deviation = Math.sqrt(Math.max(0, meanOf((i) => (data[i] ?? 0) ** 2) - mean * mean));
  const edges = meanOf((i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) return 0;
    const [dx, dy] = [(data[i + 1] ?? 0) - (data[i - 1] ?? 0), (data[i + width] ?? 0) - (data[i - width] ?? 0)];
    return Math.min(60, Math.hypot(dx, dy));
  });
  const [dx, dy] = [place.x + place.width / 2 - 0.5, place.y + place.height / 2 - 0.5];
  return {
    ink: share > 0.9 || share < 0.03 ? 1 : meanOf((i) => (isProduct(i) ? 1 : 0)),
    mean,
    deviation,
    cost: edges + 0.35 * deviation + 8 * Math.exp(-(dx * dx + dy * dy) / 0.02),
  };
};

const middleOf = ({ x, y, width, height }: FractionBox) => [x + width / 2, y + height / 2] as const;

/** On each other, or so near that a lint takes them for one place. */
const overlaps = (a: FractionBox, b: FractionBox): boolean => {
  const [[ax, ay], [bx, by]] = [middleOf(a), middleOf(b)];
  const isOn =
    Math.abs(a.x - b.x) < 0.5 * Math.max(a.width, b.width) && Math.abs(a.y - b.y) < 0.9 * Math.max(a.height, b.height);
  return isOn || Math.hypot(ax - bx, ay - by) <= 0.1;
};

/** The order of `offersOf`, read off its rules. */
const ordered = (small: GreyImage, ratio: number, id: string, used: readonly FractionBox[]): readonly number[] => {
  const all = keyedOrder('key', id).flatMap((cell, rank) => {
    const place = cellBox(cell, ratio);
    return place === undefined ? [] : [{ rank, place, ground: groundAt(small, place) }];
  });
  const enough = [0.25, 0.05, 0]
    .map((least) => all.filter(({ ground }) => ground.ink >= least))
    .find((places) => places.length > 0);
  const costs = (enough ?? []).map(({ ground }) => ground.cost).sort((a, b) => a - b);
  const limit = costs[Math.floor(costs.length / 4)] ?? Number.POSITIVE_INFINITY;
  const quiet = (enough ?? []).filter(({ ground }) => ground.cost <= limit + 1e-9);
  const isFree = ({ place }: { place: FractionBox }): boolean => !used.some((other) => overlaps(place, other));
  return [...quiet.filter(isFree), ...quiet.filter((place) => !isFree(place))].map(({ rank }) => rank);
};

describe('offersOf', () => {
  it.each([
    ['a product in the middle', 40, 0.5],
    ['a product as light as the step that counts', 14, 0.5],
    ['one a little lighter', 18, 0.5],
    ['a darker one', -30, 0.6],
    ['nothing', 0, 0],
    ['a product that fills all', 60, 1],
    ['a thin one', 60, 0.1],
  ])('measures places and orders them as its rules say: %s', { tags: 'full' }, (_what, step, share) => {
    for (let seed = 1; seed <= 6; seed++) {
      const small = pictureOf(seed, step, share);
      const ratio = [0.1, 0.4, 1][seed % 3] ?? 1;
      const first = offersOf(small, ratio, { key: 'key', id: `id ${seed}`, used: [] });
      expect(first.map(({ rank }) => rank)).toEqual(ordered(small, ratio, `id ${seed}`, []));
      for (const { place, ground } of first) {
        const expected = groundAt(small, place);
        for (const name of ['ink', 'mean', 'deviation', 'cost'] as const)
          expect(ground[name], name).toBeCloseTo(expected[name], 4);
      }
      // Places that are taken come last, at any cost; half a width next to one is free.
      const used = first.slice(0, 2).map(({ place }) => ({ ...place, x: place.x + place.width * 0.3 }));
      const next = offersOf(small, ratio, { key: 'key', id: `id ${seed}`, used });
      expect(next.map(({ rank }) => rank)).toEqual(ordered(small, ratio, `id ${seed}`, used));
    }
  });
  it('offers a flat mark no place right above another one, which a lint would take for the same', () => {
    const small = pictureOf(3, 60, 1);
    const [taken] = offersOf(small, 0.05, { key: 'key', id: 'a', used: [] });
    const used = taken === undefined ? [] : [taken.place];
    const [first] = offersOf(small, 0.05, { key: 'key', id: 'b', used });
    const places = [...used, ...(first === undefined ? [] : [first.place])];
    expect(spreadOf(places.map((box) => ({ path: '', id: undefined, box })))).toMatchObject({ varies: true });
    for (const id of Array.from({ length: 40 }, (_, k) => `id ${k}`)) {
      const [next] = offersOf(small, 0.05, { key: 'key', id, used });
      const both = [...used, ...(next === undefined ? [] : [next.place])];
      expect(both).toHaveLength(2);
      expect(spreadOf(both.map((box) => ({ path: '', id: undefined, box }))).closest).toBeGreaterThan(0.1);
    }
  });
});
