import { availableParallelism } from 'node:os';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../kernel/random.ts';
import { decodeCanonical, decodeForRun, decodePicture } from './decode.ts';
import { keepNoPictures, loadSharp } from './load-sharp.ts';
import { RowDemand } from './pixels/native-rows.ts';

const random = seededRandom(3);
const few = Buffer.from(Uint8Array.from({ length: 7 * 5 * 3 }, () => Math.floor(random() * 256)));
/** Patches of colour, none like another: what is turned or mirrored wrongly is far off. */
const scene = (width: number, height: number) =>
  sharp(few, { raw: { width: 7, height: 5, channels: 3 } }).resize({ width, height, fit: 'fill' });

/** What sharp alone makes of it. */
const byLibvips = async (bytes: Buffer) => {
  const { data, info } = await sharp(bytes)
    .autoOrient()
    .resize({ width: 1024, height: 1024, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
};
const furthest = (a: Uint8Array, b: Uint8Array): number => {
  let most = 0;
  for (let i = 0; i < a.length; i++) most = Math.max(most, Math.abs((a[i] ?? 0) - (b[i] ?? 0)));
  return most;
};

describe('the canonical decode', () => {
  const turns = [1, 2, 3, 4, 5, 6, 7, 8];
  it.each(turns)('is upright where the orientation is %i', async (orientation) => {
    for (const width of [90, 1300]) {
      const picture = scene(width, Math.round(width / 1.3));
      const bytes = await picture.withMetadata({ orientation }).jpeg({ quality: 95 }).toBuffer();
      const [ours, theirs] = [await decodeCanonical(bytes), await byLibvips(bytes)];
      expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
      expect(furthest(ours.data, theirs.data)).toBeLessThan(8);
    }
  });

  it.each([
    [1025, 3],
    [1025, 1024],
    [1531, 1153],
    [2047, 2048],
    [3071, 100],
    [3073, 100],
    [9000, 2],
    [40_000, 1],
  ])('of %i × %i px has the size that fits inside 1024', async (width, height) => {
    for (const bytes of [await scene(width, height).jpeg().toBuffer(), await scene(height, width).png().toBuffer()]) {
      const [ours, theirs] = [await decodeCanonical(bytes), await byLibvips(bytes)];
      expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
    }
  });

  it.each([
    ['transparent PNG', () => scene(1100, 660).ensureAlpha(0.4).png()],
    ['transparent WebP', () => scene(1100, 660).ensureAlpha(0.4).webp({ lossless: true })],
    ['grey JPEG', () => scene(1100, 660).greyscale().toColourspace('b-w').jpeg()],
    ['CMYK JPEG', () => scene(1100, 660).toColourspace('cmyk').jpeg()],
    ['16-bit PNG', () => scene(1100, 660).toColourspace('rgb16').png()],
    ['PNG with a palette', () => scene(1100, 660).png({ palette: true, dither: 0 })],
    ['JPEG with a colour profile', () => scene(1100, 660).withIccProfile('p3').jpeg()],
    ['progressive JPEG', () => scene(1100, 660).jpeg({ progressive: true })],
    ['TIFF', () => scene(1100, 660).tiff()],
    ['JPEG of 4 megapixels and more than three times the size', () => scene(3200, 1300).jpeg()],
  ])('of a %s is near to what libvips alone gives', { tags: 'full' }, async (_name, encode) => {
    const bytes = await encode().toBuffer();
    const [ours, theirs] = [await decodeCanonical(bytes), await byLibvips(bytes)];
    expect([ours.width, ours.height]).toEqual([theirs.width, theirs.height]);
    expect(furthest(ours.data, theirs.data)).toBeLessThan(12);
  });

  it('of opacities is what libvips lays on white, at its own size and reduced, and so are its rows of full size', async () => {
    const noise = Buffer.from(Uint8Array.from({ length: 4 * 1300 * 40 }, () => Math.floor(random() * 256)));
    for (const [width, height] of [
      [1300, 40],
      [1000, 52],
    ] as const) {
      const picture = sharp(noise, { raw: { width, height, channels: 4 } });
      const veiled = await picture.png({ compressionLevel: 1 }).toBuffer();
      const opaque = await sharp(veiled).flatten({ background: '#ffffff' }).png({ compressionLevel: 1 }).toBuffer();
      const [ours, theirs] = [await decodePicture(veiled), await decodePicture(opaque)];
      expect(Buffer.compare(ours.image.data, theirs.image.data)).toBe(0);
      expect(ours.rows?.bands.length).toBeGreaterThan(1);
      expect({ ...ours.rows, bands: ours.rows?.bands.map((band) => Buffer.from(band)) }).toEqual({
        ...theirs.rows,
        bands: theirs.rows?.bands.map((band) => Buffer.from(band)),
      });
    }
  });

  it('is what the file holds where it is small enough', async () => {
    const bytes = await scene(1024, 700).jpeg().toBuffer();
    expect(Buffer.compare((await decodeCanonical(bytes)).data, (await byLibvips(bytes)).data)).toBe(0);
  });
});

it('decodes no more large pictures at a time than there are cores, and small ones as they come', {
  tags: 'full',
}, async () => {
  const sharp = await loadSharp();
  const mostUnderWay = async (bytes: Buffer): Promise<number> => {
    const decodes = Array.from({ length: availableParallelism() + 4 }, () => decodeCanonical(bytes));
    let most = 0;
    let isOver = false;
    // At every turn of the loop: on a busy machine a timer comes when all is done.
    const look = (): void => {
      const { queue, process } = sharp.counters();
      // What leaves the queue between both readings would be counted twice.
      if (sharp.counters().queue === queue) most = Math.max(most, queue + process);
      if (!isOver) setImmediate(look);
    };
    look();
    await Promise.all(decodes);
    isOver = true;
    return most;
  };
  const large = await sharp({ create: { width: 3200, height: 2400, channels: 3, background: 'red' } })
    .jpeg({ progressive: true })
    .toBuffer();
  const small = await sharp(large).resize(2400).jpeg({ progressive: true }).toBuffer();
  expect(await mostUnderWay(large)).toBeLessThanOrEqual(availableParallelism());
  expect(await mostUnderWay(small)).toBeGreaterThan(availableParallelism());
});

it('keeps what libvips keeps, unless nobody else uses sharp in the process', async () => {
  const sharp = await loadSharp();
  expect(sharp.cache().items?.max).toBeGreaterThan(0);
  keepNoPictures();
  await loadSharp();
  expect(sharp.cache()).toMatchObject({ memory: { max: 0 }, items: { max: 0 } });
});

it('gives the same rows of full size whether they were stored early or not needed for long', async () => {
  const bytes = await scene(1300, 900).jpeg().toBuffer();
  const { rows } = await decodePicture(bytes);
  expect(rows?.bands).toHaveLength(12);
  const demand = new RowDemand();
  const limit = 50e6;
  const early = await decodeForRun(bytes, limit, { demand });
  for (let k = 0; k < 16; k++) demand.areLikely();
  const late = await decodeForRun(bytes, limit, { demand });
  expect(demand.areLikely()).toBe(false);
  for (const picture of [early, late]) {
    const given = await picture.rows();
    expect({ ...given, bands: [] }).toEqual({ ...rows, bands: [] });
    expect(given?.bands.map((band, k) => Buffer.compare(band, rows?.bands[k] ?? few))).toEqual(Array(12).fill(0));
  }
  expect(demand.areLikely()).toBe(true);
  expect(Buffer.compare(late.image.data, early.image.data)).toBe(0);
});
