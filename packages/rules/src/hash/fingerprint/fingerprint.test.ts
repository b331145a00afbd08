import fc from 'fast-check';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { decodeCanonical } from '../../image/read/decode.ts';
import { imageDataHash } from '../../image/read/image-data.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS } from '../compare/compare.ts';
import { hamming } from '../hash256/hash256.ts';
import { seededScene } from '../test-scenes.ts';
import { type Fingerprint, fingerprintOf, PARTS } from './fingerprint.ts';
import { decodeFingerprint, encodeFingerprint } from './fingerprint-record.ts';

const sharpOf = ({ width, height, data }: RgbImage) => sharp(data, { raw: { width, height, channels: 3 } });
const fingerprint = async (bytes: Buffer): Promise<Fingerprint> => {
  const image = await decodeCanonical(bytes);
  const { width, height } = (await sharp(bytes).metadata()).autoOrient;
  return fingerprintOf(bytes, image, { width, height });
};
const scene = seededScene(11, 640, 480);

describe('fingerprint', () => {
  it('fits in 400 bytes of JSON and reads back', async () => {
    const original = await fingerprint(await sharpOf(scene).jpeg().toBuffer());
    const text = encodeFingerprint(original);
    expect(Buffer.byteLength(JSON.stringify(text))).toBeLessThanOrEqual(400);
    const again = decodeFingerprint(text);
    expect(again).toMatchObject({
      sha256: original.sha256,
      imageData: original.imageData,
      quality: original.quality,
    });
    expect(hamming(again.pdq, original.pdq)).toBe(0);
    for (const part of PARTS) {
      expect(hamming(again.parts[part].hash, original.parts[part].hash)).toBe(0);
      expect(again.parts[part].quality).toBe(original.parts[part].quality);
      for (const side of ['left', 'top', 'right', 'bottom'] as const) {
        expect(again.parts[part].box[side]).toBeCloseTo(original.parts[part].box[side], 3);
      }
    }
    expect(encodeFingerprint(again)).toBe(text);
  });
  it('refuses a text with any character changed, cut or added', async () => {
    const text = encodeFingerprint(await fingerprint(await sharpOf(scene).png().toBuffer()));
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: text.length - 1 }),
        fc.constantFrom('A', 'z', '_', ' ', 'é'),
        (at, letter) => {
          fc.pre(text[at] !== letter);
          expect(() => decodeFingerprint(text.slice(0, at) + letter + text.slice(at + 1))).toThrow(/cannot be read/);
        },
      ),
    );
    expect(() => decodeFingerprint(text.slice(1))).toThrow(/cannot be read/);
    expect(() => decodeFingerprint(`${text}A`)).toThrow(/cannot be read/);
  });
  it('takes one-pixel, one-line and plain pictures', async () => {
    for (const [width, height] of [
      [1, 1],
      [1, 300],
      [500, 1],
      [64, 64],
    ] as const) {
      const bytes = await sharp({ create: { width, height, channels: 3, background: '#888' } })
        .png()
        .toBuffer();
      const plain = await fingerprint(bytes);
      expect(plain.quality).toBe(0);
      expect(decodeFingerprint(encodeFingerprint(plain))).toMatchObject({ sha256: plain.sha256, quality: 0 });
    }
  });
});

describe('compareFingerprints', () => {
  const product = async (change: (picture: Sharp) => Sharp = (picture) => picture): Promise<Fingerprint> => {
    const padded = await sharpOf(scene)
      .extend({ top: 60, bottom: 60, left: 90, right: 90, background: '#fff' })
      .png()
      .toBuffer();
    return fingerprint(await change(sharp(padded)).toBuffer());
  };
  it.each([
    ['a smaller JPEG', (p: Sharp) => p.resize(300).jpeg({ quality: 40 }), 'identity'],
    ['a mirrored copy', (p: Sharp) => p.flop().jpeg(), 'mirror'],
    ['a quarter turn', (p: Sharp) => p.rotate(90).jpeg(), 'rotate90'],
    ['a turn the other way', (p: Sharp) => p.rotate(270).jpeg(), 'rotate270'],
    [
      'a framed copy',
      (p: Sharp) => p.extend({ top: 50, bottom: 50, left: 50, right: 50, background: '#000' }).jpeg(),
      'identity',
    ],
    ['a copy on a square', (p: Sharp) => p.resize(900, 900, { fit: 'contain', background: '#fff' }).jpeg(), 'identity'],
  ] as const)('%s is a duplicate, and says by what turn', async (_name, change, form) => {
    const match = compareFingerprints(await product(change), await product(), 31);
    expect(match).toMatchObject({ evidence: 'near', form });
    expect(match && copyVerdictOf(match, DEFAULT_THRESHOLDS)).toBe('duplicate');
  });
  it('another colour is a variant, another scene is nothing', async () => {
    const match = compareFingerprints(await product((p) => p.modulate({ hue: 120 }).png()), await product(), 31);
    expect(match && copyVerdictOf(match, DEFAULT_THRESHOLDS)).toBe('variant');
    const other = await fingerprint(
      await sharpOf(seededScene(12, 640, 480))
        .png()
        .toBuffer(),
    );
    expect(compareFingerprints(other, await product(), 40)).toBeNull();
  });
  it('one frame around two pale things does not make them alike', async () => {
    const framed = async (shapes: string): Promise<Fingerprint> => {
      const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="640" height="480"><rect width="640" height="480" fill="#fff"/>${shapes}</svg>`;
      const edge = { top: 30, bottom: 30, left: 30, right: 30, background: '#000' };
      return fingerprint(await sharp(Buffer.from(svg)).flatten().extend(edge).jpeg().toBuffer());
    };
    const chair = await framed('<path d="M220 90h60v150h120v150h-20v-130h-140v130h-20z" fill="#e4e4e2"/>');
    const lamp = await framed('<path d="M300 60l90 110h-70v200h60v20h-140v-20h50v-200h-70z" fill="#e6e3e2"/>');
    expect(hamming(chair.parts.whole.hash, lamp.parts.whole.hash)).toBeLessThanOrEqual(31);
    expect(compareFingerprints(chair, lamp, 40)).toBeNull();
    const again = await framed('<path d="M220 90h60v150h120v150h-20v-130h-140v130h-20z" fill="#e4e4e1"/>');
    expect(compareFingerprints(chair, again, 40)).toMatchObject({ form: 'identity' });
  });
  it('a faint tint is a variant', async () => {
    const pale = (p: Sharp) => p.modulate({ saturation: 0.2 });
    const tinted = await product((p) => pale(p).linear([1, 0.94, 0.85], [0, 0, 0]).png());
    const match = compareFingerprints(tinted, await product((p) => pale(p).png()), 31);
    expect(match && copyVerdictOf(match, DEFAULT_THRESHOLDS)).toBe('variant');
  });
  it('the further the shapes are apart, the more the colours must agree', () => {
    const verdict = (distance: number, recoloured: number) => {
      const whole = { form: 'identity', part: 'whole', otherPart: 'whole' } as const;
      return copyVerdictOf({ evidence: 'near', ...whole, distance, recoloured }, DEFAULT_THRESHOLDS);
    };
    expect([verdict(0, 0.15), verdict(0, 0.16)]).toEqual(['duplicate', 'variant']);
    expect([verdict(15, 0.05), verdict(15, 0.06)]).toEqual(['duplicate', 'variant']);
    expect([verdict(23, 0), verdict(24, 0), verdict(31, 0)]).toEqual(['duplicate', 'variant', 'variant']);
    expect([verdict(32, 0.5), verdict(32, 0.6), verdict(41, 0)]).toEqual(['suspect', null, null]);
  });
  it('a photo within a grey border is found by what is within it, whoever asks', async () => {
    const original = await fingerprint(await sharpOf(scene).jpeg().toBuffer());
    const padded = await fingerprint(
      await sharpOf(scene)
        .extend({ top: 20, bottom: 20, left: 120, right: 120, background: '#ddd' })
        .jpeg({ quality: 60 })
        .toBuffer(),
    );
    for (const [a, b] of [
      [original, padded],
      [padded, original],
    ] as const) {
      const match = compareFingerprints(a, b, 31);
      expect(match && copyVerdictOf(match, DEFAULT_THRESHOLDS)).toBe('duplicate');
    }
  });
  it('plain pictures do not match each other by their noise: of one colour they are undecided', async () => {
    const plain = (background: string) =>
      sharp({ create: { width: 200, height: 200, channels: 3, background } })
        .png()
        .toBuffer()
        .then(fingerprint);
    const verdict = async (one: string, other: string) => {
      const match = compareFingerprints(await plain(one), await plain(other), 40);
      return match && copyVerdictOf(match, DEFAULT_THRESHOLDS);
    };
    expect(await verdict('#fff', '#fefefe')).toBe('undecided');
    expect(await verdict('#a33', '#33a')).toBeNull();
    expect(await verdict('#fff', '#ccc')).toBeNull();
  });
});

describe('imageDataHash', () => {
  it('survives metadata, not pixels', async () => {
    for (const format of ['jpeg', 'png', 'webp'] as const) {
      const bare = await sharpOf(scene).toFormat(format).toBuffer();
      const tagged = await sharpOf(scene)
        .withExif({ IFD0: { Copyright: '© Acme', ImageDescription: 'a mug' } })
        .toFormat(format)
        .toBuffer();
      const other = await sharpOf(seededScene(13, 640, 480))
        .toFormat(format)
        .toBuffer();
      expect(tagged.equals(bare)).toBe(false);
      expect(imageDataHash(tagged)).not.toBeNull();
      expect(imageDataHash(tagged)).toEqual(imageDataHash(bare));
      expect(imageDataHash(other)).not.toEqual(imageDataHash(bare));
    }
  });
  it('is null for a cut file and never throws', async () => {
    const bytes = await sharpOf(scene).jpeg().toBuffer();
    expect(imageDataHash(bytes.subarray(0, bytes.length >> 1))).toBeNull();
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 60 }),
        fc.constantFrom('\xff\xd8\xff', '\x89PNG\r\n\x1a\n', 'RIFF1234WEBP'),
        (tail, head) => {
          imageDataHash(Buffer.concat([Buffer.from(head, 'latin1'), tail]));
        },
      ),
    );
  });
});
