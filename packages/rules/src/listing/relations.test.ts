import type { Subject, SubjectRelation } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { imageRelations } from './relations.ts';

const picture = (path: string, data?: Subject['data']): Subject => ({
  scope: 'image',
  path,
  file: `/${path}`,
  listing: 'listings/mug',
  channels: [],
  ...(data === undefined ? {} : { data }),
});
const relation = (name: string): SubjectRelation => {
  const found = imageRelations[name];
  if (found === undefined) throw new Error(`no relation ${name}`);
  return found;
};
const keysOf = (subject: Subject): readonly string[] => relation('original').keysOf?.(subject) ?? [];

it('the original is the one that listing.yaml names, else the one of the same name', () => {
  const plain = keysOf(picture('listings/mug/1.jpg'));
  const named = keysOf(picture('listings/mug/1.jpg', { original: 'originals/a.jpg' }));
  expect(named).not.toEqual(plain);
  expect(named.join()).toContain('originals/a.jpg');
  for (const data of [null, 'originals/a.jpg', { other: 1 }, { original: 3 }]) {
    expect(keysOf(picture('listings/mug/1.jpg', data))).toEqual(plain);
  }
});

it('a picture belongs to one listing, that of its group', () => {
  expect(relation('listing')).toMatchObject({ scope: 'listing', one: true, inGroup: true });
  expect(relation('listing').keysOf?.(picture('listings/mug/1.jpg'))).toEqual(['listings/mug']);
});
