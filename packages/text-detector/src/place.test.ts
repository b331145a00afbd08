import { describe, expect, it } from 'vitest';
import { pictureLayoutOf, textPlaceOf } from './place.ts';
import type { Raster } from './reduced.ts';

type Colour = readonly [number, number, number];
type Box = readonly [left: number, top: number, width: number, height: number, colour: Colour];

const [WIDTH, HEIGHT] = [300, 200];
const picture = (ground: (x: number, y: number) => Colour, ...boxes: readonly Box[]): Raster => {
  const data = new Uint8Array(WIDTH * HEIGHT * 3);
  for (let y = 0; y < HEIGHT; y++) {
    for (let x = 0; x < WIDTH; x++) {
      const on = boxes.findLast(
        ([left, top, width, height]) => x >= left && x < left + width && y >= top && y < top + height,
      );
      data.set(on?.[4] ?? ground(x, y), 3 * (y * WIDTH + x));
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
};
const white = (): Colour => [255, 255, 255];
const PRODUCT: Box = [100, 50, 100, 100, [160, 40, 40]];
const line = (x: number, y: number, length = 60) => ({ x, y, length, thickness: 12, angle: 0, score: 0.9 });

describe('where a line lies', () => {
  const layout = pictureLayoutOf(picture(white, PRODUCT, [10, 160, 90, 30, [20, 20, 200]]));

  it.each([
    ['ground', line(150, 20)],
    ['across', line(100, 100)],
    ['product', line(150, 100)],
    ['label', line(55, 175)],
  ] as const)('%s', (place, region) => {
    expect(textPlaceOf(layout, region, WIDTH)).toBe(place);
  });

  it('tells a white product from a white ground by its edge', () => {
    const onWhite = pictureLayoutOf(picture(white, [100, 50, 100, 100, [238, 238, 238]]));
    expect(textPlaceOf(onWhite, line(150, 100), WIDTH)).toBe('product');
  });

  it('takes a ground that fades for one ground', () => {
    const fading = pictureLayoutOf(
      picture((_x, y) => [250 - Math.round(y / 6), 248 - Math.round(y / 6), 240], PRODUCT),
    );
    expect(textPlaceOf(fading, line(50, 180), WIDTH)).toBe('ground');
    expect(textPlaceOf(fading, line(150, 100), WIDTH)).toBe('product');
  });

  it('looks into a plain frame that a picture nearly fills', () => {
    const checked = (x: number, y: number): Colour => (((x >> 3) + (y >> 3)) % 2 === 0 ? [60, 90, 200] : [40, 90, 40]);
    const poster =
      (margin: number) =>
      (x: number, y: number): Colour =>
        x < margin || y < margin || x >= WIDTH - margin || y >= HEIGHT - margin ? [250, 250, 250] : checked(x, y);
    expect(textPlaceOf(pictureLayoutOf(picture(poster(8))), line(150, 100), WIDTH)).toBe('unknown');
    // Something that is no more than most of the picture may be a box.
    expect(textPlaceOf(pictureLayoutOf(picture(poster(30))), line(150, 100), WIDTH)).toBe('product');
  });

  it('looks for the product on a card within its frame', () => {
    const card: Box = [6, 6, WIDTH - 12, HEIGHT - 12, [250, 250, 250]];
    const onCard = pictureLayoutOf(picture(() => [180, 180, 180], card, PRODUCT));
    expect(textPlaceOf(onCard, line(150, 25), WIDTH)).toBe('ground');
    expect(textPlaceOf(onCard, line(150, 100), WIDTH)).toBe('product');
  });

  it('knows of no place where the ground is patterned, or nothing lies on it', () => {
    const patterned = pictureLayoutOf(
      picture((x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [250, 250, 250] : [40, 90, 40]), PRODUCT),
    );
    expect(textPlaceOf(patterned, line(150, 20), WIDTH)).toBe('unknown');
    expect(textPlaceOf(pictureLayoutOf(picture(white)), line(150, 20), WIDTH)).toBe('unknown');
  });
});
