// Pictures that are held on disk while a run lasts.
import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { describe, expect, it } from 'vitest';
import { rasterSpill } from './raster-spill.ts';

const rasterOf = (width: number, height: number, value: number) => ({
  width,
  height,
  data: Uint8Array.from({ length: 3 * width * height }, (_, k) => (k * value) & 255),
});
const folders = (): readonly string[] =>
  readdirSync(tmpdir()).filter((name) => name.startsWith(`listing-lint-rasters-${process.pid}-`));

describe('rasters of a run', () => {
  it('are given back as they were, and nothing of them is left behind', async () => {
    const spill = rasterSpill();
    const [a, b] = [rasterOf(20, 10, 7), rasterOf(9, 30, 11)];
    await spill.put('a', a);
    await spill.put('b', b);
    await spill.put('a', b);
    expect([spill.get('a'), spill.get('b'), spill.get('c')]).toEqual([a, b, undefined]);
    expect(folders()).toHaveLength(1);
    await spill.close();
    expect([spill.get('a'), folders()]).toEqual([undefined, []]);
    await spill.put('d', a);
    expect(spill.get('d')).toBeUndefined();
  });
  it('are stored as long as there is room', async () => {
    const spill = rasterSpill(1000);
    const [large, small] = [rasterOf(20, 16, 7), rasterOf(2, 2, 11)];
    await spill.put('a', large);
    await spill.put('b', large);
    await spill.put('c', small);
    expect([spill.get('a'), spill.get('b'), spill.get('c')]).toEqual([large, undefined, small]);
    await spill.close();
  });
});
