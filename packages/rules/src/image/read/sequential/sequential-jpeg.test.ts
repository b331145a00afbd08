import fc from 'fast-check';
import sharp, { type JpegOptions } from 'sharp';
import { afterEach, describe, expect, it, vi } from 'vitest';
import { seededRandom } from '../../../kernel/random.ts';
import { exifSegment, jpegSegment, withSegments } from '../../test-files.ts';
import { decodeSmaller } from '../decode-smaller.ts';
import { readHeader } from '../header.ts';
import * as sequential from './sequential-jpeg.ts';

const { sequentialJpeg } = sequential;
afterEach(() => vi.restoreAllMocks());

/** Patches of colour with noise on them: coefficients of all sizes. */
const scene = (seed: number, width: number, height: number, channels: 1 | 3 = 3) => {
  const random = seededRandom(seed);
  const few = Buffer.from(Uint8Array.from({ length: 5 * 4 * channels }, () => Math.floor(random() * 256)));
  const patches = sharp(few, { raw: { width: 5, height: 4, channels } }).resize({ width, height, fit: 'fill' });
  const noise = Buffer.from(Uint8Array.from({ length: width * height * channels }, () => Math.floor(random() * 60)));
  return patches.composite([{ input: noise, raw: { width, height, channels }, blend: 'add' }]);
};
const progressive = (seed: number, width: number, height: number, options: JpegOptions = {}): Promise<Buffer> =>
  scene(seed, width, height)
    .jpeg({ progressive: true, ...options })
    .toBuffer();
/** Pixels at full size and at a half, with warnings of libjpeg as errors if required. */
const pixelsOf = async (bytes: Buffer, failOn: 'none' | 'warning'): Promise<Buffer> =>
  sharp(bytes, { failOn }).raw().toBuffer();

const expectSame = async (bytes: Buffer): Promise<void> => {
  const made = sequentialJpeg(bytes);
  if (made === null) throw new Error('it was left as it is');
  expect((await sharp(made).metadata()).isProgressive).toBe(false);
  expect(Buffer.compare(await pixelsOf(made, 'warning'), await pixelsOf(bytes, 'warning'))).toBe(0);
};

describe('a progressive JPEG transcoded to one scan', () => {
  it('has the same pixels: of all sizes, qualities and samplings', { tags: 'full' }, async () => {
    const options = fc.record({
      quality: fc.integer({ min: 1, max: 100 }),
      chromaSubsampling: fc.constantFrom('4:2:0', '4:4:4'),
      mozjpeg: fc.boolean(),
    });
    const side = fc.integer({ min: 1, max: 90 });
    await fc.assert(
      fc.asyncProperty(side, side, options, fc.nat(1000), async (width, height, given, seed) => {
        await expectSame(await progressive(seed, width, height, given));
      }),
    );
  });

  it('has them of grey ones, of large ones and of those behind them', { tags: 'full' }, async () => {
    const grey = scene(3, 131, 77).greyscale().toColourspace('b-w').jpeg({ progressive: true });
    await expectSame(await grey.toBuffer());
    await expectSame(await progressive(4, 2600, 1900, { quality: 70 }));
    await expectSame(await progressive(5, 640, 480));
  });

  it('preserves the bytes before its first scan, and behind its end', async () => {
    const plain = await progressive(6, 60, 40);
    const bytes = Buffer.concat([withSegments(plain, [exifSegment({ 274: 6 })]), Buffer.from('a trailer')]);
    const made = sequentialJpeg(bytes);
    const { orientation, width, height } = await sharp(made ?? Buffer.of()).metadata();
    expect([orientation, width, height]).toEqual([6, 60, 40]);
    expect(made?.subarray(-9).toString()).toBe('a trailer');
  });

  it('takes a comment behind its scans, as some encoders write it', async () => {
    const plain = await progressive(7, 60, 40);
    const bytes = Buffer.concat([plain.subarray(0, -2), jpegSegment(0xfe, Buffer.of(0)), plain.subarray(-2)]);
    await expectSame(bytes);
  });

  it('is left as it is where it is no such file', async () => {
    const plain = await progressive(8, 90, 60);
    expect(sequentialJpeg(plain)).not.toBeNull();
    const scans = plain.indexOf(Buffer.from([0xff, 0xda]));
    const lastScan = plain.lastIndexOf(Buffer.from([0xff, 0xda]));
    const withRestarts = withSegments(plain, [jpegSegment(0xdd, Buffer.from([0, 4]))]);
    for (const bytes of [
      await scene(8, 90, 60).jpeg().toBuffer(),
      await scene(8, 90, 60).toColourspace('cmyk').jpeg({ progressive: true }).toBuffer(),
      withRestarts,
      plain.subarray(0, -2),
      plain.subarray(0, plain.length >> 1),
      plain.subarray(0, scans + 6),
      // A scan too few, and one twice.
      Buffer.concat([plain.subarray(0, lastScan), plain.subarray(-2)]),
      Buffer.concat([plain.subarray(0, -2), plain.subarray(lastScan)]),
      Buffer.concat([plain.subarray(0, scans), jpegSegment(0xdc, Buffer.from([0, 60])), plain.subarray(scans)]),
      Buffer.from([0xff, 0xd8]),
      Buffer.from([0xff, 0xd8, 0xff, 0xc2]),
      Buffer.from([0xff, 0xd8, 0xff, 0xc2, 0, 2]),
    ])
      expect(sequentialJpeg(bytes)).toBeNull();
    await expectSame(plain);
  });

  it('is left as it is where values do not fit, or there are too many tables', async () => {
    const scan = (first: number, last: number, bits: number, data: readonly number[]): Buffer =>
      Buffer.concat([jpegSegment(0xda, Buffer.from([1, 1, 0, first, last, bits])), Buffer.from(data)]);
    const codes = (of: number, counts: readonly number[], symbols: readonly number[]): Buffer =>
      jpegSegment(0xc4, Buffer.from([of, ...counts, ...Array(16 - counts.length).fill(0), ...symbols]));
    const grey = (low: number, first: readonly number[]): Buffer =>
      Buffer.concat([
        Buffer.from([0xff, 0xd8]),
        jpegSegment(0xdb, Buffer.from([0, ...Array(64).fill(8)])),
        jpegSegment(0xc2, Buffer.from([8, 0, 8, 0, 8, 1, 1, 0x11, 0])),
        codes(0, [0, 1], [0]),
        codes(0x10, [0, 3], [0x0a, 0, 1]),
        scan(0, 0, 0, [0x3f]),
        scan(1, 1, low, first),
        // Bits more: the end of the block each time, and one bit of correction.
        ...Array.from({ length: low }, (_, i) => low - i - 1).map((bit) =>
          scan(1, 1, ((bit + 1) << 4) | bit, [bit === 3 ? 0x7f : 0x5f]),
        ),
        scan(2, 63, 0, [0x7f]),
        Buffer.from([0xff, 0xd9]),
      ]);
    // 512 or so, ten bits: times 128 that is 0 in sixteen bits, of which libjpeg reads no more bits.
    expect(sequentialJpeg(grey(7, [0x20, 0x0f]))).toBeNull();
    await expectSame(grey(0, [0x20, 0x0f]));
    const plain = await progressive(12, 60, 40);
    const many = (count: number): Buffer =>
      withSegments(plain, [jpegSegment(0xc4, Buffer.concat(Array(count).fill(Buffer.alloc(17))))]);
    await expectSame(many(200));
    expect(sequentialJpeg(many(300))).toBeNull();
  });

  it('with bytes changed has the pixels that libjpeg makes of it, or is left as it is; and so is the next one', async () => {
    const source = await progressive(9, 75, 50, { quality: 60 });
    const next = await progressive(10, 80, 64);
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 2 });
    let made = 0;
    let left = 0;
    await fc.assert(
      fc.asyncProperty(changes, async (changed) => {
        const bytes = Buffer.from(source);
        for (const [at, value] of changed) bytes[2 + (at % (bytes.length - 4))] = value;
        const transcoded = sequentialJpeg(bytes);
        if (transcoded === null) left++;
        else {
          const theirs = await pixelsOf(bytes, 'none').catch(() => null);
          if (theirs !== null) expect(Buffer.compare(await pixelsOf(transcoded, 'none'), theirs)).toBe(0);
          made++;
        }
        if ((left + made) % 25 === 0) await expectSame(next);
      }),
    );
    expect(made).toBeGreaterThan(30);
    expect(left).toBeGreaterThan(100);
  });

  it('is what pictures are compared by are decoded from', async () => {
    const transcode = vi.spyOn(sequential, 'sequentialJpeg');
    const smaller = async (bytes: Buffer) => decodeSmaller(bytes, 1e8, await readHeader(bytes, 'jpg'));
    const bytes = await progressive(11, 1200, 900);
    const made = await smaller(bytes);
    expect(transcode.mock.results.map(({ value }) => value?.[3])).toEqual([expect.any(Number)]);
    transcode.mockReturnValue(null);
    expect(await smaller(bytes)).toEqual(made);
    transcode.mockClear();
    await smaller(await scene(11, 1200, 900).jpeg().toBuffer());
    expect(transcode).not.toHaveBeenCalled();
  });
});
