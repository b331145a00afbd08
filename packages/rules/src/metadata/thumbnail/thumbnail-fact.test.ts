import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { thumbnailSegment, withSegments } from '../../image/test-files.ts';
import { findCarriers } from '../carriers/find-carriers.ts';
import { readMetadata } from '../reading/metadata.ts';
import { type ThumbnailFact, thumbnailsOf } from './thumbnail-fact.ts';

/** A scene without symmetry: a horizon, a tower on the left, a disc and stripes. */
const SCENE = Buffer.from(
  `<svg width="600" height="400" xmlns="http://www.w3.org/2000/svg"><rect width="600" height="400" fill="#9bd"/><rect y="260" width="600" height="140" fill="#674"/><rect x="60" y="90" width="70" height="220" fill="#843"/><circle cx="420" cy="180" r="70" fill="#fd6"/><path d="M300 400L360 260L390 400Z" fill="#222"/><rect x="480" y="300" width="90" height="40" fill="#eee"/></svg>`,
);
const scene = (): Sharp => sharp(SCENE);
const small = (picture: Sharp): Promise<Buffer> => picture.resize(160).jpeg({ quality: 80 }).toBuffer();

/** A JPEG whose EXIF has an orientation and a thumbnail in IFD1. */
const withThumbnail = (jpeg: Buffer, thumbnail: Buffer, orientation = 1): Buffer =>
  withSegments(jpeg, [thumbnailSegment({ 274: orientation }, thumbnail)]);

const factOf = async (bytes: Buffer): Promise<ThumbnailFact> =>
  thumbnailsOf(readMetadata(findCarriers(bytes, 'jpeg')), await decodeCanonical(bytes));

describe('the preview in a file', () => {
  it.each([
    ['the same', scene(), 'same'],
    ['a crop of a tenth', scene().extract({ left: 40, top: 30, width: 540, height: 360 }), 'shows-more'],
    ['a crop of a half', scene().extract({ left: 250, top: 80, width: 300, height: 200 }), 'shows-more'],
    ['mirrored', scene().flop(), 'mirrored'],
    ['upside down', scene().flip(), 'differs'],
    [
      'with a part blotted out',
      scene().composite([
        { input: { create: { width: 90, height: 60, channels: 3, background: '#808080' } }, left: 60, top: 150 },
      ]),
      'differs-in-part',
    ],
    ['another picture', sharp({ create: { width: 600, height: 400, channels: 3, background: '#a52' } }), 'differs'],
  ] as const)('with a picture that is %s', async (_name, picture, relation) => {
    const bytes = withThumbnail(await picture.jpeg().toBuffer(), await small(scene()));
    expect(await factOf(bytes)).toMatchObject({ count: 1, relation, longSide: 160 });
  });

  it.each([1, 2, 3, 4, 5, 6, 7, 8])('is turned with the picture by orientation %i', async (orientation) => {
    const stored = await scene().jpeg().toBuffer();
    expect(await factOf(withThumbnail(stored, await small(scene()), orientation))).toMatchObject({ relation: 'same' });
  });

  it('may stand between bars, and may be missing, or cannot be decoded', async () => {
    const jpeg = await scene().jpeg().toBuffer();
    const barred = await scene().resize(160, 120, { fit: 'contain', background: '#000000' }).jpeg().toBuffer();
    expect(await factOf(withThumbnail(jpeg, barred))).toMatchObject({ relation: 'same' });
    expect(await factOf(jpeg)).toMatchObject({ count: 0, relation: null, longSide: null });
    const broken = await factOf(withThumbnail(jpeg, Buffer.from('\xff\xd8\xff no picture', 'latin1')));
    expect(broken).toMatchObject({ count: 1, relation: null });
    expect(broken.reason).toMatch(/cannot be decoded/);
  });

  it('is reported when it is a second picture behind the end', async () => {
    const whole = await scene().jpeg().toBuffer();
    const part = await scene().extract({ left: 0, top: 0, width: 420, height: 280 }).jpeg().toBuffer();
    expect(await factOf(Buffer.concat([part, whole]))).toMatchObject({
      count: 1,
      relation: 'shows-more',
      longSide: 600,
    });
  });
});

it('does not take the picture of a TIFF for a preview of itself', async () => {
  const tiff = await sharp({ create: { width: 64, height: 48, channels: 3, background: '#468' } })
    .tiff({ compression: 'jpeg' })
    .toBuffer();
  const fact = await thumbnailsOf(readMetadata(findCarriers(tiff, 'tiff')), await decodeCanonical(tiff));
  expect(fact).toMatchObject({ count: 0 });
});

describe('the mark of a picture', () => {
  const place = { x: 0.5, y: 0.1, width: 0.35, height: 0.12 };
  const ink = Buffer.from(
    '<svg xmlns="http://www.w3.org/2000/svg" width="210" height="48"><g fill="#fff" fill-opacity="0.7"><rect width="30" height="48"/><rect x="50" width="50" height="48"/><rect x="120" width="20" height="48"/><circle cx="184" cy="24" r="24"/></g></svg>',
  );
  const marked = (): Sharp => scene().composite([{ input: ink, left: 300, top: 40 }]);
  const known = { places: [place], contrast: 70 };
  const unmarkedIn = async (preview: Buffer, mark: Parameters<typeof thumbnailsOf>[2]) => {
    const bytes = withThumbnail(await marked().jpeg().toBuffer(), preview);
    return thumbnailsOf(readMetadata(findCarriers(bytes, 'jpeg')), await decodeCanonical(bytes), mark);
  };
  const flat = async (picture: Sharp): Promise<Buffer> => small(sharp(await picture.png().toBuffer()));

  it('is missed on a preview from before it was put on, and seen on one that was made after', async () => {
    expect(await unmarkedIn(await flat(scene()), known)).toMatchObject({ relation: 'same', unmarked: true });
    expect(await unmarkedIn(await flat(marked()), known)).toMatchObject({ relation: 'same', unmarked: false });
  });

  it('is unknown on a preview that is too small, of one too faint, or where it is not known', async () => {
    const tiny = await sharp(await scene().png().toBuffer())
      .resize(80)
      .jpeg()
      .toBuffer();
    for (const [preview, mark] of [
      [tiny, known],
      [await flat(scene()), { ...known, contrast: 5 }],
      [await flat(scene()), 'unknown'],
    ] as const)
      expect(await unmarkedIn(preview, mark)).toMatchObject({
        unmarked: null,
        reason: expect.stringMatching(/^whether thumbnail in IFD1 of EXIF.* shows the mark .* cannot be told$/),
      });
  });

  it('is nothing to miss where there is none', async () => {
    expect(await unmarkedIn(await flat(scene()), 'none')).toMatchObject({ unmarked: false, reason: null });
  });
});
