import { describe, expect, it } from 'vitest';
import type { Exception } from '../config/exceptions.ts';
import type { Finding } from '../model/report.ts';
import { baselineText, parseBaseline } from './baseline.ts';
import { foldBlocked } from './fold-blocked.ts';
import { type SuppressOptions, suppress } from './suppress.ts';

const finding = (ruleId: string, path: string): Finding => ({
  ruleId,
  severity: 'error',
  outcome: 'fail',
  subject: { scope: 'page', path },
  message: 'no',
  causes: [],
  related: [],
  fingerprint: `${ruleId} ${path}`,
  contentFingerprint: `${ruleId} ${path} content`,
});
const exception = (more: Partial<Exception>): Exception => ({ rule: 'r', reason: 'agreed', owner: 'owner', ...more });

const outcome = (options: Partial<SuppressOptions>) =>
  suppress({ findings: [], judgements: [], exceptions: [], asOf: '2026-03-01', isWhole: true, ...options });
const noticesOf = (options: Partial<SuppressOptions>): readonly string[] =>
  outcome(options).notices.map(({ code, message }) => `${code}: ${message}`);

describe('an exception', () => {
  const findings = [finding('r', 'a.md'), finding('r', 'b/c.md'), finding('s', 'a.md')];
  it('holds until the end of its last day, and for its rule and subjects alone', () => {
    const held = outcome({ findings, exceptions: [exception({ subject: './a.md', expires: '2026-03-01' })] });
    expect(held.findings).toEqual(findings.slice(1));
    expect(held.exceptions).toMatchObject([{ state: 'used', findings: 1, expires: '2026-03-01' }]);
    expect(held.isTimed).toBe(true);
    const past = outcome({ findings, exceptions: [exception({ subject: 'a.md', expires: '2026-02-28' })] });
    expect([past.findings, past.suppressed]).toEqual([findings, []]);
    expect(past.exceptions).toMatchObject([{ state: 'expired', findings: 0 }]);
    expect(outcome({ findings, exceptions: [exception({ subject: '**' })] })).toMatchObject({
      findings: [{ ruleId: 's' }],
      suppressed: [{ by: 'exception' }, { by: 'exception' }],
      isTimed: false,
    });
  });

  it('that nothing needs is told where all was looked at', () => {
    const exceptions = [exception({ subject: 'gone.md' })];
    expect(outcome({ findings, exceptions }).exceptions).toMatchObject([{ state: 'unused' }]);
    expect(noticesOf({ findings, exceptions })).toHaveLength(1);
    expect(noticesOf({ findings, exceptions, isWhole: false })).toEqual([]);
    expect(noticesOf({ findings, exceptions, leftOut: new Set(['r']) })).toEqual([]);
    expect(noticesOf({ findings, exceptions, leftOut: new Set(['s']) })).toHaveLength(1);
  });
});

it('an alternative of an exception that nothing needs is told', () => {
  const findings = [finding('r', 'a.md')];
  const exceptions = [exception({ subject: '{a,b}.md' })];
  expect(noticesOf({ findings, exceptions })).toEqual([
    'exception-unused: "b" in the exception of owner for r on {a,b}.md is not needed any more: remove it',
  ]);
  expect(noticesOf({ findings, exceptions, isWhole: false })).toEqual([]);
});

describe('what could not be judged of a file that cannot be read', () => {
  const gate = finding('readable', 'a.md');
  const blocked: Finding = { ...finding('r', 'a.md'), outcome: 'inconclusive', blockedBy: 'readable' };
  const found = foldBlocked([finding('r', 'b.md'), blocked, gate]);

  it('is told once', () => {
    expect(found.findings).toEqual([finding('r', 'b.md'), gate]);
    expect(outcome(found)).toMatchObject({ findings: found.findings, untold: [blocked] });
    const accepted = { ...gate, severity: 'warn' as const };
    expect(foldBlocked([blocked, accepted]).findings).toEqual([blocked, accepted]);
  });

  it('is told one by one where that is accepted, by an exception or the baseline', () => {
    const rest = [finding('r', 'b.md'), blocked];
    const exceptions = [exception({ rule: 'readable', subject: '**' })];
    expect(outcome({ ...found, exceptions })).toMatchObject({
      findings: rest,
      suppressed: [{ finding: gate }],
      untold: [],
    });
    const baseline = parseBaseline(baselineText([gate], []), 'known.json', 'all');
    expect(outcome({ ...found, baseline })).toMatchObject({
      findings: rest,
      suppressed: [{ finding: gate }],
      untold: [],
    });
  });

  it('may be accepted by itself', () => {
    const exceptions = ['readable', 'r'].map((rule) => exception({ rule, subject: 'a.md' }));
    expect(outcome({ ...found, exceptions }).findings).toEqual([finding('r', 'b.md')]);
    const baseline = parseBaseline(baselineText([gate, blocked], []), 'known.json', 'all');
    expect(outcome({ ...found, baseline })).toMatchObject({ findings: [finding('r', 'b.md')], unusedBaseline: [] });
  });
});

describe('a baseline', () => {
  it('of what could not be judged stands for no failure, and one of a failure for both', () => {
    const open: Finding = { ...finding('r', 'a.md'), outcome: 'inconclusive' };
    const failed = finding('r', 'a.md');
    const baselineOf = (known: Finding) => parseBaseline(baselineText([known], []), 'known.json', 'all');
    const left = (known: Finding, found: Finding) =>
      outcome({ findings: [found], baseline: baselineOf(known) }).findings;
    expect(left(open, open)).toEqual([]);
    expect(left(open, failed)).toEqual([failed]);
    expect(left(open, { ...failed, contentFingerprint: 'another' })).toHaveLength(1);
    expect(left(failed, open)).toEqual([]);
    expect(left(failed, failed)).toEqual([]);
    const both = outcome({
      findings: [failed, open],
      baseline: parseBaseline(baselineText([open, failed], []), 'k', 'all'),
    });
    expect([both.findings, both.unusedBaseline]).toEqual([[], []]);
  });

  const entry = (rule: string, path: string) => ({ rule, path, content: `${rule} ${path} content` });
  it('stands for what it has, and says how much of it is gone', () => {
    const findings = [finding('r', 'a.md'), finding('r', 'b.md')];
    const baseline = { version: 1 as const, findings: [entry('r', 'a.md'), entry('r', 'gone.md')] };
    const seen = outcome({ findings, baseline });
    expect(seen.findings).toEqual([findings[1]]);
    expect(seen.suppressed).toEqual([{ finding: findings[0], by: 'baseline' }]);
    const gone = 'shorten it with --update-baseline';
    expect(noticesOf({ findings, baseline })).toEqual([`baseline-unused: 1 finding of the baseline is gone: ${gone}`]);
    expect(noticesOf({ baseline })).toEqual([`baseline-unused: 2 findings of the baseline are gone: ${gone}`]);
    expect(noticesOf({ baseline, isWhole: false })).toEqual([]);
    expect(noticesOf({ baseline, leftOut: new Set(['r']) })).toEqual([]);
  });
});
