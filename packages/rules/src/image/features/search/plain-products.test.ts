// Which pictures have too little detail to be told by it, and which suspects may show their colour, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import type { RgbImage } from '../../read/raster.ts';
import type { Features } from '../extract/features.ts';
import type { Sheet } from '../pair/sheet.ts';
import { blockColours, hasLittleDetail, type MeanColour, mayShowColour, productColour } from './plain-products.ts';

const plain = (width: number, height: number, at: (x: number, y: number) => readonly number[]): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(at(x, y), 3 * (y * width + x));
  return { width, height, data };
};

describe('hasLittleDetail', () => {
  /** Blocks with stripes on a row of plain ones, all of them product. */
  const sheet = (blocks: number, isProduct = true): Sheet => {
    const [width, height] = [16 * 14, 48];
    const isStriped = (x: number, y: number): boolean => y >= 16 && y < 32 && x >= 16 && x < 16 + 16 * blocks;
    const colour = plain(width, height, (x, y) => {
      const level = isStriped(x, y) && x % 4 < 2 ? 130 : 100;
      return [level, level, level];
    });
    const luma = {
      width,
      height,
      data: Uint8Array.from({ length: width * height }, (_, k) => colour.data[3 * k] ?? 0),
    };
    const cells = new Uint8Array((width / 4) * (height / 4)).fill(1);
    const ground = { columns: width / 4, rows: height / 4, isGround: new Uint8Array(cells.length), share: 0.5 };
    return { colour, luma: [luma], ground, product: isProduct ? cells : null };
  };
  const little = (count: number, blocks = 12, isProduct = true): boolean =>
    hasLittleDetail({ count } as Features, () => sheet(blocks, isProduct));
  it('is said by points, and where they are few by blocks', () => {
    expect([little(59), little(60), little(250), little(251)]).toEqual([true, false, false, false]);
    expect([little(60, 11), little(250, 11), little(251, 11)]).toEqual([true, true, false]);
    expect([little(100, 12), little(100, 11), little(100, 11, false)]).toEqual([false, true, false]);
  });
  it('asks for pixels only where points do not say it', () => {
    const none = (): Sheet => {
      throw new Error('not to be asked for');
    };
    expect([59, 251].map((count) => hasLittleDetail({ count } as Features, none))).toEqual([true, false]);
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
    const middle = plain(16, 16, (x, y) => grey(x > 4 && x < 12 && y > 4 && y < 12 ? 120 : 0));
    expect(lightness(middle)).toBe('50.4 0.0 0.0');
    const half = plain(16, 16, (x) => grey(x < 8 ? 120 : 0));
    const cells = Uint8Array.from({ length: 16 }, (_, k) => (k % 4 < 2 ? 1 : 0));
    expect(lightness(half, cells)).toBe('50.4 0.0 0.0');
    expect(lightness(half, new Uint8Array(16))).toBe('-');
    expect(lightness(half)).not.toBe('50.4 0.0 0.0');
  });
  it('is none of what is as white as a ground', () => {
    expect([242, 243, 244].map((level) => lightness(plain(8, 8, () => grey(level))) === '-')).toEqual([
      false,
      false,
      true,
    ]);
  });
});

describe('mayShowColour', () => {
  it('is said by the share of blocks that are near enough', () => {
    const own: MeanColour = [50, 0, 0];
    const blocks = (near: number, all: number, l = 62): readonly MeanColour[] =>
      Array.from({ length: all }, (_, k) => (k < near ? [l, 0, 0] : [90, 0, 0]));
    expect([
      mayShowColour(own, blocks(1, 25)),
      mayShowColour(own, blocks(1, 26)),
      mayShowColour(own, blocks(0, 25)),
    ]).toEqual([true, false, false]);
    expect([mayShowColour(own, blocks(25, 25, 62)), mayShowColour(own, blocks(25, 25, 62.1))]).toEqual([true, false]);
    expect([mayShowColour(own, [[50, 12, 0]]), mayShowColour(own, [[50, 0, 12.1]])]).toEqual([true, false]);
  });
  it('counts whole blocks', () => {
    const count = (width: number, height: number): number => blockColours(plain(width, height, () => [1, 2, 3])).length;
    expect([count(16, 16), count(15, 16), count(16, 15), count(47, 33), count(48, 32)]).toEqual([1, 0, 0, 4, 6]);
    const [first, second] = blockColours(plain(32, 16, (x) => (x < 16 ? [255, 255, 255] : [0, 0, 0])));
    expect([first?.[0], second?.[0]].map((each) => Math.round(each ?? -1))).toEqual([100, 0]);
  });
});
