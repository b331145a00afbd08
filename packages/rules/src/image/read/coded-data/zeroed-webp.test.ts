import sharp, { type WebpOptions } from 'sharp';
import { expect, it } from 'vitest';
import { seededScene } from '../../../hash/test-scenes.ts';
import { isZeroedWebp } from './zeroed-webp.ts';

const KINDS: readonly WebpOptions[] = [{ quality: 80 }, { quality: 40, effort: 1 }, { lossless: true, effort: 0 }];
const scene = sharp(seededScene(3, 600, 400).data, { raw: { width: 600, height: 400, channels: 3 } });

it.each(KINDS)('finds zeros in place of the data, and none in a picture as it was written: %o', async (options) => {
  const whole = await scene.clone().webp(options).toBuffer();
  const withMetadata = await scene
    .clone()
    .ensureAlpha(0.5)
    .withExif({ IFD0: { Make: 'Acme' } })
    .webp(options)
    .toBuffer();
  for (const file of [whole, withMetadata, Buffer.concat([whole, Buffer.alloc(5000)])]) {
    expect(isZeroedWebp(file, 600 * 400)).toBe(false);
  }
  for (const file of [whole, withMetadata]) {
    for (const share of [0.05, 0.5, 0.9]) {
      expect(isZeroedWebp(Buffer.from(file).fill(0, Math.floor(share * file.length)), 600 * 400)).toBe(true);
    }
  }
});

it('takes the end of a plain picture for what it is, however large', async () => {
  for (const side of [100, 1000, 2000]) {
    const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } });
    for (const options of KINDS) expect(isZeroedWebp(await plain.webp(options).toBuffer(), side * side)).toBe(false);
  }
});
