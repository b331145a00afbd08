import fc from 'fast-check';
import sharp, { type Metadata } from 'sharp';
import { describe, expect, it } from 'vitest';
import { exifSegment, jpegSegment, withSegments } from '../../test-files.ts';
import { readJpegHeader } from './jpeg-header.ts';

const KEYS = [
  ...(['width', 'height', 'autoOrient', 'space', 'depth', 'bitsPerSample'] as const),
  ...(['hasAlpha', 'pages', 'delay', 'isProgressive', 'chromaSubsampling', 'icc'] as const),
];

/** What is taken of sharp's reading; null where it cannot read the file. */
const bySharp = async (bytes: Buffer): Promise<Partial<Metadata> | null> => {
  const metadata = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    .catch(() => null);
  const known = metadata && KEYS.filter((key) => metadata[key] !== undefined).map((key) => [key, metadata[key]]);
  return known && { orientation: metadata.orientation ?? 1, ...Object.fromEntries(known) };
};

const scene = sharp({ create: { width: 24, height: 17, channels: 3, background: '#456' } });
const jpeg = await scene.clone().jpeg().toBuffer();
const files = async (): Promise<readonly Buffer[]> => [
  jpeg,
  await scene.clone().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer(),
  await scene.clone().greyscale().toColourspace('b-w').jpeg({ optimiseCoding: true }).toBuffer(),
  await scene.clone().toColourspace('cmyk').jpeg().toBuffer(),
  await scene
    .clone()
    .withExif({ IFD0: { Make: 'Acme' } })
    .withMetadata({ orientation: 6 })
    .jpeg()
    .toBuffer(),
  ...[1, 3, 5, 8].map((turn) => exifSegment({ 274: turn })).map((exif) => withSegments(jpeg, [exif])),
];

const profileSegment = (profile: Buffer, number: number, of: number): Buffer =>
  jpegSegment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0'), Buffer.of(number, of), profile]));

describe('the header of a JPEG', () => {
  it('is read as sharp reads it', async () => {
    for (const bytes of await files()) {
      const own = readJpegHeader(bytes);
      expect(own).not.toBeNull();
      expect(own).toEqual(await bySharp(bytes));
    }
  });

  it('has no profile where it is in several segments, as libvips may join them', async () => {
    const profile = readJpegHeader((await files())[4] ?? jpeg)?.icc;
    expect(profile?.length).toBeGreaterThan(400);
    const part = (number: number, of: number): Buffer => profileSegment(profile ?? Buffer.of(), number, of);
    expect(readJpegHeader(withSegments(jpeg, [part(1, 1)]))?.icc).toEqual(profile);
    const several = [
      [part(1, 2), part(2, 2)],
      [part(1, 1), part(1, 1)],
      [part(2, 1), part(1, 1)],
      [part(1, 1), jpegSegment(0xe2, Buffer.from('ICC_PROFILEX'))],
    ];
    for (const parts of several) {
      const header = readJpegHeader(withSegments(jpeg, parts));
      expect(header).toMatchObject({ width: 24 });
      expect(header?.icc).toBeUndefined();
    }
  });

  it('is left to sharp where it is out of the ordinary', async () => {
    const gainMap = exifSegment({ 271: 'http://ns.adobe.com/hdr-gain-map/1.0/' });
    for (const segments of [[exifSegment({ 274: 9 })], [exifSegment({ 274: 1 }), exifSegment({ 274: 6 })], [gainMap]])
      expect(readJpegHeader(withSegments(jpeg, segments))).toBeNull();
    expect(readJpegHeader(jpeg.subarray(0, 60))).toBeNull();
    expect(readJpegHeader(Buffer.concat([jpeg.subarray(0, 2), Buffer.from('junk'), jpeg.subarray(2)]))).toBeNull();
  });

  it('with bytes changed is read as sharp reads it, or not at all', { tags: 'full' }, async () => {
    const sources = await files();
    const changes = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 3 });
    let own = 0;
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...sources), changes, async (source, changed) => {
        const bytes = Buffer.from(source);
        const header = bytes.indexOf(Buffer.from([0xff, 0xda])) + 14;
        for (const [at, value] of changed) bytes[2 + (at % (header - 2))] = value;
        const read = readJpegHeader(bytes);
        if (read === null) return;
        own++;
        // A profile of which a part seems to be missing is left to libvips.
        const { icc, ...theirs } = (await bySharp(bytes)) ?? {};
        const { icc: profile, ...ours } = read;
        expect(ours).toEqual(theirs);
        if (profile !== undefined) expect(profile).toEqual(icc);
      }),
    );
    expect(own).toBeGreaterThan((fc.readConfigureGlobal().numRuns ?? 0) / 6);
  });
});
