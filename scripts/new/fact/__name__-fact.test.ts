import { expect, it } from 'vitest';
import { measure__Pascal__ } from './__name__-fact.ts';

it('measures a value that is known', () => {
  // Edit: an input and its value. This fails until you do.
  expect(measure__Pascal__('1.jpg')).toEqual({ value: 'edit this' });
});
