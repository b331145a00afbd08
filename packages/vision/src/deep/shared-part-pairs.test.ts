import { beforeAll, describe, expect, it } from 'vitest';
import type { LocalMatch } from '../features/pair/compare-pair.ts';
import { mappedBack } from '../features/pair/mapping.ts';
import { placementOf } from '../features/pair/placed/placement.ts';
import { type Sheet, sheetOf } from '../features/pair/sheet.ts';
import { scene } from '../features/pair/test-pictures.ts';
import { type DeepPair, withoutPartsInCommon } from './shared-part-pairs.ts';

const SIZE = { width: 480, height: 360 };
/** The one that shows parts of the others. */
const THIRD = 9;
let sheets: readonly Sheet[] = [];
beforeAll(async () => {
  const [one, other] = [await scene(1), await scene(2)];
  // Two pictures, and the first of them once more.
  sheets = [one, other, one].map((image) => sheetOf(image));
});

/** Placement of a picture on the third one: scale, px to the right and down. */
type Place = readonly [scale: number, right: number, down: number];

const pairOf = (picture: number, [scale, right, down]: Place): DeepPair => {
  const change = { turn: 0, stretch: 1, perspective: 1 };
  const mapping = { a: scale, b: 0, c: right, d: 0, e: scale, f: down, g: 0, h: 0 };
  const counts = {
    blocks: 300,
    agreeing: 300,
    closely: 300,
    strongly: 300,
    differing: 0,
    patch: 0,
    covered: 0,
    cornered: 0,
    inSight: 300,
    seen: 0.5,
  };
  const nothing = { otherShapes: 0, otherContent: 0 };
  const colours = { otherGround: false, isOfProduct: false, recoloured: 0, recolouredBlocks: 0, ...nothing };
  const match: LocalMatch = {
    ...{ mapping, inliers: 60, change, ...counts },
    ...{ verdict: 'duplicate', mirrored: false, ...colours },
  };
  const placed = { mirrored: false, change };
  return {
    ...{ ours: picture, theirs: THIRD, match },
    placement: placementOf({ ...placed, mapping }, SIZE, SIZE),
    back: placementOf({ ...placed, mapping: mappedBack(mapping) }, SIZE, SIZE),
  };
};

/** Which other one shows as much as each, of pictures in their places; `products` are those of 0, 1 and 2. */
const alikeOf = async (
  places: readonly (readonly [picture: number, place: Place])[],
  products: readonly string[] = ['a', 'b', 'c'],
): Promise<readonly (number | undefined)[]> => {
  const remaining = await withoutPartsInCommon(
    places.map(([picture, place]) => pairOf(picture, place)),
    {
      isCandidate: (a, b) => a !== b && products[a] !== products[b],
      sheetAt: async (picture) => sheets[picture],
      ownPairs: async () => [],
    },
  );
  return remaining.map(({ alike }) => alike);
};

/** Larger than the third one, which shows its middle; next to it, on either side; and all of it, within the third one. */
const MIDDLE: Place = [1.5, -120, -90];
const LEFT: Place = [1, -240, 0];
const RIGHT: Place = [1, 240, 0];
const WITHIN: Place = [0.5, 100, 80];

describe('what a picture shows of several others', () => {
  it('is no copy of one more than of another one where both go on beyond it, and differ', async () => {
    expect(
      await alikeOf([
        [0, MIDDLE],
        [1, MIDDLE],
      ]),
    ).toEqual([1, 0]);
    expect(
      await alikeOf([
        [0, MIDDLE],
        [2, MIDDLE],
      ]),
    ).toEqual([undefined, undefined]);
  });
  it('is a copy of each where it shows them in two parts', async () => {
    expect(
      await alikeOf([
        [0, LEFT],
        [1, RIGHT],
      ]),
    ).toEqual([undefined, undefined]);
  });
  it('is a copy of what it shows all of', async () => {
    expect(
      await alikeOf([
        [0, WITHIN],
        [1, WITHIN],
      ]),
    ).toEqual([undefined, undefined]);
    expect(
      await alikeOf([
        [0, WITHIN],
        [1, MIDDLE],
      ]),
    ).toEqual([undefined, undefined]);
  });
  it('is not held against another picture of the same product, which stands in nobody else’s way', async () => {
    const all: Parameters<typeof alikeOf>[0] = [
      [0, MIDDLE],
      [1, MIDDLE],
    ];
    expect(await alikeOf(all, ['a', 'a'])).toEqual([undefined, undefined]);
    // The first two differ and are of one product; the third one is that of another product.
    expect(
      await alikeOf(
        [
          [1, MIDDLE],
          [0, MIDDLE],
          [2, MIDDLE],
        ],
        ['a', 'a', 'c'],
      ),
    ).toEqual([2, undefined, 1]);
  });
  it('ignores one that is the same picture as the first, next to a third one of its own product', async () => {
    expect(
      await alikeOf(
        [
          [0, MIDDLE],
          [2, MIDDLE],
          [1, MIDDLE],
        ],
        ['a', 'b', 'b'],
      ),
    ).toEqual([1, undefined, 0]);
  });
});
