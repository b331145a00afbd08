import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { isSrgbProfile } from './icc-srgb.ts';

const xyz = (...values: readonly number[]): Buffer => {
  const tag = Buffer.alloc(20);
  tag.write('XYZ ', 'latin1');
  for (const [i, value] of values.entries()) tag.writeInt32BE(Math.round(65536 * value), 8 + 4 * i);
  return tag;
};
const curve = (...entries: readonly number[]): Buffer => {
  const tag = Buffer.alloc(12 + 2 * entries.length);
  tag.write('curv', 'latin1');
  tag.writeUInt32BE(entries.length, 8);
  for (const [i, entry] of entries.entries()) tag.writeUInt16BE(entry, 12 + 2 * i);
  return tag;
};
const formula = (kind: number, ...numbers: readonly number[]): Buffer => {
  const tag = Buffer.alloc(12 + 4 * numbers.length);
  tag.write('para', 'latin1');
  tag.writeUInt16BE(kind, 8);
  for (const [i, value] of numbers.entries()) tag.writeInt32BE(Math.round(65536 * value), 12 + 4 * i);
  return tag;
};
const MATRIX = {
  rXYZ: xyz(0.4361, 0.2225, 0.0139),
  gXYZ: xyz(0.3851, 0.7169, 0.0971),
  bXYZ: xyz(0.1431, 0.0606, 0.7141),
};
const seen = (tags: { readonly [signature: string]: Buffer }): boolean | null =>
  isSrgbProfile((signature) => tags[signature] ?? null);
const withCurve = (tag: Buffer) => seen({ ...MATRIX, rTRC: tag, gTRC: tag, bTRC: tag });

describe('a profile that shows colours as sRGB', () => {
  it('has the curve as a formula, as a table, or as a power near it', () => {
    expect(withCurve(formula(3, 2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045))).toBe(true);
    expect(withCurve(curve(0, 14025, 65535))).toBe(true);
    expect(withCurve(curve(0, 10000, 18050, 65535))).toBe(true);
    expect(withCurve(curve(Math.round(2.2 * 256)))).toBe(true);
  });
  it('is not one of another curve, or of other primaries', () => {
    expect([withCurve(curve()), withCurve(curve(Math.round(1.8 * 256))), withCurve(formula(0, 1))]).toEqual([
      false,
      false,
      false,
    ]);
    const wide = { ...MATRIX, gXYZ: xyz(0.2051, 0.6257, 0.0609) };
    expect(seen({ ...wide, rTRC: curve(563), gTRC: curve(563), bTRC: curve(563) })).toBe(false);
    expect(seen({ ...MATRIX, rTRC: curve(563), gTRC: curve(563), bTRC: curve(256) })).toBe(false);
  });
  it('is unknown where there is no matrix, no curve, or one that is cut off', () => {
    expect(seen({})).toBeNull();
    expect(seen(MATRIX)).toBeNull();
    expect(withCurve(Buffer.from('none of them'))).toBeNull();
    expect(withCurve(curve(0, 14025, 65535).subarray(0, 16))).toBeNull();
    expect(withCurve(formula(9, 1))).toBeNull();
    expect(seen({ ...MATRIX, bXYZ: MATRIX.bXYZ.subarray(0, 12), rTRC: curve(563), gTRC: curve(563) })).toBeNull();
  });
  it('is what is written into files as sRGB, and not what is written as Display P3', async () => {
    const profileOf = async (name: 'srgb' | 'p3') => {
      const picture = sharp({ create: { width: 8, height: 8, channels: 3, background: '#888' } });
      const { icc } = await sharp(await picture.withIccProfile(name).jpeg().toBuffer()).metadata();
      const profile = icc ?? Buffer.alloc(132);
      return isSrgbProfile((signature) => {
        for (let at = 132; at < 132 + 12 * profile.readUInt32BE(128); at += 12) {
          if (profile.toString('latin1', at, at + 4) !== signature) continue;
          const start = profile.readUInt32BE(at + 4);
          return profile.subarray(start, start + profile.readUInt32BE(at + 8));
        }
        return null;
      });
    };
    expect([await profileOf('srgb'), await profileOf('p3')]).toEqual([true, false]);
  });
});
