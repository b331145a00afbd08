import { expect, it } from 'vitest';
import { globHint, otherForm } from './glob-hint.ts';

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

it('tells a name that looks the same and is written in another form of Unicode', () => {
  const [composed, apart] = ['L\u00e4den', 'La\u0308den'];
  const what = 'is there and looks the same, but its letters with marks are written in another form of Unicode';
  expect(globHint(`${composed}/*`, [`${apart}/mug`])).toBe(`"${apart}/mug" ${what} (NFD): copy the name from there`);
  expect(globHint(`${apart}/1.jpg`, [], ['b.jpg', `${composed}/1.jpg`])).toBe(
    `"${composed}/1.jpg" ${what} (NFC): copy the name from there`,
  );
  expect(otherForm(`${composed}/*`, [`${composed}/1.jpg`, `${apart}/2.jpg`])).toBeUndefined();
  expect(otherForm('mug/*', [`${apart}/1.jpg`])).toBeUndefined();
});
