import { escapeControls, type Notice, type Reporter, type Severity } from '@listing-lint/core';
import { z } from 'zod';
import { inFolder } from '../format/address.ts';
import { reporterOptions } from '../format/options.ts';
import { visibleFindings } from '../format/order.ts';
import {
  count,
  judged,
  noticeSentence,
  noticesOf,
  SEVERITIES,
  severityOfNotice,
  severityWord,
  tally,
  wholeSentence,
} from '../format/phrases.ts';
import { listFindings, membersOf, type ReportLine, remarksOf, weightOf } from '../format/roll-up.ts';

const githubOptions = z.strictObject({
  /** Path from the repository's root to the config's folder, where they differ; found by itself inside a git repository. */
  prefix: z.string().optional(),
});

/** GitHub keeps this many annotations of a level and a step; the rest is dropped without a word. */
const MAX_PER_LEVEL = 10;

const COMMAND = { error: 'error', warn: 'warning', info: 'notice' } as const satisfies Record<Severity, string>;

/** Workflow commands that GitHub shows as annotations: the worst first; where there are too many the last says how many more. */
export const github: Reporter = {
  id: 'github',
  title: 'Annotations in a GitHub Actions run',
  options: githubOptions,
  render: (report, context) => {
    const { prefix = context.prefix ?? '' } = reporterOptions('github', githubOptions, context.options);
    const entries = listFindings(visibleFindings(report.findings, context.quiet), report.subjects).lines;
    const lines = SEVERITIES.flatMap((severity) =>
      annotations(
        noticesOf(report)
          .filter(({ level }) => severityOfNotice[level] === severity)
          .map((notice) => noticeAnnotation(notice, prefix)),
        entries.filter(({ finding }) => finding.severity === severity),
        severity,
        prefix,
      ),
    );
    return `${[...lines, `${tally(report.summary)} in ${judged(report.summary.subjects)}`].join('\n')}\n`;
  },
};

/** What is said of the run comes first: findings may be wrong or lacking for it. */
const annotations = (
  notices: readonly string[],
  entries: readonly ReportLine[],
  severity: Severity,
  prefix: string,
): readonly string[] => {
  const fits = notices.length + entries.length <= MAX_PER_LEVEL;
  const includedNotices = fits ? notices : notices.slice(0, MAX_PER_LEVEL - 1);
  const included = fits ? entries : entries.slice(0, MAX_PER_LEVEL - 1 - includedNotices.length);
  const more =
    notices.length -
    includedNotices.length +
    entries.slice(included.length).reduce((sum, entry) => sum + weightOf(entry), 0);
  return [
    ...includedNotices,
    ...included.map((entry) => annotation(entry, prefix)),
    ...(fits
      ? []
      : [
          `::${COMMAND[severity]} title=listing-lint::${data(`${count(more, `more ${severityWord[severity]}`)}: see the job summary or the report`)}`,
        ]),
  ];
};

const noticeAnnotation = (notice: Notice, prefix: string): string => {
  const { level, code, path, region } = notice;
  const properties = [
    ...(path === undefined ? [] : [`file=${property(inFolder(prefix, path))}`]),
    ...(path === undefined || region === undefined ? [] : [`line=${region.startLine}`, `col=${region.startColumn}`]),
    `title=${property(`listing-lint ${code}`)}`,
  ];
  return `::${COMMAND[severityOfNotice[level]]} ${properties.join(',')}::${data(noticeSentence(notice))}`;
};

const annotation = ({ finding, rollUp }: ReportLine, prefix: string): string => {
  const { severity, ruleId, subject, region } = finding;
  // What is true of all files is an annotation of none; of a listing, one of its folder.
  const file = rollUp === undefined || rollUp.kind === 'related' ? subject.path : rollUp.listing;
  const properties = [
    ...(file === undefined ? [] : [`file=${property(inFolder(prefix, file))}`]),
    ...(region ? [`line=${region.startLine}`, `col=${region.startColumn}`] : []),
    `title=${property(ruleId)}`,
  ];
  // A picture cannot show its annotation in the diff, so the message names the file.
  const about = rollUp === undefined ? [subject.path] : [rollUp.listing, membersOf(rollUp)];
  const remarks = rollUp === undefined ? [] : remarksOf(rollUp);
  const words = `${[...about.filter((each) => each !== undefined), wholeSentence(finding)].join(': ')}`;
  return `::${COMMAND[severity]} ${properties.join(',')}::${data([words, ...remarks].join('; '))}`;
};

const data = (text: string): string => escapeControls(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
