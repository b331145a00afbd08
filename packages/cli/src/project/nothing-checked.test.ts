import type { Report } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { nothingChecked } from './nothing-checked.ts';

const subject = (path: string, ...pass: string[]) => ({
  scope: 'image',
  path,
  outcomes: { pass, fail: [], inconclusive: [], skip: ['other'] },
});
const reportOf = (subjects: readonly object[], more: object = {}): Report =>
  ({ summary: { suppressed: 0, notChecked: [] }, subjects, ...more }) as unknown as Report;
const saidOf = (report: Report, only?: readonly string[]): readonly string[] =>
  nothingChecked(report, only).map(({ message }) => message);

it('a run in which no rule judged anything is no pass', () => {
  const said = ['nothing was checked: no rule that is on is about what is there'];
  expect(saidOf(reportOf([subject('a.jpg'), subject('b.jpg')]))).toEqual(said);
  expect(saidOf(reportOf([subject('a.jpg'), subject('b.jpg', 'wide')]))).toEqual([]);
  expect(saidOf(reportOf([]))).toEqual([]);
  // A part may be what no rule is about; a finding that was taken out has been made.
  expect(saidOf(reportOf([subject('a.jpg')], { partial: true }))).toEqual([]);
  expect(saidOf(reportOf([subject('a.jpg')], { summary: { suppressed: 1, notChecked: [] } }))).toEqual([]);
});

it('asks it of each project', () => {
  const projects = ['.', 'b', 'b/c'].map((path) => ({ path, summary: { suppressed: 0 } }));
  const subjects = [subject('a.jpg', 'wide'), subject('b/1.jpg'), subject('b/c/1.jpg', 'wide'), subject('bc.jpg')];
  expect(saidOf(reportOf(subjects, { projects }))).toEqual([
    'nothing was checked in b: no rule that is on is about what is there',
  ]);
});

it('a run in which all pictures are ignored is no pass', () => {
  const listing = { ...subject('mug', 'listing-has-main'), scope: 'listing' };
  const original = { ...subject('originals/1.jpg', 'wide'), role: 'original' };
  const notices = [{ level: 'warning', code: 'pictures-ignored', message: '', path: 'mug' }];
  const said = ['no picture was checked: `ignores` names all of them'];
  expect(saidOf(reportOf([listing, original], { notices }))).toEqual(said);
  expect(saidOf(reportOf([listing, original]))).toEqual([]);
  expect(saidOf(reportOf([listing, subject('cup/1.jpg', 'wide')], { notices }))).toEqual([]);
  expect(saidOf(reportOf([listing], { notices, partial: true }))).toEqual([]);
  const projects = ['.', 'mug'].map((path) => ({ path, summary: { suppressed: 0 } }));
  expect(saidOf(reportOf([listing, subject('cup/1.jpg', 'wide')], { notices, projects }))).toEqual([
    'no picture was checked in mug: `ignores` names all of them',
  ]);
});

it('a rule that --only names reaches a listing of some project', () => {
  const unreached = { ruleId: 'amazon-image', requires: 'channels', channel: 'amazon' };
  const summary = { suppressed: 0, notChecked: [unreached, { ruleId: 'wide', requires: '--only' }] };
  const said = ['--only amazon-image: nothing was checked, for no listing goes to amazon, which it is about'];
  expect(saidOf(reportOf([subject('a.jpg')], { summary }), ['amazon-image'])).toEqual(said);
  expect(saidOf(reportOf([subject('a.jpg')], { summary, partial: true }), ['amazon-image', 'tall'])).toEqual(said);
  expect(saidOf(reportOf([subject('a.jpg')], { summary }), ['tall'])).toEqual([]);
  const projects = [
    { path: 'a', summary },
    { path: 'b', summary },
  ];
  expect(saidOf(reportOf([subject('a/1.jpg')], { summary, projects }), ['amazon-image'])).toEqual([]);
});
