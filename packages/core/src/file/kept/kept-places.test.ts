import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import { KeptPlaces, type RecordPlace } from './kept-places.ts';

const contentOf = (k: number): string => createHash('sha256').update(`${k}`).digest('hex');

it('are those of a map, however many there are, and begin alike', () => {
  const [places, map] = [new KeptPlaces(), new Map<string, RecordPlace>()];
  for (let k = 0; k < 3000; k++) {
    const own = contentOf(k % 2500);
    // One in ten begins as another one does.
    const content = k % 10 === 0 ? `00000000${own.slice(8)}` : own;
    const place = { file: k % 7, at: 2 ** 31 * k, length: k };
    places.set(content, place);
    map.set(content, place);
    if (k % 11 === 0) {
      const gone = contentOf(k >> 1);
      places.delete(gone);
      map.delete(gone);
    }
  }
  for (let k = 0; k < 3000; k++) {
    for (const content of [contentOf(k), `00000000${contentOf(k).slice(8)}`]) {
      expect(places.get(content)).toEqual(map.get(content));
      expect(places.has(content)).toBe(map.has(content));
    }
  }
  // What is sound is said of the record that lies there now.
  const [one, other, none] = [contentOf(1), contentOf(2), contentOf(5000)];
  for (const content of [one, none]) places.noteSound(content);
  expect([one, other, none].map((content) => places.isSound(content))).toEqual([true, false, false]);
  for (let k = 6000; k < 9000; k++) places.set(contentOf(k), { file: 0, at: 0, length: k });
  expect([one, other].map((content) => places.isSound(content))).toEqual([true, false]);
  places.set(one, { file: 1, at: 2, length: 3 });
  expect(places.isSound(one)).toBe(false);
  places.clear();
  expect([...map.keys()].some((content) => places.has(content))).toBe(false);
});
