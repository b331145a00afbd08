// Pictures that are held on disk while a run lasts.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { keepRasters } from './kept-rasters.ts';

const rasterOf = (width: number, height: number, value: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: 3 * width * height }, (_, k) => (k * value) & 255),
});
const folders = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`listing-lint-rasters-${process.pid}-`));

describe('rasters of a run', () => {
  it('are given back as they were, and nothing of them is left behind', async () => {
    const kept = keepRasters();
    const [a, b] = [rasterOf(20, 10, 7), rasterOf(9, 30, 11)];
    await kept.put('a', a);
    await kept.put('b', b);
    await kept.put('a', b);
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([a, b, undefined]);
    expect(folders()).toHaveLength(1);
    await kept.close();
    expect([kept.get('a'), folders()]).toEqual([undefined, []]);
    await kept.put('d', a);
    expect(kept.get('d')).toBeUndefined();
  });
  it('are kept so far as there is room', async () => {
    const kept = keepRasters(1000);
    const [large, small] = [rasterOf(20, 16, 7), rasterOf(2, 2, 11)];
    await kept.put('a', large);
    await kept.put('b', large);
    await kept.put('c', small);
    expect([kept.get('a'), kept.get('b'), kept.get('c')]).toEqual([large, undefined, small]);
    await kept.close();
  });
});
