import type { GreyImage, RgbImage } from '@listing-lint/rules/image';
import { unfilled } from '@listing-lint/rules/kernel';
import {
  BLOCK_SIDE,
  type CellMask,
  COLOUR_SUMS,
  type LevelSize,
  LUMA_EDGE,
  LUMA_SUMS,
  type LumaLevel,
  linearLight,
  MASK_CELL,
  type MapTerms,
  type PlainColour,
} from '../kernel.ts';

/** Sums of blocks of one picture and of what a map leads them to, in plain JavaScript. */
export const lumaSums = (
  { level, by }: LumaLevel,
  theirs: LumaLevel,
  { a, b, c, d, e, f, g, h }: MapTerms,
  mask: CellMask | null,
): Float64Array => {
  const { width, height, data } = level;
  const across = Math.ceil(width / BLOCK_SIDE);
  const sums = new Float64Array(LUMA_SUMS * across * Math.ceil(height / BLOCK_SIDE));
  // Every second sample of a row is summed up by itself, as the other kernel takes two at a time.
  const others = new Float64Array(sums.length);
  for (let y = 0; y < height; y += 2) {
    const oy = (y + 0.5) * by - 0.5;
    for (let x = (y >> 1) & 1; x < width; x += 2) {
      const ox = (x + 0.5) * by - 0.5;
      if (mask !== null && !counts(mask, ox, oy)) continue;
      const weight = g * ox + h * oy + 1;
      const tx = (a * ox + b * oy + c) / weight;
      const ty = (d * ox + e * oy + f) / weight;
      const value = sampled(theirs.level, (tx + 0.5) / theirs.by - 0.5, (ty + 0.5) / theirs.by - 0.5);
      if (value < 0) continue;
      const own = data[y * width + x] ?? 0;
      const at = LUMA_SUMS * (Math.floor(y / BLOCK_SIDE) * across + Math.floor(x / BLOCK_SIDE));
      const into = (x >> 1) & 1 ? others : sums;
      into[at] = (into[at] ?? 0) + 1;
      into[at + 1] = (into[at + 1] ?? 0) + own;
      into[at + 2] = (into[at + 2] ?? 0) + value;
      into[at + 3] = (into[at + 3] ?? 0) + own * own;
      into[at + 4] = (into[at + 4] ?? 0) + value * value;
      into[at + 5] = (into[at + 5] ?? 0) + own * value;
    }
  }
  return sums.map((sum, k) => sum + (others[k] ?? 0));
};

const counts = ({ columns, rows, cells }: CellMask, x: number, y: number): boolean =>
  cells[Math.min(rows - 1, Math.floor(y / MASK_CELL)) * columns + Math.min(columns - 1, Math.floor(x / MASK_CELL))] ===
  1;

/** A value between pixels; −1 outside. */
const sampled = ({ width, height, data }: GreyImage, x: number, y: number): number => {
  if (!(x >= LUMA_EDGE && y >= LUMA_EDGE && x < width - LUMA_EDGE - 1 && y < height - LUMA_EDGE - 1)) return -1;
  const left = Math.floor(x);
  const top = Math.floor(y);
  const u = x - left;
  const v = y - top;
  const k = top * width + left;
  const upper = (data[k] ?? 0) * (1 - u) + (data[k + 1] ?? 0) * u;
  const lower = (data[k + width] ?? 0) * (1 - u) + (data[k + width + 1] ?? 0) * u;
  return upper * (1 - v) + lower * v;
};

/** The same of colours. */
export const colourSums = (
  ours: RgbImage,
  theirs: RgbImage,
  { a, b, c, d, e, f, g, h }: MapTerms,
  mask: CellMask | null,
): Float64Array => {
  const { width, height, data } = ours;
  const across = Math.ceil(width / BLOCK_SIDE);
  const sums = new Float64Array(COLOUR_SUMS * across * Math.ceil(height / BLOCK_SIDE));
  for (let y = 1; y < height; y += 2) {
    for (let x = 1; x < width; x += 2) {
      if (mask !== null && !counts(mask, x, y)) continue;
      const weight = g * x + h * y + 1;
      const u = Math.floor((a * x + b * y + c) / weight + 0.5);
      const v = Math.floor((d * x + e * y + f) / weight + 0.5);
      if (!(u >= 0 && v >= 0 && u < theirs.width && v < theirs.height)) continue;
      const at = COLOUR_SUMS * (Math.floor(y / BLOCK_SIDE) * across + Math.floor(x / BLOCK_SIDE));
      const p = 3 * (y * width + x);
      const q = 3 * (v * theirs.width + u);
      sums[at] = (sums[at] ?? 0) + 1;
      for (let channel = 0; channel < 3; channel++) {
        const [own, their] = [at + 1 + channel, at + 4 + channel];
        sums[own] = (sums[own] ?? 0) + linearLight(data[p + channel] ?? 0);
        sums[their] = (sums[their] ?? 0) + linearLight(theirs.data[q + channel] ?? 0);
      }
    }
  }
  return sums;
};

/** Cells of a picture in nearly all of which a colour is. */
export const plainCells = (
  { width, height, data }: RgbImage,
  { colour, tolerance, mostSpecks }: PlainColour,
): Uint8Array => {
  const [columns, rows] = [Math.floor(width / MASK_CELL), Math.floor(height / MASK_CELL)];
  const isFar = (p: number): boolean =>
    colour.some((value, channel) => Math.abs((data[p + channel] ?? 0) - value) > tolerance);
  return Uint8Array.from({ length: columns * rows }, (_, cell) => {
    const [row, column] = [Math.floor(cell / columns), cell % columns];
    let specks = 0;
    for (let y = MASK_CELL * row; y < MASK_CELL * (row + 1); y++)
      for (let x = MASK_CELL * column; x < MASK_CELL * (column + 1); x++) specks += Number(isFar(3 * (y * width + x)));
    return Number(specks <= mostSpecks);
  });
};

const { fround } = Math;
/** In f32, as SIMD has it. */
const between = (first: number, second: number, share: number): number =>
  fround(fround(first * fround(1 - share)) + fround(second * share));

/** Each pixel of a new picture where the map leads, between the four pixels there. */
export const sampledBetween = (
  picture: RgbImage,
  { a, b, c, d, e, f, g, h }: MapTerms,
  { width, height }: LevelSize,
): RgbImage => {
  const { data } = picture;
  const out = unfilled(3 * width * height);
  for (let y = 0, at = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const w = g * x + h * y + 1;
      const [u, v] = [(a * x + b * y + c) / w, (d * x + e * y + f) / w];
      const left = Math.max(0, Math.min(picture.width - 2, Math.floor(u)));
      const top = Math.max(0, Math.min(picture.height - 2, Math.floor(v)));
      const p = fround(Math.max(0, Math.min(1, u - left)));
      const q = fround(Math.max(0, Math.min(1, v - top)));
      const from = 3 * (top * picture.width + left);
      for (let channel = 0; channel < 3; channel++, at++) {
        const k = from + channel;
        const below = k + 3 * picture.width;
        const upper = between(data[k] ?? 0, data[k + 3] ?? 0, p);
        const lower = between(data[below] ?? 0, data[below + 3] ?? 0, p);
        out[at] = Math.floor(fround(between(upper, lower, q) + 0.5));
      }
    }
  }
  return { width, height, data: out };
};
