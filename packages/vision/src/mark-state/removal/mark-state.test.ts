import { describe, expect, it } from 'vitest';
import type { PointMap } from './alignment/affine.ts';
import { filled } from './fill.ts';
import { BOX, blurredIn, each, HEIGHT, inBox, markScene, sceneCopy, stateOf, texture, WIDTH } from './test-scene.ts';

describe('what became of a mark on cloth', () => {
  const cloth = markScene(14);
  const { clean, marked, strokes } = cloth;
  const made: Readonly<Record<string, Float32Array>> = {
    there: marked,
    'from-unmarked': clean,
    'removed, filled in': filled(marked, WIDTH, strokes),
    'removed, smoothed': blurredIn(marked),
    'removed, copied': each((x, y, i) => marked[inBox(x, y) ? i + 38 * WIDTH : i] ?? 0),
    covered: each((x, y, i) => (inBox(x, y, 2) ? 20 + ((x + y) % 9) : (marked[i] ?? 0))),
  };

  it.each(Object.entries(made))('%s', { tags: 'full' }, (name, luma) => {
    const { state, ground } = stateOf(sceneCopy(luma), cloth);
    expect([name, state, ground]).toEqual([name, name.split(',')[0], ground]);
    expect(ground.length).toBeGreaterThan(20);
  });

  it('cropped-away where the place is outside', () => {
    const suspect = sceneCopy(marked);
    const rows = 130;
    const cropped = { width: WIDTH, height: rows, data: suspect.data.slice(0, rows * WIDTH) };
    expect(stateOf(cropped, cloth).state).toBe('cropped-away');
  });

  it('not cropped-away where the place only seems to lie outside before ours was aligned', () => {
    const suspect = sceneCopy(filled(marked, WIDTH, strokes));
    const rows = BOX.top + BOX.height + 2;
    const cropped = { width: WIDTH, height: rows, data: suspect.data.slice(0, rows * WIDTH) };
    expect(stateOf(cropped, cloth, (x, y) => [x, y + 15]).state).toBe('removed');
  });

  it('the same where the suspect is larger than ours, at another position', { tags: 'full' }, () => {
    const small = sceneCopy(filled(marked, WIDTH, strokes));
    const data = Uint8Array.from({ length: 4 * WIDTH * HEIGHT }, (_, i) => {
      const [x, y] = [i % (2 * WIDTH), Math.floor(i / (2 * WIDTH))];
      return small.data[(y >> 1) * WIDTH + (x >> 1)] ?? 0;
    });
    const suspect = { width: 2 * WIDTH, height: 2 * HEIGHT, data };
    expect(stateOf(suspect, cloth, (x, y) => [2 * x + 2, 2 * y - 1]).state).toBe('removed');
  });
});

it('is covered where the cover has the light of our picture and none of its colours', { tags: 'full' }, () => {
  const cloth = markScene(14);
  // Another part of ours, which would pass for a piece that was copied, in another colour.
  const copied = each((x, y, i) => cloth.marked[inBox(x, y) ? i + 38 * WIDTH : i] ?? 0);
  const suspect = sceneCopy(copied);
  const map: PointMap = (x, y) => [x, y];
  expect(stateOf(suspect, cloth, map).state).toBe('removed');
  expect(stateOf(suspect, cloth, map, (x, y) => (inBox(x, y) ? 50 : 0))).toMatchObject({
    state: 'covered',
    ground: expect.stringContaining('of colours that our picture has nowhere'),
  });
  // The same tinge everywhere is a filter.
  expect(stateOf(suspect, cloth, map, () => 50).state).toBe('removed');
});

it('is unknown on a ground on which retouching leaves nothing to be seen', { tags: 'full' }, () => {
  const plain = markScene(0.2);
  for (const luma of [plain.clean, filled(plain.marked, WIDTH, plain.strokes)]) {
    expect(stateOf(sceneCopy(luma), plain).state).toBe('unknown');
  }
  expect(stateOf(sceneCopy(plain.marked), plain).state).toBe('there');
});

it('is never called removed or taken from an unmarked picture where the suspect has other content', () => {
  const cloth = markScene(14);
  expect(stateOf(sceneCopy(texture('other', 14)), cloth).state).toBe('unknown');
});

it('detects a filling that differs from the background no more than compression does, by its pattern', {
  tags: 'full',
}, () => {
  const [cloth, grain] = [texture('cloth', 14), texture('grain', 1)];
  const plain = markScene(
    1,
    each((x, _, i) => (x < 110 ? cloth[i] : grain[i]) ?? 0),
  );
  const filling = stateOf(sceneCopy(filled(plain.marked, WIDTH, plain.strokes)), plain);
  expect(filling).toMatchObject({
    state: 'removed',
    ground: expect.stringContaining('% of what filling leaves is seen'),
  });
  expect(stateOf(sceneCopy(plain.clean), plain).state).toBe('unknown');
});

describe('where filling leaves nothing to be seen, and the rest of the picture is lively', () => {
  const [cloth, noise] = [texture('cloth', 14), texture('grain', 3)];
  const bare = markScene(
    0.2,
    each((x, _, i) => (x < 150 ? (cloth[i] ?? 0) : 120)),
  );
  const grained = (luma: Float32Array): Float32Array =>
    each((x, _, i) => (luma[i] ?? 0) + (x < 150 ? (noise[i] ?? 0) - 120 : 0));
  const stamped = { ...bare, marked: grained(bare.marked) };

  it('is removed where the copy bears the grain of the stamped picture', { tags: 'full' }, () => {
    const suspect = sceneCopy(filled(stamped.marked, WIDTH, bare.strokes));
    expect(stateOf(suspect, stamped)).toMatchObject({
      state: 'removed',
      ground: expect.stringContaining('it bears the grain that only our stamped picture has'),
    });
    expect(stateOf(sceneCopy(stamped.marked), stamped).state).toBe('there');
  });

  it('is unknown where it does not, and where the stamped picture has none', { tags: 'full' }, () => {
    expect(stateOf(sceneCopy(bare.clean), stamped).state).toBe('unknown');
    expect(stateOf(sceneCopy(filled(bare.marked, WIDTH, bare.strokes)), bare).state).toBe('unknown');
  });

  it('is unknown where it bears another grain', () => {
    const other = texture('another grain', 3);
    const luma = each((x, _, i) => (bare.clean[i] ?? 0) + (x < 150 ? (other[i] ?? 0) - 120 : 0));
    expect(stateOf(sceneCopy(luma), stamped).state).toBe('unknown');
  });
});

it('accuses no copy without the grain whose place alone is in other light, as colours are that a filter changes', {
  tags: 'full',
}, () => {
  const cloth = markScene(14);
  const noise = texture('grain', 3);
  const grained = (luma: Float32Array): Float32Array => each((_x, _y, i) => (luma[i] ?? 0) + (noise[i] ?? 0) - 120);
  const stamped = { ...cloth, marked: grained(cloth.marked) };
  const otherLight = (luma: Float32Array): Float32Array =>
    each((x, y, i) => (inBox(x, y, 6) ? 0.8 * (luma[i] ?? 0) : (luma[i] ?? 0)));
  expect(stateOf(sceneCopy(otherLight(cloth.clean)), stamped)).toMatchObject({
    state: 'unknown',
    ground: expect.stringContaining('none of the grain that our stamped picture has'),
  });
  // Without grain of the stamp it cannot be distinguished from a retouched one; what has the grain was retouched.
  expect(stateOf(sceneCopy(otherLight(cloth.clean)), cloth).state).not.toBe('unknown');
  const filling = filled(stamped.marked, WIDTH, cloth.strokes);
  expect(stateOf(sceneCopy(otherLight(filling)), stamped).state).toBe('removed');
});
