import { expect, it } from 'vitest';
import type { Json } from '../model/json.ts';
import { optionName } from './references.ts';

it.each<[Json | undefined, string | undefined]>([
  [{ option: 'min' }, 'min'],
  [{ option: 3 }, undefined],
  [{ option: 'min', other: 1 }, undefined],
  [{ other: 'min' }, undefined],
  [['option'], undefined],
  ['option', undefined],
  [null, undefined],
  [undefined, undefined],
])('the option that %j names is %s', (value, name) => {
  expect(optionName(value)).toBe(name);
});
