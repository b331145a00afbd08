import type { Report, Severity, SubjectReport } from '@listing-lint/core';

/** What a run did, as its user sees it. */
export interface Observation {
  /** `null`: it did not end within its bound, or a signal ended it. */
  readonly exit: number | null;
  /** All that it wrote for people: standard output, then standard error. */
  readonly said: string;
  /** The JSON report; absent where none was written. */
  readonly report?: Report;
}

/** What a damage may take away, as long as the run says so. */
export interface Allowance {
  /** Subjects that may be missing, and whose rules may be skipped: paths, or folders with all that is below them. */
  readonly loses?: readonly string[];
  /** What the run says of the damage; without that nothing may be missing. */
  readonly says?: RegExp;
  /** The run may be by another policy, with other rules and roles: there is no config any more, or another one. */
  readonly policy?: true;
}

/**
 * How dark an outcome is. A rule that passes and one whose `when` does not hold let the run through alike, but only the first was looked at:
 * see `lookedAway`.
 */
const DARKNESS = { green: 0, suppressed: 1, info: 2, warn: 3, error: 4 } as const;
type Shade = keyof typeof DARKNESS;

interface Judgement {
  readonly subject: SubjectReport;
  readonly ruleId: string;
  readonly skipped: boolean;
  readonly shade: Shade;
}

const keyOf = (scope: string, path: string, ruleId: string): string => `${scope} ${path} ${ruleId}`;

/** What the report says of each pair of a subject and a rule. */
const judgementsOf = (report: Report): ReadonlyMap<string, Judgement> => {
  const shades = new Map<string, Shade>();
  for (const { finding } of report.suppressed ?? [])
    shades.set(keyOf(finding.subject.scope, finding.subject.path, finding.ruleId), 'suppressed');
  for (const { subject, ruleId, severity } of report.findings)
    shades.set(keyOf(subject.scope, subject.path, ruleId), severity);
  const severities = new Map(report.rules.map(({ id, severity }) => [id, severity]));
  const judgements = new Map<string, Judgement>();
  for (const subject of report.subjects) {
    for (const outcome of ['pass', 'skip', 'fail', 'inconclusive'] as const) {
      for (const ruleId of subject.outcomes[outcome]) {
        const key = keyOf(subject.scope, subject.path, ruleId);
        // A finding that another one stands for (`blockedBy`) is not told by itself; its rule says how dark it is.
        const told = shades.get(key) ?? severities.get(ruleId) ?? 'info';
        const shade = outcome === 'pass' || outcome === 'skip' ? 'green' : told;
        judgements.set(key, { subject, ruleId, skipped: outcome === 'skip', shade });
      }
    }
  }
  return judgements;
};

const isAt = (path: string, place: string): boolean => path === place || path.startsWith(`${place}/`);

/** What a report says of subjects and of the run, a line each. */
const statementsOf = ({ report }: Observation): readonly string[] => [
  ...(report?.findings ?? []).map(({ subject, ruleId, message }) => `${subject.path}: ${message} (${ruleId})`),
  ...(report?.notices ?? []).map(({ path = '', message }) => `${path}: ${message}`),
];

/** The findings, notices and lines of the damaged run that the healthy one did not have, each as one line. */
export const newStatements = (healthy: Observation, damaged: Observation): readonly string[] => {
  const known = new Set([...statementsOf(healthy), ...healthy.said.split('\n')]);
  return [...statementsOf(damaged), ...damaged.said.split('\n')]
    .filter((line) => !known.has(line))
    .map((line) => line.replace(/\s+/g, ' ').trim());
};

/** The same in one line: what is wrapped in a terminal is found all the same. */
export const newWords = (healthy: Observation, damaged: Observation): string =>
  newStatements(healthy, damaged).join(' ');

const isAtOneOf = (path: string, places: readonly string[]): boolean => places.some((place) => isAt(path, place));

/** Why a judgement that the damaged run lacks, or skips, is a loss; undefined where it may be missing and the run says so. */
const lossOf = (
  { subject, ruleId }: Judgement,
  damaged: Report,
  isSaid: boolean,
  allowance: Allowance,
): string | undefined => {
  const name = `${ruleId} on ${subject.path}`;
  if (isAtOneOf(subject.path, allowance.loses ?? []))
    return isSaid ? undefined : `${name} is gone, and nothing is said of it`;
  const stillThere = damaged.subjects.some(({ scope, path }) => scope === subject.scope && path === subject.path);
  if (!stillThere) return `${name} is gone with its subject`;
  const isTold = damaged.summary.notChecked.some((each) => each.ruleId === ruleId);
  return isTold || (allowance.policy === true && isSaid) ? undefined : `${name} is no longer judged`;
};

/** Why one judgement is greener than it was; undefined where it is not. */
const changeOf = (before: Judgement, after: Judgement): string | undefined => {
  const name = `${before.ruleId} on ${before.subject.path}`;
  if (DARKNESS[after.shade] < DARKNESS[before.shade]) return `${name} was ${before.shade} and is ${after.shade}`;
  return !before.skipped && after.skipped ? `${name} was judged and is skipped` : undefined;
};

const compareJudgements = (healthy: Observation, damaged: Observation, allowance: Allowance): string[] => {
  if (healthy.report === undefined || damaged.report === undefined) return [];
  const { report } = damaged;
  const now = judgementsOf(report);
  const isSaid = allowance.says?.test(newWords(healthy, damaged)) === true;
  return [...judgementsOf(healthy.report)].flatMap(([key, before]) => {
    const after = now.get(key);
    const { loses = [], policy } = allowance;
    const mayBeSkipped =
      after?.skipped === true && !before.skipped && (policy === true || isAtOneOf(before.subject.path, loses));
    const reason =
      after === undefined || mayBeSkipped
        ? lossOf(before, report, isSaid, allowance)
        : policy === true && isSaid
          ? undefined
          : changeOf(before, after);
    return reason ?? [];
  });
};

const SEVERITIES: readonly (Severity | 'off')[] = ['off', 'info', 'warn', 'error'];

/** Rules that are milder or judge by other options than they did. */
const comparePolicies = (healthy: Report, damaged: Report): string[] => {
  const now = new Map(damaged.policy?.rules.map((rule) => [rule.id, rule]));
  return (healthy.policy?.rules ?? []).flatMap(({ id, severity, options }) => {
    const after = now.get(id);
    if (after === undefined) return [`the rule ${id} is no longer in force`];
    if (SEVERITIES.indexOf(after.severity) < SEVERITIES.indexOf(severity))
      return [`the rule ${id} was ${severity} and is ${after.severity}`];
    return JSON.stringify(after.options) === JSON.stringify(options) ? [] : [`the rule ${id} has other options`];
  });
};

/**
 * Why a damaged run is greener than the healthy one; empty where it is not. The order is partial, over all of: that the run ends by itself,
 * its exit code (0 is greener than 1; 2 says that nothing was judged, and is greener than nothing), and each pair of subject and rule of the
 * healthy run. A pair may only become darker (pass < suppressed < info < warn < error, inconclusive as dark as a failure), not be skipped
 * where it was judged, and not vanish, but where the damage may take the subject away and the run names it, or where the report tells
 * that the rule is not checked. Rules in force may become stricter, not milder, and keep their options.
 */
export const greener = (healthy: Observation, damaged: Observation, allowance: Allowance = {}): string[] => {
  const { exit, report } = damaged;
  if (exit === null) return ['it did not end by itself within its bound'];
  if (exit === 2) return [];
  if (exit !== 0 && exit !== 1) return [`it ended with exit code ${exit}, which means nothing`];
  if (report === undefined || healthy.report === undefined) return [`it ended with exit code ${exit} and no report`];
  return [
    ...(exit === 0 && healthy.exit !== 0 ? [`it ended with 0, the healthy run with ${healthy.exit}`] : []),
    ...(exit === 0 && report.summary.errors > 0 ? ['it ended with 0 though its report counts errors'] : []),
    ...compareJudgements(healthy, damaged, allowance),
    ...(allowance.policy === true ? [] : comparePolicies(healthy.report, report)),
  ];
};
