import { createHash } from 'node:crypto';
import { escapeControls, type Notice, type Report, type Reporter, type Severity, safeJson } from '@listing-lint/core';
import { z } from 'zod';
import { inFolder } from '../format/address.ts';
import { reporterOptions } from '../format/options.ts';
import { compareBySeverity } from '../format/order.ts';
import { noticeSentence, noticesOf, severityOfNotice, wholeSentence } from '../format/phrases.ts';
import { projectFinder } from '../format/projects.ts';

const gitlabOptions = z.strictObject({
  /** Path from the repository's root to the config's folder, where they differ; found by itself inside a git repository. */
  prefix: z.string().optional(),
});

const SEVERITY = { error: 'major', warn: 'minor', info: 'info' } as const satisfies Record<Severity, string>;

/** GitLab's code quality report: a list of findings, each with a fingerprint of its own, since equal ones hide each other. */
export const gitlab: Reporter = {
  id: 'gitlab',
  title: 'GitLab code quality report',
  options: gitlabOptions,
  render: (report, context) => {
    const { prefix = context.prefix ?? '' } = reporterOptions('gitlab', gitlabOptions, context.options);
    const seen = new Map<string, number>();
    const projectOf = projectFinder(report.projects ?? []);
    return safeJson([
      ...report.findings.toSorted(compareBySeverity).map((finding) => {
        const { path } = projectOf(finding.subject.path) ?? {};
        const print = path === undefined ? finding.fingerprint : `${path} ${finding.fingerprint}`;
        const nth = seen.get(print) ?? 0;
        seen.set(print, nth + 1);
        return {
          description: escapeControls(wholeSentence(finding)),
          check_name: finding.ruleId,
          fingerprint: createHash('sha256').update(`${print} ${nth}`).digest('hex'),
          severity: SEVERITY[finding.severity],
          location: {
            path: inFolder(prefix, finding.subject.path),
            lines: { begin: finding.region?.startLine ?? 1 },
          },
        };
      }),
      ...noticesOf(report).map((notice) => noticeEntry(notice, prefix, report)),
    ]);
  },
};

/** What is said of the run, at the config where it has no place of its own: an entry needs one. */
const noticeEntry = (notice: Notice, prefix: string, { config }: Report) => {
  const { level, code, path = config.path ?? 'listing-lint.config.yaml', region } = notice;
  const description = escapeControls(noticeSentence(notice));
  return {
    description,
    check_name: `notice-${code}`,
    fingerprint: createHash('sha256').update(`notice ${code} ${path} ${description}`).digest('hex'),
    severity: SEVERITY[severityOfNotice[level]],
    location: { path: inFolder(prefix, path), lines: { begin: region?.startLine ?? 1 } },
  };
};
