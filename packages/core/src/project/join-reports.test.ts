import { expect, it } from 'vitest';
import type { Report } from '../model/report.ts';
import { joinReports } from './join-reports.ts';

const TOOL = { name: 'test', version: '1' };
const report = (more: Partial<Report> = {}): Report => ({
  schemaVersion: 1,
  tool: TOOL,
  config: { path: 'listing-lint.config.yaml', sha256: 'a' },
  summary: { subjects: {}, errors: 0, warnings: 0, infos: 0, inconclusive: 0, suppressed: 0, notChecked: [] },
  rules: [],
  subjects: [],
  findings: [],
  ...more,
});

it('is of the day that any of the projects asked for, and of none where none did', () => {
  const dated = { path: 'a', report: report({ asOf: '2026-11-25' }), attributes: [] };
  const plain = { path: 'b', report: report(), attributes: [] };
  expect(joinReports(TOOL, [plain, dated], []).asOf).toBe('2026-11-25');
  expect(joinReports(TOOL, [dated, plain], []).asOf).toBe('2026-11-25');
  expect(joinReports(TOOL, [plain, plain], [])).not.toHaveProperty('asOf');
});

const part = (path: string, more: Partial<Report> = {}) => ({ path, report: report(more), attributes: [] });
const rule = (severity: 'error' | 'warn' | 'info', title = 't') => ({
  id: 'r',
  scope: 'image',
  severity,
  title,
  why: 'w',
  fix: 'f',
  references: [],
});
const joined = (...parts: readonly ReturnType<typeof part>[]) => joinReports(TOOL, parts, []);

it('is partial where one of the projects is, and tells of fixes where one was fixed', () => {
  expect(joined(part('a'), part('b'))).not.toHaveProperty('partial');
  expect(joined(part('a'), part('b', { partial: true })).partial).toBe(true);
  expect(joined(part('a'), part('b'))).not.toHaveProperty('fixed');
  const fixed = [{ fix: 'f', subject: { scope: 'image', path: 'x' } }] as unknown as NonNullable<Report['fixed']>;
  expect(joined(part('a'), part('b', { fixed })).fixed).toMatchObject([{ subject: { path: 'b/x' } }]);
  expect(joined(part('a'), part('b', { fixed })).notFixed).toEqual([]);
});

it('has each rule once, at its highest severity, and one of the same id that is another', () => {
  const rules = (...severities: readonly ('error' | 'warn' | 'info')[]) =>
    joined(...severities.map((severity, k) => part(`p${k}`, { rules: [rule(severity)] }))).rules.map(
      ({ severity }) => severity,
    );
  expect([rules('warn', 'error'), rules('error', 'warn'), rules('info', 'info'), rules('info', 'warn')]).toEqual([
    ['error'],
    ['error'],
    ['info'],
    ['warn'],
  ]);
  const first = rule('warn');
  const { rules: both } = joined(part('a', { rules: [first] }), part('b', { rules: [{ ...first }] }));
  expect(both[0]).toBe(first);
  const others = joined(part('a', { rules: [rule('warn')] }), part('b', { rules: [rule('error', 'another')] })).rules;
  expect(others.map(({ severity, project }) => [severity, project])).toEqual([
    ['warn', undefined],
    ['error', 'b'],
  ]);
});

it('moves paths, in sentences as well where they stand by themselves', () => {
  const finding = {
    ...{
      ruleId: 'r',
      severity: 'warn',
      outcome: 'fail',
      subject: { scope: 'image', path: 'l/1.jpg' },
      causes: [{ message: 'see l/2.jpg' }],
    },
    ...{
      message: 'l/1.jpg is l/2.jpg, not l/2.jpg.bak or xl/1.jpg',
      related: [
        { path: 'l/2.jpg', message: 'l/2.jpg', beside: 'l/1.jpg' },
        { path: '.', message: '.' },
      ],
    },
  } as unknown as Report['findings'][number];
  const [moved] = joined(part('p', { findings: [finding] }), part('q')).findings;
  expect(moved).toMatchObject({
    ...{
      subject: { path: 'p/l/1.jpg' },
      message: 'p/l/1.jpg is p/l/2.jpg, not l/2.jpg.bak or xl/1.jpg',
      causes: [{ message: 'see p/l/2.jpg' }],
    },
    related: [
      { path: 'p/l/2.jpg', message: 'p/l/2.jpg', beside: 'p/l/1.jpg' },
      { path: 'p', message: '.' },
    ],
  });
  expect(moved?.related[1]).not.toHaveProperty('beside');
});

it('tells what is about a project whose it is', () => {
  const whole = joined(
    part('a', { notices: [{ code: 'x', message: '1' }] as never, suppressed: [] as never }),
    part('b', { notices: [{ code: 'y', path: 'z', message: '2' }] as never, exceptions: [{ reason: 'r' }] as never }),
  );
  expect(whole.notices).toEqual([
    { code: 'x', message: '1', project: 'a' },
    { code: 'y', path: 'b/z', message: '2', project: 'b' },
  ]);
  expect(whole.exceptions).toEqual([{ reason: 'r', project: 'b' }]);
  expect(whole).not.toHaveProperty('suppressed');
  expect(joined(part('a'), part('b'))).not.toHaveProperty('notices');
});
