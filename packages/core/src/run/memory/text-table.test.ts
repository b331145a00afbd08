import { describe, expect, it } from 'vitest';
import { TextTable } from './text-table.ts';

const written = (...values: readonly unknown[]): TextTable => {
  const texts = values.map((value) => Buffer.from(JSON.stringify(value)));
  return new TextTable({ bytes: Buffer.concat(texts), lengths: texts.map(({ length }) => length) });
};

describe('a table of texts', () => {
  it('gives each value back, one number for equal ones, written before or not', () => {
    const table = written({ a: 'ü' }, 'two');
    expect([table.id('two'), table.id({ a: 'ü' }), table.id(null), table.id('new'), table.id(null)]).toEqual([
      1, 0, 2, 3, 2,
    ]);
    expect([0, 1, 2, 3].map((id) => table.value(id))).toEqual([{ a: 'ü' }, 'two', null, 'new']);
    expect(table.bytesOf(0).toString()).toBe('{"a":"ü"}');
    expect(table.bytesOf(3).toString()).toBe('"new"');
    expect(table.size).toBe(4);
  });

  it('gives one object to all who ask more than once, or gave it', () => {
    const table = written({ a: 1 });
    table.value(0);
    expect(table.value(0)).toBe(table.value(0));
    const given = { b: 2 };
    for (let time = 0; time < 4; time++) table.id(given);
    expect(table.value(1)).toBe(given);
  });

  it('tells thousands apart, and those that come after more was read', () => {
    const table = written('w0', 'w1');
    const texts = Array.from({ length: 5000 }, (_, i) => `${'x'.repeat(i % 700)} ${i} ü`);
    const ids = texts.map((text) => table.id(text));
    expect(new Set(ids).size).toBe(5000);
    expect(texts.map((text) => table.id(text))).toEqual(ids);
    const later = ['later', 'w2'].map((text) => Buffer.from(JSON.stringify(text)));
    table.append({ bytes: Buffer.concat(later), lengths: later.map(({ length }) => length) });
    expect([table.id('later'), table.id('w2'), table.id('w1'), table.id(texts[4321])]).toEqual([
      5002,
      5003,
      1,
      ids[4321],
    ]);
    expect(ids.map((id) => table.value(id))).toEqual(texts);
    expect(table.id('y'.repeat(3_000_000))).toBe(5004);
    expect(table.value(5004)).toHaveLength(3_000_000);
    expect(table.id(undefined)).toBe(5005);
    expect(table.value(5005)).toBeUndefined();
  });

  it('refuses lengths that are not those of the texts, and numbers that it has not', () => {
    expect(() => new TextTable({ bytes: Buffer.from('1'), lengths: [2] })).toThrow(RangeError);
    expect(() => written(1).value(1)).toThrow(RangeError);
    expect(() => written(1).value(-1)).toThrow(RangeError);
  });
});
