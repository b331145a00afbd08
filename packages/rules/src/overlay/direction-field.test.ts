import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeField, directionField, encodeField, FIELD_SIDE } from './direction-field.ts';
import { productPicture } from './test-pictures.ts';

/** Luma that rises by `slope` levels a pixel towards an angle (radians, clockwise from the right). */
const ramp = (side: number, angle: number, slope: number) => {
  const data = new Uint8Array(3 * side * side);
  for (let i = 0; i < side * side; i++) {
    const [x, y] = [(i % side) - side / 2, Math.floor(i / side) - side / 2];
    data.fill(Math.round(128 + slope * (x * Math.cos(angle) + y * Math.sin(angle))), 3 * i, 3 * i + 3);
  }
  return { width: side, height: side, data };
};

describe('directionField', () => {
  it('names the eighth of a turn that luma rises to', () => {
    for (let octant = 0; octant < 8; octant++) {
      const { codes } = directionField(ramp(32, (octant * Math.PI) / 4, 3.5));
      expect(codes[16 * 32 + 16]).toBe(1 + octant);
    }
  });

  it('says nothing of flat ground, of slopes as weak as noise, and of the border', () => {
    expect(directionField(ramp(32, 0, 0)).codes.every((code) => code === 0)).toBe(true);
    expect(directionField(ramp(32, 0, 1)).codes.every((code) => code === 0)).toBe(true);
    expect(
      directionField(ramp(32, 0, 3))
        .codes.slice(0, 32)
        .every((code) => code === 0),
    ).toBe(true);
  });

  it('shrinks to its longest side and never enlarges', () => {
    expect(directionField(productPicture(1, 400, 800))).toMatchObject({ width: 96, height: FIELD_SIDE });
    expect(directionField(productPicture(1, 60, 50))).toMatchObject({ width: 60, height: 50 });
  });

  it('survives being kept as text', () => {
    const field = directionField(productPicture(2, 301, 207));
    expect(decodeField(encodeField(field))).toEqual(field);
  });

  it('refuses a damaged text, whatever the damage', () => {
    const text = encodeField(directionField(productPicture(3, 120, 90)));
    fc.assert(
      fc.property(
        fc.oneof(
          fc.string(),
          fc.base64String(),
          fc.nat(text.length - 8).map((k) => text.slice(0, k)),
        ),
        (bad) => {
          expect(() => decodeField(bad)).toThrow('the kept edges of a picture are damaged');
        },
      ),
    );
    const huge = Buffer.from(text, 'base64');
    huge.writeUInt16LE(65535, 0);
    expect(() => decodeField(huge.toString('base64'))).toThrow('damaged');
  });
});

describe('a field that is read back', () => {
  const field = (width: number, height: number) => ({ width, height, codes: new Uint8Array(width * height) });
  it('may be as large as fields are made, and no larger in either direction', () => {
    expect(decodeField(encodeField(field(FIELD_SIDE, 1)))).toEqual(field(FIELD_SIDE, 1));
    expect(() => decodeField(encodeField(field(FIELD_SIDE + 1, 1)))).toThrow();
    expect(() => decodeField(encodeField(field(1, FIELD_SIDE + 1)))).toThrow();
    expect(() => decodeField(encodeField(field(0, 1)))).toThrow();
  });
});
