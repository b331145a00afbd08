import type { Finding, Outcome, Report, Severity } from '@listing-lint/core';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { greener, type Observation } from './greener.ts';

interface Pair {
  readonly path: string;
  readonly ruleId: string;
  readonly outcome: Outcome;
  readonly severity: Severity;
  readonly suppressed?: boolean;
}

const findingOf = ({ path, ruleId, outcome, severity }: Pair): Finding => ({
  ruleId,
  severity,
  outcome: outcome === 'inconclusive' ? 'inconclusive' : 'fail',
  subject: { scope: 'image', path },
  message: '',
  causes: [],
  related: [],
  fingerprint: '',
  contentFingerprint: '',
});

/** A report that says this of each pair; every rule is in force at the severity of its first pair. */
const reportOf = (pairs: readonly Pair[], notChecked: readonly string[] = []): Report => {
  const told = pairs.filter(({ outcome }) => outcome === 'fail' || outcome === 'inconclusive');
  const rules = [...new Map(pairs.map((pair) => [pair.ruleId, pair.severity]))];
  const findings = told.filter(({ suppressed }) => suppressed !== true).map(findingOf);
  const of = (path: string, outcome: Outcome): string[] =>
    pairs.filter((pair) => pair.path === path && pair.outcome === outcome).map(({ ruleId }) => ruleId);
  return {
    schemaVersion: 1,
    tool: { name: 'listing-lint', version: '0' },
    config: { path: null, sha256: null },
    summary: {
      subjects: {},
      errors: findings.filter(({ severity }) => severity === 'error').length,
      warnings: 0,
      infos: 0,
      inconclusive: 0,
      suppressed: 0,
      notChecked: notChecked.map((ruleId) => ({ ruleId, requires: 'brand' })),
    },
    rules: rules.map(([id, severity]) => ({
      id,
      scope: 'image',
      severity,
      title: '',
      why: '',
      fix: '',
      references: [],
    })),
    subjects: [...new Set(pairs.map(({ path }) => path))].map((path) => ({
      scope: 'image',
      path,
      outcomes: {
        pass: of(path, 'pass'),
        fail: of(path, 'fail'),
        skip: of(path, 'skip'),
        inconclusive: of(path, 'inconclusive'),
      },
    })),
    findings,
    suppressed: told
      .filter(({ suppressed }) => suppressed === true)
      .map((pair) => ({ finding: findingOf(pair), by: 'baseline' })),
    policy: {
      sha256: '',
      presets: [],
      rules: rules.map(([id, severity]) => ({ id, severity, options: {}, source: { id: '', sha256: '' } })),
      overrides: [],
      plugins: [],
      settings: {},
      files: [],
    },
  };
};

const seen = (
  pairs: readonly Pair[],
  more: Partial<Observation> = {},
  notChecked: readonly string[] = [],
): Observation => {
  const report = reportOf(pairs, notChecked);
  return { exit: report.summary.errors > 0 ? 1 : 0, said: 'all is well', report, ...more };
};

const pair = (
  path: string,
  ruleId: string,
  outcome: Outcome,
  severity: Severity = 'warn',
  suppressed = false,
): Pair => ({
  path,
  ruleId,
  outcome,
  severity,
  suppressed,
});

const healthyPairs = [pair('a.jpg', 'r', 'pass'), pair('a.jpg', 's', 'fail'), pair('b.jpg', 'r', 'skip')];
const healthy = seen(healthyPairs);
/** The healthy pairs, the first of them otherwise. */
const firstAs = (outcome: Outcome, severity: Severity = 'warn', suppressed = false): Observation =>
  seen([pair('a.jpg', 'r', outcome, severity, suppressed), ...healthyPairs.slice(1)]);
const secondAs = (outcome: Outcome, severity: Severity = 'warn', suppressed = false): Observation =>
  seen([pair('a.jpg', 's', outcome, severity, suppressed), ...healthyPairs.filter((_, k) => k !== 1)]);

const milder = seen(healthyPairs.map((each) => (each.ruleId === 'r' ? { ...each, severity: 'info' } : each)));

describe('a damaged run is not greener', () => {
  it.each([
    ['the same', healthy],
    ['a pass fails', firstAs('fail')],
    ['a pass fails as an error', firstAs('fail', 'error')],
    ['a pass is inconclusive', firstAs('inconclusive')],
    ['a pass is a finding that is excused', firstAs('fail', 'warn', true)],
    ['a failure is inconclusive', secondAs('inconclusive')],
    ['a failure is an error', secondAs('fail', 'error')],
    ['what was skipped passes', seen([...healthyPairs.slice(0, 2), pair('b.jpg', 'r', 'pass')])],
    ['there is more to judge', seen([...healthyPairs, pair('c.jpg', 'r', 'pass')])],
    ['nothing was judged, and it says so by its exit code', { exit: 2, said: 'a mistake' }],
  ] as const)('%s', (_name, damaged) => {
    expect(greener(healthy, damaged)).toEqual([]);
  });

  it('a subject is gone that the damage may take, and the run says so', () => {
    const damaged = seen(healthyPairs.slice(0, 2), { said: 'all is well\nb.jpg is a FIFO' });
    expect(greener(healthy, damaged, { loses: ['b.jpg'], says: /FIFO/ })).toEqual([]);
    const below = seen([pair('x/a.jpg', 'r', 'pass'), pair('c.jpg', 'r', 'pass')]);
    const gone = seen([pair('c.jpg', 'r', 'pass')], { said: 'x is a FIFO' });
    expect(greener(below, gone, { loses: ['x'], says: /FIFO/ })).toEqual([]);
  });

  it('a rule is no longer checked, and the report tells', () => {
    const damaged = seen(healthyPairs.filter(({ ruleId }) => ruleId !== 'r').concat(pair('b.jpg', 's', 'pass')), {}, [
      'r',
    ]);
    expect(greener(healthy, damaged, { policy: true })).toEqual([]);
  });
});

describe('a damaged run is greener', () => {
  it.each([
    ['it did not end', { exit: null, said: '' }, /did not end/],
    ['its exit code means nothing', { ...healthy, exit: 13 }, /exit code 13/],
    ['there is no report', { exit: 0, said: '' }, /no report/],
    ['a failure passes', secondAs('pass'), /s on a\.jpg was warn and is green/],
    ['a failure is skipped', secondAs('skip'), /was warn and is green/],
    ['a failure is excused', secondAs('fail', 'warn', true), /was warn and is suppressed/],
    ['a failure is milder', secondAs('fail', 'info'), /was warn and is info/],
    ['a pass is skipped', firstAs('skip'), /was judged and is skipped/],
    ['a rule does not speak of a subject', seen(healthyPairs.slice(1)), /r on a\.jpg is no longer judged/],
    ['a subject is gone', seen(healthyPairs.slice(0, 2)), /r on b\.jpg is gone with its subject/],
    ['a rule is milder, though it passes', milder, /the rule r was warn and is info/],
    ['the exit code hides an error', { ...firstAs('fail', 'error'), exit: 0 }, /counts errors/],
  ] as const)('%s', (_name, damaged, reason) => {
    expect(greener(healthy, damaged).join('\n')).toMatch(reason);
  });

  it('an exit code of 1 has become 0', () => {
    const sick = seen([pair('a.jpg', 'r', 'fail', 'error')]);
    expect(greener(sick, { ...sick, exit: 0 }).join()).toMatch(/ended with 0, the healthy run with 1/);
  });

  it.each([
    ['nothing is said', { said: 'all is well' }, { loses: ['b.jpg'], says: /FIFO/ }, /nothing is said of it/],
    [
      'what is said was said before',
      { said: 'all is well' },
      { loses: ['b.jpg'], says: /well/ },
      /nothing is said of it/,
    ],
    ['another subject may go', { said: 'a FIFO' }, { loses: ['a.jpg', 'b'], says: /FIFO/ }, /gone with its subject/],
  ])('a subject is gone, and %s', (_name, more, allowance, reason) => {
    expect(greener(healthy, seen(healthyPairs.slice(0, 2), more), allowance).join()).toMatch(reason);
  });

  it('a rule has other options', () => {
    const report = reportOf(healthyPairs);
    const policy = report.policy && {
      ...report.policy,
      rules: report.policy.rules.map((rule) => ({ ...rule, options: { max: 9 } })),
    };
    const damaged = { ...healthy, report: { ...report, ...(policy === undefined ? {} : { policy }) } };
    expect(greener(healthy, damaged)).toEqual(['the rule r has other options', 'the rule s has other options']);
    expect(greener(healthy, damaged, { policy: true })).toEqual([]);
  });
});

const severity = fc.constantFrom<Severity>('info', 'warn', 'error');
const anyPairs = fc.uniqueArray(
  fc.record({
    path: fc.constantFrom('a', 'b', 'c'),
    ruleId: fc.constantFrom('r', 's', 't'),
    outcome: fc.constantFrom<Outcome>('pass', 'skip', 'fail', 'inconclusive'),
    severity: fc.constant<Severity>('warn'),
    suppressed: fc.boolean(),
  }),
  { selector: ({ path, ruleId }) => `${path} ${ruleId}`, minLength: 1 },
);

describe('the order', () => {
  it('is reflexive and transitive, and two runs that are neither greener say the same', () => {
    fc.assert(
      fc.property(anyPairs, anyPairs, anyPairs, (first, second, third) => {
        const [a, b, c] = [seen(first), seen(second), seen(third)];
        expect(greener(a, a)).toEqual([]);
        if (greener(a, b).length === 0 && greener(b, c).length === 0) expect(greener(a, c)).toEqual([]);
      }),
    );
  });

  it('tells every way in which one pair is greener', () => {
    fc.assert(
      fc.property(anyPairs, fc.nat(), severity, (pairs, which, milder) => {
        const at = which % pairs.length;
        const before = pairs[at];
        if (before === undefined) return;
        const without = pairs.filter((_, k) => k !== at);
        // What vanishes without a word is greener, whatever it was.
        expect(greener(seen(pairs), seen(without))).not.toEqual([]);
        const isDark = before.outcome === 'fail' || before.outcome === 'inconclusive';
        const better = [
          ...without,
          { ...before, outcome: isDark ? ('pass' as const) : ('skip' as const), severity: milder },
        ];
        if (before.outcome !== 'skip') expect(greener(seen(pairs), seen(better))).not.toEqual([]);
      }),
    );
  });
});
