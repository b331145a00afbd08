import { decodePicture, nativeRowsOf, type RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp from 'sharp';
import { beforeAll, describe, expect, it } from 'vitest';

import { sharpnessOf } from '../sight/sight-facts.ts';
import { asSharp, decodedAs, SHOT, shotOf } from '../test-shots.ts';
import { type Measures, measure } from './measures.ts';

const shot = shotOf(SHOT);
let honest: Measures;
beforeAll(async () => {
  honest = measure(await decodedAs(asSharp(shot)));
});

const mapped = (curve: (value: number) => number) => ({
  ...shot,
  data: shot.data.map((value) => Math.max(0, Math.min(255, Math.round(curve(value))))),
});

describe('sharpness', () => {
  it('is a pixel or two of a sharp picture, and more the more it is blurred', async () => {
    const width = (of: Measures): number => sharpnessOf(of.edges, of.seenLongSide).edgeWidth ?? Number.NaN;
    expect(width(honest)).toBeLessThan(2);
    const blurred = await Promise.all([2, 4].map(async (sigma) => measure(await decodedAs(asSharp(shot).blur(sigma)))));
    expect(width(blurred[0] ?? honest)).toBeGreaterThan(2.5);
    expect(width(blurred[1] ?? honest)).toBeGreaterThan(width(blurred[0] ?? honest) + 1);
    expect(sharpnessOf(blurred[0]?.edges ?? honest.edges, 1024).kind).toBe('focus');
  });
  it('tells movement from focus by its direction', async () => {
    const line = { width: 15, height: 3, kernel: [...Array(15).fill(0), ...Array(15).fill(1), ...Array(15).fill(0)] };
    const moved = sharpnessOf(measure(await decodedAs(asSharp(shot).convolve(line))).edges, 1024);
    expect(moved).toMatchObject({ kind: 'motion', direction: 'across' });
    expect(moved.edgeWidth).toBeGreaterThan(4);
    expect(moved.sharpestWidth).toBeLessThan(2.5);
  });
});

describe('the size of detail', () => {
  it('is all of a picture that was not enlarged', () => {
    expect(honest.fineness).toEqual({ enlarged: 1, repeated: 1 });
  });
  it.each([
    [2, 'cubic'],
    [3, 'cubic'],
    [4, 'cubic'],
    [2, 'nearest'],
    [3, 'nearest'],
    [4, 'nearest'],
  ] as const)('of one enlarged %d times by %s is told', async (times, kernel) => {
    const small = await asSharp(shot).resize({ width: 400 }).png().toBuffer();
    const { fineness } = measure(await decodedAs(sharp(small).resize({ width: 400 * times, kernel }), 88));
    expect(fineness.repeated).toBe(kernel === 'nearest' ? times : 1);
    expect(fineness.enlarged).toBeGreaterThan(0.7 * times);
    expect(fineness.enlarged).toBeLessThan(1.5 * times);
  });
});

describe('compression', () => {
  it('shows as blocks, also in what was saved again', async () => {
    const poor = await asSharp(shot).jpeg({ quality: 12 }).toBuffer();
    for (const again of [await sharp(poor).png().toBuffer(), await sharp(poor).jpeg({ quality: 95 }).toBuffer()]) {
      const { blocking } = measure(await decodePicture(again));
      expect(blocking.step).toBeGreaterThan(3.8);
      expect(blocking.ratio).toBeGreaterThan(3);
    }
    expect(Math.min(honest.blocking.step, honest.blocking.ratio)).toBeLessThan(2.6);
  });
});

describe('noise', () => {
  it('is measured where the picture is smooth', async () => {
    const random = seededRandom(5);
    const noisy = {
      ...shot,
      data: shot.data.map((value) => Math.max(0, Math.min(255, (value > 240 ? 200 : value) + 60 * (random() - 0.5)))),
    };
    const { noise } = measure(await decodedAs(asSharp(noisy), 95));
    expect(noise).toBeGreaterThan(8);
    expect(honest.noise).toBeLessThan(3.5);
  });
});

describe('light', () => {
  it('is dark where nothing is light, and not because the product is', async () => {
    const black = measure(await decodedAs(asSharp(mapped((value) => (value === 250 ? 250 : value / 5)))));
    expect(black.light).toMatchObject({ of: 'product', p99: 250 });
    expect(black.light.middle).toBeLessThan(50);
    expect(measure(await decodedAs(asSharp(mapped((value) => value / 3)))).light.p99).toBeLessThan(90);
  });
  it('is not dark in one strong colour', async () => {
    const red = shotOf({ ...SHOT, ground: [230, 20, 30] });
    const { p99, strongest } = measure(
      await decodedAs(asSharp({ ...red, data: red.data.map((value, i) => (i % 3 === 0 ? value : value / 5)) })),
    ).light;
    expect(p99).toBeLessThan(128);
    expect(strongest).toBeGreaterThan(200);
  });
  it('ends in straight lines on paper, and softly where it burns in', async () => {
    const onGrey = (valueAt: (x: number, y: number) => number): RgbImage => {
      const data = new Uint8Array(3 * 400 * 400);
      for (let i = 0; i < 160_000; i++) data.fill(valueAt(i % 400, Math.floor(i / 400)), 3 * i, 3 * i + 3);
      return { width: 400, height: 400, data };
    };
    const panel = onGrey((x, y) => (x > 80 && x < 320 && y > 100 && y < 300 ? ((x ^ y) % 37 === 0 ? 20 : 255) : 110));
    const glow = onGrey((x, y) => Math.max(60, Math.min(255, 420 - Math.hypot(x - 200, y - 200) * 2)));
    const [paper, light] = [measure(await decodedAs(asSharp(panel))), measure(await decodedAs(asSharp(glow)))];
    expect(paper.straightWhite).toBeGreaterThan(1);
    expect(light.light.softWhite).toBeGreaterThan(0.35);
    expect(light.straightWhite).toBeLessThan(0.2);
    expect(measure(await decodedAs(asSharp(onGrey(() => 110)))).straightWhite).toBe(0);
  });
  it('is cut off at white where the product is, not where the ground is', async () => {
    const white = mapped((value) => (value === 250 ? 255 : value));
    expect(measure(await decodedAs(asSharp(white))).light.clippedBright).toBeLessThan(0.01);
    const ground = shotOf({ ...SHOT, ground: [120, 120, 120] });
    const burnt = { ...ground, data: ground.data.map((value) => (value === 120 ? 120 : Math.min(255, 3 * value))) };
    expect(measure(await decodedAs(asSharp(burnt))).light.clippedBright).toBeGreaterThan(0.1);
  });
});

describe('ground and product', () => {
  it('are told apart on a plain ground', () => {
    const { ground } = honest;
    expect(ground.even).toBe(1);
    expect(ground.product?.x).toBeCloseTo(0.2, 1);
    expect(ground.product?.width).toBeCloseTo(0.6, 1);
    expect(ground.product?.area).toBeCloseTo(0.42, 1);
    expect(ground.product?.touches).toBe(false);
    expect(ground.frame).toEqual({ cut: { top: 0, right: 0, bottom: 0, left: 0 }, patch: 0 });
  });
  it('and where the product is cut', async () => {
    const cut = shotOf({ ...SHOT, box: { x: 0.5, y: 0.2, width: 0.6, height: 0.6 } });
    const { ground } = measure(await decodedAs(asSharp(cut)));
    expect(ground.product?.touches).toBe(true);
    expect(ground.frame?.cut.right).toBeCloseTo(0.6, 1);
    expect(ground.frame).toMatchObject({ cut: { top: 0, bottom: 0, left: 0 }, patch: 0 });
  });
  it('and where the ground has another colour at a corner', async () => {
    const paper = { ...shot, data: shot.data.map((value, i) => (Math.floor(i / 3) % 900 < 300 ? 0.7 * value : value)) };
    const { frame } = measure(await decodedAs(asSharp(paper))).ground;
    expect(frame?.patch).toBeCloseTo((300 + 300 + 800) / 3400, 1);
    expect(frame?.cut).toEqual({ top: 0, right: 0, bottom: 0, left: 0 });
  });
  it('but not where light runs out over the ground, or the frame is a scene', async () => {
    const soft = { ...shot, data: shot.data.map((value, i) => value * (1 - 0.3 * ((Math.floor(i / 3) % 900) / 900))) };
    expect(measure(await decodedAs(asSharp(soft))).ground.frame).toBeNull();
  });
  it('are unknown where there is no plain ground', async () => {
    const scene = shotOf({ ...SHOT, box: { x: -0.1, y: -0.1, width: 1.2, height: 1.2 } });
    expect(measure(await decodedAs(asSharp(scene))).ground).toMatchObject({
      mask: null,
      product: null,
      frame: null,
    });
  });
});

describe('content and colour', () => {
  it('is nothing of a blank picture', async () => {
    const blank = sharp({ create: { width: 700, height: 700, channels: 3, background: '#8a9a7b' } });
    const { content, noise, edges } = measure(await decodedAs(blank));
    expect(content.detail).toBe(0);
    expect(noise).toBe(0);
    expect(sharpnessOf(edges, 700).edgeWidth).toBeNull();
    expect(honest.content.detail).toBeGreaterThan(0.05);
  });
  it('shows the colour of the light', async () => {
    const warm = { ...shot, data: shot.data.map((value, i) => (i % 3 === 2 ? 0.6 * value : value)) };
    const { lightest, neutral, alike, onColour } = measure(await decodedAs(asSharp(warm))).colour;
    expect(lightest[0] - lightest[2]).toBeGreaterThan(80);
    expect(neutral).toBeLessThan(0.05);
    expect(alike).toBeGreaterThan(0.9);
    expect(onColour).toBe(false);
    const coral = measure(await decodedAs(asSharp(shotOf({ ...SHOT, ground: [250, 150, 120] }))));
    expect(coral.colour.onColour).toBe(true);
    expect(honest.colour).toMatchObject({ onColour: false });
  });
  it('on a black ground says nothing of the light, nor of a picture that would be too light', {
    tags: 'full',
  }, async () => {
    const black = shotOf({ ...SHOT, ground: [6, 6, 6] });
    const isGround = (i: number): boolean => Math.max(...black.data.subarray(i - (i % 3), i - (i % 3) + 3)) < 20;
    const pale = { ...black, data: black.data.map((value, i) => (isGround(i) ? value : 225 + value / 10)) };
    const skin = {
      ...black,
      data: black.data.map((value, i) => (isGround(i) ? value : ([215, 150, 120][i % 3] ?? 0))),
    };
    const onBlack = measure(await decodedAs(asSharp(pale)));
    expect(onBlack.light).toMatchObject({ of: 'product' });
    expect(onBlack.light.middle).toBeGreaterThan(220);
    expect(onBlack.light.low).toBeLessThan(20);
    expect(measure(await decodedAs(asSharp(skin))).colour.onColour).toBe(true);
  });
  it('is that of the light, not of a coloured ground, where light parts of the product have it, too', async () => {
    const grey = shotOf({ ...SHOT, ground: [190, 190, 190] });
    // A label on the product: white under the light, or yellow as the light is.
    const lit = (label: readonly number[]) => {
      const data = grey.data.map((value, i) => {
        const [x, y] = [Math.floor(i / 3) % grey.width, Math.floor(i / 3 / grey.width)];
        const isLabel = Math.abs(x - 450) < 60 && Math.abs(y - 400) < 60;
        return isLabel ? (label[i % 3] ?? 0) : value * ([1, 0.8, 0.62][i % 3] ?? 1);
      });
      return decodedAs(asSharp({ ...grey, data }));
    };
    expect(measure(await lit([250, 200, 155])).colour.onColour).toBe(false);
    expect(measure(await lit([250, 250, 250])).colour.onColour).toBe(true);
  });
});

describe('rows of full size', () => {
  it('are whole bands on the grid of eight, no more than there are', () => {
    const rows = nativeRowsOf(shot, 'views');
    expect(rows?.tops.length).toBe(12);
    expect(rows?.tops.every((top) => top % 8 === 0 && top + 16 <= shot.height)).toBe(true);
    expect(nativeRowsOf(shot, 'copied')).toEqual(rows);
    expect(rows?.bands[0]?.subarray(0, 30)).toEqual(
      shot.data.subarray(3 * 900 * (rows?.tops[0] ?? 0), 3 * 900 * (rows?.tops[0] ?? 0) + 30),
    );
    expect(nativeRowsOf({ width: 4, height: 15, data: new Uint8Array(180) }, 'copied')).toBeNull();
    expect(nativeRowsOf({ width: 4, height: 16, data: new Uint8Array(192) }, 'copied')?.tops).toEqual([0]);
  });
});
