// Plain candidates of a suspect: which, how many, in which order, and in which words.

import type { ComparedPicture } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { expect, it } from 'vitest';
import { type Features, NO_FEATURES } from '../../features/extract/features.ts';
import { plainColours } from '../../features/search/plain/plain-products.ts';
import { silhouettesOf } from '../../features/search/plain/silhouette.ts';
import { drawnPicture, drawnSheet } from '../../features/search/plain/test-drawn.ts';
import type { PlainPicture } from '../read-ours.ts';
import { plainMatcher } from './plain-candidates.ts';

const [WIDTH, HEIGHT] = [320, 240];
type Colour = readonly [number, number, number];
const drawn = (at: (x: number, y: number) => Colour): RgbImage => drawnPicture(WIDTH, HEIGHT, at);
const isDisc = (x: number, y: number, size: number): boolean => (x - 160) ** 2 + (y - 120) ** 2 < size ** 2;
const isBox = (x: number, y: number): boolean => Math.abs(x - 160) < 60 && Math.abs(y - 120) < 40;
const white: Colour = [250, 250, 250];
const ours = (path: string, at: (x: number, y: number) => Colour): PlainPicture => {
  const sheet = drawnSheet(drawn(at));
  const entry = { path, product: '' } as ComparedPicture;
  return { entry, colours: plainColours(sheet), silhouettes: silhouettesOf(sheet.colour, NO_FEATURES) };
};
const red = (lightness: number): Colour => [lightness, 40, 40];
const ball = ours('ball.png', (x, y) => (isDisc(x, y, 80) ? red(190) : white));
const named = (plain: readonly PlainPicture[], at: (x: number, y: number) => Colour, known: readonly string[] = []) => {
  const image = drawn(at);
  const suspect = { image, points: { count: 0 } as Features };
  // As if there were much detail elsewhere.
  const points = {
    ...suspect.points,
    count: 60,
    x: new Float32Array(60),
    y: new Float32Array(60),
    width: 320,
    height: 240,
  };
  return plainMatcher(plain)({ ...suspect, points }, (path) => known.includes(path)).map(({ picture }) => picture);
};
const onStripes = (x: number, y: number): Colour => (isDisc(x, y, 60) ? red(190) : [60, (x * 5) % 200, 90]);

it('are named by their shape where the ground is another one, and by their colours where it is not', () => {
  const box = ours('box.png', (x, y) => (isBox(x, y) ? red(190) : white));
  expect(named([box, ball], onStripes).map(({ description }) => description)).toEqual([
    'shows something in the shape and colour of ball.png, which has too little detail to be verified once it is cropped, turned or put on another background',
  ]);
  const [cropped] = named([ball], (x, y) => (isDisc(x + 120, y, 110) ? red(190) : white));
  expect(cropped?.description).toMatch(/^has the colours of ball\.png, which has too little detail/);
  expect(cropped).toMatchObject({ verdict: 'undecided', evidence: 'colours' });
});

it('are not named twice, ten at most, the best first', () => {
  expect(named([ball], onStripes, ['ball.png'])).toEqual([]);
  const many = Array.from({ length: 14 }, (_, k) =>
    ours(`${k}.png`, (x, y) => (isDisc(x, y, 80) || (y > 228 && x < 10 * k) ? red(190) : white)),
  );
  const paths = named(many, onStripes).map(({ path }) => path);
  expect(paths).toHaveLength(10);
  expect(paths[0]).toBe('0.png');
  expect(named([], onStripes)).toEqual([]);
});

it('are named by their silhouette alone where they have more detail, and that is nearly the same', () => {
  const detailed = { ...ball, colours: null };
  const green = (x: number, y: number): Colour => (isDisc(x, y, 60) ? red(190) : [30, 90, 60]);
  expect(named([detailed], green).map(({ description }) => description)).toEqual([
    'shows something in the shape and colour of ball.png, but none of its detail that would verify it',
  ]);
  // Likely enough for one that is plain; there is too little of a bar to look for it itself.
  const isBar = (x: number, y: number): boolean => Math.abs(x - 160) < 100 && Math.abs(y - 120) < 7;
  const bar = ours('bar.png', (x, y) => (isBar(x, y) ? red(190) : white));
  const duller = (x: number, y: number): Colour => (isBar(x, y) ? [180, 54, 50] : [30, 90, 60]);
  expect([named([bar], duller).length, named([{ ...bar, colours: null }], duller).length]).toEqual([1, 0]);
  // By its colours alone, nothing is said of it.
  const cropped = (x: number, y: number): Colour => (isDisc(x + 120, y, 110) ? red(190) : white);
  expect([named([ball], cropped).length, named([detailed], cropped).length]).toEqual([1, 0]);
  // On stripes it has no silhouette: its template is searched for.
  expect([named([ball], onStripes).length, named([detailed], onStripes).length]).toEqual([1, 1]);
});
