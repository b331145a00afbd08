// Edits and position of a registered picture, at both sides of each bound.

import { describe, expect, it } from 'vitest';
import { changeBy } from '../alignment.ts';
import type { PartEdges, PlaneMap } from '../mapping.ts';
import { placementOf, placementWords, placeWithin, placeWords, type RegisteredPlacement } from './placement.ts';

const WHOLE_PICTURE: PartEdges = { left: 0, top: 0, right: 1, bottom: 1 };
const UNTOUCHED: RegisteredPlacement = {
  mirrored: false,
  turn: 0,
  shown: 1,
  ourPart: WHOLE_PICTURE,
  part: WHOLE_PICTURE,
  share: 1,
  stretch: 1,
  perspective: 1,
  mapping: [1, 0, 0, 0, 1, 0, 0, 0, 1],
};
const at = (x: number, y: number): PartEdges => ({ left: x, top: y, right: x, bottom: y });

describe('placementWords', () => {
  it.each<[string, Partial<RegisteredPlacement>]>([
    ['', {}],
    ['mirrored', { mirrored: true }],
    ['', { shown: 0.93 }],
    ['cropped to 93 % of it', { shown: 0.925 }],
    ['cropped to 1 % of it', { shown: 0.001 }],
    ['', { turn: 1.49 }],
    ['', { turn: -1.49 }],
    ['turned 2° clockwise', { turn: 1.5 }],
    ['turned 2° counter-clockwise', { turn: -1.5 }],
    ['turned 179° clockwise', { turn: 179 }],
    ['turned 180°', { turn: 180 }],
    ['turned 180°', { turn: -179.6 }],
    ['', { stretch: 1.06 }],
    ['made wider', { stretch: 1.07 }],
    ['made higher', { stretch: 0.93 }],
    ['', { perspective: 1.08 }],
    ['seen at an angle', { perspective: 1.09 }],
    ['seen at an angle', { perspective: 1.09, stretch: 2 }],
    ['', { share: 0.8, part: at(0.1, 0.1) }],
    ['in the upper left of a larger picture, 79 % of that', { share: 0.79, part: at(0.1, 0.1) }],
    ['in the middle of a larger picture, 1 % of that', { share: 0.001, part: at(0.5, 0.5) }],
    ['mirrored, cropped to 50 % of it, turned 5° clockwise', { mirrored: true, shown: 0.5, turn: 5 }],
  ])('%s: %o', (said, done) => {
    expect(placementWords({ ...UNTOUCHED, ...done }).join(', ')).toBe(said);
  });
});

describe('placeWords', () => {
  it.each([
    ['in the middle', 0.42, 0.42],
    ['in the middle', 0.58, 0.58],
    ['on the left', 0.41, 0.5],
    ['on the right', 0.59, 0.5],
    ['in the upper part', 0.5, 0.41],
    ['in the lower part', 0.5, 0.59],
    ['in the upper left', 0.41, 0.41],
    ['in the upper right', 0.59, 0.41],
    ['in the lower left', 0.41, 0.59],
    ['in the lower right', 0.59, 0.59],
  ])('%s: %d, %d', (said, x, y) => {
    expect(placeWords(at(x, y))).toBe(said);
  });
});

const ONE = { width: 1, height: 1 };
const SAME: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };
const edges = ({ left, top, right, bottom }: PartEdges): string =>
  [left, top, right, bottom].map((each) => each.toFixed(2)).join(' ');

describe('placementOf', () => {
  it.each<[string, Partial<PlaneMap>, string]>([
    ['untouched', {}, '1.0000 of 0.00 0.00 1.00 1.00, 1.0000 at 0.00 0.00 1.00 1.00'],
    ['smaller', { a: 0.5, e: 0.5 }, '1.0000 of 0.00 0.00 1.00 1.00, 0.2500 at 0.00 0.00 0.50 0.50'],
    ['larger', { a: 2, e: 2 }, '0.2500 of 0.00 0.00 0.50 0.50, 1.0000 at 0.00 0.00 1.00 1.00'],
    // The middles of the first cells lie on the edge itself.
    ['half a cell to the left', { c: -0.01 }, '1.0000 of 0.00 0.00 1.00 1.00, 1.0000 at 0.00 0.00 1.00 1.00'],
    ['half a cell to the right', { c: 0.01 }, '1.0000 of 0.00 0.00 1.00 1.00, 1.0000 at 0.00 0.00 1.00 1.00'],
    ['half a cell up', { f: -0.01 }, '1.0000 of 0.00 0.00 1.00 1.00, 1.0000 at 0.00 0.00 1.00 1.00'],
    ['half a cell down', { f: 0.01 }, '1.0000 of 0.00 0.00 1.00 1.00, 1.0000 at 0.00 0.00 1.00 1.00'],
    ['a cell to the left', { c: -0.02 }, '0.9800 of 0.02 0.00 1.00 1.00, 0.9800 at 0.00 0.00 0.98 1.00'],
    ['a cell to the right', { c: 0.02 }, '0.9800 of 0.00 0.00 0.98 1.00, 0.9800 at 0.02 0.00 1.00 1.00'],
    ['a cell up', { f: -0.02 }, '0.9800 of 0.00 0.02 1.00 1.00, 0.9800 at 0.00 0.00 1.00 0.98'],
    ['a cell down', { f: 0.02 }, '0.9800 of 0.00 0.00 1.00 0.98, 0.9800 at 0.00 0.02 1.00 1.00'],
    ['outside', { c: 2 }, '0.0000 of 0.00 0.00 1.00 1.00, 0.0000 at 0.00 0.00 1.00 1.00'],
    // Right of the first column all is behind the eye; the column itself is at the eye.
    ['behind', { a: 1, c: -0.01, d: 1, e: 0, f: -0.01, g: -100 }, '0.0000 of 0.00 0.00 1.00 1.00,'],
  ])('%s', (_, map, said) => {
    const place = placementOf({ mapping: { ...SAME, ...map }, mirrored: false, change: changeBy(SAME, ONE) }, ONE, ONE);
    const formatted = `${place.shown.toFixed(4)} of ${edges(place.ourPart)}, ${place.share.toFixed(4)} at ${edges(place.part)}`;
    expect(formatted.slice(0, said.length)).toBe(said);
  });

  it('says the turn as a mirror has it', () => {
    const quarter = { ...SAME, a: 0, b: -1, d: 1, e: 0 };
    const change = changeBy(quarter, ONE);
    const turnOf = (mirrored: boolean) => placementOf({ mapping: quarter, mirrored, change }, ONE, ONE).turn;
    expect([turnOf(false), turnOf(true)]).toEqual([90, -90]);
  });
});

it('placeWithin: a half of a half is a quarter', () => {
  const inner = { ...UNTOUCHED, part: { left: 0.5, top: 0, right: 1, bottom: 1 }, share: 0.5 };
  const place = placeWithin(inner, { left: 0, top: 0.5, right: 0.5, bottom: 1 });
  expect(place).toMatchObject({ part: { left: 0.25, top: 0.5, right: 0.5, bottom: 1 }, share: 0.125 });
  expect(place.mapping).toEqual([0.5, 0, 0, 0, 0.5, 0.5, 0, 0, 1]);
});
