import { expect, it } from 'vitest';
import type { Subject } from '../model/subject.ts';
import { contentOfSubjects } from './findings.ts';

const subject = (path: string, group?: string, data?: Subject['data']): Subject => ({
  scope: 'page',
  path,
  file: `/${path}`,
  channels: [],
  ...(group === undefined ? {} : { group }),
  ...(data === undefined ? {} : { data }),
});
const contentOf = (...subjects: readonly Subject[]): string =>
  contentOfSubjects(new Map([['page', subjects]]))(subjects[0] ?? subject('none'));

it('the content of a subject without a file of its own is its data and the names of its parts', () => {
  const group = subject('book', 'book');
  expect(contentOf(group)).toBe(contentOf(group, subject('other/1', 'other')));
  expect(contentOf(group)).not.toBe(contentOf(group, subject('book/1', 'book')));
  expect(contentOf(group, subject('book/1', 'book'))).not.toBe(contentOf(group, subject('book/2', 'book')));
  expect(contentOf(group)).not.toBe(contentOf(subject('book', 'book', { title: 'a' })));
});

it('it stays when the folder is called otherwise', () => {
  const moved = contentOf(subject('shelf/book', 'shelf/book'), subject('shelf/book/1', 'shelf/book'));
  expect(moved).toBe(contentOf(subject('book', 'book'), subject('book/1', 'book')));
});
