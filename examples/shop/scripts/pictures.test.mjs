import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { markPng } from './mark.mjs';
import { pictures } from './pictures.mjs';
import { render } from './scene/render.mjs';
import { scenes } from './scenes.mjs';

const shop = dirname(dirname(fileURLToPath(import.meta.url)));
const RENDERED = 80;
/** Both are compared this small: weaves and grain, which a few rays cannot catch, average out. */
const SIDE = 20;

/** Mean difference of two RGB pictures, levels of 255. */
const difference = (a, b) => a.reduce((sum, value, i) => sum + Math.abs(value - b[i]), 0) / a.length;

const small = (input, mirrored, options) =>
  sharp(input, { failOn: 'none', ...options })
    .flop(mirrored)
    .resize(SIDE, SIDE)
    .raw()
    .toBuffer();

const cache = new Map();
const sceneSmall = (name) => {
  if (!cache.has(name)) {
    const { data, width, height } = render(scenes[name], RENDERED, RENDERED, 2);
    cache.set(name, small(data, false, { raw: { width, height, channels: 3 } }));
  }
  return cache.get(name);
};
const committed = (path, mirrored) => small(join(shop, path), mirrored);

const rendered = pictures.filter(({ scene, keepBytes }) => scene in scenes && !keepBytes);

it.each(rendered)(
  '$path is what its scene renders, but for the mark',
  async ({ path, scene, mirrored = false, mark }) => {
    // A mark covers a few per cent of the picture.
    expect(difference(await committed(path, mirrored), await sceneSmall(scene))).toBeLessThan(mark ? 5 : 3);
  },
);

it('tells a mirrored scene from the scene', async () => {
  expect(
    difference(await committed('listings/stoneware-mug/02-coffee.jpg', true), await sceneSmall('mug-coffee')),
  ).toBeGreaterThan(12);
});

it('plants the fault of a copied file', () => {
  const copies = pictures.filter(({ copyOf }) => copyOf);
  expect(copies.length).toBeGreaterThan(0);
  for (const { path, copyOf } of copies)
    expect(readFileSync(join(shop, path))).toEqual(readFileSync(join(shop, copyOf)));
});

it('draws the brand mark that is committed', async () => {
  const pixels = (input) => sharp(input).raw().toBuffer();
  expect(difference(await pixels(await markPng()), await pixels(join(shop, 'brand', 'mark.png')))).toBeLessThan(1);
});
