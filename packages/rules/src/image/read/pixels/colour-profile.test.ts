import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../../kernel/random.ts';
import { jpegSegment, withSegments } from '../../test-files.ts';
import { decodeCanonical } from '../decode.ts';
import { changesNoColour } from './colour-profile.ts';

const random = seededRandom(9);
const noise = Buffer.from(Uint8Array.from({ length: 3 * 64 * 64 }, () => Math.floor(random() * 256)));
const picture = sharp(noise, { raw: { width: 64, height: 64, channels: 3 } });

/** The profile of that name that sharp puts into files. */
const profileOf = async (name: string): Promise<Buffer> => {
  const { icc } = await sharp(await picture.clone().withIccProfile(name).png().toBuffer()).metadata();
  return icc ?? Buffer.of();
};

/** A JPEG with that profile in one segment. */
const withProfile = async (profile: Buffer): Promise<Buffer> => {
  const segment = jpegSegment(0xe2, Buffer.concat([Buffer.from('ICC_PROFILE\0\x01\x01'), profile]));
  return withSegments(await picture.clone().jpeg({ quality: 95 }).toBuffer(), [segment]);
};

describe('a colour profile', () => {
  it('changes no colour where it is sRGB, and does where it is another one', async () => {
    expect(await changesNoColour(await profileOf('srgb'))).toBe(true);
    expect(await changesNoColour(await profileOf('p3'))).toBe(false);
  });

  it('may be off by a level here and there, as sRGB of several makers is, and by no more', async () => {
    const srgb = await profileOf('srgb');
    // A column of its matrix (ICC.1, 10.31): red in D50, of 65,536 parts.
    const withRed = (by: number): Buffer => {
      const profile = Buffer.from(srgb);
      const tag = profile.indexOf('rXYZ');
      const at = profile.readUInt32BE(tag + 4) + 8;
      profile.writeInt32BE(profile.readInt32BE(at) + by, at);
      return profile;
    };
    expect(await changesNoColour(withRed(12))).toBe(true);
    expect(await changesNoColour(withRed(40))).toBe(false);
    expect(await changesNoColour(withRed(6000))).toBe(false);
  });

  it('is not believed where a reader of PNG leaves it out, which those of JPEG apply', async () => {
    const p3 = await profileOf('p3');
    expect(await changesNoColour(Buffer.concat([p3, Buffer.of(0)]))).toBe(false);
    const [intent, size] = [Buffer.from(p3), Buffer.from(p3)];
    intent.writeUInt32BE(0xffff_0000, 64);
    size.writeUInt32BE(p3.length + 400, 0);
    for (const odd of [intent, size]) {
      const bytes = await withProfile(odd);
      const [ours, theirs] = [await decodeCanonical(bytes), await sharp(bytes).toColourspace('srgb').raw().toBuffer()];
      expect(Buffer.compare(ours.data, theirs)).toBe(0);
    }
  });

  it('is not tested where it converts colours by tables', async () => {
    const srgb = await profileOf('srgb');
    expect(await changesNoColour(srgb)).toBe(true);
    for (const name of ['A2B0', 'A2B2', 'D2B1']) {
      const profile = Buffer.from(srgb);
      // In place of its copyright line.
      profile.write(name, profile.indexOf('cprt'), 'latin1');
      expect(await changesNoColour(profile)).toBe(false);
    }
  });

  it('is not tested where it is large', async () => {
    const srgb = await profileOf('srgb');
    const longer = (bytes: number): Buffer => Buffer.concat([srgb, Buffer.alloc(bytes - srgb.length)]);
    expect(await changesNoColour(longer(4096))).toBe(true);
    expect(await changesNoColour(longer(4097))).toBe(false);
  });

  it('has the same answer however many others came before it, of which the last 64 are remembered', {
    tags: 'full',
  }, async () => {
    const [srgb, p3] = [await profileOf('srgb'), await profileOf('p3')];
    const numbered = (profile: Buffer, k: number): Buffer => Buffer.concat([profile, Buffer.of(k)]);
    for (let k = 0; k < 70; k++) expect(await changesNoColour(numbered(srgb, k))).toBe(true);
    for (let k = 0; k < 70; k++) expect(await changesNoColour(numbered(p3, k))).toBe(false);
    expect(changesNoColour(numbered(p3, 69))).toBe(changesNoColour(numbered(p3, 69)));
    expect(await changesNoColour(numbered(srgb, 0))).toBe(true);
  });

  it('changes what a picture looks like only where it is another one than sRGB, alone and with opacities', async () => {
    for (const source of [picture, picture.clone().ensureAlpha(0.5)]) {
      for (const [name, isSame] of [
        ['srgb', true],
        ['p3', false],
      ] as const) {
        const tagged = await source.clone().withIccProfile(name).png().toBuffer();
        const untagged = await sharp(tagged, { ignoreIcc: true }).png().toBuffer();
        const byLibvips = await sharp(tagged).toColourspace('srgb').flatten({ background: '#ffffff' }).raw().toBuffer();
        const { data } = await decodeCanonical(tagged);
        expect(Buffer.compare(data, byLibvips)).toBe(0);
        expect(Buffer.compare((await decodeCanonical(untagged)).data, data) === 0).toBe(isSame);
      }
    }
  });
});
