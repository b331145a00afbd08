// The plain ground around a product, and whose blocks have other colours, at both sides of each bound. Maps are drawn cell by cell, four pixels a side:
// `.` ground, `#` product.

import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { colourChange, groundChange } from './colours.ts';
import { cellAt, type GroundCells, groundAroundProduct, productCells } from './ground.ts';
import type { PlaneMap } from './mapping.ts';
import { type Sheet, sheetOf } from './sheet.ts';

type Rgb = readonly [number, number, number];
const GROUND: Rgb = [200, 200, 200];
const PRODUCT: Rgb = [40, 40, 40];

const picture = (width: number, height: number, colourAt: (x: number, y: number) => Rgb): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) for (let x = 0; x < width; x++) data.set(colourAt(x, y), 3 * (y * width + x));
  return { width, height, data };
};
const drawn = (rows: readonly string[], more: (x: number, y: number) => Rgb | undefined = () => undefined): RgbImage =>
  picture(
    4 * (rows[0]?.length ?? 0),
    4 * rows.length,
    (x, y) => more(x, y) ?? (rows[y >> 2]?.[x >> 2] === '.' ? GROUND : PRODUCT),
  );
const asRows = (cells: Uint8Array, columns: number, one: string, zero: string): readonly string[] =>
  Array.from({ length: cells.length / columns }, (_, row) =>
    [...cells.subarray(row * columns, (row + 1) * columns)].map((cell) => (cell === 1 ? one : zero)).join(''),
  );
const groundRows = (image: RgbImage): readonly string[] | null => {
  const ground = groundAroundProduct(image);
  return ground && asRows(ground.isGround, ground.columns, '.', '#');
};

const ROUND = [
  '..........',
  '.########.',
  '.########.',
  '.####.###.',
  '.########.',
  '.########.',
  '.########.',
  '..........',
];
/** A hole in the product is no ground: it does not hang together with the edge. */
const FILLED = ROUND.map((row, k) => (k === 3 ? '.########.' : row));

describe('groundAroundProduct', () => {
  it('is what has the colour of the edge and hangs together with it', () => {
    expect(groundRows(drawn(ROUND))).toEqual(FILLED);
    const inlet = [
      '..........',
      '.##.#####.',
      '.##....##.',
      '.#####.##.',
      '.###...##.',
      '.###.####.',
      '.########.',
      '..........',
    ];
    expect(groundRows(drawn(inlet))).toEqual(inlet);
    const corners = ['#........#', '#.######.#', '..######..', '#........#'];
    expect(groundRows(drawn(corners))).toEqual(corners);
  });

  it.each<[string, boolean, Rgb]>([
    ['the ground', true, [220, 200, 200]],
    ['the ground', true, [200, 220, 200]],
    ['the ground', true, [200, 200, 180]],
    ['the product', false, [221, 200, 200]],
    ['the product', false, [200, 221, 200]],
    ['the product', false, [200, 200, 179]],
  ])('to %s belongs what differs as %s %o', (_, isGround, colour) => {
    const rows = groundRows(drawn(FILLED, (x, y) => (x >= 4 && x < 8 && y >= 4 && y < 8 ? colour : undefined)));
    expect(rows?.[1]?.[1]).toBe(isGround ? '.' : '#');
  });

  it.each([
    [1, '.'],
    [2, '#'],
  ])('%d specks in a cell leave it %s', (count, cell) => {
    const rows = groundRows(drawn(FILLED, (x, y) => (x < count && y === 12 ? PRODUCT : undefined)));
    expect(rows?.[3]?.[0]).toBe(cell);
  });

  it('is none where less than six tenths of the edge has one colour', () => {
    // The edge is 160 pixels; the first so many of its upper row are of another colour each.
    const odd = (count: number) => (x: number, y: number) =>
      y === 1 && x < count ? ([5 * x, 0, 0] as const) : undefined;
    const square = ['..........', ...Array.from({ length: 8 }, () => '.########.'), '..........'];
    const half = (rest: number): RgbImage =>
      drawn(square, (x, y) => {
        if (x === 38 && y > 1 && y < 38) return [0, 4 * y, 0];
        if (x === 1 && y > 1 && y < 2 + rest) return [0, 0, 4 * y];
        return undefined;
      });
    expect(groundAroundProduct(drawn(square, odd(40)))).not.toBeNull();
    const most = [20, 22, 24, 26, 27, 28, 29, 30, 31, 32, 34, 36].findLast(
      (rest) => groundAroundProduct(half(rest)) !== null,
    );
    expect(most).toBe(28);
  });

  it.each([
    [null, 9],
    [0.1, 10],
    [0.97, 97],
    [null, 98],
  ])('a share of %s where %d cells of a hundred are ground', (share, count) => {
    // The remaining background is a frame of the outermost pixels, so that the edge determines its colour.
    const isFrame = (x: number, y: number): boolean => x === 1 || y === 1 || x === 38 || y === 38;
    const image = drawn(
      Array.from({ length: 10 }, (_, row) =>
        Array.from({ length: 10 }, (_, column) => (10 * row + column < count ? '.' : '#')).join(''),
      ),
      (x, y) => (count < 50 && isFrame(x, y) ? GROUND : undefined),
    );
    expect(groundAroundProduct(image)?.share ?? null).toBe(share);
  });

  it('leaves of the product what touches no ground', () => {
    const cells = (rows: readonly string[]): GroundCells => ({
      columns: rows[0]?.length ?? 0,
      rows: rows.length,
      isGround: Uint8Array.from(rows.join(''), (cell) => (cell === '.' ? 1 : 0)),
      share: 0.5,
    });
    const inner = (rows: readonly string[]) => asRows(productCells(cells(rows)), rows[0]?.length ?? 0, 'o', '.');
    expect(inner(FILLED)).toEqual([
      '..........',
      '..........',
      ...Array.from({ length: 4 }, () => '..oooooo..'),
      '..........',
      '..........',
    ]);
    expect(inner(['####', '####', '###.'])).toEqual(['oooo', 'oo..', 'oo..']);
    expect(inner(['.###', '####', '####'])).toEqual(['..oo', '..oo', 'oooo']);
  });

  it('knows the cell of a pixel, also of one beyond the last whole cell', () => {
    const ground = groundAroundProduct(drawn(FILLED));
    const at = (x: number, y: number) => cellAt(ground, x, y);
    expect([at(0, 0), at(3, 3), at(4, 3), at(3, 4), at(39, 31), at(41, 33)]).toEqual([0, 0, 1, 10, 79, 79]);
    expect(cellAt(null, 20, 20)).toBe(0);
  });
});

const SAME: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };
const whole = (colour: RgbImage): Sheet => ({ colour, luma: [], ground: null, product: null });
const plain = (width: number, height: number, colour: Rgb = PRODUCT): Sheet =>
  whole(picture(width, height, () => colour));

describe('colourChange', () => {
  it.each([
    // Four blocks, the last of them with 16 sampled pixels.
    [0, plain(24, 24), SAME],
    [null, plain(22, 24), SAME],
    [null, plain(24, 16), SAME],
    [0, plain(64, 16), SAME],
    [null, plain(48, 16), SAME],
    // Two columns of pixels lie in the suspect, the first of them on its edge.
    [0, plain(16, 64), { ...SAME, c: -13 }],
    [null, plain(16, 64), { ...SAME, c: -14 }],
    [0, plain(64, 16), { ...SAME, f: -13 }],
    [null, plain(64, 16), { ...SAME, f: -14 }],
    [0, plain(16, 64), { ...SAME, c: 12 }],
    [null, plain(16, 64), { ...SAME, c: 13 }],
    [0, plain(64, 16), { ...SAME, f: 12 }],
    [null, plain(64, 16), { ...SAME, f: 13 }],
  ])('%s (case %#)', (share, ours, mapping) => {
    expect(colourChange(ours, ours, mapping).recoloured).toBe(share);
  });

  /** Blocks of 16×16 px in a row, each of a colour. */
  const blocks = (...colours: readonly Rgb[]): Sheet =>
    whole(picture(16 * colours.length, 16, (x) => colours[x >> 4] ?? PRODUCT));
  const BLUE: Rgb = [40, 40, 160];
  const WHITE: Rgb = [254, 254, 254];
  it.each<[number | null, readonly Rgb[], readonly Rgb[]]>([
    [0, [BLUE, BLUE, BLUE, BLUE], [BLUE, BLUE, BLUE, BLUE]],
    [0.25, [BLUE, BLUE, BLUE, BLUE], [BLUE, PRODUCT, BLUE, BLUE]],
    [0.25, [BLUE, BLUE, BLUE, BLUE], [BLUE, WHITE, BLUE, BLUE]],
    // White ones of ours say nothing, but one of them that is only light does.
    [null, [BLUE, BLUE, BLUE, WHITE], [BLUE, BLUE, BLUE, WHITE]],
    [0.2, [BLUE, BLUE, BLUE, [200, 200, 200], [200, 200, 200]], [BLUE, BLUE, BLUE, PRODUCT, [200, 200, 200]]],
    [0, [BLUE, BLUE, BLUE, [255, 255, 230]], [BLUE, BLUE, BLUE, [255, 255, 230]]],
    [null, [BLUE, BLUE, BLUE, [255, 255, 252]], [BLUE, BLUE, BLUE, [255, 255, 252]]],
    [0.25, [[40, 40, 40], BLUE, BLUE, BLUE], [[70, 70, 70], BLUE, BLUE, BLUE]],
    [0, [[40, 40, 40], BLUE, BLUE, BLUE], [[60, 60, 60], BLUE, BLUE, BLUE]],
  ])('%s of %j in %j', (share, ours, theirs) => {
    expect(colourChange(blocks(...ours), blocks(...theirs), SAME).recoloured).toBe(share);
  });

  const rows = [
    '....................',
    ...Array.from({ length: 18 }, () => '..################..'),
    '....................',
  ];
  const onGround = (colour: (x: number) => Rgb): Sheet =>
    sheetOf(drawn(rows, (x, y) => (rows[y >> 2]?.[x >> 2] === '.' ? colour(x) : undefined)));

  it('is of the product alone where it stands on plain ground, and groundChange of the ground', () => {
    const ours = sheetOf(drawn(rows));
    const other = onGround(() => [20, 160, 20]);
    const red = sheetOf(drawn(rows, (x, y) => (rows[y >> 2]?.[x >> 2] === '#' ? [160, 20, 20] : undefined)));
    expect([colourChange(ours, other, SAME).recoloured, groundChange(ours, other, SAME)]).toEqual([
      ...[0, { share: 1, isReplaced: true }],
    ]);
    expect([colourChange(ours, red, SAME).recoloured, groundChange(ours, red, SAME)]).toEqual([
      ...[1, { share: 0, isReplaced: false }],
    ]);
    expect(groundChange(plain(64, 64), other, SAME)).toEqual({ share: null, isReplaced: false });
  });

  it.each<[string, (x: number) => Rgb]>([
    ['in another light', () => [160, 160, 166]],
    ['next to something over most of it', (x) => (x < 56 ? [20, 160, 20] : GROUND)],
  ])('does not call a ground replaced that shows %s, though most of it has another colour', (_, colour) => {
    const { share, isReplaced } = groundChange(sheetOf(drawn(rows)), onGround(colour), SAME);
    expect([(share ?? 0) > 0.5, isReplaced]).toEqual([true, false]);
  });
});
