import type { Finding, Reporter, Severity } from '@listing-lint/core';
import { z } from 'zod';
import { inFolder } from '../format/address.ts';
import { reporterOptions } from '../format/options.ts';
import { compareFindings, shown } from '../format/order.ts';
import { visible } from '../format/visible.ts';
import { count, judged, severityWord, tally } from '../format/words.ts';

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
    const findings = shown(report.findings, context.quiet).toSorted(compareFindings);
    const lines = (['error', 'warn', 'info'] as const).flatMap((severity) =>
      annotations(
        findings.filter((finding) => finding.severity === severity),
        severity,
        prefix,
      ),
    );
    return `${[...lines, `${tally(report.summary)} in ${judged(report.summary.subjects)}`].join('\n')}\n`;
  },
};

const annotations = (findings: readonly Finding[], severity: Severity, prefix: string): readonly string[] => {
  const fits = findings.length <= MAX_PER_LEVEL;
  const kept = fits ? findings : findings.slice(0, MAX_PER_LEVEL - 1);
  const more = findings.length - kept.length;
  return [
    ...kept.map((finding) => annotation(finding, prefix)),
    ...(fits
      ? []
      : [
          `::${COMMAND[severity]} title=listing-lint::${data(`${count(more, `more ${severityWord[severity]}`)}: see the job summary or the report`)}`,
        ]),
  ];
};

const annotation = ({ severity, ruleId, subject, region, message }: Finding, prefix: string): string => {
  const properties = [
    `file=${property(inFolder(prefix, subject.path))}`,
    ...(region ? [`line=${region.startLine}`, `col=${region.startColumn}`] : []),
    `title=${property(ruleId)}`,
  ];
  // A picture cannot show its annotation in the diff, so the message names the file.
  return `::${COMMAND[severity]} ${properties.join(',')}::${data(`${subject.path}: ${message}`)}`;
};

const data = (text: string): string => visible(text).replaceAll('%', '%25');
const property = (text: string): string => data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
