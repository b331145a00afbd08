import { runInNewContext } from 'node:vm';
import { describe, expect, it } from 'vitest';
import { toPlainData } from './plain-data.ts';

const nested = (depth: number): unknown => {
  let value: unknown = 1;
  for (let i = 0; i < depth; i++) value = [value];
  return value;
};

const twice = (): unknown => {
  const shared = { a: 1 };
  return [shared, shared];
};

class Own {}

describe('plain data', () => {
  it.each([
    [undefined],
    [null],
    [false],
    [0],
    [-1.5],
    ['text'],
    [[1, [2, 'a']]],
    [{ a: { b: [null] } }],
    [twice()],
    [nested(65)],
  ])('%j is copied as it is', (value) => {
    expect(toPlainData(value)).toEqual({ value });
  });

  it('is a copy that later changes do not reach', () => {
    const list = [1];
    const copy = toPlainData({ list });
    list.push(2);
    expect(copy).toEqual({ value: { list: [1] } });
  });

  it('is a copy that its owner may change', () => {
    const copied = toPlainData({ a: 1, b: 2 });
    if (!('value' in copied) || copied.value === undefined) throw new Error('no copy');
    Object.assign(Object(copied.value), { a: 3 });
    expect(Reflect.deleteProperty(Object(copied.value), 'b')).toBe(true);
    expect(Object.entries(Object(copied.value))).toEqual([['a', 3]]);
  });

  it('leaves out keys without a value, and keeps one that is called __proto__', () => {
    const given = JSON.parse('{"__proto__": {"a": 1}}');
    const copied = toPlainData({ a: undefined, b: given });
    expect(JSON.stringify(copied)).toBe('{"value":{"b":{"__proto__":{"a":1}}}}');
  });

  it('may come without a prototype, or from another realm', () => {
    expect(toPlainData(Object.assign(Object.create(null), { a: 1 }))).toEqual({ value: { a: 1 } });
    expect(toPlainData(runInNewContext('({ a: [1] })'))).toEqual({ value: { a: [1] } });
  });

  it.each([
    [Number.NaN, 'it is NaN, which is no plain data'],
    [{ a: [1, Number.POSITIVE_INFINITY] }, 'a.1 is Infinity, which is no plain data'],
    [[undefined], '0 is undefined, which is no plain data'],
    [() => 1, 'it is a function, which is no plain data'],
    [{ a: 1n }, 'a is a bigint, which is no plain data'],
    [new Date(0), 'it is an instance of Date, which is no plain data'],
    [{ a: new Own() }, 'a is an instance of Own, which is no plain data'],
    [new (class {})(), 'it is an instance of a class, which is no plain data'],
    [Promise.resolve(1), 'it is a promise (is an await missing?), which is no plain data'],
    [Object.create({ constructor: 3, a: 1 }), 'it is an instance of a class, which is no plain data'],
  ])('%o is none', (value, fault) => {
    expect(toPlainData(value)).toEqual({ fault });
  });

  it('is none where it holds itself', () => {
    const list: unknown[] = [];
    list.push({ list });
    expect(toPlainData(list)).toEqual({ fault: '0.list is the whole that it is part of, which is no plain data' });
  });

  it('is bounded in depth, parts and characters', () => {
    expect(toPlainData(nested(66))).toMatchObject({ fault: expect.stringContaining('nested more than 64 deep') });
    const most = Array.from({ length: 99_999 }, () => 0);
    expect(toPlainData(most)).toHaveProperty('value');
    expect(toPlainData([...most, 0])).toEqual({ fault: 'it has more than 100,000 parts' });
    expect(toPlainData('x'.repeat(1_000_000))).toHaveProperty('value');
    expect(toPlainData({ a: 'x'.repeat(1_000_000) })).toEqual({ fault: 'it has more than 1,000,000 characters' });
  });

  it('lets through what a getter throws', () => {
    const hostile = {
      get a(): number {
        throw new RangeError('mine');
      },
    };
    expect(() => toPlainData(hostile)).toThrow(RangeError);
  });
});
