import { describe, expect, it } from 'vitest';
import type { TemplateField } from '../pyramid/raster/plane.ts';
import { sumOfFields } from './template-field.ts';

const field = (width: number, height: number, value: number): TemplateField => ({
  width,
  height,
  x: new Float32Array(width * height).fill(value),
  y: new Float32Array(width * height).fill(-value),
  energy: 2 * width * height * value * value,
});

describe('the sum of fields', () => {
  it('has the smaller one in the middle of the larger one, and the energy of what comes out', () => {
    const { width, height, x, y, energy } = sumOfFields([field(2, 1, 3), field(4, 3, 1)]);
    expect([width, height]).toEqual([4, 3]);
    expect([...x]).toEqual([1, 1, 1, 1, 1, 4, 4, 1, 1, 1, 1, 1]);
    expect([...y]).toEqual([...x].map((value) => -value));
    expect(energy).toBe(2 * (10 + 2 * 16));
  });
  it('is the field itself where there is one', () => {
    const one = field(3, 2, 5);
    expect(sumOfFields([one])).toBe(one);
  });
});
