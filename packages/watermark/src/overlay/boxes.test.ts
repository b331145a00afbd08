import { expect, it } from 'vitest';
import { apartFrom } from './boxes.ts';

const mark = { x: 0.8, y: 0.8, width: 0.15, height: 0.1 };

it('leaves out what is inside another box, not what only touches it', () => {
  const inside = { x: 0.82, y: 0.84, width: 0.1, height: 0.02 };
  const above = { x: 0.8, y: 0.7, width: 0.15, height: 0.12 };
  const outside = { x: 0.6, y: 0.84, width: 0.25, height: 0.02 };
  expect(apartFrom([inside, above, outside], [mark])).toEqual([above, outside]);
  expect(apartFrom([inside], [])).toEqual([inside]);
});

it('counts a centre on the edge of another box as inside', () => {
  const other = { x: 0.25, y: 0.25, width: 0.5, height: 0.5 };
  const around = (x: number, y: number) => ({ x: x - 0.125, y: y - 0.125, width: 0.25, height: 0.25 });
  const onEdges = [around(0.25, 0.5), around(0.75, 0.5), around(0.5, 0.25), around(0.5, 0.75)];
  expect(apartFrom(onEdges, [other])).toEqual([]);
  const outside = [around(0.125, 0.5), around(0.875, 0.5), around(0.5, 0.125), around(0.5, 0.875)];
  expect(apartFrom(outside, [other])).toEqual(outside);
});
