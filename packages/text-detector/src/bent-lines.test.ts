import { describe, expect, it } from 'vitest';
import { eachInside, type LineShape, pointsOn, uprightBox } from './line-shape.ts';
import { type TextMap, textRegions } from './regions.ts';

const [WIDTH, HEIGHT] = [400, 400];

interface Band {
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  readonly thickness: number;
  /** Degrees clockwise from the right. */
  readonly from: number;
  readonly to: number;
}

/** A map in which bands along circles are likely. */
const mapOf = (...bands: readonly Band[]): TextMap => {
  const data = new Float32Array(WIDTH * HEIGHT);
  for (const { x, y, radius, thickness, from, to } of bands) {
    for (let at = 0; at < data.length; at++) {
      const [dx, dy] = [(at % WIDTH) + 0.5 - x, Math.floor(at / WIDTH) + 0.5 - y];
      const turned = ((((Math.atan2(dy, dx) * 180) / Math.PI - from) % 360) + 360) % 360;
      if (Math.abs(Math.hypot(dx, dy) - radius) <= thickness / 2 && turned <= to - from) data[at] = 0.9;
    }
  }
  return { data, width: WIDTH, height: HEIGHT };
};

describe('bent lines', () => {
  it.each<[string, Band, Partial<LineShape>]>([
    [
      'over a badge',
      { x: 200, y: 260, radius: 120, thickness: 16, from: -125, to: -55 },
      { x: 200, y: 140, radius: 120, angle: 0 },
    ],
    [
      'below a badge',
      { x: 200, y: 100, radius: 120, thickness: 16, from: 60, to: 120 },
      { x: 200, y: 220, radius: -120, angle: 0 },
    ],
    [
      'most of the way round',
      { x: 200, y: 200, radius: 90, thickness: 14, from: -240, to: 60 },
      { x: 200, y: 110, radius: 90, angle: 0 },
    ],
    ['on its right', { x: 150, y: 200, radius: 100, thickness: 16, from: -75, to: 15 }, { radius: 100, angle: 60 }],
  ])('are found %s', (_where, band, expected) => {
    const [line, ...others] = textRegions(mapOf(band));
    expect(others).toEqual([]);
    for (const [name, value] of Object.entries(expected))
      expect(Math.abs((line?.[name as keyof LineShape] ?? Number.NaN) - value), name).toBeLessThan(2);
    const long = (band.radius * (band.to - band.from) * Math.PI) / 180;
    const by = (long * band.thickness * 1.5) / (2 * (long + band.thickness));
    expect(Math.abs((line?.length ?? 0) - long - 2 * by)).toBeLessThan(3);
    expect(Math.abs((line?.thickness ?? 0) - band.thickness - 2 * by)).toBeLessThan(1);
    expect(line?.score).toBeGreaterThan(0.85);
  });

  it('are none where a line is straight or hardly bent, and where a ring closes', () => {
    const hardly = { x: 200, y: 1160, radius: 1000, thickness: 16, from: -94, to: -86 };
    expect(textRegions(mapOf(hardly))).toEqual([expect.not.objectContaining({ radius: expect.anything() })]);
    expect(textRegions(mapOf({ x: 200, y: 200, radius: 90, thickness: 14, from: -180, to: 180 }))).toEqual([]);
  });

  it('are none where a letter sticks out of a straight line, and where an area is a blob', () => {
    const straight = { x: 200, y: 1200, radius: 1000, thickness: 14, from: -94, to: -86 };
    const letter = { ...straight, radius: 1003, thickness: 20, from: -93.4, to: -93 };
    const [line] = textRegions(mapOf(straight, letter));
    expect(line?.length).toBeGreaterThan(100);
    expect(line?.radius).toBeUndefined();
    expect(textRegions(mapOf({ x: 200, y: 200, radius: 9, thickness: 14, from: -180, to: 60 }))).toEqual([]);
  });

  it('are none where a half of the band is as thick again', () => {
    const band = { x: 200, y: 260, radius: 120, thickness: 10, from: -150, to: -30 };
    expect(textRegions(mapOf(band, { ...band, thickness: 60, from: -100, to: -80 }))).toEqual([]);
  });

  it('have points and pixels by one and the same bend', () => {
    const line = { x: 210, y: 140, length: 150, thickness: 20, angle: 20, radius: -80 };
    const pointAt = pointsOn(line);
    const inside = new Set<number>();
    eachInside(line, { width: WIDTH, height: HEIGHT }, (at) => inside.add(at));
    expect(inside.size).toBeGreaterThan(0.97 * 150 * 20);
    expect(inside.size).toBeLessThan(1.03 * 150 * 20);
    const box = uprightBox(line);
    for (let along = -73; along <= 73; along += 7) {
      for (let below = -9; below <= 9; below += 3) {
        const { x, y } = pointAt(along, below);
        expect(inside.has(Math.floor(y) * WIDTH + Math.floor(x))).toBe(true);
        expect(x > box.left - 0.5 && x < box.right + 0.5 && y > box.top - 0.5 && y < box.bottom + 0.5).toBe(true);
      }
    }
    // It hangs: its ends lie above its middle, against the turn.
    const [start, middle, end] = [pointAt(-60, 0), pointAt(0, 0), pointAt(60, 0)];
    expect((start.y + end.y) / 2).toBeLessThan(middle.y - 10);
  });
});
