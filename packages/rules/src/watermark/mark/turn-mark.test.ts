import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import { seeded } from '../../kernel/random.ts';
import type { Plane } from '../pyramid/raster/plane.ts';
import { angleFrameOf } from '../template/blocks.ts';
import { BORDER, renderedSize } from '../template/template-field.ts';
import { type Mark, readMark } from './mark.ts';
import { turnMark, turnPlane } from './turn-mark.ts';

const noise = (width: number, height: number): Plane => {
  const random = seeded(`noise ${width} ${height}`);
  return { width, height, data: Float32Array.from({ length: width * height }, random) };
};

/** A blob that a raster holds without loss: bicubic turning changes it little. */
const blob = (width: number, height: number, cx: number, cy: number): Plane => ({
  width,
  height,
  data: Float32Array.from({ length: width * height }, (_, i) =>
    Math.exp(-(((i % width) - cx) ** 2 + (Math.floor(i / width) - cy) ** 2) / 50),
  ),
});

const mean = (plane: Plane): number => plane.data.reduce((sum, value) => sum + value, 0);

describe('turnPlane', () => {
  it('turns by quarters without interpolation', () => {
    const plane = noise(7, 4);
    const quarter = turnPlane(plane, 90);
    expect([quarter.width, quarter.height]).toEqual([4, 7]);
    for (let y = 0; y < 4; y++) {
      for (let x = 0; x < 7; x++) expect(quarter.data[x * 4 + (3 - y)]).toBeCloseTo(plane.data[y * 7 + x] ?? 0, 6);
    }
    expect(turnPlane(turnPlane(plane, 180), -180).data).toEqual(plane.data);
  });

  it.each([30, -45, 123])('preserves the sum, and moves the right side clockwise by %d°', (angle) => {
    const plane = blob(121, 81, 90, 40);
    const turned = turnPlane(plane, angle);
    expect(mean(turned) / mean(plane)).toBeCloseTo(1, 3);
    const top = turned.data.indexOf(Math.max(...turned.data));
    const radians = (angle * Math.PI) / 180;
    expect((top % turned.width) + 0.5 - turned.width / 2).toBeCloseTo(30 * Math.cos(radians), -0.5);
    expect(Math.floor(top / turned.width) + 0.5 - turned.height / 2).toBeCloseTo(30 * Math.sin(radians), -0.5);
  });
});

describe('turnMark', () => {
  let mark: Mark;
  beforeAll(async () => {
    const svg =
      '<svg xmlns="http://www.w3.org/2000/svg" width="400" height="100"><rect x="5" y="5" width="390" height="90" fill="#f00" opacity=".9"/><rect x="40" y="30" width="20" height="40" fill="#00f"/></svg>';
    mark = await readMark('mark', await sharp(Buffer.from(svg)).png().toBuffer());
  });

  it('leaves an upright mark as it is', () => {
    expect(turnMark(mark, 0)).toBe(mark);
  });

  it('gives each angle a hash of its own, and keeps the width of the upright mark', () => {
    const [a, b] = [turnMark(mark, 30), turnMark(mark, -30)];
    expect(new Set([mark.hash, a.hash, b.hash]).size).toBe(3);
    const radians = Math.PI / 6;
    const { width, height } = renderedSize(a, 200);
    const [w, h] = [200, (200 * mark.height) / mark.width];
    expect(width).toBeCloseTo(w * Math.cos(radians) + h * Math.sin(radians), -0.7);
    expect(height).toBeCloseTo(w * Math.sin(radians) + h * Math.cos(radians), -0.7);
  });

  it.each([0, 30, -45, 90])('knows where a pixel lay on the upright mark, turned by %d°', (angle) => {
    const turned = turnMark(mark, angle);
    const width = 160;
    const frame = angleFrameOf(turned, width);
    const size = renderedSize(turned, width);
    const [cos, sin] = frame.along;
    // The middle of the right edge of the upright mark.
    const x = size.width / 2 + BORDER + (width / 2) * cos;
    const y = size.height / 2 + BORDER + (width / 2) * sin;
    const pixel = Math.round(y - 0.5) * (size.width + 2 * BORDER) + Math.round(x - 0.5);
    expect(Math.abs(frame.column(pixel) - (width + BORDER))).toBeLessThanOrEqual(2);
    expect(Math.abs(frame.row(pixel) - frame.height / 2)).toBeLessThanOrEqual(2);
    expect(frame.isInside(pixel)).toBe(true);
    expect(frame.isInside(0)).toBe(angle % 90 === 0);
  });
});
