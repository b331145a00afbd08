// How much of a place is as light as the plain ground of a picture, at both sides of each bound.

import type { GreyImage } from '@listing-lint/rules/image';
import { expect, it } from 'vitest';
import { shareOfGround } from './own-ground.ts';

/** 20 × 20 px, of whose outermost pixels so many are not of the ground. */
const picture = (strange: number, ground = 250): GreyImage => {
  const data = new Uint8Array(400).fill(ground);
  const edge = [...data.keys()].filter((k) => k % 20 === 0 || k % 20 === 19 || k < 20 || k >= 380);
  for (const k of edge.slice(0, strange)) data[k] = 90;
  // The product.
  for (let k = 100; k < 300; k++) if (k % 20 > 4 && k % 20 < 15) data[k] = 40;
  return { width: 20, height: 20, data };
};
const asItIs = (luma: number): number => luma;
const place = (...luma: readonly number[]): Float32Array => Float32Array.from(luma);
const all = new Uint8Array(4).fill(1);

it('is the share of the visible pixels that have its light', () => {
  const ours = picture(0);
  expect(shareOfGround(ours, place(250, 244, 243, 256), all, asItIs)).toBe(0.75);
  expect(shareOfGround(ours, place(250, Number.NaN, 90, 90), all, asItIs)).toBeCloseTo(1 / 3);
  expect(shareOfGround(ours, place(250, 250, 90, 90), Uint8Array.of(1, 1, 0, 0), asItIs)).toBe(1);
  expect(shareOfGround(ours, place(Number.NaN, Number.NaN), all, asItIs)).toBe(0);
});

it('is seen as the copy shows our light, which ends at white', () => {
  const darker = (luma: number): number => 0.8 * luma;
  expect(shareOfGround(picture(0), place(200, 200, 250, 250), all, darker)).toBe(0.5);
  expect(shareOfGround(picture(0), place(255, 255, 255, 255), all, (luma) => 1.4 * luma)).toBe(1);
});

it('is nothing where ours has no plain ground', () => {
  // 76 px lie along the edges.
  expect(shareOfGround(picture(30), place(250, 250, 250, 250), all, asItIs)).toBe(1);
  expect(shareOfGround(picture(31), place(250, 250, 250, 250), all, asItIs)).toBe(0);
});
