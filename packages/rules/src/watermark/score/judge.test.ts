import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';
import type { GreyImage } from '../../image/read/raster.ts';
import { createJsCorrelationKernel } from '../kernel/testing/kernel-js.ts';
import { type Mark, readMark } from '../mark/mark.ts';
import { makeLevel, PAD } from '../pyramid/level.ts';
import { angleFrameOf } from '../template/blocks.ts';
import { BORDER, renderMark } from '../template/template-field.ts';
import { confirm } from './confirm.ts';
import type { Confirmation } from './confirmation.ts';
import { scoreOf, shortfallOf, wholenessOf } from './judge.ts';
import { fitOverlay } from './overlay-fit.ts';
import { strokeOrder } from './stroke-order.ts';
import { underlayOf } from './underlay.ts';

const kernel = createJsCorrelationKernel();
const WIDTH = 150;
const [LEFT, TOP] = [120, 90];

/** Eight bars of different widths and heights in a row, dark on nothing: like letters, but the same on every machine. */
const bars = (shift: number, fill = '#222', order = [0, 1, 2, 3, 4, 5, 6, 7]) =>
  `<svg xmlns="http://www.w3.org/2000/svg" width="800" height="160"><g fill="${fill}">${order
    .map((letter, i) => {
      const kind = letter < 4 ? letter : letter + shift;
      return `<path d="M${i * 100 + 4} ${10 + 30 * (kind % 3)} h${70 - 14 * (kind % 4)} v${40 + 20 * (kind % 2)} h-20 v${30 + 10 * (kind % 3)} h-${18 + 6 * (kind % 2)} Z"/>`;
    })
    .join('')}</g></svg>`;
const markOf = async (svg: string): Promise<Mark> => readMark('mark', await sharp(Buffer.from(svg)).png().toBuffer());

/** A shaded, faintly textured ground, 400 × 260. */
const groundAt = (x: number, y: number): number =>
  120 + 60 * Math.sin(x / 90) + 20 * Math.cos(y / 40) + 3 * Math.sin(x * 1.7 + y);

const picture = (mark: Mark, opacity: number, paint = groundAt): GreyImage => {
  const [width, height] = [400, 260];
  const data = new Uint8Array(width * height);
  const rendered = renderMark(mark, WIDTH);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const [column, row] = [x - LEFT + BORDER, y - TOP + BORDER];
      const isUnder = column >= 0 && row >= 0 && column < rendered.width && row < rendered.height;
      const i = row * rendered.width + column;
      const [alpha, ink] = isUnder ? [rendered.alpha[i] ?? 0, rendered.ink[i] ?? 0] : [0, 0];
      data[y * width + x] = Math.round(paint(x, y) * (1 - opacity * alpha) + opacity * ink);
    }
  }
  return { width, height, data };
};

const look = (mark: Mark, image: GreyImage): Confirmation => {
  const level = makeLevel(kernel, image);
  const rendered = renderMark(mark, WIDTH);
  const corner = { left: LEFT - BORDER + PAD, top: TOP - BORDER + PAD };
  const seen = confirm(level, rendered, angleFrameOf(mark, WIDTH), corner);
  level.release();
  return seen;
};

describe('a place is confirmed', () => {
  let mark: Mark;
  let other: Mark;
  beforeAll(async () => {
    mark = await markOf(bars(0));
    other = await markOf(bars(2));
  });

  it.each([0.2, 0.5, 1])('with the opacity of the mark, %s, on a ground that is neither light nor dark', (opacity) => {
    const seen = look(mark, picture(mark, opacity));
    expect(seen.opacity).toBeGreaterThan(0.75 * opacity);
    expect(seen.opacity).toBeLessThanOrEqual(Math.min(1, 1.1 * opacity));
    expect(wholenessOf(seen)).toBe(1);
    expect(seen.prominence).toBeGreaterThan(8);
    expect(seen.order).toBeGreaterThan(20);
  });

  it('not where the same strokes stand in another order', async () => {
    const word = await markOf(bars(0, '#222', [4, 0, 6, 3, 7, 1, 5, 2]));
    const own = look(mark, picture(mark, 0.8));
    expect(scoreOf(10, 0.5, own)).toBeGreaterThan(5);
    const level = makeLevel(kernel, picture(word, 0.8));
    const rendered = renderMark(mark, WIDTH);
    const corner = { left: LEFT - BORDER + PAD, top: TOP - BORDER + PAD };
    const order = strokeOrder(level, fitOverlay(level, rendered, corner), angleFrameOf(mark, WIDTH), corner);
    level.release();
    expect(order).toBeLessThan(6.5);
    expect(scoreOf(10, 0.5, { ...own, order })).toBe(0);
    // What agrees on plain grounds as no other word does has to stand out less.
    expect(scoreOf(10, 0.95, { ...own, order: 5 })).toBeGreaterThan(5);
  });

  it('in any order where it is no row of strokes', async () => {
    const square = `<svg xmlns="http://www.w3.org/2000/svg" width="300" height="200"><path d="M20 20 h120 v60 h-80 v90 h-40 Z M180 40 h90 v120 h-30 v-80 h-60 Z" fill="#222"/></svg>`;
    const logo = await markOf(square);
    expect(look(logo, picture(logo, 0.5)).order).toBeNull();
  });

  it('not where half of the parts are other ones', () => {
    const seen = look(mark, picture(other, 0.8));
    expect(seen.blocks.filter(({ agreement }) => agreement > 0.7).length).toBeGreaterThanOrEqual(2);
    expect(shortfallOf(seen)).toBeGreaterThan(0.6);
    expect(wholenessOf(seen)).toBeLessThan(0.5);
  });

  it('not on the ground alone', () => {
    const seen = look(mark, picture(mark, 0));
    expect(wholenessOf(seen)).toBeLessThan(0.5);
    expect(Math.abs(seen.prominence)).toBeLessThan(4);
  });

  it('without asking for parts that cannot be seen where the ground is wild', () => {
    const wild = (x: number, y: number): number =>
      x < LEFT + 50 ? 128 + 100 * Math.sin(x * 2.1) * Math.cos(y * 1.9) : groundAt(x, y);
    const seen = look(mark, picture(mark, 0.6, wild));
    const least = Math.min(...seen.blocks.map(({ expected }) => expected));
    expect(least).toBeLessThan(0.8 * Math.max(...seen.blocks.map(({ expected }) => expected)));
    expect(shortfallOf(seen)).toBeLessThan(0.3);
    expect(wholenessOf(seen)).toBe(1);
  });

  it('with the ground estimated to a few levels from what shows through', () => {
    const rendered = renderMark(mark, WIDTH);
    const image = picture(mark, 0.7);
    const covered = new Float32Array(rendered.width * rendered.height);
    const truth = new Float32Array(covered.length);
    for (let i = 0; i < covered.length; i++) {
      const [x, y] = [LEFT - BORDER + (i % rendered.width), TOP - BORDER + Math.floor(i / rendered.width)];
      covered[i] = image.data[y * image.width + x] ?? 0;
      truth[i] = groundAt(x, y);
    }
    const errors = underlayOf(covered, rendered, 0.7).map((luma, i) => Math.abs(luma - (truth[i] ?? 0)));
    expect(errors.reduce((sum, error) => sum + error, 0) / errors.length).toBeLessThan(5);
  });
});
