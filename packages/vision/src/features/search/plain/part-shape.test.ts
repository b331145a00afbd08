// Connected components of a picture, and their stored shape.
import { describe, expect, it } from 'vitest';
import { type CellPart, packShape, partsOfCells } from './part-shape.ts';

interface Counted {
  readonly columns: number;
  readonly rows: number;
  readonly counted: Uint8Array;
}

/** Cells of a picture, 1 where it says so. */
const cells = (columns: number, rows: number, counts: (x: number, y: number) => boolean): Counted => ({
  columns,
  rows,
  counted: Uint8Array.from({ length: columns * rows }, (_, k) =>
    Number(counts((k % columns) + 0.5, Math.floor(k / columns) + 0.5)),
  ),
});
const parts = (picture: Counted): readonly CellPart[] => partsOfCells(picture, picture.counted);
const drawn = (text: string): Counted => {
  const lines = text.trim().split(/\s+/);
  return cells(lines[0]?.length ?? 0, lines.length, (x, y) => lines[Math.floor(y)]?.[Math.floor(x)] === '#');
};

describe('parts of a picture', () => {
  it('hang together, the largest first, without specks', () => {
    const picture = drawn(`
      ##......#.
      ##..###...
      ....###..#
      #...###...
      .....#....`);
    expect(parts(picture).map((part) => part.length / 2)).toEqual([10, 4, 1, 1]);
    // A hundred cells and more: one in fifty at least.
    const wide = cells(20, 10, (x, y) => (x < 2 && y < 2) || (x > 11 && x < 14 && y > 5 && y < 6));
    expect(parts(wide).map((part) => part.length / 2)).toEqual([4]);
  });
  it('are four at most, and do not go around an edge', () => {
    const picture = drawn(`
      #.#.#.#.#.
      ..........
      .........#
      #.........`);
    expect(parts(picture)).toHaveLength(4);
    expect(parts(drawn('...#\n#...\n....')).map((part) => part.length)).toEqual([2, 2]);
  });
  it('have no holes, and bays stay open', () => {
    const [ring] = parts(
      drawn(`
      .....
      .###.
      .#.#.
      .###.
      .....`),
    );
    expect(ring?.length).toBe(18);
    const [bay] = parts(
      drawn(`
      .#.#.
      .#.#.
      .###.`),
    );
    expect(bay?.length).toBe(14);
  });
});

describe('the shape of a part', () => {
  it('is what the box around it shows, its longer side 32 cells', () => {
    const [part] = parts(cells(60, 60, (x, y) => x > 10 && x < 26 && y > 20 && y < 52));
    const rows = packShape(part);
    expect([...new Set(rows)].map((row) => row.toString(2))).toEqual(['1'.repeat(16)]);
    expect([...packShape(undefined)]).toEqual(new Array(32).fill(0));
  });
});
