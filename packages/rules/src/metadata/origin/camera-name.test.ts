import { expect, it } from 'vitest';
import { cameraName } from './camera-name.ts';

it.each([
  ['Canon', 'Canon EOS R5', 'Canon EOS R5'],
  ['NIKON CORPORATION', 'NIKON D850', 'NIKON D850'],
  ['SONY', 'ILCE-7M3', 'SONY ILCE-7M3'],
  ['Canon', 'Canonet', 'Canon Canonet'],
  [', Ltd', ', 5', ', Ltd , 5'],
  ['Apple', null, 'Apple'],
  [null, 'Pixel 8', 'Pixel 8'],
  [null, null, ''],
])('%s and %s is %s', (make, model, name) => {
  expect(cameraName(make, model)).toBe(name);
});
