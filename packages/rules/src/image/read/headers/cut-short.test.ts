import { expect, it } from 'vitest';
import { cutShort } from './cut-short.ts';

const CUT = 'cut off within its first bytes';
it.each([
  ['photo', '', 'empty'],
  ['a.b/photo', '', 'empty'],
  ['photo.jpg.part', '', 'empty'],
  ['photo.jpg~', '', 'empty'],
  ['photo.jpgs', '', undefined],
  ['a.jpg/notes.lock', '', undefined],
  ['__init__.py', '', undefined],
  ['photo', '\xff\xd8', CUT],
  ['notes.part', '\xff\xd8', CUT],
  ['photo', '\xff', undefined],
  ['photo', '\x89P', CUT],
  ['photo', 'GIF', CUT],
  ['photo', 'GI', undefined],
  ['photo', 'II*', CUT],
  ['photo', 'RIFF\0\0\0\0WEB', CUT],
  ['photo', 'RIFF\0\0\0\0WAV', undefined],
  ['photo', '\0\0\0\x20ftypavif', undefined],
  ['photo', '\0\0\0\x20ft', CUT],
  ['photo', '\0\0', CUT],
  ['photo', 'a text', undefined],
])('%s with %j: %s', (path, bytes, why) => {
  expect(cutShort(Buffer.from(bytes, 'latin1'), path)).toBe(why);
});
