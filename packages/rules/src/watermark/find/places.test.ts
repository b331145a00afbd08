import { expect, it } from 'vitest';
import { cellBox, keyedOrder } from '../stamp/keyed-order.ts';
import { keyedOf, type MarkedPicture, spreadOf } from './places.ts';

const at = (x: number, y: number): MarkedPicture => ({
  path: `${x}`,
  box: { x, y, width: 0.2, height: 0.1 },
  id: undefined,
});

it('tells places that vary from one place, and from a fixed step', () => {
  expect(spreadOf([at(0.1, 0.1), at(0.6, 0.3), at(0.2, 0.8)]).varies).toBe(true);
  expect(spreadOf([at(0.1, 0.1), at(0.12, 0.11), at(0.6, 0.6)]).varies).toBe(false);
  expect(spreadOf([at(0.1, 0.1), at(0.2, 0.2), at(0.3, 0.3)])).toMatchObject({ varies: false, fixedStep: true });
  expect(spreadOf([at(0.1, 0.1)])).toEqual({ varies: null, closest: null, fixedStep: false });
  expect(spreadOf([at(0.1, 0.1), at(0.5, 0.5)])).toMatchObject({ varies: true, fixedStep: false });
});

it('combines the places of a listing against the key', () => {
  const key = 'the right key, long enough';
  const pictures = ['a', 'b', 'c'].map((id): MarkedPicture => {
    const cell = keyedOrder(key, id)[4];
    const box = cell && cellBox(cell, 0.4);
    if (!box) throw new Error('no place');
    return { path: id, box, id };
  });
  expect(keyedOf(pictures, key)?.p).toBeLessThan(1e-4);
  expect(keyedOf(pictures, 'some other key, as long')?.p).toBeGreaterThan(1e-3);
  expect(keyedOf([at(0.1, 0.1)], key)).toBeUndefined();
});
