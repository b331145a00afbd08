import { createHash } from 'node:crypto';
import type { Reporter, Severity } from '@listing-lint/core';
import { z } from 'zod';
import { inFolder } from '../format/address.ts';
import { reporterOptions } from '../format/options.ts';
import { compareFindings } from '../format/order.ts';
import { safeJson, visible } from '../format/visible.ts';

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
    return safeJson(
      report.findings.toSorted(compareFindings).map((finding) => {
        const nth = seen.get(finding.fingerprint) ?? 0;
        seen.set(finding.fingerprint, nth + 1);
        return {
          description: visible(finding.message),
          check_name: finding.ruleId,
          fingerprint: createHash('sha256').update(`${finding.fingerprint} ${nth}`).digest('hex'),
          severity: SEVERITY[finding.severity],
          location: {
            path: inFolder(prefix, finding.subject.path),
            lines: { begin: finding.region?.startLine ?? 1 },
          },
        };
      }),
    );
  },
};
