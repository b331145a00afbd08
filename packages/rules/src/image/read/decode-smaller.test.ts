import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { decodeCanonical } from './decode.ts';
import { decodeSmaller, decodeWithin } from './decode-smaller.ts';
import { readHeader } from './header.ts';
import { reducedTo } from './pixels/reduced.ts';
import { WORKING_SIDE } from './pixels/working-raster.ts';

const MOST_PIXELS = 1e8;
const random = seededRandom(3);
const few = Buffer.from(Uint8Array.from({ length: 7 * 5 * 3 }, () => Math.floor(random() * 256)));
/** Patches of colour, none like another: what is turned or mirrored wrongly is far off. */
const scene = (width: number, height: number) =>
  sharp(few, { raw: { width: 7, height: 5, channels: 3 } }).resize({ width, height, fit: 'fill' });

const smaller = async (bytes: Buffer, pixelLimit = MOST_PIXELS) =>
  decodeSmaller(bytes, pixelLimit, await readHeader(bytes, 'jpg'));
const within = async (bytes: Buffer, side: number) =>
  decodeWithin(bytes, side, MOST_PIXELS, await readHeader(bytes, 'jpg'));

const furthest = (a: Uint8Array, b: Uint8Array): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
};
const meanApart = (a: Uint8Array = new Uint8Array(), b: Uint8Array = new Uint8Array()): number => {
  let sum = 0;
  for (const [i, value] of a.entries()) sum += Math.abs(value - (b[i] ?? 0));
  return sum / a.length;
};
const fault = (work: Promise<unknown>): Promise<unknown> => work.then(() => null).catch((error: unknown) => error);

describe('the working picture of a JPEG', () => {
  it.each([
    [1024, 700, 1],
    [1600, 1200, 1],
    [1600, 1067, 6],
    [1067, 1600, 3],
    [1025, 700, 8],
    [1477, 1353, 5],
    [2049, 1365, 2],
    [5001, 3000, 1],
    [3001, 5003, 7],
  ])(
    'of %i × %i px with orientation %i is made smaller while it is decoded, and what the canonical one becomes at that size',
    { tags: 'full' },
    async (width, height, orientation) => {
      const bytes = await scene(width, height).withMetadata({ orientation }).jpeg({ quality: 92 }).toBuffer();
      const [image, canonical] = [await smaller(bytes), reducedTo(await decodeCanonical(bytes), WORKING_SIDE)];
      // Null would be what is given where libjpeg does not do it.
      expect([image?.width, image?.height]).toEqual([canonical.width, canonical.height]);
      expect(furthest(image?.data ?? new Uint8Array(canonical.data.length), canonical.data)).toBeLessThan(16);
    },
  );

  it.each([
    ['CMYK', () => scene(1100, 660).toColourspace('cmyk').jpeg()],
    ['grey', () => scene(1100, 660).greyscale().toColourspace('b-w').jpeg()],
    ['progressive', () => scene(1100, 660).jpeg({ progressive: true })],
    ['with a colour profile', () => scene(1100, 660).withIccProfile('p3').jpeg()],
  ])('is near to that too where it is %s', async (_name, encode) => {
    const bytes = await encode().toBuffer();
    const image = await smaller(bytes);
    const canonical = reducedTo(await decodeCanonical(bytes), WORKING_SIDE);
    expect(furthest(image?.data ?? new Uint8Array(canonical.data.length), canonical.data)).toBeLessThan(12);
  });

  it('is each its own where many are decoded at once', { tags: 'full' }, async () => {
    const pictures = await Promise.all(
      Array.from({ length: 24 }, (_, k) =>
        scene(1024 + 16 * k, 1024)
          .modulate({ hue: 15 * k })
          .jpeg()
          .toBuffer(),
      ),
    );
    const together = await Promise.all(pictures.map((bytes) => smaller(bytes)));
    for (const [k, bytes] of pictures.entries()) {
      const alone = await smaller(bytes);
      expect(alone).not.toBeNull();
      expect(Buffer.compare(together[k]?.data ?? Buffer.alloc(0), alone?.data ?? Buffer.alloc(0))).toBe(0);
    }
  });

  it('is made of the canonical one where that is no larger, has another format, or too many pixels', async () => {
    expect(await smaller(await scene(1023, 700).jpeg().toBuffer())).toBeNull();
    expect(await smaller(await scene(1600, 1200).png().toBuffer())).toBeNull();
    expect(await smaller(await scene(1600, 1200).jpeg().toBuffer(), 1600 * 1200 - 1)).toBeNull();
    // Half of 3 px is one, and the canonical one has two there.
    expect(await smaller(await scene(1030, 3).jpeg().toBuffer())).toBeNull();
  });

  it('is not made where data are missing that it would not look at', async () => {
    // The last row alone is in blocks of its own, and half a row is made of none of them.
    for (const height of [1009, 1025, 1057]) {
      const whole = await scene(1200, height).jpeg({ quality: 95 }).toBuffer();
      expect(await smaller(whole)).not.toBeNull();
      const cut = whole.subarray(0, whole.length - 12);
      expect(await smaller(cut)).toBeNull();
      expect(await fault(within(cut, WORKING_SIDE))).toMatchObject({
        code: 'content-unreadable',
        message: 'the file is cut off: its JPEG data end early',
      });
    }
  });
});

describe('a decode for small versions', () => {
  it('is smaller than the canonical one of a JPEG of twice that size', async () => {
    const bytes = await scene(3000, 2000).jpeg({ quality: 92 }).toBuffer();
    const [image, canonical] = [await within(bytes, 1024), await decodeCanonical(bytes)];
    expect([image.width, image.height]).toEqual([canonical.width, canonical.height]);
    expect(furthest(image.data, canonical.data)).toBeLessThan(16);
  });
  it('is what is made of the canonical one for small pictures and other formats', async () => {
    for (const bytes of [
      await scene(1000, 700).jpeg().toBuffer(),
      await scene(1600, 1200).png().toBuffer(),
      await scene(300, 200).jpeg().toBuffer(),
    ])
      expect(await within(bytes, 512)).toEqual(reducedTo(await decodeCanonical(bytes), 512));
  });
  it('says of a damaged picture what the canonical one says', async () => {
    const whole = await scene(1600, 1200).jpeg({ quality: 95 }).toBuffer();
    const bytes = Buffer.concat([whole.subarray(0, whole.length / 2), Buffer.alloc(10)]);
    // One after the other: what libvips says of two at a time stands in the message of either.
    const small = await fault(within(bytes, 512));
    const canonical = await fault(decodeCanonical(bytes));
    expect(canonical).toMatchObject({ code: 'content-unreadable' });
    expect(small).toEqual(canonical);
  });
});

describe('where nothing can be written', () => {
  afterEach(() => {
    vi.unstubAllEnvs();
  });
  it.each([
    [1600, 1200],
    [1477, 1353],
    [2051, 1367],
    [2048, 1536],
  ])('the working picture of a JPEG of %i × %i px is made of its full size, and the same', async (width, height) => {
    const noise = Buffer.from(Uint8Array.from({ length: width * height }, () => 90 + Math.floor(random() * 80)));
    const bytes = await sharp(noise, { raw: { width, height, channels: 1 } })
      .withMetadata({ orientation: 6 })
      .jpeg({ quality: 90 })
      .toBuffer();
    const header = await readHeader(bytes, 'jpg');
    const usual = await smaller(bytes);
    vi.stubEnv('TMPDIR', join(tmpdir(), 'nowhere-at-all'));
    vi.resetModules();
    const fresh = await import('./decode-smaller.ts');
    const image = await fresh.decodeSmaller(bytes, MOST_PIXELS, header);
    expect([image?.width, image?.height]).toEqual([usual?.width, usual?.height]);
    // Of noise the canonical decode makes something else where 512 px do not divide it.
    expect(meanApart(usual?.data, image?.data)).toBeLessThan(0.5);
    const canonical = reducedTo(await decodeCanonical(bytes), WORKING_SIDE);
    if (width !== 2048) expect(meanApart(usual?.data, canonical.data)).toBeGreaterThan(1);
  });
});
