import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../kernel/random.ts';
import { grainOf, grainOverlay } from './grain.ts';

const PLACE = { x: 0.6, y: 0.6, width: 0.25, height: 0.2 };
const KEY = 'a key that only a test would use';
const [WIDTH, HEIGHT] = [240, 160];

/** Cloth on the left half, plain white on the right. */
const picture = (): Promise<Buffer> => {
  const random = seeded('cloth');
  const data = Buffer.alloc(3 * WIDTH * HEIGHT, 255);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH / 2; x++)
      data.fill(Math.round(110 + 40 * random()), 3 * (y * WIDTH + x), 3 * (y * WIDTH + x) + 3);
  }
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .png()
    .toBuffer();
};

const lumaOf = async (bytes: Buffer): Promise<Buffer> => sharp(bytes).toColourspace('b-w').raw().toBuffer();
const greyOf = async (bytes: Buffer) => ({ data: await lumaOf(bytes), width: WIDTH, height: HEIGHT });

/** What the grain changes at each pixel of the picture, at that size. */
const changes = async (original: Buffer, place = PLACE, key = KEY): Promise<number[]> => {
  const overlay = await grainOverlay(grainOf(await greyOf(original), key, 'picture'), place, WIDTH, HEIGHT);
  const grained = await sharp(original).composite([overlay]).removeAlpha().png().toBuffer();
  const [before, after] = [await lumaOf(original), await lumaOf(grained)];
  return [...after].map((luma, i) => luma - (before[i] ?? 0));
};

const correlation = (one: readonly number[], other: readonly number[]): number => {
  const sum = (of: (i: number) => number): number => one.reduce((total, _, i) => total + of(i), 0);
  const [a, b] = [(i: number) => one[i] ?? 0, (i: number) => other[i] ?? 0];
  return sum((i) => a(i) * b(i)) / Math.sqrt(sum((i) => a(i) ** 2) * sum((i) => b(i) ** 2));
};

describe('grainOf', () => {
  it('changes lively ground by a level or two, and plain white not at all', async () => {
    const found = await changes(await picture());
    const isPlain = (_: number, i: number): boolean => i % WIDTH > WIDTH / 2 + 8;
    expect(found.filter(isPlain).every((change) => change === 0)).toBe(true);
    const lively = found.filter((_, i) => i % WIDTH < WIDTH / 2 - 8);
    const mean = lively.reduce((total, change) => total + change, 0) / lively.length;
    const deviation = Math.sqrt(lively.reduce((total, change) => total + change ** 2, 0) / lively.length);
    expect(Math.abs(mean)).toBeLessThan(0.2);
    expect(deviation).toBeGreaterThan(0.8);
    expect(deviation).toBeLessThan(3);
    expect(Math.max(...lively.map(Math.abs))).toBeLessThan(11);
  });

  it('leaves the place of the mark and what is around it as it was', async () => {
    const found = await changes(await picture(), { x: 0.1, y: 0.2, width: 0.3, height: 0.3 });
    const inside = found.filter((_, i) => {
      const [x, y] = [(i % WIDTH) / WIDTH, Math.floor(i / WIDTH) / HEIGHT];
      return x > 0.08 && x < 0.42 && y > 0.17 && y < 0.53;
    });
    expect(inside.every((change) => change === 0)).toBe(true);
    expect(found.some((change) => change !== 0)).toBe(true);
  });

  it('is the same for a key and a picture, and another one for another key', async () => {
    const original = await picture();
    const found = await changes(original);
    expect(await changes(original)).toEqual(found);
    expect(Math.abs(correlation(found, await changes(original, PLACE, `${KEY}, another`)))).toBeLessThan(0.2);
  });

  it('is applied to a picture of another size', async () => {
    const overlay = await grainOverlay(grainOf(await greyOf(await picture()), KEY, 'picture'), PLACE, 600, 401);
    expect(overlay.raw).toEqual({ width: 600, height: 401, channels: 1 });
    expect(overlay.input.length).toBe(600 * 401);
  });
});
