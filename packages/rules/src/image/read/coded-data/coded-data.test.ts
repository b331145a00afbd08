import sharp, { type JpegOptions, type Sharp } from 'sharp';
import { expect, it } from 'vitest';
import { seededScene } from '../../../hash/test-scenes.ts';
import { seededRandom } from '../../../kernel/random.ts';
import { codedDataOf } from './coded-data.ts';

const scene = (width: number, height: number): Sharp =>
  sharp(seededScene(3, width, height).data, { raw: { width, height, channels: 3 } });
const jpeg = (options: JpegOptions, picture = scene(203, 141)): Promise<Buffer> => picture.jpeg(options).toBuffer();

const KINDS: readonly JpegOptions[] = [80, 100].flatMap((quality) =>
  (['4:2:0', '4:4:4'] as const).flatMap((chromaSubsampling) =>
    [false, true].map((progressive) => ({ quality, chromaSubsampling, progressive })),
  ),
);

it.each(KINDS)('finds nothing wrong in a JPEG as it was written: %o', async (options) => {
  expect(codedDataOf(await jpeg(options))).toEqual({ state: 'intact', reason: null, sound: 1 });
});

it('finds nothing wrong in other ones', async () => {
  for (const picture of [
    jpeg({ mozjpeg: true }),
    jpeg({ quality: 5 }),
    jpeg({ progressive: true }, scene(203, 141).toColourspace('b-w')),
    jpeg({}, scene(203, 141).toColourspace('cmyk')),
    jpeg({}, scene(8, 8)),
    jpeg({ progressive: true }, scene(1, 1)),
    jpeg({ quality: 60 }).then((bytes) => Buffer.concat([bytes, Buffer.from('behind its end')])),
  ]) {
    expect(codedDataOf(await picture).state).toBe('intact');
  }
});

/** Where the first scan's data stand. */
const scanOf = (bytes: Buffer): { readonly start: number; readonly end: number } => {
  const at = bytes.indexOf(Buffer.from([0xff, 0xda]));
  return { start: at + 2 + bytes.readUInt16BE(at + 2), end: bytes.lastIndexOf(Buffer.from([0xff, 0xd9])) };
};

/** Returns how many of 100 files with so many changed bytes of the data, at random places, are detected. */
const detectedOf100 = async (options: JpegOptions, changes: number): Promise<number> => {
  const whole = await jpeg(options, scene(320, 240));
  const { start, end } = scanOf(whole);
  const random = seededRandom(5);
  const changed = (): Buffer => {
    const bytes = Buffer.from(whole);
    for (let k = 0; k < changes; k++) {
      const at = start + Math.floor(random() * (end - start));
      bytes[at] = (bytes[at] ?? 0) ^ (1 + Math.floor(random() * 255));
    }
    return bytes;
  };
  return Array.from({ length: 100 }, changed).filter((bytes) => codedDataOf(bytes).state === 'damaged').length;
};

it.each([false, true])('detects files with some changed bytes, progressive: %s', async (progressive) => {
  expect(await detectedOf100({ quality: 85, progressive }, 15)).toBeGreaterThanOrEqual(97);
  // A change that leaves all codes possible is not seen.
  expect(await detectedOf100({ quality: 85, progressive }, 1)).toBeGreaterThanOrEqual(30);
});

it('says from where on a picture is damaged', async () => {
  const whole = await jpeg({ quality: 85 }, scene(640, 480));
  const { start, end } = scanOf(whole);
  const half = Math.floor((start + end) / 2);
  const cut = codedDataOf(Buffer.concat([whole.subarray(0, half), Buffer.from([0xff, 0xd9])]));
  expect(cut.reason).toMatch(/^its JPEG data are damaged: they end early, at [45]\d % of its height$/);
  expect(cut.sound).toBeGreaterThan(0.4);
  expect(cut.sound).toBeLessThan(0.6);
  const doubled = Buffer.concat([whole.subarray(0, end), whole.subarray(half)]);
  expect(codedDataOf(doubled).reason).toMatch(/go on where the picture has ended|a code that no encoder writes/);
  expect(codedDataOf(whole.subarray(0, half)).reason).toBe('the file is cut off: its JPEG data end early');
});

/** A picture with a plain area below: the larger that is, the more likely zeros are codes of plain blocks by its tables. */
const withPlainArea = (options: JpegOptions, rows: number): Promise<Buffer> =>
  jpeg({ quality: 80, ...options }, scene(320, 160).extend({ bottom: rows, background: '#fff' }));

it('says from where on zeros replace the data, be they too few or too many for the rest of the picture', async () => {
  for (const rows of [0, 160, 1000]) {
    const whole = await withPlainArea({}, rows);
    expect(codedDataOf(whole).state).toBe('intact');
    const { start, end } = scanOf(whole);
    const half = Math.floor((start + end) / 2);
    const cut = codedDataOf(Buffer.concat([whole.subarray(0, half), Buffer.from([0xff, 0xd9])]));
    const { reason, sound } = codedDataOf(Buffer.from(whole).fill(0, half, end));
    expect(reason).toMatch(/^its JPEG data are damaged: they are replaced by zeros, at \d+ % of its height$/);
    expect(sound).toBeCloseTo(cut.sound ?? 1, 2);
  }
});

it('takes zeros behind the last code for what a camera fills up with', async () => {
  const whole = await withPlainArea({ optimiseCoding: false }, 160);
  for (const filler of [Buffer.alloc(1), Buffer.alloc(700)]) {
    expect(codedDataOf(Buffer.concat([whole.subarray(0, -2), filler, whole.subarray(-2)])).state).toBe('intact');
  }
});

it('finds that scans are missing: the last ones of a progressive picture, or those of a colour', async () => {
  const progressive = await jpeg({ progressive: true });
  const starts: number[] = [];
  const marker = Buffer.from([0xff, 0xda]);
  for (let at = progressive.indexOf(marker); at >= 0; at = progressive.indexOf(marker, at + 2)) starts.push(at);
  expect(starts.length).toBeGreaterThan(5);
  for (const at of starts.slice(1)) {
    const cut = Buffer.concat([progressive.subarray(0, at), Buffer.from([0xff, 0xd9])]);
    expect(codedDataOf(cut).reason).toMatch(/^its JPEG data are incomplete: /);
  }
  const [first, second] = [scanOfColour(1), scanOfColour(2)];
  expect(codedDataOf(twoColours([...first, ...second])).state).toBe('intact');
  for (const scans of [first, second, [...first, ...first]]) {
    expect(codedDataOf(twoColours(scans)).reason).toBe('its JPEG data are incomplete: a colour component is missing');
  }
});

const segment = (marker: number, ...data: number[]): number[] => [0xff, marker, 0, data.length + 2, ...data];
const counts = (first: number): number[] => [first, ...Array<number>(15).fill(0)];

/** A grey JPEG of 16 blocks side by side, each two bits that are 0: no difference, no detail. `data` with its restart markers. */
const plain = (data: readonly number[], interval = 4): Buffer =>
  Buffer.from([
    ...[0xff, 0xd8, ...segment(0xdb, 0, ...Array<number>(64).fill(1))],
    ...segment(0xc0, 8, 0, 8, 0, 128, 1, 1, 0x11, 0),
    ...segment(0xc4, 0x00, ...counts(1), 0),
    ...segment(0xc4, 0x10, ...counts(1), 0),
    ...segment(0xdd, 0, interval),
    ...[...segment(0xda, 1, 1, 0, 0, 63, 0), ...data, 0xff, 0xd9],
  ]);
/** One with two colours of 16 blocks each, of these scans. */
const twoColours = (scans: readonly number[]): Buffer =>
  Buffer.from([
    ...[0xff, 0xd8, ...segment(0xdb, 0, ...Array<number>(64).fill(1))],
    ...segment(0xc0, 8, 0, 8, 0, 128, 2, 1, 0x11, 0, 2, 0x11, 0),
    ...segment(0xc4, 0x00, ...counts(1), 0),
    ...segment(0xc4, 0x10, ...counts(1), 0),
    ...[...scans, 0xff, 0xd9],
  ]);
const scanOfColour = (id: number): number[] => [...segment(0xda, 1, id, 0, 0, 63, 0), 0, 0, 0, 0];
const restart = (n: number): number[] => [0xff, 0xd0 + n];

it('follows restart markers', async () => {
  const [first, second, third] = [restart(0), restart(1), restart(2)];
  const whole = plain([0, ...first, 0, ...second, 0, ...third, 0]);
  expect((await sharp(whole).metadata()).width).toBe(128);
  expect(codedDataOf(whole).state).toBe('intact');
  // Written behind the last unit by some encoders.
  expect(codedDataOf(plain([0, ...first, 0, ...second, 0, ...third, 0, ...restart(3)])).state).toBe('intact');
  const reasons = [
    plain([0, ...first, 0, ...third, 0, ...second, 0]),
    plain([0, ...first, 0, ...second, 0]),
    plain([0, ...first, 0, ...second, 0, ...third, 0, ...restart(3), 0]),
    plain([0, ...first, 0, ...second, 0x80, ...third, 0]),
    plain([0, ...first, ...second, 0, ...third, 0]),
  ].map((bytes) => codedDataOf(bytes));
  expect(reasons).toEqual([
    ...damagedAt('a restart marker is not the one that should follow, at 50 % of its height', 0.5),
    ...damagedAt('they end early, at 75 % of its height', 0.75),
    ...damagedAt('they go on where the picture has ended', 1),
    ...damagedAt('they hold a code that no encoder writes, at 50 % of its height', 0.5),
    ...damagedAt('they end early, at 25 % of its height', 0.25),
  ]);
});

const damagedAt = (problem: string, sound: number) => [
  { state: 'damaged', reason: `its JPEG data are damaged: ${problem}`, sound },
];

it('passes over what fills up the end', () => {
  expect(codedDataOf(plain([0, 0, 0, 0], 0)).state).toBe('intact');
  expect(codedDataOf(plain([0, 0, 0, 0, 0, 0, 0], 0)).state).toBe('intact');
  expect(codedDataOf(plain([0, 0, 0, 0, 0xff, 0, 0xff, 0], 0)).state).toBe('intact');
  expect(codedDataOf(plain([0, 0, 0, 0, 0x12], 0)).state).toBe('damaged');
});

it('does not judge kinds that it does not know', () => {
  const [arithmetic, wide] = [plain([0, 0, 0, 0], 0), plain([0, 0, 0, 0], 0)];
  arithmetic[arithmetic.indexOf(Buffer.from([0xff, 0xc0])) + 1] = 0xc9;
  wide[wide.indexOf(Buffer.from([0xff, 0xc0])) + 4] = 12;
  for (const bytes of [arithmetic, wide]) {
    expect(codedDataOf(bytes)).toEqual({
      state: 'unknown',
      reason: 'it is a JPEG of a kind that is not parsed',
      sound: null,
    });
  }
});

it('gives a verdict on whatever stands in a file', async () => {
  const wholes = await Promise.all([jpeg({ quality: 85 }), jpeg({ quality: 85, progressive: true })]);
  const random = seededRandom(9);
  for (let turn = 0; turn < 400; turn++) {
    const bytes = Buffer.from(wholes[turn % 2] ?? []);
    for (let k = 0; k < 20; k++) bytes[2 + Math.floor(random() * (bytes.length - 2))] = Math.floor(random() * 256);
    expect(['intact', 'damaged', 'unknown']).toContain(codedDataOf(bytes).state);
  }
  // The largest picture that a header can declare, and hardly any data.
  const [small] = [await jpeg({}, scene(16, 16))];
  small.fill(0xff, small.indexOf(Buffer.from([0xff, 0xc0])) + 5, small.indexOf(Buffer.from([0xff, 0xc0])) + 9);
  expect(codedDataOf(small).state).toBe('damaged');
});
