import fc from 'fast-check';
import { expect, it } from 'vitest';
import { middleValue, valueAt } from './middle-value.ts';

it('finds what stands in the middle once all are in order', () => {
  const values = fc.array(fc.oneof(fc.float({ noNaN: true }), fc.constantFrom(0, 1, 2)), { maxLength: 60 });
  fc.assert(
    fc.property(values, (list) => {
      const count = list.length >> (list.length & 1);
      const sorted = Float32Array.from(list.slice(0, count)).sort();
      const found = middleValue(Float32Array.from(list), count);
      expect(found).toBe(count === 0 ? null : sorted[count >> 1] === 0 ? found : sorted[count >> 1]);
      expect((found ?? 0) === (sorted[count >> 1] ?? 0)).toBe(true);
    }),
  );
});

it('finds what stands at any place', () => {
  const values = fc.array(fc.integer({ min: -9, max: 9 }), { minLength: 1, maxLength: 40 });
  fc.assert(
    fc.property(values, fc.nat(), (list, any) => {
      const place = any % list.length;
      expect(valueAt(Float32Array.from(list), list.length, place)).toBe(list.toSorted((m, n) => m - n)[place]);
    }),
  );
  expect(valueAt(new Float32Array(3), 0, 0)).toBeNull();
});
