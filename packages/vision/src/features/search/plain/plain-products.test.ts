// Which pictures have too little detail to be matched by it, and what is stored of them, at both sides of each bound.

import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import type { Features } from '../../extract/features.ts';
import type { Sheet } from '../../pair/sheet.ts';
import { colourMatcher } from './colour-row.ts';
import { blockColours, hasLittleDetail, productColour } from './plain-products.ts';
import { drawnPicture } from './test-drawn.ts';

describe('hasLittleDetail', () => {
  /** Ground to the left, product to the right. */
  const sheet = (isProduct: boolean): Sheet => {
    const [columns, rows] = [8, 4];
    const cells = Uint8Array.from({ length: columns * rows }, (_, k) => (k % columns < 4 ? 0 : 1));
    const colour = drawnPicture(4 * columns, 4 * rows, () => [100, 100, 100]);
    const ground = { columns, rows, isGround: cells.map((cell) => 1 - cell), share: 0.5 };
    return { colour, luma: [], ground, product: isProduct ? cells : null };
  };
  const features = (outside: number, within: number): Features =>
    ({
      count: outside + within,
      x: Float32Array.from({ length: outside + within }, (_, k) => (k < outside ? 2 : 30)),
      y: new Float32Array(outside + within),
    }) as Features;
  const little = (outside: number, within: number, isProduct = true): boolean =>
    hasLittleDetail(features(outside, within), () => sheet(isProduct));
  it('is said by points, and by those within the product where it stands on plain ground', () => {
    expect([little(0, 59), little(0, 60)]).toEqual([true, false]);
    expect([little(300, 19), little(300, 20), little(300, 19, false)]).toEqual([true, false, false]);
  });
  it('counts no points along the outline', () => {
    const outline = { count: 300, x: new Float32Array(300).fill(18), y: new Float32Array(300) } as Features;
    expect(hasLittleDetail(outline, () => sheet(true))).toBe(true);
  });
  it('asks for pixels only where points do not say it', () => {
    const none = (): Sheet => {
      throw new Error('must not be called');
    };
    expect(hasLittleDetail(features(59, 0), none)).toBe(true);
  });
});

describe('productColour', () => {
  const grey = (level: number): readonly number[] => [level, level, level];
  const sheet = (colour: RgbImage, product: Uint8Array | null = null): Sheet => ({
    ...{ colour, luma: [], product },
    ground: { columns: colour.width >> 2, rows: colour.height >> 2, isGround: new Uint8Array(0), share: 0.5 },
  });
  const lightness = (colour: RgbImage, product: Uint8Array | null = null): string =>
    productColour(sheet(colour, product))
      ?.map((each) => each.toFixed(1))
      .join(' ') ?? '-';
  it('is of the middle where there is no plain ground, and of the product else', () => {
    // Black but for the inner half.
    const middle = drawnPicture(16, 16, (x, y) => grey(x > 4 && x < 12 && y > 4 && y < 12 ? 120 : 0));
    expect(lightness(middle)).toBe('50.4 0.0 0.0');
    const half = drawnPicture(16, 16, (x) => grey(x < 8 ? 120 : 0));
    const cells = Uint8Array.from({ length: 16 }, (_, k) => (k % 4 < 2 ? 1 : 0));
    expect(lightness(half, cells)).toBe('50.4 0.0 0.0');
    expect(lightness(half, new Uint8Array(16))).toBe('-');
    expect(lightness(half)).not.toBe('50.4 0.0 0.0');
  });
  it('is the commonest of stripes, whose mean is nowhere', () => {
    const [red, green, blue] = [
      [200, 30, 30],
      [30, 160, 60],
      [40, 60, 200],
    ] as const;
    const stripes = [green, red, blue, red, green, red, blue, red];
    const striped = drawnPicture(512, 256, (x) => stripes[Math.floor(x / 64)] ?? red);
    const colour = productColour(sheet(striped, new Uint8Array(128 * 64).fill(1)));
    const of = (image: RgbImage): boolean => colour !== null && colourMatcher(blockColours(image))(colour);
    expect([red, green, blue].map((level) => of(drawnPicture(64, 64, () => level)))).toEqual([true, false, false]);
    expect(of(striped)).toBe(true);
    // A mean that half of it has stays what it is called by.
    const mostly = drawnPicture(512, 256, (x) => (x < 300 ? red : [190, 36, 36]));
    expect(productColour(sheet(mostly, new Uint8Array(128 * 64).fill(1)))).not.toEqual(colour);
  });
  it('is none of what is as white as a ground', () => {
    expect([242, 243, 244].map((level) => lightness(drawnPicture(8, 8, () => grey(level))) === '-')).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('blockColours', () => {
  it('counts whole blocks', () => {
    const count = (width: number, height: number): number =>
      blockColours(drawnPicture(width, height, () => [1, 2, 3])).length;
    expect([count(16, 16), count(15, 16), count(16, 15), count(47, 33), count(48, 32)]).toEqual([1, 0, 0, 4, 6]);
    const [first, second] = blockColours(drawnPicture(32, 16, (x) => (x < 16 ? [255, 255, 255] : [0, 0, 0])));
    expect([first?.[0], second?.[0]].map((each) => Math.round(each ?? -1))).toEqual([100, 0]);
  });
});
