import { describe, expect, it } from 'vitest';
import type { Raster } from '../reduced.ts';
import { pictureLayoutOf } from './layout.ts';
import { textPlaceOf } from './place.ts';

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
/** With lights and shades, as what was photographed. */
const shaded = (left: number, top: number, width: number, height: number, [red, green, blue]: Colour): Box[] =>
  Array.from({ length: 12 }, (_, k): Box => {
    const [x, end] = [left + Math.round((k * width) / 12), left + Math.round(((k + 1) * width) / 12)];
    return [x, top, end - x, height, [red - 6 * k, green, blue + 3 * k]];
  });
const PRODUCT = shaded(100, 50, 100, 100, [160, 40, 40]);
const line = (x: number, y: number, length = 60) => ({ x, y, length, thickness: 12, angle: 0, score: 0.9 });

describe('the place of a line', () => {
  const layout = pictureLayoutOf(picture(white, ...PRODUCT, [10, 160, 90, 30, [20, 20, 200]]));

  it.each([
    ['ground', line(150, 20)],
    ['across', line(100, 100)],
    ['product', line(150, 100)],
    ['label', line(55, 175)],
  ] as const)('%s', (place, region) => {
    expect(textPlaceOf(layout, region, WIDTH)).toBe(place);
  });

  it('looks no farther around large print than around other lines', () => {
    expect(textPlaceOf(layout, { ...line(150, 100, 84), thickness: 50 }, WIDTH)).toBe('product');
    expect(textPlaceOf(layout, { ...line(150, 100, 120), thickness: 50 }, WIDTH)).toBe('across');
  });

  it('distinguishes a white product from a white background by its edge', () => {
    const onWhite = pictureLayoutOf(picture(white, ...shaded(100, 50, 100, 100, [242, 230, 204])));
    expect(textPlaceOf(onWhite, line(150, 100), WIDTH)).toBe('product');
  });

  it('takes a ground that fades for one ground', () => {
    const fading = pictureLayoutOf(
      picture((_x, y) => [250 - Math.round(y / 6), 248 - Math.round(y / 6), 240], ...PRODUCT),
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
    const onCard = pictureLayoutOf(picture(() => [180, 180, 180], card, ...PRODUCT));
    expect(textPlaceOf(onCard, line(150, 25), WIDTH)).toBe('ground');
    expect(textPlaceOf(onCard, line(150, 100), WIDTH)).toBe('product');
  });

  it('is unknown where the background is patterned, or empty', () => {
    const patterned = pictureLayoutOf(
      picture((x, y) => (((x >> 3) + (y >> 3)) % 2 === 0 ? [250, 250, 250] : [40, 90, 40]), ...PRODUCT),
    );
    expect(textPlaceOf(patterned, line(150, 20), WIDTH)).toBe('unknown');
    expect(textPlaceOf(pictureLayoutOf(picture(white)), line(150, 20), WIDTH)).toBe('unknown');
  });

  it('knows of no place on yarn, wood or cloth, whose tones are near each other and of which only rims look plain', () => {
    const woven = (x: number, y: number): Colour => {
      const off = Math.round(52 * Math.sin(1.7 * x + 0.9 * y));
      return [150 + off, 140 + off, 120 + off];
    };
    expect(textPlaceOf(pictureLayoutOf(picture(woven)), line(150, 100), WIDTH)).toBe('unknown');
    expect(textPlaceOf(pictureLayoutOf(picture(woven, ...PRODUCT)), line(150, 100), WIDTH)).toBe('unknown');
    // A narrow frame around it is one, and what it holds a thing.
    const thin: Box[] = [
      [0, 0, WIDTH, 3, [250, 250, 250]],
      [0, HEIGHT - 3, WIDTH, 3, [250, 250, 250]],
      [0, 0, 40, HEIGHT, [250, 250, 250]],
      [WIDTH - 40, 0, 40, HEIGHT, [250, 250, 250]],
    ];
    expect(textPlaceOf(pictureLayoutOf(picture(woven, ...thin)), line(150, 100), WIDTH)).toBe('product');
  });

  it('takes what is of one colour for drawn, as a card, and what is shaded or black for a product', () => {
    const placeOn = (...boxes: readonly Box[]): string =>
      textPlaceOf(pictureLayoutOf(picture(white, ...boxes)), line(150, 100), WIDTH);
    const words: Box = [110, 90, 70, 20, [255, 255, 255]];
    expect(placeOn([90, 40, 120, 120, [200, 40, 60]], words)).toBe('label');
    expect(placeOn(...shaded(90, 40, 120, 120, [200, 40, 60]), words)).toBe('product');
    expect(placeOn([90, 40, 120, 120, [20, 20, 24]], words)).toBe('product');
    // A drawing next to a product leaves the product what it is.
    const withDrawing = pictureLayoutOf(picture(white, [5, 20, 90, 160, [200, 40, 60]], ...PRODUCT));
    expect(textPlaceOf(withDrawing, line(150, 100), WIDTH)).toBe('product');
    expect(textPlaceOf(withDrawing, line(50, 100, 40), WIDTH)).toBe('label');
  });

  it('knows a picture in a frame by its straight sides where its own white runs into the frame', () => {
    const room = shaded(8, 8, WIDTH - 16, HEIGHT - 16, [160, 90, 60]);
    const wall: Box = [8, 8, 120, 60, [255, 255, 255]];
    expect(textPlaceOf(pictureLayoutOf(picture(white, ...room, wall)), line(150, 150), WIDTH)).toBe('label');
    // A screen on its foot has straight sides, too, but not below.
    const foot: Box[] = [
      [8, 150, 110, 50, [255, 255, 255]],
      [182, 150, 118, 50, [255, 255, 255]],
    ];
    expect(textPlaceOf(pictureLayoutOf(picture(white, ...room, ...foot)), line(150, 100), WIDTH)).toBe('product');
  });

  it('finds a band across a product and its ground', () => {
    const product = shaded(100, 20, 100, 160, [160, 40, 40]);
    const band = (colour: Colour): Box => [20, 110, 260, 36, colour];
    const through = shaded(100, 110, 100, 36, [90, 30, 30]);
    const placeOn = (...boxes: readonly Box[]): string =>
      textPlaceOf(pictureLayoutOf(picture(white, ...boxes)), line(150, 128), WIDTH);
    expect(placeOn(...product, band([140, 140, 140]), ...through)).toBe('label');
    // The keys of a thing are as wide, and shaded.
    expect(placeOn(...product, ...shaded(20, 110, 260, 36, [150, 140, 130]), ...through)).toBe('product');
    expect(placeOn(...product, ...through)).toBe('product');
  });
});
