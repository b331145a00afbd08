import type { ProjectReport, Report, SubjectReport } from '@listing-lint/core';
import { expect, it } from 'vitest';
import { generalRemarks, projectFinder, sectionsOf } from './projects.ts';

const summary = { subjects: {}, errors: 0, warnings: 0, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] };
const project = (path: string): ProjectReport => ({ path, config: { path: null, sha256: null }, summary });
const image = (path: string): SubjectReport => ({
  scope: 'image',
  path,
  outcomes: { pass: [], fail: [], skip: [], inconclusive: [] },
});
const rule = (title: string) => ({
  id: 'own',
  scope: 'image',
  severity: 'error' as const,
  title,
  why: '',
  fix: '',
  references: [],
});
const report: Report = {
  schemaVersion: 1,
  tool: { name: 'listing-lint', version: 'test' },
  config: { path: null, sha256: null },
  summary,
  rules: [rule('of all'), { ...rule('of b'), project: 'b' }],
  subjects: [image('1.jpg'), image('a/1.jpg'), image('ab/1.jpg'), image('a/in/1.jpg'), image('b/1.jpg')],
  findings: [],
  notices: [
    { level: 'note', code: 'x', message: 'of the run', path: 'a/1.jpg' },
    { level: 'note', code: 'x', message: 'of b', project: 'b' },
  ],
  projects: [project('.'), project('a'), project('a/in'), project('b')],
};

it('gives each project what lies in it and in none inside it', () => {
  const subjects = sectionsOf(report).map(({ report: part }) => part.subjects.map(({ path }) => path));
  expect(subjects).toEqual([['1.jpg', 'ab/1.jpg'], ['a/1.jpg'], ['a/in/1.jpg'], ['b/1.jpg']]);
  expect(projectFinder([project('a')])('ab/1.jpg')).toBeUndefined();
});

it('gives each project its own rules and notices, and leaves what is about none of them', () => {
  const [outer, , , b] = sectionsOf(report).map((section) => section.report);
  expect(outer?.rules.map(({ title }) => title)).toEqual(['of all']);
  expect(b?.rules).toEqual([rule('of b')]);
  expect(outer?.notices).toEqual([]);
  expect(b?.notices).toEqual([{ level: 'note', code: 'x', message: 'of b' }]);
  expect(generalRemarks(report)).toEqual(['a/1.jpg: of the run']);
  expect(b?.projects).toBeUndefined();
});

it('has no sections of a report of one project', () => {
  const { projects: _projects, ...one } = report;
  expect(sectionsOf(one)).toEqual([]);
});
