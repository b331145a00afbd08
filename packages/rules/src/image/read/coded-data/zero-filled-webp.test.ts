import sharp, { type WebpOptions } from 'sharp';
import { expect, it } from 'vitest';
import { seededScene } from '../../../hash/test-scenes.ts';
import { isZeroFilledWebp } from './zero-filled-webp.ts';

const KINDS: readonly WebpOptions[] = [
  { quality: 80 },
  { quality: 100, effort: 0 },
  { quality: 40, effort: 1 },
  { lossless: true, effort: 0 },
];
const scene = sharp(seededScene(3, 300, 200).data, { raw: { width: 300, height: 200, channels: 3 } });
const MOST = 1e8;

it.each(KINDS)('finds zeros in place of the data, and none in a picture as it was written: %o', async (options) => {
  const whole = await scene.clone().webp(options).toBuffer();
  const withMetadata = await scene
    .clone()
    .ensureAlpha(0.5)
    .withExif({ IFD0: { Make: 'Acme' } })
    .webp(options)
    .toBuffer();
  for (const file of [whole, withMetadata, Buffer.concat([whole, Buffer.alloc(5000)])]) {
    expect(await isZeroFilledWebp(file, MOST)).toBe(false);
  }
  for (const share of [0.3, 0.9]) {
    const zeroed = Buffer.from(whole).fill(0, Math.floor(share * whole.length));
    // What it cannot decode at all the decoder says by itself.
    const isRefused = await sharp(zeroed, { failOn: 'error' })
      .stats()
      .then(
        () => false,
        () => true,
      );
    expect(isRefused || (await isZeroFilledWebp(zeroed, MOST))).toBe(true);
  }
});

it.each(KINDS)('takes the zeros of a plain picture for its data, however many: %o', async (options) => {
  for (const side of [100, 900]) {
    const plain = sharp({ create: { width: side, height: side, channels: 3, background: '#fff' } });
    const below = scene.clone().extend({ bottom: side, background: '#fff' });
    for (const picture of [plain, below]) {
      expect(await isZeroFilledWebp(await picture.webp(options).toBuffer(), MOST)).toBe(false);
    }
  }
});

it('does not judge animations and files that end early, of which the decoder speaks', async () => {
  const frames = await sharp([await scene.png().toBuffer(), await scene.clone().negate().png().toBuffer()], {
    join: { animated: true },
  })
    .webp()
    .toBuffer();
  expect(frames.includes('ANMF')).toBe(true);
  const zeroed = Buffer.from(frames).fill(0, Math.floor(0.9 * frames.length));
  for (const file of [frames, zeroed, frames.subarray(0, 30), frames.subarray(0, 12)]) {
    expect(await isZeroFilledWebp(file, MOST)).toBe(false);
  }
});
