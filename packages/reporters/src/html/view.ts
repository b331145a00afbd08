import { type Report, type ReportContext, type Severity, visible } from '@listing-lint/core';
import { rollUp } from '../format/roll-up.ts';
import { grouped, judged, remarks, severityWord, tally } from '../format/words.ts';
import { type GroupView, groupViews } from './group-view.ts';
import { type RollUpView, rollUpView } from './roll-up-view.ts';
import { failingRules, type RuleView, ruleViews } from './rule-view.ts';

export interface PageView {
  readonly title: string;
  readonly headline: string;
  readonly clean: boolean;
  readonly scopeLine: string;
  readonly facts: readonly { readonly label: string; readonly value: string }[];
  readonly remarks: readonly string[];
  readonly severities: readonly { readonly id: Severity; readonly word: string; readonly count: number }[];
  readonly inconclusive: number;
  /** Rules with findings, most severe and most frequent first. */
  readonly failing: readonly RuleView[];
  /** All rules, sorted by id, for the reference part. */
  readonly rules: readonly RuleView[];
  /** What is said once for nearly all of the run. */
  readonly rollUps: readonly RollUpView[];
  readonly groups: readonly GroupView[];
  readonly tool: string;
}

/** Everything the page shows, as plain words; the templates only lay it out. */
export const pageView = (report: Report, context: ReportContext): PageView => {
  const rules = ruleViews(report);
  const { rollUps } = rollUp(report.findings, report.subjects);
  const { summary } = report;
  const pictures = report.subjects.filter(({ scope }) => scope === 'image');
  const withFindings = new Set(
    report.findings.filter(({ subject }) => subject.scope === 'image').map(({ subject }) => subject.path),
  );
  return {
    title: `${tally(summary)} · listing-lint`,
    headline: summary.errors + summary.warnings + summary.infos === 0 ? 'Nothing to report' : tally(summary),
    clean: summary.errors + summary.warnings + summary.infos === 0,
    scopeLine: `in ${judged(summary.subjects)}`,
    facts: [
      ...(pictures.length > 0
        ? [
            {
              label: 'Pictures without findings',
              value: `${grouped(pictures.length - withFindings.size)} of ${grouped(pictures.length)}`,
            },
          ]
        : []),
      {
        label: 'Config',
        value: report.config.path === null ? 'none (preset recommended)' : visible(report.config.path),
      },
      ...(report.asOf === undefined ? [] : [{ label: 'Judged as of', value: visible(report.asOf) }]),
      { label: 'Made by', value: `${visible(report.tool.name)} ${visible(report.tool.version)}` },
    ],
    remarks: remarks(report).map(visible),
    severities: (['error', 'warn', 'info'] as const).map((id) => ({
      id,
      word: severityWord[id],
      count: id === 'error' ? summary.errors : id === 'warn' ? summary.warnings : summary.infos,
    })),
    inconclusive: summary.inconclusive,
    failing: failingRules(rules),
    rules,
    rollUps: rollUps.filter(({ listing }) => listing === undefined).map((each) => rollUpView(each, rules)),
    groups: groupViews(report, { thumbnails: context.thumbnails, rollUps, rules }),
    tool: `${visible(report.tool.name)} ${visible(report.tool.version)}`,
  };
};
