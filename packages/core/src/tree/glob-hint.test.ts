import { expect, it } from 'vitest';
import { globHint } from './glob-hint.ts';

const folders = ['listings', 'listings/mug', 'originals', 'cases'];
const FROM = 'globs start from the folder of the config';
const INSIDE = `${FROM} and do not leave it: move the config up, or give that folder one`;

it.each([
  ['listing/*', 'did you mean "listings/*"?'],
  ['./Listings/*', 'did you mean "listings/*"?'],
  ['listings/mgu/*.jpg', 'did you mean "listings/mug/*.jpg"?'],
  ['listings\\\\*', 'between folders stands / on every system: "listings//*"'],
  ['listings\\*', 'between folders stands / on every system: "listings/*"'],
  ['../other/*', INSIDE],
  ['listings/../../other', INSIDE],
  ['/listings/*', INSIDE],
  ['photographs/*', FROM],
  ['listings/mug/*.gif', FROM],
  ['*/mgu', FROM],
])('%s: %s', (glob, hint) => {
  expect(globHint(glob, folders)).toBe(hint);
});
