// Parts of one colour, the shape that is kept of one, and how alike a part is to it: moved, larger, mirrored, turned a little, and others.
import { describe, expect, it } from 'vitest';
import type { MeanColour } from './colour-shares.ts';
import type { LabCells } from './lab-cells.ts';
import { type CellPart, countedCells, keptShape, likeShape, lyingPart, partsOfCells } from './part-shape.ts';

const RED: MeanColour = [45, 60, 40];

/** Cells of a picture, red where it says so. */
const cells = (columns: number, rows: number, isRed: (x: number, y: number) => boolean): LabCells => {
  const lab = new Float32Array(3 * columns * rows);
  for (let k = 0; k < columns * rows; k++)
    lab.set(isRed((k % columns) + 0.5, Math.floor(k / columns) + 0.5) ? RED : [90, 0, 0], 3 * k);
  return { columns, rows, lab };
};
const parts = (picture: LabCells, isGround = new Uint8Array(picture.columns * picture.rows)): readonly CellPart[] =>
  partsOfCells(picture, countedCells(picture, isGround, RED));
const drawn = (text: string): LabCells => {
  const lines = text.trim().split(/\s+/);
  return cells(lines[0]?.length ?? 0, lines.length, (x, y) => lines[Math.floor(y)]?.[Math.floor(x)] === '#');
};

describe('parts of a colour', () => {
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
  it('are none of the ground, and of that colour alone', () => {
    const picture = cells(10, 10, () => true);
    const isGround = Uint8Array.from({ length: 100 }, (_, k) => Number(k % 10 < 6));
    expect(parts(picture, isGround).map((part) => part.length / 2)).toEqual([40]);
    const near = { ...picture, lab: picture.lab.map((each, k) => (k % 3 === 0 ? each + 12 : each)) };
    const far = { ...picture, lab: picture.lab.map((each, k) => (k % 3 === 0 ? each + 12.1 : each)) };
    expect([parts(near).length, parts(far).length]).toEqual([1, 0]);
  });
});

describe('the shape of a part', () => {
  /** A jug: a disc with a handle at its right. */
  const jug = (side: number, x: number, y: number, size: number, { mirror = 1, turn = 0 } = {}): LabCells =>
    cells(side, side, (column, row) => {
      const [u, v] = [(mirror * (column - x)) / size, (row - y) / size];
      const [across, down] = [Math.cos(turn) * u + Math.sin(turn) * v, Math.cos(turn) * v - Math.sin(turn) * u];
      return across ** 2 + down ** 2 < 0.25 || (across > 0 && across < 0.95 && Math.abs(down) < 0.12);
    });
  const kept = keptShape(parts(jug(60, 25, 30, 40))[0]);
  const alike = (picture: LabCells): number => likeShape(kept, lyingPart(parts(picture)[0] ?? new Uint16Array()));
  it('is found moved, in another size, mirrored, and turned by a few degrees', () => {
    for (const picture of [
      jug(60, 25, 30, 40),
      jug(64, 40, 20, 22),
      jug(64, 38, 30, 30, { mirror: -1 }),
      jug(64, 26, 30, 36, { turn: 0.21 }),
      jug(64, 38, 30, 30, { mirror: -1, turn: -0.21 }),
    ])
      expect(alike(picture)).toBeGreaterThan(0.9);
  });
  it('is none of another one', () => {
    const square = cells(60, 60, (x, y) => x > 10 && x < 45 && y > 10 && y < 45);
    const bar = cells(60, 60, (x, y) => x > 5 && x < 55 && y > 20 && y < 32);
    for (const picture of [square, bar, jug(64, 30, 30, 36, { turn: 1.2 })]) expect(alike(picture)).toBeLessThan(0.85);
  });
  it('is nothing where nothing was kept', () => {
    const nothing = keptShape(undefined);
    expect([...nothing]).toEqual(new Array(32).fill(0));
    expect(likeShape(nothing, lyingPart(parts(jug(60, 25, 30, 40))[0] ?? new Uint16Array()))).toBe(0);
  });
});
