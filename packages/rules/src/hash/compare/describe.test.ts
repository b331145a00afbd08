import { expect, it } from 'vitest';
import { FORMS } from '../hash256/dihedral.ts';
import { turnOf } from './describe.ts';

type Point = readonly [number, number];
/** Where a corner of a unit square (y downwards) goes: sides change places first, then left and right, then top and bottom. */
const BY_FORM: Readonly<Record<(typeof FORMS)[number], (point: Point) => Point>> = {
  identity: ([x, y]) => [x, y],
  rotate90: ([x, y]) => [1 - y, x],
  rotate180: ([x, y]) => [1 - x, 1 - y],
  rotate270: ([x, y]) => [y, 1 - x],
  mirror: ([x, y]) => [1 - x, y],
  flip: ([x, y]) => [x, 1 - y],
  transpose: ([x, y]) => [y, x],
  transverse: ([x, y]) => [1 - y, 1 - x],
};

it('moves the corners as the form does', () => {
  for (const form of FORMS) {
    const { mirror, quarterTurns } = turnOf(form);
    let point: Point = mirror ? [1 - 0.2, 0.1] : [0.2, 0.1];
    for (let n = 0; n < quarterTurns; n += 1) point = [1 - point[1], point[0]];
    const [x, y] = BY_FORM[form]([0.2, 0.1]);
    expect([form, point[0], point[1]]).toEqual([form, expect.closeTo(x), expect.closeTo(y)]);
  }
});

it('names each form as a mirroring and quarter turns', () => {
  const forms = [
    'identity',
    'rotate90',
    'rotate180',
    'rotate270',
    'mirror',
    'transverse',
    'flip',
    'transpose',
  ] as const;
  expect(forms.map((form) => [turnOf(form).mirror, turnOf(form).quarterTurns])).toEqual([
    ...[0, 1, 2, 3].map((turns) => [false, turns]),
    ...[0, 1, 2, 3].map((turns) => [true, turns]),
  ]);
});
