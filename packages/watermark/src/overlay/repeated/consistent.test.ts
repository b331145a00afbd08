import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { directionField } from '../direction-field.ts';
import { markSvg, productPicture, withOverlay } from '../test-pictures.ts';
import { carriedBy, findConsistent, LEAST_PRODUCTS, type ProductPicture } from './consistent.ts';

const pictureOf = (name: string, image: RgbImage, isMain = true): ProductPicture => ({
  path: `${name}.jpg`,
  product: name,
  isMain,
  field: directionField(image),
  sourceWidth: image.width,
});

const clean = Array.from({ length: 20 }, (_, k) => pictureOf(`clean${k}`, productPicture(k + 1, 480, 480)));

const boxesOn = (consistency: ReturnType<typeof findConsistent>, picture: ProductPicture | undefined) =>
  picture === undefined ? [] : carriedBy(consistency, picture);

/** Pictures of several shapes with the mark near the lower right corner, a share of the width or so many px wide. */
const marked = (count: number, markWidth: (width: number) => number, sizes = [[480, 480]]): Promise<ProductPicture[]> =>
  Promise.all(
    Array.from({ length: count }, async (_, k) => {
      const [width = 0, height = 0] = sizes[k % sizes.length] ?? [];
      const mark = Math.round(markWidth(width));
      const svg = markSvg(mark);
      const image = await withOverlay(
        productPicture(100 + k, width, height),
        svg,
        width - mark - 12,
        height - (mark >> 1) - 12,
      );
      return pictureOf(`marked${k}`, image);
    }),
  );

describe('findConsistent', () => {
  it('finds nothing on different products', () => {
    const consistency = findConsistent(clean);
    expect(consistency).toMatchObject({ overlays: [], main: clean.length, mainProducts: clean.length });
  });

  it('finds a mark that it does not know, says who carries it and where', { tags: 'full' }, async () => {
    const pictures = [...(await marked(10, (width) => width * 0.25)), ...clean.slice(0, 10)];
    const consistency = findConsistent(pictures);
    for (const picture of pictures) {
      const carried = carriedBy(consistency, picture);
      expect(carried, picture.path).toHaveLength(picture.product.startsWith('marked') ? 1 : 0);
      if (carried[0] === undefined) continue;
      expect(carried[0]).toMatchObject({ carriers: 10, of: 20 });
      expect(carried[0].others).toHaveLength(9);
      expect(carried[0].x).toBeCloseTo(1 - 0.25 - 12 / 480 + 0.02, 1);
      expect(carried[0].y + carried[0].height).toBeCloseTo(1 - 12 / 480 - 0.03, 1);
    }
  });

  it('finds it on pictures of other shapes, scaled with the width or always as large', { tags: 'full' }, async () => {
    const shapes = [
      [480, 480],
      [480, 640],
      [640, 480],
    ];
    const scaled = await marked(15, (width) => width * 0.25, shapes);
    expect(boxesOn(findConsistent(scaled), scaled[1])).toHaveLength(1);
    const sizes = [
      [480, 480],
      [700, 620],
      [400, 560],
    ];
    const fixed = await marked(18, () => 130, sizes);
    const consistency = findConsistent(fixed);
    expect(fixed.filter((picture) => carriedBy(consistency, picture).length === 1).length).toBeGreaterThanOrEqual(16);
  });

  it('needs different products: not views of one, not recolours of one shot', { tags: 'full' }, async () => {
    const few = await marked(LEAST_PRODUCTS - 1, (width) => width * 0.25);
    expect(findConsistent(few)).toMatchObject({ overlays: [], main: LEAST_PRODUCTS - 1 });
    const views = (await marked(20, (width) => width * 0.25)).map((picture, k) => ({
      ...picture,
      product: `p${k % 5}`,
    }));
    expect(findConsistent(views)).toMatchObject({ overlays: [], main: 5, mainProducts: 5 });
    const shot = productPicture(7, 480, 480);
    const recolours = Array.from({ length: 20 }, (_, k) =>
      pictureOf(`colour${k}`, { ...shot, data: shot.data.map((value) => (value * (30 - k)) / 30) }),
    );
    expect(findConsistent(recolours)).toMatchObject({ overlays: [], main: 1, mainProducts: 20 });
  });

  it('does not take a horizon, a drawn shadow or the edge of padding for an overlay', { tags: 'full' }, async () => {
    const scene =
      '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"><rect y="430" width="480" height="50" fill="#bbb"/><ellipse cx="240" cy="445" rx="110" ry="7" fill="#777"/><rect width="20" height="480" fill="#fff"/></svg>';
    const pictures = await Promise.all(
      Array.from({ length: 20 }, async (_, k) =>
        pictureOf(`p${k}`, await withOverlay(productPicture(k + 1, 480, 480), scene, 0, 0)),
      ),
    );
    expect(findConsistent(pictures).overlays).toEqual([]);
  });

  it('looks at main pictures and at others apart', { tags: 'full' }, async () => {
    const others = (await marked(14, (width) => width * 0.25)).map((picture) => ({ ...picture, isMain: false }));
    const consistency = findConsistent([...clean, ...others]);
    expect(consistency).toMatchObject({ main: 20, others: 14, otherProducts: 14 });
    expect(boxesOn(consistency, others[3])).toHaveLength(1);
    expect(clean.every((picture) => carriedBy(consistency, picture).length === 0)).toBe(true);
  });
});
