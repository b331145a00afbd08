import { expect, it } from 'vitest';
import { packedEntries } from './packed-entries.ts';
import { withoutPath, withPath } from './path-parts.ts';

it.each<readonly [string, string, object, object | undefined]>([
  [
    'a picture',
    'listings/mug/02.jpg',
    { path: 'listings/mug/02.jpg', name: '02.jpg', role: 'main', listing: 'listings/mug', width: 7 },
    { path: '/', name: '/-1', role: 'main', listing: '/2', width: 7 },
  ],
  ['a path without a folder', '02.jpg', { path: '02.jpg', name: '02.jpg' }, { path: '/', name: '/' }],
  ['names that are one', 'a/mug/mug', { last: 'mug', both: 'mug/mug' }, { last: '/-1', both: '/-2' }],
  ['what is said of another one', 'a/1.jpg', { path: 'b/1.jpg' }, undefined],
  ['the beginning of a name', 'mugs/1.jpg', { product: 'mug' }, undefined],
  ['short texts', 'a/b', { name: 'b' }, undefined],
  ['a text that looks like a place', 'mug/1.jpg', { path: 'mug/1.jpg', note: '/2' }, undefined],
  ['a list', 'mug/1.jpg', ['mug/1.jpg'], undefined],
])('says of %s by its path, and gives it back', (_, path, value, places) => {
  const made = withoutPath(value, path);
  expect(made).toEqual(places);
  if (made !== undefined) expect(JSON.stringify(withPath(made, path))).toBe(JSON.stringify(value));
});

it('makes one text of records that differ in the paths of their subjects', () => {
  const entryOf = (path: string) => ({
    stat: [1, 2, 3, 4] as const,
    sha256: 'a'.repeat(64),
    key: 'key',
    judgement: { verdicts: [], waiting: ['rule'], boxes: [], caveats: [] },
    kept: {},
    snapshot: { facts: [{ id: 'image', params: {}, value: { path, name: path.split('/').at(-1), width: 7 } }] },
  });
  const paths = ['listings/mug/1.jpg', 'listings/cup/2.jpg', 'listings/cup/3.jpg'];
  const plain = Object.fromEntries(paths.map((path) => [`image\0${path}`, entryOf(path)]));
  const packed = packedEntries(plain);
  expect(JSON.parse(JSON.stringify(packed))).toEqual(plain);
  expect(JSON.stringify(packed.whole(`image\0${paths[2]}`)?.snapshot)).toBe(
    JSON.stringify(entryOf('listings/cup/3.jpg').snapshot),
  );
  expect(packed.texts.size).toBe(packedEntries({ [`image\0${paths[0]}`]: entryOf('listings/mug/1.jpg') }).texts.size);
});
