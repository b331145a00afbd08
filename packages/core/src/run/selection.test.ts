import { describe, expect, it } from 'vitest';
import type { Subject } from '../model/subject.ts';
import { selectSubjects } from './selection.ts';

const subject = (path: string, group?: string): Subject => ({
  scope: 'thing',
  path,
  file: `/shop/${path}`,
  ...(group === undefined ? {} : { group }),
});
const SUBJECTS = [
  subject('a', 'a'),
  subject('a/1.jpg', 'a'),
  subject('a/2.jpg', 'a'),
  subject('b', 'b'),
  subject('b/1.jpg', 'b'),
  subject('loose.jpg'),
];
const chosen = (paths: readonly string[], areChanges?: boolean): readonly string[] =>
  selectSubjects(SUBJECTS, areChanges === undefined ? { paths } : { paths, areChanges }).map(({ path }) => path);

describe('what of the set is reported', () => {
  it.each([
    [['.'], SUBJECTS.map(({ path }) => path)],
    [['a/1.jpg'], ['a/1.jpg']],
    [['a'], ['a', 'a/1.jpg', 'a/2.jpg']],
    [
      ['loose.jpg', 'b/1.jpg'],
      ['b/1.jpg', 'loose.jpg'],
    ],
    [['a/1'], []],
    [[], []],
  ])('of the paths %j: %j', (paths, expected) => {
    expect(chosen(paths)).toEqual(expected);
  });

  it.each([
    // A changed part speaks for its group, not for the other parts.
    [['a/1.jpg'], ['a', 'a/1.jpg']],
    // So does one that is gone: it is known no more.
    [['a/9.jpg'], ['a']],
    // Another text of the folder is about all of the group.
    [['a/listing.yaml'], ['a', 'a/1.jpg', 'a/2.jpg']],
    [['a/NOTES.JSON'], ['a', 'a/1.jpg', 'a/2.jpg']],
    // A deeper file, or one in no group, selects nothing.
    [['a/deep/listing.yaml'], []],
    [['c/listing.yaml'], []],
    [['loose.jpg'], ['loose.jpg']],
  ])('of the changes %j: %j', (paths, expected) => {
    expect(chosen(paths, true)).toEqual(expected);
  });

  it.each([['a/9.jpg'], ['a/2.jpg']])(
    '%s, which came or went, speaks for all of its group: roles may have changed',
    (path) => {
      const found = selectSubjects(SUBJECTS, { paths: [path], areChanges: true, addedOrRemoved: [path] });
      expect(found.map((each) => each.path)).toEqual(['a', 'a/1.jpg', 'a/2.jpg']);
    },
  );

  it('a text that is itself a part speaks for the group and not for the other parts', () => {
    const subjects = [...SUBJECTS, subject('a/terms.yaml', 'a')];
    const found = selectSubjects(subjects, { paths: ['a/terms.yaml'], areChanges: true });
    expect(found.map(({ path }) => path)).toEqual(['a', 'a/terms.yaml']);
  });

  it('is all of it without a selection', () => {
    expect(selectSubjects(SUBJECTS, undefined)).toBe(SUBJECTS);
  });
});
