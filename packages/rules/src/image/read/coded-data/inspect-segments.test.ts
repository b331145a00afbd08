import sharp, { type JpegOptions } from 'sharp';
import { expect, it } from 'vitest';
import { seededScene } from '../../../hash/test-scenes.ts';
import { jpegSegment, withSegments } from '../../test-files.ts';
import { inspectSegments } from './inspect-segments.ts';

const END = Buffer.from([0xff, 0xd9]);
const jpeg = (options: JpegOptions): Promise<Buffer> =>
  sharp(seededScene(3, 320, 240).data, { raw: { width: 320, height: 240, channels: 3 } })
    .jpeg(options)
    .toBuffer();
const CLEAN = { damage: null, needsWalk: false };
const SUSPECT = { damage: null, needsWalk: true };

it.each([{ quality: 80 }, { quality: 80, optimiseCoding: false }, { progressive: true }, { mozjpeg: true }] as const)(
  'leaves a JPEG as it was written to the decoder: %o',
  async (options) => {
    const whole = await jpeg(options);
    expect(inspectSegments(whole)).toEqual(CLEAN);
    const around = withSegments(whole, [jpegSegment(0xe1, Buffer.concat([Buffer.from('Exif\0\0'), whole]))]);
    expect(inspectSegments(Buffer.concat([around, Buffer.alloc(9000), whole.subarray(0, 3000)]))).toEqual(CLEAN);
  },
);

it('suspects a sequential JPEG that ends in equal bytes or has a sector of zeros', async () => {
  const whole = await jpeg({ quality: 80 });
  const fill = (value: number, start: number, end: number): Buffer => Buffer.from(whole).fill(value, start, end);
  const last = whole.length - 2;
  const scan = last - whole.indexOf(Buffer.from([0xff, 0xda])) - 14;
  const tail = Math.max(64, Math.floor(scan / 32));
  expect(inspectSegments(fill(0, last - tail, last))).toEqual(SUSPECT);
  expect(inspectSegments(fill(0x20, last - tail, last))).toEqual(SUSPECT);
  expect(inspectSegments(fill(0x20, last - tail + 1, last))).toEqual(CLEAN);
  // Zeros elsewhere may be codes of a plain area.
  const sector = 512 * Math.floor((0.6 * last) / 512);
  expect(inspectSegments(fill(0, sector, sector + 512))).toEqual(SUSPECT);
  expect(inspectSegments(fill(0, sector - 1024, sector + 100))).toEqual(SUSPECT);
  expect(inspectSegments(fill(0, sector - 100, sector + 512))).toEqual(SUSPECT);
  expect(inspectSegments(fill(0, sector - 600, sector + 600))).toEqual(CLEAN);
  expect(inspectSegments(fill(0, sector, sector + 400))).toEqual(CLEAN);
});

it('suspects 1024 equal bytes at the end of any sequential JPEG', async () => {
  const photo = await sharp(seededScene(3, 1600, 1200).data, { raw: { width: 1600, height: 1200, channels: 3 } })
    .jpeg({ quality: 98 })
    .toBuffer();
  const last = photo.length - 2;
  expect(photo.length).toBeGreaterThan(33 * 1024);
  expect(inspectSegments(Buffer.from(photo).fill(0x20, last - 1024, last))).toEqual(SUSPECT);
  expect(inspectSegments(Buffer.from(photo).fill(0x20, last - 1023, last))).toEqual(CLEAN);
});

it('says of what is missing by the markers alone what it is', async () => {
  const progressive = await jpeg({ progressive: true });
  const lastScan = progressive.lastIndexOf(Buffer.from([0xff, 0xda]));
  const withoutIt = Buffer.concat([progressive.subarray(0, lastScan), END]);
  expect(inspectSegments(withoutIt).damage).toBe(
    'its JPEG data are incomplete: its last progressive scans are missing',
  );
  for (const cut of [progressive.subarray(0, lastScan + 30), progressive.subarray(0, 40), progressive.subarray(0, 3)]) {
    expect(inspectSegments(cut).damage).toBe('the file is cut off: its JPEG data end early');
  }
  expect(inspectSegments(Buffer.from([0xff, 0xd8, 0xff, 0xe0, 0, 4, 0, 0, 0, 0]))).toEqual(SUSPECT);
});
