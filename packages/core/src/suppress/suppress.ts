import type { Exception } from '../config/exceptions.ts';
import type { ExceptionReport, Finding, Notice, Suppressed } from '../model/report.ts';
import { subjectKey } from '../model/subject.ts';
import type { Judgement } from '../run/judge.ts';
import { selectorOf } from '../text/glob/glob-matcher.ts';
import { idleGlobs } from '../text/glob/idle-globs.ts';
import { type Baseline, type BaselineEntry, matchBaseline } from './baseline.ts';
import type { FoundFindings } from './fold-blocked.ts';

export interface SuppressOptions {
  readonly findings: readonly Finding[];
  /** What a finding stands for, as long as it is told itself. */
  readonly behind?: FoundFindings['behind'];
  readonly judgements: readonly Judgement[];
  readonly exceptions: readonly Exception[];
  readonly baseline?: Baseline;
  /** Scopes whose findings a baseline knows only by what they say (`knownAsSaid`). */
  readonly asSaid?: ReadonlySet<string>;
  readonly asOf: string;
  /** `false` when only a part is reported: what is unused cannot be known then. */
  readonly isWhole: boolean;
  /** Rules that were not judged: whether their exceptions and entries of the baseline are used cannot be known either. */
  readonly leftOut?: ReadonlySet<string>;
}

export interface SuppressResult {
  readonly findings: readonly Finding[];
  /** What stands behind them. */
  readonly untold: readonly Finding[];
  readonly suppressed: readonly Suppressed[];
  readonly exceptions: readonly ExceptionReport[];
  readonly unusedBaseline: readonly BaselineEntry[];
  readonly notices: readonly Notice[];
  /** Today's date decided whether an exception still holds. */
  readonly isTimed: boolean;
}

/**
 * Takes out the findings that exceptions, then the baseline, stand for. Who accepts that a file cannot be read has not accepted what nobody could
 * judge of it: that is told one by one then, and may be accepted by itself.
 */
export const suppress = (options: SuppressOptions): SuppressResult => {
  const { asOf, baseline } = options;
  const matchable = options.exceptions.length === 0 ? [] : options.judgements;
  const contents = new Map(matchable.map(({ subject, file }) => [subjectKey(subject), file?.sha256]));
  const rules = options.exceptions.map((exception) => ({
    exception,
    isExpired: exception.expires !== undefined && exception.expires < asOf,
    matches: matcherOf(exception, contents),
    count: 0,
    paths: new Set<string>(),
  }));
  const suppressed: Suppressed[] = [];
  const withoutExcepted = (findings: readonly Finding[]): readonly Finding[] =>
    findings.filter((finding) => {
      const rule = rules.find(({ isExpired, matches }) => !isExpired && matches(finding));
      if (rule === undefined) return true;
      rule.count++;
      rule.paths.add(finding.subject.path);
      const { reason, owner, expires } = rule.exception;
      suppressed.push({ finding, by: 'exception', reason, owner, ...(expires === undefined ? {} : { expires }) });
      return false;
    });
  const unexcepted = withoutExcepted(options.findings);
  const knownFirst = baseline ? matchBaseline(unexcepted, baseline, options.asSaid).known : NONE;
  const isTold = new Set(unexcepted.filter((finding) => !knownFirst.has(finding)));
  const behind = (areTold: boolean): readonly Finding[] =>
    [...(options.behind ?? [])].flatMap(([gate, findings]) => (isTold.has(gate) === areTold ? findings : []));
  const left = [...unexcepted, ...withoutExcepted(behind(false))];
  const isKnowable = (ruleId: string): boolean => options.isWhole && options.leftOut?.has(ruleId) !== true;
  const { known, unused } = baseline ? matchBaseline(left, baseline, options.asSaid) : { known: NONE, unused: [] };
  for (const finding of known) suppressed.push({ finding, by: 'baseline' });
  const exceptions = rules.map(({ exception, isExpired, count }): ExceptionReport => {
    const { rule: ruleId, subject, content, reason, owner, expires } = exception;
    const state = isExpired ? 'expired' : count > 0 ? 'used' : 'unused';
    const about = { ruleId, subject: subject ?? content ?? '', reason, owner };
    return { ...about, ...(expires === undefined ? {} : { expires }), state, findings: count };
  });
  return {
    findings: left.filter((finding) => !known.has(finding)),
    untold: behind(true),
    suppressed,
    exceptions,
    unusedBaseline: unused,
    notices: [
      ...noticesOf(
        exceptions,
        unused.filter(({ rule }) => isKnowable(rule)),
        isKnowable,
      ),
      ...rules.flatMap(({ exception, paths }) => (isKnowable(exception.rule) ? idleParts(exception, paths) : [])),
    ],
    isTimed: options.exceptions.some(({ expires }) => expires !== undefined),
  };
};

const NONE: ReadonlySet<Finding> = new Set();

const matcherOf = (
  { rule, subject, content }: Exception,
  contents: ReadonlyMap<string, string | undefined>,
): ((finding: Finding) => boolean) => {
  const isSubject = subject === undefined ? undefined : selectorOf([subject]);
  return (finding) =>
    finding.ruleId === rule &&
    (isSubject === undefined ? contents.get(subjectKey(finding.subject)) === content : isSubject(finding.subject.path));
};

/** Alternatives in the glob of an exception that took nothing out, where others did. */
const idleParts = ({ rule: ruleId, subject, owner }: Exception, paths: ReadonlySet<string>): readonly Notice[] => {
  if (subject === undefined || paths.size === 0) return [];
  return idleGlobs([subject], paths, 'select').flatMap(({ branch, glob }): readonly Notice[] => {
    if (branch === undefined) return [];
    const message = `"${branch}" in the exception of ${owner} for ${ruleId} on ${glob} is not needed any more: remove it`;
    return [{ level: 'note', code: 'exception-unused', message, ruleId }];
  });
};

const noticesOf = (
  exceptions: readonly ExceptionReport[],
  unused: readonly BaselineEntry[],
  isKnowable: (ruleId: string) => boolean,
): readonly Notice[] => [
  ...exceptions.flatMap(({ state, ruleId, subject, owner, expires }): readonly Notice[] => {
    const what = `the exception of ${owner} for ${ruleId} on ${subject}`;
    if (state === 'expired') {
      return [{ level: 'warning', code: 'exception-expired', message: `${what} ended on ${expires}`, ruleId }];
    }
    const message = `${what} is not needed any more: remove it`;
    return state === 'unused' && isKnowable(ruleId)
      ? [{ level: 'note', code: 'exception-unused', message, ruleId }]
      : [];
  }),
  ...(unused.length > 0
    ? [
        {
          level: 'note' as const,
          code: 'baseline-unused',
          message: `${unused.length === 1 ? '1 finding of the baseline is' : `${unused.length} findings of the baseline are`} gone: shorten it with --update-baseline`,
        },
      ]
    : []),
];
