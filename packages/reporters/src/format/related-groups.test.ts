import type { Finding, SubjectReport } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { groupRelated } from './related-groups.ts';

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
  expect(sentences(chain)).toEqual(['a/1.jpg, b/1.jpg and c/1.jpg are the same file']);
});

it('joins what the same listings share, and keeps what others share apart', () => {
  const pair = (one: string, two: string) => [copy(one, [two]), copy(two, [one])];
  const all = [...pair('a/1.jpg', 'b/1.jpg'), ...pair('a/2.jpg', 'b/2.jpg'), ...pair('a/3.jpg', 'c/3.jpg')];
  expect(sentences(all)).toEqual([
    'a and b share 2 pictures (the same file): a/1.jpg and a/2.jpg',
    'a/3.jpg and c/3.jpg are the same file',
  ]);
});

it('leaves a finding about a picture without a finding single, and names it under a group', () => {
  expect(sentences([copy('a/1.jpg', ['old/1.jpg'])])).toEqual([]);
  const group = [copy('a/1.jpg', ['b/1.jpg', 'old/1.jpg']), copy('b/1.jpg', ['a/1.jpg'])];
  expect(groupRelated(group, subjectsOf(group)).map(({ finding }) => finding.related.map(({ path }) => path))).toEqual([
    ['old/1.jpg'],
  ]);
});
