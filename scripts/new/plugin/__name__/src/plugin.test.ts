import { expect, it } from 'vitest';
import { measureName, plugin } from './plugin.ts';

it('brings its rules and presets', () => {
  expect(plugin.rules?.map(({ path }) => path)).toEqual(['rules/short-name.yaml']);
  expect(plugin.presets?.map(({ path }) => path)).toEqual(['presets/recommended.yaml']);
});

it('measures a value that is known', () => {
  // Edit: an input and its value. This fails until you do.
  expect(measureName('1.jpg')).toEqual({ length: 'edit this' });
});
