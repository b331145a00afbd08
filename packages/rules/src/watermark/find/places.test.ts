import { expect, it } from 'vitest';
import { cellBox, keyedOrder } from '../stamp/keyed-order.ts';
import { keyedOf, keyedPictures, keyedShopOf, type MarkedPicture, spreadOf } from './places.ts';

const at = (x: number, y: number): MarkedPicture => ({
  path: `${x}`,
  box: { x, y, width: 0.2, height: 0.1 },
  id: undefined,
});

it('distinguishes places that vary from one place, and from a fixed step', () => {
  expect(spreadOf([at(0.1, 0.1), at(0.6, 0.3), at(0.2, 0.8)]).varies).toBe(true);
  expect(spreadOf([at(0.1, 0.1), at(0.12, 0.11), at(0.6, 0.6)]).varies).toBe(false);
  expect(spreadOf([at(0.1, 0.1), at(0.2, 0.2), at(0.3, 0.3)])).toMatchObject({ varies: false, fixedStep: true });
  expect(spreadOf([at(0.1, 0.1)])).toEqual({ varies: null, closest: null, fixedStep: false });
  expect(spreadOf([at(0.1, 0.1), at(0.5, 0.5)])).toMatchObject({ varies: true, fixedStep: false });
});

it('combines the places of a listing, and of the shop, against the key', () => {
  const key = 'the right key, long enough';
  const pictures = ['a', 'b', 'c'].map((id): MarkedPicture => {
    const cell = keyedOrder(key, id)[29];
    const box = cell && cellBox(cell, 0.4);
    if (!box) throw new Error('no place');
    return { path: id, box, id };
  });
  const [own, others] = [key, 'some other key, as long'].map((each) => keyedPictures(pictures, each));
  if (own === undefined || others === undefined) throw new Error('nothing is keyed');
  const one = own.slice(0, 1);
  expect(keyedOf(one, keyedShopOf(own))).toMatchObject({ alone: 0.0313, pictures: [{ path: 'a', p: 0.0313 }] });
  expect(keyedOf(one, keyedShopOf(own))?.p).toBeLessThan(5e-3);
  // It is all there is.
  expect(keyedOf(one, keyedShopOf(one))).toMatchObject({ alone: 0.0313, p: 0.0313 });
  expect(keyedOf(own, keyedShopOf(own))?.p).toBeLessThan(3e-3);
  expect(keyedOf(others, keyedShopOf(others))?.p).toBeGreaterThan(0.05);
  // A mark that was moved, in a shop of the key's places.
  expect(keyedOf([{ path: 'd', p: 0.3 }], keyedShopOf([...own, { path: 'd', p: 0.3 }]))).toMatchObject({
    alone: 0.3,
    p: 0.3,
  });
  // An early place by chance, in a shop of another key.
  expect(keyedOf(one, keyedShopOf([...one, ...[0.6, 0.8, 0.4].map((p) => ({ path: `${p}`, p }))]))?.p).toBeGreaterThan(
    0.05,
  );
  expect(keyedOf([], keyedShopOf(own))).toBeUndefined();
  expect(keyedPictures([at(0.1, 0.1)], key)).toEqual([]);
});
