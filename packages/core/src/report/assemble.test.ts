// How judgements become a report: what is counted, in which order, and what stands there only where there is something to say.
import { describe, expect, it } from 'vitest';
import type { Finding } from '../model/report.ts';
import type { Judgement, RuleVerdict } from '../run/judge.ts';
import { assembleReport, type ReportParts } from './assemble.ts';

const verdict = (ruleId: string, outcome: string, more: object = {}): RuleVerdict =>
  ({
    ruleId,
    severity: 'warn',
    outcome,
    message: '',
    causes: [],
    related: [],
    timed: false,
    ...more,
  }) as unknown as RuleVerdict;
const judgement = (path: string, verdicts: readonly RuleVerdict[], more: object = {}): Judgement =>
  ({
    subject: { scope: 'image', path, file: path },
    verdicts,
    boxes: [],
    waiting: [],
    ...more,
  }) as unknown as Judgement;
const finding = (path: string, severity: string, outcome = 'fail', ruleId = 'r'): Finding =>
  ({ ruleId, severity, outcome, subject: { scope: 'image', path }, message: '' }) as unknown as Finding;
const rule = (id: string) => [id, { rule: { scope: 'image', title: id, why: 'w', fix: 'f', references: [] } }] as const;

const report = (more: Partial<ReportParts>) =>
  assembleReport({
    config: { file: undefined, rules: new Map([rule('a'), rule('b')]), registry: { attributes: [] } },
    tool: { name: 't', version: '1' },
    ...{ notChecked: [], asOf: '2026-11-26', judgements: [], findings: [], notices: [], isWhole: true },
    ...more,
  } as unknown as ReportParts);

describe('assembleReport', () => {
  it('counts findings by severity, and the inconclusive ones once more', () => {
    const findings = [
      ...['error', 'warn', 'warn', 'info', 'info', 'info'].map((severity, k) => finding(`${k}.jpg`, severity)),
      finding('x.jpg', 'error', 'inconclusive'),
    ];
    const suppressed = [{ finding: finding('y.jpg', 'error') }] as unknown as NonNullable<ReportParts['suppressed']>;
    expect(report({ findings, suppressed }).summary).toMatchObject({
      errors: 2,
      warnings: 2,
      infos: 3,
      inconclusive: 1,
      suppressed: 1,
    });
    expect(report({}).summary).toMatchObject({
      errors: 0,
      warnings: 0,
      infos: 0,
      inconclusive: 0,
      suppressed: 0,
      subjects: {},
    });
  });

  it('counts subjects by scope, in order', () => {
    const of = (scope: string, path: string) =>
      ({ ...judgement(path, []), subject: { scope, path, file: path } }) as unknown as Judgement;
    const { summary, subjects } = report({ judgements: [of('listing', 'b'), of('image', 'b'), of('image', 'a')] });
    expect(JSON.stringify(summary.subjects)).toBe('{"image":2,"listing":1}');
    expect(subjects.map(({ scope, path }) => `${scope} ${path}`)).toEqual(['image a', 'image b', 'listing b']);
  });

  it('sorts findings by path, then by rule, and notices by their code', () => {
    const findings = [finding('b', 'warn'), finding('a', 'warn', 'fail', 'z'), finding('a', 'warn', 'fail', 'b')];
    expect(report({ findings }).findings.map(({ subject, ruleId }) => `${subject.path} ${ruleId}`)).toEqual([
      'a b',
      'a z',
      'b r',
    ]);
    const notices = [
      { code: 'b', message: '1' },
      { code: 'a', path: 'x', message: '2' },
      { code: 'a', message: '3' },
    ] as unknown as ReportParts['notices'];
    expect(report({ notices }).notices?.map(({ message }) => message)).toEqual(['3', '2', '1']);
  });

  it('names each rule that judged something, at its highest severity', () => {
    const told = (...severities: readonly string[]): string =>
      report({ judgements: severities.map((severity, k) => judgement(`${k}`, [verdict('a', 'pass', { severity })])) })
        .rules.map(({ id, severity }) => `${id} ${severity}`)
        .join();
    expect([
      told('info', 'error', 'warn'),
      told('error', 'info'),
      told('warn', 'warn'),
      told('info', 'warn'),
      told(),
    ]).toEqual(['a error', 'a error', 'a warn', 'a warn', '']);
    expect(
      report({
        judgements: [judgement('x', [verdict('b', 'skip'), verdict('a', 'pass'), verdict('gone', 'pass')])],
      }).rules.map(({ id }) => id),
    ).toEqual(['a', 'b']);
  });

  it('tells outcomes of each subject, and what else it has', () => {
    const verdicts = ['skip', 'pass', 'inconclusive', 'fail'].map((outcome, k) => verdict(`r${k}`, outcome));
    const [subject] = report({
      judgements: [judgement('x', verdicts, { file: { sha256: 'f' }, boxes: [{ x: 1 }] })],
    }).subjects;
    expect(subject).toMatchObject({
      sha256: 'f',
      boxes: [{ x: 1 }],
      outcomes: { pass: ['r1'], fail: ['r3'], skip: ['r0'], inconclusive: ['r2'] },
    });
    expect(report({ judgements: [judgement('x', [])] }).subjects[0]).toEqual({
      ...{ scope: 'image', path: 'x' },
      outcomes: { pass: [], fail: [], skip: [], inconclusive: [] },
    });
  });

  it('says the day where one was looked at, and what is not there is not said', () => {
    const day = (more: Partial<ReportParts>) => report(more).asOf;
    expect(day({})).toBeUndefined();
    expect(day({ isTimed: true })).toBe('2026-11-26');
    expect(
      day({
        judgements: [judgement('x', [verdict('a', 'pass')]), judgement('y', [verdict('a', 'pass', { timed: true })])],
      }),
    ).toBe('2026-11-26');
    expect(day({ judgements: [judgement('x', [verdict('a', 'pass'), verdict('b', 'pass', { timed: true })])] })).toBe(
      '2026-11-26',
    );
    expect(day({ judgements: [judgement('x', [], { particulars: { timed: true, particulars: {} } })] })).toBe(
      '2026-11-26',
    );
    expect(
      day({ judgements: [judgement('x', [], { particulars: { timed: false, particulars: {} } })] }),
    ).toBeUndefined();
    const keys = (more: Partial<ReportParts>) =>
      Object.keys(report(more)).filter((key) =>
        ['partial', 'suppressed', 'exceptions', 'notices', 'policy'].includes(key),
      );
    expect(keys({ suppressed: [], exceptions: [] })).toEqual([]);
    const some = [{ finding: finding('y.jpg', 'error') }] as never;
    expect(keys({ suppressed: some, exceptions: some, isWhole: false, policy: {} as never })).toEqual([
      'partial',
      'suppressed',
      'exceptions',
      'policy',
    ]);
  });
});
