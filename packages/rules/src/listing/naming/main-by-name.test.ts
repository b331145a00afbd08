import { describe, expect, it } from 'vitest';
import { inNaturalOrder } from '../natural-order.ts';
import { mainByName } from './main-by-name.ts';

/** The main picture of a folder with these names, and why; the natural order's first is `order`. */
const main = (names: string): string => {
  const paths = inNaturalOrder(names.split(' ').map((name) => `shop/mug/${name}.jpg`));
  const found = mainByName(paths);
  const path = (found?.path ?? paths[0] ?? '').replace('shop/mug/', '').replace('.jpg', '');
  return `${path}: ${found?.why ?? 'order'}`;
};

describe('mainByName', () => {
  it.each([
    // A word for the main picture, at either end of the name, in any writing.
    ['mug_alt1 mug_back mug_main', 'mug_main: says "main"'],
    ['green_alt1 green_main green_back purple_main red_main', 'green_main: says "main"'],
    ['B000123456.BACK B000123456.MAIN B000123456.PT01', 'B000123456.MAIN: says "MAIN"'],
    ['detail mainImage scene', 'mainImage: says "main"'],
    ['01-scene 02-main-image', '02-main-image: says "main"'],
    ['hero cover side', 'cover: says "cover"'],
    ['amb hero zoom', 'hero: says "hero"'],
    ['背面 主图1 主图2', '主图1: says "主图"'],
    ['detail Hauptbild Rückseite', 'Hauptbild: says "Hauptbild"'],
    ['front main', 'main: says "main"'],
    // The name that the others add to.
    ['kettle kettle-black kettle-steel', 'kettle: is the one that others add to'],
    ['ABC00123 ABC00123A ABC00123B', 'ABC00123: is the one that others add to'],
    ['mug mug-(1) mug-(2)', 'mug: is the one that others add to'],
    ['ambience mug mug-2 mug-3', 'mug: is the one that others add to'],
    ['tote tote_back tote_front', 'tote: is the one that others add to'],
    // Numbers.
    ['bag-alternate bag-blue-0 bag-blue-1', 'bag-blue-0: ends in 0'],
    ['MODEL_i_1-side MODEL_i_2-front', 'MODEL_i_1-side: order'],
    ['IMG_2041 IMG_2042-front', 'IMG_2042-front: says "front"'],
    ['2 10 1', '1: order'],
    ['IMG_2041 mug-1 mug-2 mug-3', 'mug-1: begins a series'],
    // Views.
    ['tee-back tee-front', 'tee-front: says "front"'],
    ['back front inside', 'front: says "front"'],
    ['detail mug scene', 'mug: says no other view'],
    ['mug-back mug01', 'mug01: says no other view'],
    ['back side', 'back: order'],
    ['tee_back tee_back_black tee_black tee_blue', 'tee_black: says no other view'],
  ])('%s', (names, expected) => {
    expect(main(names)).toBe(expected);
  });

  it.each([
    ['phone-cover-1 phone-cover-2 phone-cover-3', 'phone-cover-1: order'],
    ['box phone-cover phone-cover-back', 'phone-cover: says no other view'],
    ['gopro-hero-back gopro-hero-front', 'gopro-hero-front: says "front"'],
    ['front-loader-1 front-loader-2', 'front-loader-1: order'],
    ['crop-top crop-top-back', 'crop-top: says no other view'],
    ['mainsail-1 mainsail-2 anchor', 'mainsail-1: begins a series'],
    ['side-table-1 side-table-2', 'side-table-1: order'],
    ['only-back', 'only-back: order'],
    ['ambience lunch-box-blue lunch-box-red', 'ambience: order'],
  ])('takes no word of the product for one of the view: %s', (names, expected) => {
    expect(main(names)).toBe(expected);
  });

  it('says nothing of no pictures, and asks a deeper folder for a main picture alone', () => {
    expect(mainByName([])).toBeUndefined();
    expect(mainByName(['l/b.jpg', 'l/more/front.jpg'])).toBeUndefined();
    expect(mainByName(['l/b.jpg', 'l/more/x-main.jpg'])?.path).toBe('l/more/x-main.jpg');
  });

  it('takes a name of signs alone, or a very long one, for what it is', () => {
    expect(mainByName(['l/!!!.jpg', 'l/---.jpg'])).toBeUndefined();
    const long = `l/${'a-'.repeat(5_000)}main.jpg`;
    expect(mainByName(['l/a.jpg', long])?.path).toBe(long);
  });
});
