import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { ShortTexts } from './short-texts.ts';
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
    for (let time = 0; time <= 40; time++) table.id(given);
    expect(table.value(1)).toBe(given);
  });

  it('distinguishes thousands, and those that are added after more was read', () => {
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

describe('what has one shape', () => {
  const hex = (seed: number): string => createHash('sha256').update(String(seed)).digest('hex');
  const picture = (seed: number): object => ({
    path: `listings/item-${seed}/01.jpg`,
    role: seed % 3 === 0 ? 'main' : 'gallery',
    sha256: hex(seed),
    print: Buffer.from(hex(seed).repeat(4), 'hex').toString('base64url'),
    note: seed % 5 === 0 ? `"ü\n${seed}` : null,
    about: { sides: [seed, 1], readable: true },
    10: seed % 7,
  });
  const values = [
    ...Array.from({ length: 60 }, (_, seed) => picture(seed)),
    ...Array.from({ length: 20 }, (_, seed) => hex(seed)),
    ...Array.from({ length: 20 }, (_, seed) => `${hex(seed).slice(32)} ${hex(seed).slice(32)}`),
    ...Array.from({ length: 20 }, (_, seed) => Buffer.from(hex(seed).repeat(3), 'hex').toString('base64url')),
    // Near to what is written in short, but not that.
    `${hex(1)}A`,
    hex(1).toUpperCase(),
    `${'A'.repeat(64)}B`,
    { ['__proto__']: 1, rather: 'long enough for a closer inspection', sha256: hex(3) },
    JSON.parse(`{"__proto__":2,"rather":"long enough for a closer inspection","sha256":"${hex(4)}"}`),
    { left: undefined, rather: 'long enough for a closer inspection, too', sha256: hex(3) },
    [hex(1), hex(2)],
    'x'.repeat(30_000),
  ];

  it('takes less memory, has one number, and comes back as it was', () => {
    const table = new TextTable(undefined, new ShortTexts());
    const ids = values.map((value) => table.id(value));
    expect(values.map((value) => table.id(structuredClone(value)))).toEqual(ids);
    for (const [k, value] of values.entries()) {
      const text = JSON.stringify(value);
      const id = ids[k] ?? -1;
      expect(JSON.stringify(table.value(id))).toBe(text);
      expect(table.bytesOf(id).toString()).toBe(text);
      expect(table.lengthOf(id)).toBe(Buffer.byteLength(text));
      const copy = Buffer.alloc(2 + table.lengthOf(id));
      expect(table.copyTo(copy, 2, id)).toBe(copy.length);
      expect(copy.toString('utf8', 2)).toBe(text);
    }
    const records = new TextTable(undefined, new ShortTexts());
    for (const value of values.slice(0, 60)) records.id(value);
    const whole = values.slice(0, 60).reduce((sum: number, value) => sum + JSON.stringify(value).length, 0);
    expect(records.storedBytes).toBeLessThan(0.75 * whole);
  });

  it('has the number of what was written before', () => {
    const texts = values.slice(0, 5).map((value) => Buffer.from(JSON.stringify(value)));
    const lengths = texts.map(({ length }) => length);
    const table = new TextTable({ bytes: Buffer.concat(texts), lengths }, new ShortTexts());
    expect(values.slice(0, 7).map((value) => table.id(value))).toEqual([0, 1, 2, 3, 4, 5, 6]);
    expect(JSON.stringify(table.value(6))).toBe(JSON.stringify(values[6]));
  });
});
