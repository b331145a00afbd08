import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { RgbImage } from '../../image/read/raster.ts';
import { createKernel } from '../kernel/kernel-wasm.ts';
import { readMark } from '../mark/mark.ts';
import { Template } from '../template/template.ts';
import { verifyPlace } from './verify-place.ts';

const MARK = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="100"><g fill="none" stroke="#fff" stroke-width="9"><path d="M10 90 L55 10 L100 90 Z M140 90 V10 H195 L140 50 H195 L155 90"/><circle cx="255" cy="50" r="33"/></g></svg>`;
const template = new Template(
  createKernel(),
  await readMark('mark', await sharp(Buffer.from(MARK)).trim().png().toBuffer()),
);
const plain = (width: number, height: number): RgbImage => ({
  width,
  height,
  data: new Uint8Array(3 * width * height).fill(128),
});

it.each([
  ['above the picture', plain(200, 200), { x: 0.3, y: -0.5, width: 0.4, height: 0.1 }],
  ['below the picture', plain(200, 200), { x: 0.3, y: 1.2, width: 0.4, height: 0.1 }],
  ['left of the picture', plain(200, 200), { x: -0.9, y: 0.3, width: 0.4, height: 0.1 }],
  ['right of the picture', plain(200, 200), { x: 1.2, y: 0.3, width: 0.4, height: 0.1 }],
  ['on a picture 15 px wide', plain(15, 200), { x: 0.3, y: 0.3, width: 0.4, height: 0.1 }],
  ['on a picture 7 px high', plain(200, 7), { x: 0.3, y: 0.3, width: 0.4, height: 0.1 }],
])('finds no mark %s', (_name, image, place) => {
  expect(verifyPlace(template, image, place)).toBeUndefined();
});
