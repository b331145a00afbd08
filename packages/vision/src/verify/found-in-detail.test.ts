// One letter of a small label, a few pixels high in the first registration, and more in the full detail of both pictures.
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { PlaneMap } from '../features/pair/mapping.ts';
import { sheetRaster } from '../features/pair/sheet.ts';
import { isOtherInDetail } from './found-in-detail.ts';
import { bag, NAME, saidBy, seen } from './test-registered.ts';
import { verifyDuplicate } from './verify-duplicate.ts';
import { differsAfterRegistration, strokesBetween } from './verify-registered.ts';

const small = (name: readonly number[]): Promise<Buffer> => bag(name, '#402000', 0.8);
const ONE_OTHER = NAME.map((kind, k) => (k === 0 ? 3 : kind));
const [LEFT, TOP, WIDTH, HEIGHT] = [60, 40, 900, 684];
const CROPPED: PlaneMap = {
  ...{ a: 1000 / WIDTH, b: 0, c: -LEFT / WIDTH, d: 0, e: 760 / HEIGHT, f: -TOP / HEIGHT },
  ...{ g: 0, h: 0 },
};
const crop = async (name: readonly number[], quality: number): Promise<Buffer> =>
  sharp(await small(name))
    .extract({ left: LEFT, top: TOP, width: WIDTH, height: HEIGHT })
    .jpeg({ quality })
    .toBuffer();

it.each([
  ['one other letter', ONE_OTHER, 80, true],
  ['one other letter, compressed', ONE_OTHER, 55, true],
  ['the same letters', NAME, 80, false],
  ['the same letters, compressed', NAME, 30, false],
])('finds %s in a crop, which nobody sees at first', { tags: 'full' }, async (_, name, quality, expected) => {
  const [ours, theirs] = [await seen(await small(NAME)), await seen(await crop(name, quality))];
  const first = { ours: sheetRaster(ours.image), theirs: sheetRaster(theirs.image) };
  expect(differsAfterRegistration({ ...first, mapping: CROPPED })).toBe(false);
  const both = { ours: ours.image, theirs: theirs.image, mapping: CROPPED };
  expect(isOtherInDetail(both, first)).toBe(expected);
  // Without more detail than before nothing is searched for again.
  expect(isOtherInDetail({ ...first, mapping: CROPPED }, first)).toBe(false);
  // The seller's own mark may lie there, or what came in its place.
  const box = { x: 0.3, y: 0.5, width: 0.4, height: 0.15 };
  expect(isOtherInDetail({ ...both, marks: { ours: [box], theirs: [] } }, first)).toBe(false);
});

it.each([
  ['one other letter', ONE_OTHER, 'variant'],
  ['the same letters', NAME, 'duplicate'],
])('distinguishes whole pictures by %s', { tags: 'full' }, async (_, name, verdict) => {
  const copy = await sharp(await small(name))
    .jpeg({ quality: 70 })
    .toBuffer();
  expect(await saidBy(verifyDuplicate)(await small(NAME), copy)).toEqual(['duplicate', verdict]);
  expect(await saidBy(verifyDuplicate, false)(await small(NAME), copy)).toEqual(['duplicate', 'duplicate']);
});

it('lays what is a pixel or two off on each other again where it looks', async () => {
  const [ours, theirs] = [await seen(await small(NAME)), await seen(await small(NAME))];
  const mapping: PlaneMap = { a: 1, b: 0, c: 1.6 / 1000, d: 0, e: 1, f: -1.2 / 760, g: 0, h: 0 };
  const strokes = strokesBetween({ ours: ours.image, theirs: theirs.image, mapping }, [0.45, 0.57]);
  expect(strokes).toBeLessThan(0.5);
});
