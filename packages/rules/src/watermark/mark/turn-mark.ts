import { sha256 } from '@listing-lint/core/plugin';
import type { Plane } from '../pyramid/raster/plane.ts';
import { resample } from '../pyramid/resample.ts';
import type { Mark } from './mark.ts';

/** Opacity (0–1) from which a pixel of a turned mark counts as visible when it is trimmed. */
const VISIBLE = 8 / 255;
/** Marks narrower than this are enlarged before they are turned, px: interpolation blurs the finest detail of a raster. */
const SHARP_WIDTH = 600;

/**
 * Returns the mark rotated by an angle, degrees clockwise, trimmed to what is visible. Its search widths stay those of the upright mark.
 * An angle of 0 gives the mark itself.
 */
export const turnMark = (mark: Mark, angle: number): Mark => {
  if (angle === 0) return mark;
  const enlarged = Math.max(1, Math.min(3, SHARP_WIDTH / mark.width));
  const [width, height] = [Math.round(mark.width * enlarged), Math.round(mark.height * enlarged)];
  const alpha = turnPlane(resample(mark.alpha, width, height), angle);
  const ink = turnPlane(resample(mark.ink, width, height), angle);
  const box = visibleBox(alpha);
  return {
    name: mark.name,
    hash: sha256(`${mark.hash} turned by ${angle}`),
    width: box.width,
    height: box.height,
    alpha: cut(alpha, box),
    ink: cut(ink, box),
    upright: {
      angle,
      width,
      height,
      centreX: alpha.width / 2 - box.left,
      centreY: alpha.height / 2 - box.top,
    },
  };
};

/**
 * Turns a plane by an angle, degrees clockwise, about its centre, onto a plane that holds all of it; zero outside. Bicubic convolution (Keys,
 * Cubic convolution interpolation for digital image processing, 1981, a = −1/2).
 */
export const turnPlane = (plane: Plane, angle: number): Plane => {
  const [cos, sin] = cosSin(angle);
  const width = Math.ceil(Math.abs(plane.width * cos) + Math.abs(plane.height * sin) - 1e-6);
  const height = Math.ceil(Math.abs(plane.width * sin) + Math.abs(plane.height * cos) - 1e-6);
  const data = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const dy = y + 0.5 - height / 2;
    for (let x = 0; x < width; x++) {
      const dx = x + 0.5 - width / 2;
      const u = cos * dx + sin * dy + plane.width / 2 - 0.5;
      const v = cos * dy - sin * dx + plane.height / 2 - 0.5;
      if (u <= -2 || v <= -2 || u >= plane.width + 1 || v >= plane.height + 1) continue;
      data[y * width + x] = sample(plane, u, v);
    }
  }
  return { width, height, data };
};

/** Cosine and sine of an angle in degrees, exact for quarter turns. */
export const cosSin = (angle: number): readonly [number, number] => {
  const radians = (angle * Math.PI) / 180;
  const exact = (value: number): number => (Math.abs(value - Math.round(value)) < 1e-12 ? Math.round(value) : value);
  return [exact(Math.cos(radians)), exact(Math.sin(radians))];
};

const sample = ({ width, height, data }: Plane, u: number, v: number): number => {
  const [left, top] = [Math.floor(u), Math.floor(v)];
  let sum = 0;
  for (let j = -1; j <= 2; j++) {
    const row = top + j;
    if (row < 0 || row >= height) continue;
    const weight = cubic(v - row);
    if (weight === 0) continue;
    for (let i = -1; i <= 2; i++) {
      const column = left + i;
      if (column < 0 || column >= width) continue;
      sum += weight * cubic(u - column) * (data[row * width + column] ?? 0);
    }
  }
  return sum;
};

const cubic = (distance: number): number => {
  const d = Math.abs(distance);
  if (d < 1) return (1.5 * d - 2.5) * d * d + 1;
  return d < 2 ? ((-0.5 * d + 2.5) * d - 4) * d + 2 : 0;
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

const visibleBox = ({ width, height, data }: Plane): Box => {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let i = 0; i < data.length; i++) {
    if ((data[i] ?? 0) < VISIBLE) continue;
    const [x, y] = [i % width, Math.floor(i / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = y;
  }
  if (right < 0) throw new Error('the mark has no visible pixel');
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
};

const cut = ({ width: stride, data }: Plane, { left, top, width, height }: Box): Plane => {
  const part = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    const from = (top + y) * stride + left;
    part.set(data.subarray(from, from + width), y * width);
  }
  return { width, height, data: part };
};
