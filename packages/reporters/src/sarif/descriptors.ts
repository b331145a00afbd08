import { escapeControls, type Report, type RuleReport, type Severity, wellFormed } from '@listing-lint/core';
import type { ReportingConfiguration, ReportingDescriptor } from 'sarif';
import { rulesById } from '../format/order.ts';

/** Longest `fullDescription` that code scanning takes. */
const MAX_DESCRIPTION = 1024;

export const levelOf = (severity: Severity): NonNullable<ReportingConfiguration['level']> =>
  severity === 'error' ? 'error' : severity === 'warn' ? 'warning' : 'note';

const PROBLEM_SEVERITY = { error: 'error', warn: 'warning', info: 'recommendation' } as const;

/** A rule as SARIF describes it; every text that code scanning requires is there and not empty. */
export const ruleDescriptor = (rule: RuleReport): ReportingDescriptor => {
  const title = sentence(rule.title, rule.id);
  const why = sentence(rule.why, title);
  const fix = sentence(rule.fix, why);
  const sources = rule.references.map(({ title: name, url, read }) => ({
    name: escapeControls(name),
    url: encodeURI(wellFormed(url)),
    read,
  }));
  return {
    id: rule.id,
    name: pascal(rule.id),
    shortDescription: { text: title },
    fullDescription: { text: clipped(why, MAX_DESCRIPTION) },
    help: {
      text: [
        `${title}`,
        `Why: ${why}`,
        `Fix: ${fix}`,
        ...sources.map(({ name, url, read }) => `${name}: ${url} (read ${read})`),
      ].join('\n\n'),
      markdown: [
        `**${markdown(title)}**`,
        markdown(why),
        `**Fix** ${markdown(fix)}`,
        ...(sources.length > 0
          ? [sources.map(({ name, url, read }) => `- [${markdown(name)}](${url}) (read ${read})`).join('\n')]
          : []),
      ].join('\n\n'),
    },
    defaultConfiguration: { level: levelOf(rule.severity) },
    properties: {
      tags: ['listing-images', `scope-${rule.scope}`].slice(0, 20),
      precision: 'high',
      'problem.severity': PROBLEM_SEVERITY[rule.severity],
    },
  };
};

/** A rule that has findings but no description in the report. */
const bareRule = (id: string, severity: Severity): RuleReport => ({
  id,
  scope: 'image',
  severity,
  title: id,
  why: '',
  fix: '',
  references: [],
});

/** Every rule of the report, and of its findings, in the order of the report. */
export const allRules = (report: Report): readonly RuleReport[] => {
  const known = rulesById(report);
  for (const { ruleId, severity } of [...report.findings, ...(report.suppressed ?? []).map(({ finding }) => finding)]) {
    if (!known.has(ruleId)) known.set(ruleId, bareRule(ruleId, severity));
  }
  return [...known.values()];
};

/** A text that is not empty and ends as a sentence. */
export const sentence = (text: string, fallback: string): string => {
  const plain = escapeControls(text.trim() === '' ? fallback : text.trim().replace(/\s+/g, ' '));
  return /[.!?…)]$/.test(plain) ? plain : `${plain}.`;
};

const clipped = (text: string, length: number): string =>
  text.length <= length ? text : `${wellFormed(text.slice(0, length - 1))}…`;

/** Text whose marks are not markdown, but backticks, which rules use for code. */
const markdown = (text: string): string => text.replace(/[\\*_[\]<>#|!~]/g, '\\$&');

const pascal = (id: string): string =>
  id
    .split(/[^A-Za-z0-9]+/)
    .filter((part) => part !== '')
    .map((part) => part.charAt(0).toUpperCase() + part.slice(1))
    .join('');
