import { describe, expect, it } from 'vitest';
import { type PlainFrame, plainFrameOf } from './frame.ts';

const SIDE = 256;
const GROUND = 250;
const NOTHING = { top: 0, right: 0, bottom: 0, left: 0 };

/** A picture of grey levels by place, on a ground of 250. */
const frameSeen = (levelAt: (x: number, y: number) => number | undefined): PlainFrame | null => {
  const data = new Uint8Array(3 * SIDE * SIDE);
  for (let y = 0; y < SIDE; y++) {
    for (let x = 0; x < SIDE; x++) data.fill(levelAt(x, y) ?? GROUND, 3 * (y * SIDE + x), 3 * (y * SIDE + x) + 3);
  }
  return plainFrameOf({ width: SIDE, height: SIDE, data }, [GROUND, GROUND, GROUND]);
};
const ball = (radius: number, x: number, y: number): number | undefined =>
  Math.hypot(x - SIDE / 2 + 0.5, y - SIDE / 2 + 0.5) < radius ? 80 : undefined;

describe('what runs out over an edge', () => {
  it('is not a ball that touches all four of them, however wide it is there', () => {
    expect(frameSeen((x, y) => ball(128.5, x, y))).toEqual({ cut: NOTHING, patch: 0 });
  });
  it('is a ball of which a piece is missing', () => {
    expect(frameSeen((x, y) => ball(128.5, x + 40, y))?.cut.left).toBeGreaterThan(0.6);
  });
  it('is a thing that stands in a shadow, which does not count', () => {
    const seen = frameSeen((x, y) => {
      if (y < 100 || x < 60 || x >= 200) return undefined;
      return x >= 80 && x < 180 ? 60 : 215;
    });
    expect(seen?.patch).toBeNull();
    expect(seen?.cut).toEqual({ ...NOTHING, bottom: 140 / SIDE });
    const soft = frameSeen((x, y) => {
      if (y < 100 || x < 40 || x >= 220) return undefined;
      return x >= 80 && x < 180 ? 60 : GROUND - Math.round(0.9 * Math.min(x - 40, 219 - x));
    });
    expect(soft?.cut.bottom).toBeCloseTo(100 / SIDE, 1);
  });
  it('is not a shadow alone', () => {
    expect(
      frameSeen((x, y) =>
        y < 100 || x < 40 || x >= 216 ? undefined : GROUND - Math.min(37, (x - 40) >> 1, (215 - x) >> 1),
      ),
    ).toBeNull();
  });
  it('is a white thing on white, whose border is sharp', () => {
    expect(frameSeen((x, y) => (y >= 50 && x >= 60 && x < 160 ? 225 : undefined))?.cut).toEqual({
      ...NOTHING,
      bottom: 100 / SIDE,
    });
  });
  it('is a thing in pieces, a comb, and not a scene', () => {
    const comb = (x: number, y: number): number | undefined =>
      x >= 30 && x < 220 && (y < 200 || x % 20 < 14) && y >= 60 ? 70 : undefined;
    expect(frameSeen(comb)?.cut.bottom).toBeCloseTo((190 * 0.7) / SIDE, 1);
    expect(frameSeen((x, y) => ((x + y) % 20 < 7 ? 70 : undefined))).toBeNull();
  });
});
