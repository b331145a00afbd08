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

  it('survives encoding as text', () => {
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
          expect(() => decodeField(bad)).toThrow('the stored edges of a picture are damaged');
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

describe('the codes of a field', () => {
  /** A pixel's neighbours to the right and below, by how much they are lighter than those to the left and above. */
  const codeOf = (dx: number, dy: number): number | undefined => {
    const data = new Uint8Array(27).fill(100);
    const set = (x: number, y: number, value: number): void => {
      data.fill(value, 3 * (3 * y + x), 3 * (3 * y + x) + 3);
    };
    set(0, 1, 100);
    set(2, 1, 100 + dx);
    set(1, 0, 100);
    set(1, 2, 100 + dy);
    return directionField({ width: 3, height: 3, data }).codes[4];
  };

  it('begin with a gradient of two and a half levels', () => {
    expect([4, 5, -4, -5].map((step) => codeOf(step, 0))).toEqual([0, 1, 0, 5]);
    expect([4, 5, -4, -5].map((step) => codeOf(0, step))).toEqual([0, 3, 0, 7]);
    // 3² + 4² is 5².
    expect([codeOf(3, 4), codeOf(3, 3), codeOf(-3, -4), codeOf(4, 3)]).toEqual([2, 0, 6, 2]);
  });

  it('change where an angle passes an odd sixteenth of a turn', () => {
    for (let dx = -60; dx <= 60; dx += 3) {
      for (let dy = -60; dy <= 60; dy += 3) {
        if (Math.hypot(dx, dy) < 5) continue;
        const octant = (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) + 8) % 8;
        expect(codeOf(dx, dy), `${dx}, ${dy}`).toBe(1 + octant);
      }
    }
  });

  it('are those of area means, weighed as BT.601 does, where a picture is larger', () => {
    let state = 7;
    const next = (): number => {
      state = (state * 48_271) % 2_147_483_647;
      return state & 255;
    };
    for (const [width, height, side] of [
      [23, 17, 9],
      [17, 23, 9],
      [40, 3, 13],
      [9, 9, 9],
      [10, 8, 9],
    ] as const) {
      const image = { width, height, data: Uint8Array.from({ length: 3 * width * height }, next) };
      const field = directionField(image, side);
      const scale = Math.min(1, side / Math.max(width, height));
      const [across, down] = [Math.max(1, Math.round(width * scale)), Math.max(1, Math.round(height * scale))];
      expect([field.width, field.height]).toEqual([across, down]);
      const cell = (x: number, y: number): number => {
        const [x0, x1] = [Math.round((x * width) / across), Math.round(((x + 1) * width) / across)];
        const [y0, y1] = [Math.round((y * height) / down), Math.round(((y + 1) * height) / down)];
        let sum = 0;
        for (let sy = y0; sy < y1; sy++)
          for (let sx = x0; sx < x1; sx++)
            for (const [c, weight] of [77, 150, 29].entries())
              sum += weight * (image.data[3 * (sy * width + sx) + c] ?? 0);
        return Math.fround(Math.fround(sum) / (256 * (x1 - x0) * (y1 - y0)));
      };
      for (let y = 0; y < down; y++) {
        for (let x = 0; x < across; x++) {
          const isInside = x > 0 && y > 0 && x < across - 1 && y < down - 1;
          const [dx, dy] = [(cell(x + 1, y) - cell(x - 1, y)) / 2, (cell(x, y + 1) - cell(x, y - 1)) / 2];
          const octant = (Math.round(Math.atan2(dy, dx) / (Math.PI / 4)) + 8) % 8;
          const expected = isInside && Math.hypot(dx, dy) >= 2.5 ? 1 + octant : 0;
          expect(field.codes[y * across + x], `${x}, ${y} of ${width} × ${height}`).toBe(expected);
        }
      }
    }
  });
});

describe('the text of a field', () => {
  it.each([
    [1, 1],
    [3, 1],
    [FIELD_SIDE, 1],
    [1, FIELD_SIDE],
    [5, 7],
  ])('keeps all codes of %i × %i', (width, height) => {
    const codes = Uint8Array.from({ length: width * height }, (_, i) => i % 9);
    expect(decodeField(encodeField({ width, height, codes }))).toEqual({ width, height, codes });
  });

  it.each([
    ['wider than a field', FIELD_SIDE + 1, 1, 0],
    ['higher than a field', 1, FIELD_SIDE + 1, 0],
    ['without a width', 0, 5, 0],
    ['without a height', 5, 0, 0],
    ['with a code that there is not', 2, 2, 9],
  ])('is refused where it is %s', (_what, width, height, code) => {
    const text = encodeField({ width, height, codes: new Uint8Array(width * height).fill(code) });
    expect(() => decodeField(text)).toThrow('damaged');
  });

  it('is refused where it holds more or less than its size says', () => {
    const bytes = Buffer.from(encodeField({ width: 4, height: 4, codes: new Uint8Array(16).fill(1) }), 'base64');
    for (const [width, isRead] of [
      [4, true],
      [3, false],
      [5, false],
    ] as const) {
      bytes.writeUInt16LE(width, 0);
      const read = () => decodeField(bytes.toString('base64'));
      if (isRead) expect(read).not.toThrow();
      else expect(read).toThrow('damaged');
    }
    for (const length of [0, 3, 4])
      expect(() => decodeField(bytes.subarray(0, length).toString('base64'))).toThrow('damaged');
  });
});

it('a field as large as one may be comes back, a larger one does not', () => {
  for (const [width, height] of [
    [192, 192],
    [192, 1],
    [1, 192],
    [3, 5],
  ] as const) {
    const codes = Uint8Array.from({ length: width * height }, (_, i) => i % 9);
    expect(decodeField(encodeField({ width, height, codes }))).toEqual({ width, height, codes });
  }
  for (const [width, height] of [
    [193, 1],
    [1, 193],
    [0, 5],
  ] as const) {
    const codes = new Uint8Array(width * height);
    expect(() => decodeField(encodeField({ width, height, codes }))).toThrow('damaged');
  }
  expect(() => decodeField(encodeField({ width: 1, height: 1, codes: Uint8Array.of(9) }))).toThrow('damaged');
});
