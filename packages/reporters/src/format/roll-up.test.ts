import type { Finding, SubjectReport } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { listFindings, membersOf, remarksOf, rollUp, weightOf } from './roll-up.ts';

const image = (path: string, outcomes: Partial<SubjectReport['outcomes']> = {}): SubjectReport => ({
  scope: 'image',
  path,
  ...(path.includes('/') ? { listing: path.slice(0, path.lastIndexOf('/')) } : {}),
  outcomes: { pass: [], fail: [], skip: [], inconclusive: [], ...outcomes },
});

const fails = (path: string, message: string, more: Partial<Finding> = {}): Finding => ({
  ruleId: 'marked',
  severity: 'error',
  outcome: 'fail',
  subject: { scope: 'image', path },
  message,
  causes: [{ fact: 'mark', operator: 'equal', actual: false, expected: true, message }],
  related: [],
  fingerprint: path,
  contentFingerprint: path,
  ...more,
});

/** A run in which `messages` are said of a/1.jpg, a/2.jpg, … and nothing of `passing`. */
const run = (messages: readonly string[], passing: readonly string[] = [], more: Partial<Finding> = {}) => {
  const findings = messages.map((message, index) => fails(`a/${index + 1}.jpg`, message, more));
  const ruleId = more.ruleId ?? 'marked';
  const subjects = [
    ...findings.map(({ subject }) => image(subject.path, { fail: [ruleId] })),
    ...passing.map((path) => image(path, { pass: [ruleId] })),
  ];
  return { findings, subjects };
};
const said = ({ findings, subjects }: ReturnType<typeof run>) =>
  rollUp(findings, subjects).rollUps.map((each) =>
    [each.listing ?? 'run', membersOf(each), each.finding.message, ...remarksOf(each)].join(' | '),
  );
const times = (n: number, message: (index: number) => string): string[] =>
  Array.from({ length: n }, (_, k) => message(k));

describe('rollUp', () => {
  it('says once what is true of all, and leaves none of them over', () => {
    const all = run(times(151, () => 'no mark'));
    expect(said(all)).toEqual(['run | all 151 images | no mark']);
    expect(rollUp(all.findings, all.subjects).single).toEqual([]);
    expect(rollUp(all.findings, all.subjects).rollUps[0]?.members).toHaveLength(151);
  });

  it('leaves out brackets that differ, and says so where other figures differ', () => {
    expect(said(run(times(6, (k) => `no mark (best score 0.${k})`)))).toEqual(['run | all 6 images | no mark']);
    expect(said(run(times(6, () => 'no mark (absent)')))).toEqual(['run | all 6 images | no mark (absent)']);
    expect(said(run(times(6, (k) => `${k}00 × 300 pixels, written by "v${k}"`)))).toEqual([
      'run | all 6 images | 000 × 300 pixels, written by "v0" | said of a/1.jpg, and with other figures of the others',
    ]);
  });

  it('names the few that it does not mean, or those that it means where the others are many', () => {
    const few = run(
      times(41, () => 'no mark'),
      times(10, (k) => `b/${k}.jpg`),
    );
    expect(said(few)).toEqual([`run | 41 of 51 images | no mark | not ${times(10, (k) => `b/${k}.jpg`).join(', ')}`]);
    expect(
      said(
        run(
          times(60, () => 'no mark'),
          times(11, (k) => `b/${k}.jpg`),
        ),
      ),
    ).toEqual(['a | all 60 images | no mark']);
    expect(
      said(
        run(
          times(7, () => 'no mark'),
          ['a/8.jpg', 'a/9.jpg'],
        ),
      ),
    ).toEqual(['run | 7 of 9 images | no mark | a/1.jpg, a/2.jpg, a/3.jpg and 4 more']);
    expect(
      said(
        run(
          times(8, () => 'no mark'),
          ['a/9.jpg', 'a/10.jpg'],
        ),
      ),
    ).toEqual(['run | 8 of 10 images | no mark | not a/9.jpg, a/10.jpg']);
  });

  it('takes a listing for itself where the run is divided', () => {
    const others = times(20, (k) => `b/${k}.jpg`);
    expect(
      said(
        run(
          times(5, () => 'no mark'),
          [...others, 'a/6.jpg'],
        ),
      ),
    ).toEqual(['a | 5 of 6 images | no mark | not 6.jpg']);
    expect(
      said(
        run(
          times(4, () => 'no mark'),
          others,
        ),
      ),
    ).toEqual([]);
  });

  it('counts only what the rule judged, and what could not be judged as otherwise', () => {
    const { findings, subjects } = run(times(6, () => 'no mark'));
    const chart = image('a/chart.png', { skip: ['marked'] });
    expect(said({ findings, subjects: [...subjects, chart] })).toEqual(['run | all 6 images | no mark']);
    const unknown = image('a/7.jpg', { inconclusive: ['marked'] });
    const blind = fails('a/7.jpg', 'no mark', { outcome: 'inconclusive' });
    expect(said({ findings: [...findings, blind], subjects: [...subjects, unknown] })).toEqual([
      'run | 6 of 7 images | no mark | not a/7.jpg',
    ]);
  });

  it('keeps apart what names another file or a line, and rules and severities from each other', () => {
    const related = [{ path: 'b/1.jpg', message: 'copy' }];
    expect(
      said(
        run(
          times(9, () => 'a copy'),
          [],
          { related },
        ),
      ),
    ).toEqual([]);
    expect(
      said(
        run(
          times(9, () => 'wrong'),
          [],
          { region: { startLine: 1, startColumn: 1 } },
        ),
      ),
    ).toEqual([]);
    const one = run(times(6, () => 'no mark'));
    const two = run(
      times(6, () => 'no mark'),
      [],
      { ruleId: 'signed', severity: 'warn' },
    );
    const both = { findings: [...one.findings, ...two.findings], subjects: [...one.subjects, ...two.subjects] };
    expect(rollUp(both.findings, both.subjects).rollUps.map(({ finding }) => finding.ruleId)).toEqual([
      'marked',
      'signed',
    ]);
  });

  it('reads lists as often as they are long, however many listings there are', () => {
    /** How often an entry of a list is read. */
    const readsFor = (count: number): number => {
      let reads = 0;
      const counted = <T>(list: readonly T[]): readonly T[] =>
        new Proxy(list, {
          get: (target, key, receiver) => {
            reads++;
            return Reflect.get(target, key, receiver);
          },
        });
      const subjects = times(count, (k) => `l${Math.floor(k / 6)}/${k}.jpg`).map((path) =>
        image(path, { fail: ['marked'] }),
      );
      const findings = subjects.filter((_, k) => k % 12 < 6).map(({ path }) => fails(path, 'no mark'));
      expect(rollUp(counted(findings), counted(subjects)).rollUps).toHaveLength(count / 12);
      return reads;
    };
    expect(readsFor(6000) / readsFor(1200)).toBeLessThan(5.5);
  });
});

it('lists in order of severity, roll-ups first, and counts what has no room', () => {
  const { findings, subjects } = run(times(6, () => 'no mark'));
  const worse = fails('z/1.jpg', 'unreadable', { ruleId: 'readable' });
  const milder = fails('a/1.jpg', 'large', { ruleId: 'size', severity: 'warn' });
  const all = [image('z/1.jpg', { fail: ['readable'] }), ...subjects];
  const { lines } = listFindings([milder, worse, ...findings], all);
  expect(lines.map((entry) => [entry.finding.ruleId, weightOf(entry)])).toEqual([
    ['marked', 6],
    ['readable', 1],
    ['size', 1],
  ]);
  const short = listFindings([milder, worse, ...findings], all, 1);
  expect([short.rollUps.length, short.single, short.unlisted]).toEqual([1, [], 2]);
});
