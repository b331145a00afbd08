import type { Finding, SubjectReport } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { groupRelated, sharedFolder } from './related-groups.ts';

const copy = (path: string, others: readonly string[], words = 'the same file as'): Finding => ({
  ruleId: 'hash-unique',
  severity: 'error',
  outcome: 'fail',
  subject: { scope: 'image', path },
  message: `another product has it: ${others.map((other) => `${words} ${other}`).join(' and ')}`,
  causes: [],
  related: others.map((other) => ({ path: other, message: `${words} ${other}` })),
  fingerprint: path,
  contentFingerprint: path,
});
const subjectsOf = (findings: readonly Finding[]): readonly SubjectReport[] =>
  findings.map(({ subject }) => ({
    ...subject,
    listing: subject.path.slice(0, subject.path.lastIndexOf('/')),
    outcomes: { pass: [], fail: ['hash-unique'], skip: [], inconclusive: [] },
  }));
const sentences = (findings: readonly Finding[]) =>
  groupRelated(findings, subjectsOf(findings)).map(({ finding }) => finding.message);

it('joins findings that name each other, also over a third', () => {
  const chain = [copy('a/1.jpg', ['b/1.jpg']), copy('b/1.jpg', ['a/1.jpg']), copy('c/1.jpg', ['b/1.jpg'])];
  expect(sentences(chain)).toEqual(['a, b and c share an image (the same file): a/1.jpg']);
});

it('joins what the same listings share, and keeps what others share apart', () => {
  const pair = (one: string, two: string) => [copy(one, [two]), copy(two, [one])];
  const all = [...pair('a/1.jpg', 'b/1.jpg'), ...pair('a/2.jpg', 'b/2.jpg'), ...pair('a/3.jpg', 'c/3.jpg')];
  expect(sentences(all)).toEqual([
    'a and b share 2 images (the same file): a/1.jpg and a/2.jpg',
    'a/3.jpg and c/3.jpg are the same file',
  ]);
});

it('says all that members are of each other, or what all of them say', () => {
  const mixed = [copy('a/1.jpg', ['b/1.jpg'], 'mirrored copy of'), copy('b/1.jpg', ['a/1.jpg'])];
  expect(sentences(mixed)).toEqual(['a/1.jpg and b/1.jpg are the same file or mirrored copies of each other']);
  const alike = ['a/1.jpg', 'b/1.jpg'].map((path) => ({
    ...copy(path, [path === 'a/1.jpg' ? 'b/1.jpg' : 'a/1.jpg']),
    message: 'both carry one mark',
    related: [{ path: path === 'a/1.jpg' ? 'b/1.jpg' : 'a/1.jpg', message: 'carries it too' }],
  }));
  expect(sentences(alike)).toEqual(['both carry one mark: a/1.jpg and b/1.jpg']);
});

it('writes paths from a folder that holds all of them', () => {
  const pair = [copy('shop/a/1.jpg', ['shop/b/1.jpg']), copy('shop/b/1.jpg', ['shop/a/1.jpg'])];
  expect(sharedFolder(pair.map(({ subject }) => subject.path))).toBe('shop/');
  expect(sharedFolder(['shop/a/1.jpg', 'shopping/b.jpg'])).toBe('');
  expect(sharedFolder(['a/1.jpg', 'a/b/1.jpg'])).toBe('a/');
  expect(groupRelated(pair, subjectsOf(pair)).map((group) => group.sentenceIn('shop/'))).toEqual([
    'a/1.jpg and b/1.jpg are the same file',
  ]);
});

it('joins a long chain without running out of stack', () => {
  const name = (index: number): string => `a${index}/1.jpg`;
  const chain = Array.from({ length: 50_000 }, (_, index) => copy(name(index), [name(index + 1)]));
  expect(groupRelated(chain, subjectsOf(chain)).map(({ members }) => members.length)).toEqual([50_000]);
});

it('leaves a finding about a picture without a finding single, and names it under a group', () => {
  expect(sentences([copy('a/1.jpg', ['old/1.jpg'])])).toEqual([]);
  const group = [copy('a/1.jpg', ['b/1.jpg', 'old/1.jpg']), copy('b/1.jpg', ['a/1.jpg'])];
  expect(groupRelated(group, subjectsOf(group)).map(({ finding }) => finding.related.map(({ path }) => path))).toEqual([
    ['old/1.jpg'],
  ]);
});
