import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { groundAround, standsFree } from './free-ground.ts';
import { textEvidence } from './text-rows.ts';

const SIDE = 500;

interface Plate {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** A picture without any plain ground but a plate with a row of bars in its middle. */
const withPlate = ({ left, top, width, height }: Plate): RgbImage => {
  const data = new Uint8Array(3 * SIDE * SIDE);
  for (let i = 0; i < SIDE * SIDE; i++) data.fill(((i * 7919) ^ (i >> 3) ^ ((i % SIDE) * 131)) & 127, 3 * i, 3 * i + 3);
  const fill = (x0: number, y0: number, across: number, down: number, value: number): void => {
    for (let y = y0; y < y0 + down; y++)
      for (let x = x0; x < x0 + across; x++) data.fill(value, 3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3);
  };
  fill(left, top, width, height, 250);
  const start = left + Math.floor(width / 2) - 34;
  const row = top + Math.floor(height / 2) - 10;
  for (let k = 0; k < 6; k++) fill(start + 12 * k, row, 3 + (k % 3), 20, 10);
  return { width: SIDE, height: SIDE, data };
};
const found = (plate: Plate) => textEvidence(withPlate(plate)).rows.map(({ on }) => on);

describe('a plate with a row of strokes', () => {
  it.each([
    ['in a corner', { left: 0, top: 0, width: 100, height: 40 }, ['label']],
    ['as far from it as a label may be', { left: 30, top: 30, width: 100, height: 40 }, ['label']],
    ['further from the side', { left: 31, top: 30, width: 100, height: 40 }, []],
    ['further from the end', { left: 30, top: 31, width: 100, height: 40 }, []],
    ['at the other corner', { left: 371, top: 431, width: 100, height: 40 }, ['label']],
    ['further from the other side', { left: 369, top: 431, width: 100, height: 40 }, []],
    ['further from the other end', { left: 371, top: 429, width: 100, height: 40 }, []],
    ['as wide as a band', { left: 125, top: 20, width: 250, height: 40 }, ['label']],
    ['less wide', { left: 125, top: 20, width: 249, height: 40 }, []],
    ['as high as a band', { left: 20, top: 125, width: 100, height: 250 }, ['label']],
    ['less high', { left: 20, top: 125, width: 100, height: 249 }, []],
    ['as wide as a band, in the middle', { left: 125, top: 200, width: 250, height: 40 }, []],
    ['as large as a label', { left: 10, top: 10, width: 250, height: 200 }, ['label']],
    ['larger, and inside', { left: 10, top: 10, width: 252, height: 200 }, []],
  ] as const)('%s', (_what, plate, on) => {
    expect(found(plate)).toEqual(on);
  });
});

describe('groundAround', () => {
  const [width, height] = [30, 20];
  const box = { left: 10, top: 8, right: 20, bottom: 12 };
  /** The pixels of the line around a box that leaves two free before it and one behind it. */
  const line = (): number[] => {
    const places: number[] = [];
    for (let y = 6; y <= 13; y++)
      for (let x = 8; x <= 21; x++) if (y === 6 || y === 13 || x === 8 || x === 21) places.push(y * width + x);
    return places;
  };

  it('is the region of nine tenths of the line around the box', () => {
    const places = line();
    expect(places).toHaveLength(40);
    for (const [others, expected] of [
      [0, 3],
      [4, 3],
      [5, 0],
    ] as const) {
      const of = new Int32Array(width * height);
      for (const [index, place] of places.entries()) of[place] = index % 8 === 0 && index / 8 < others ? 5 : 3;
      expect(groundAround(box, of, width, height), `${others}`).toBe(expected);
    }
  });

  it('asks for no pixel but those of that line, and stays inside the picture', () => {
    const of = new Int32Array(width * height).fill(7);
    for (const place of line()) of[place] = 2;
    expect(groundAround(box, of, width, height)).toBe(2);
    expect(groundAround({ left: 0, top: 0, right: width, bottom: height }, of, width, height)).toBe(7);
  });
});

describe('standsFree', () => {
  const [width, height] = [200, 100];
  const box = { left: 90, top: 45, right: 110, bottom: 55 };
  const plain = (): RgbImage => ({ width, height, data: new Uint8Array(3 * width * height).fill(200) });
  /** Walls across the way to sides of the picture. */
  const walled = (...walls: readonly ('left' | 'right' | 'top' | 'bottom')[]): Int32Array => {
    const of = new Int32Array(width * height).fill(1);
    const wall = (x: number, y: number): void => {
      of[y * width + x] = 2;
    };
    for (let y = 0; y < height; y++) {
      if (walls.includes('left')) wall(0, y);
      if (walls.includes('right')) wall(width - 1, y);
    }
    for (let x = 0; x < width; x++) {
      if (walls.includes('top')) wall(x, 0);
      if (walls.includes('bottom')) wall(x, height - 1);
    }
    return of;
  };

  it('wants two open sides, the walls at the very edge count too', () => {
    expect(standsFree(plain(), walled(), 1, box)).toBe(true);
    expect(standsFree(plain(), walled('left', 'top'), 1, box)).toBe(true);
    expect(standsFree(plain(), walled('right', 'bottom'), 1, box)).toBe(true);
    expect(standsFree(plain(), walled('left', 'top', 'right'), 1, box)).toBe(false);
    expect(standsFree(plain(), walled('left', 'top', 'right', 'bottom'), 1, box)).toBe(false);
  });

  it.each([
    ['left', { left: 12, top: 45, right: 32, bottom: 55 }, { left: 13, top: 45, right: 33, bottom: 55 }],
    ['top', { left: 90, top: 6, right: 110, bottom: 16 }, { left: 90, top: 7, right: 110, bottom: 17 }],
    ['right', { left: 169, top: 45, right: 189, bottom: 55 }, { left: 167, top: 45, right: 187, bottom: 55 }],
    ['bottom', { left: 90, top: 85, right: 110, bottom: 95 }, { left: 90, top: 83, right: 110, bottom: 93 }],
  ] as const)('or one whose edge is near: %s', (side, near, far) => {
    const others = (['left', 'right', 'top', 'bottom'] as const).filter((each) => each !== side);
    expect(standsFree(plain(), walled(...others), 1, near)).toBe(true);
    expect(standsFree(plain(), walled(...others), 1, far)).toBe(false);
  });

  it.each([
    [10, true],
    [11, false],
  ])('is not open where a channel drifts by %i levels over eight px', (drift, isOpen) => {
    for (const channel of [0, 1, 2]) {
      const picture = plain();
      // Something soft up to the left and right edges is in the way, outside of the ringing around the row.
      for (let y = 0; y < height; y++)
        for (const x of [40, 150])
          for (let k = x - 4; k < x + 4; k++) picture.data[3 * (y * width + k) + channel] = 200 - drift;
      expect(standsFree(picture, walled('top', 'bottom'), 1, box), `${channel}`).toBe(isOpen);
    }
  });

  it('ignores the ringing around the row', () => {
    const picture = plain();
    for (let y = 0; y < height; y++) for (const x of [84, 115]) picture.data[3 * (y * width + x)] = 100;
    expect(standsFree(picture, walled('top', 'bottom'), 1, box)).toBe(true);
  });
});
