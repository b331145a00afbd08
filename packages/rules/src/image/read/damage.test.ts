import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { damageOf } from './damage.ts';
import { decodeCanonical } from './decode.ts';

const picture = sharp({
  create: {
    width: 300,
    height: 200,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 120, sigma: 30 },
  },
});
const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

describe('damageOf', () => {
  it.each([
    ['JPEG', () => picture.clone().jpeg()],
    [
      'JPEG',
      () =>
        picture
          .clone()
          .jpeg()
          .withExif({ IFD0: { Make: 'Test' } }),
    ],
    ['PNG', () => picture.clone().png()],
    ['WEBP', () => picture.clone().webp()],
    ['GIF', () => picture.clone().gif()],
  ])('tells a %s that is cut off from one that is whole', async (name, encode) => {
    const bytes = await encode().toBuffer();
    expect(damageOf(half(bytes), new Error('x'))).toBe(`the file is cut off: its ${name} data end early`);
    expect(damageOf(bytes, new Error('x'))).toBe(`its ${name} data are damaged`);
  });

  it('says the same of the same file, however many are decoded at once', async () => {
    const cut = half(await picture.clone().jpeg().toBuffer());
    const spoilt = Buffer.from(await picture.clone().png().toBuffer());
    spoilt.fill(0x5a, 60, spoilt.length - 40);
    const reason = (bytes: Buffer): Promise<string> =>
      decodeCanonical(bytes).then(
        () => 'decoded',
        (error: Error) => error.message,
      );
    const reasons = await Promise.all(Array.from({ length: 60 }, (_, i) => reason(i % 2 === 0 ? cut : spoilt)));
    expect(new Set(reasons.filter((_, i) => i % 2 === 0))).toEqual(
      new Set(['the file is cut off: its JPEG data end early']),
    );
    expect(new Set(reasons.filter((_, i) => i % 2 === 1))).toEqual(new Set(['its PNG data are damaged']));
  });
});
