import { type Notice, type Reporter, subjectKey } from '@listing-lint/core';
import { z } from 'zod';
import { attributesOf } from '../format/attributes.ts';
import { tableCell } from '../format/cells.ts';
import { reporterOptions } from '../format/options.ts';
import { compareBySeverity, rulesById } from '../format/order.ts';
import { noticesOf, relatedSentence, severityOfNotice, wholeSentence } from '../format/phrases.ts';

const csvOptions = z.strictObject({
  /** A byte order mark in front, without which Excel reads names that are not Latin as another encoding. */
  bom: z.boolean().default(false),
});

const HEADER = [
  'severity',
  'outcome',
  'rule',
  'scope',
  'path',
  'line',
  'listing',
  'role',
  'message',
  'related',
  'fix',
  'fingerprint',
  'fixable',
] as const;

/** One line a finding (RFC 4180), for spreadsheets; after them what is said of the run. */
export const csv: Reporter = {
  id: 'csv',
  title: 'One line a finding, for spreadsheets',
  options: csvOptions,
  render: (report, context) => {
    const { bom } = reporterOptions('csv', csvOptions, context.options);
    const rules = rulesById(report);
    const subjects = new Map(report.subjects.map((subject) => [subjectKey(subject), subject]));
    const lines = report.findings.toSorted(compareBySeverity).map((finding) => {
      const subject = subjects.get(subjectKey(finding.subject));
      const { listing = '', role = '' } = subject === undefined ? {} : attributesOf(subject);
      return [
        finding.severity,
        finding.outcome,
        finding.ruleId,
        finding.subject.scope,
        finding.subject.path,
        String(finding.region?.startLine ?? ''),
        listing,
        role,
        wholeSentence(finding),
        finding.related.map(relatedSentence).join('; '),
        rules.get(finding.ruleId)?.fix ?? '',
        finding.fingerprint,
        finding.fix?.id ?? '',
      ];
    });
    const notices = noticesOf(report).map((notice) => noticeCells(notice));
    return `${bom ? '\ufeff' : ''}${[HEADER, ...lines, ...notices].map((cells) => `${cells.map(tableCell).join(',')}\r\n`).join('')}`;
  },
};

/** What is said of the run: a line whose outcome is `notice`. */
const noticeCells = ({ level, code, path = '', region, message }: Notice): readonly string[] => {
  const line = String(region?.startLine ?? '');
  return [severityOfNotice[level], 'notice', code, 'run', path, line, '', '', message, '', '', '', ''];
};
