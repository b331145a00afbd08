import type { Finding, Report, Reporter } from '@listing-lint/core';
import { z } from 'zod';
import { markdownProse, markdownText } from '../format/markdown.ts';
import { reporterOptions } from '../format/options.ts';
import { compareText, rulesById, shown } from '../format/order.ts';
import { type Entry, entriesOf, membersOf, type RollUp, remarksOf, weightOf } from '../format/roll-up.ts';
import { count, judged, placeOf, relatedSentence, remarks, severityWord, tally, unsaid } from '../format/words.ts';

const markdownOptions = z.strictObject({
  /** Longest text in bytes; GitHub drops a job summary over 1 MiB whole. */
  maxBytes: z.int().min(4096).default(1_000_000),
});

const SIGN = { error: '🟥', warn: '🔶', info: '🔹' } as const;

/** A job summary: the verdict, the rules with findings and how to fix them, then the findings, the worst first, as far as there is room. */
export const markdown: Reporter = {
  id: 'markdown',
  title: 'Markdown for a job summary or a pull request',
  options: markdownOptions,
  render: (report, context) => {
    const { maxBytes } = reporterOptions('markdown', markdownOptions, context.options);
    const findings = shown(report.findings, context.quiet);
    const entries = entriesOf(findings, report.subjects);
    const head = [...verdict(report), ...ruleTable(report, findings)].join('\n');
    const tableHead = '\n### Findings\n\n| | File | What is wrong | Rule |\n|---|---|---|---|\n';
    const lines = entries.map(entryLine);
    const room = maxBytes - bytes(head) - bytes(tableHead) - bytes(rest(findings.length)) - 2;
    let used = 0;
    let kept = 0;
    for (const line of lines) {
      if (used + bytes(line) > room) break;
      used += bytes(line);
      kept += 1;
    }
    if (lines.length === 0) return `${head}\n`;
    const missing = entries.slice(kept).reduce((sum, entry) => sum + weightOf(entry), 0);
    return `${head}\n${tableHead}${lines.slice(0, kept).join('')}${missing > 0 ? rest(missing) : ''}`;
  },
};

const bytes = (text: string): number => Buffer.byteLength(text);

const rest = (missing: number): string =>
  `\n**${count(missing, 'more finding')} not shown: this summary is full.** The JSON and HTML reports hold all of them.\n`;

const verdict = (report: Report): readonly string[] => {
  const { summary } = report;
  const clean = summary.errors + summary.warnings + summary.infos === 0;
  const sign = clean ? '✅' : summary.errors > 0 ? '❌' : '⚠️';
  const said = remarks(report);
  return [
    `## ${sign} listing-lint: ${tally(summary)}`,
    '',
    `In ${markdownText(judged(summary.subjects))}.`,
    ...(said.length === 0 ? [] : ['', ...said.map((line) => `- ${markdownText(line)}`)]),
  ];
};

const ruleTable = (report: Report, findings: readonly Finding[]): readonly string[] => {
  if (findings.length === 0) return [];
  const counts = new Map<string, number>();
  for (const { ruleId } of findings) counts.set(ruleId, (counts.get(ruleId) ?? 0) + 1);
  const rules = rulesById(report);
  const lines = [...counts]
    .sort((a, b) => b[1] - a[1] || compareText(a[0], b[0]))
    .map(([id, n]) => {
      const rule = rules.get(id);
      return `| ${n} | ${markdownText(id)} | ${markdownText(rule?.title ?? '')} | ${markdownProse((rule?.fix ?? '').replace(/\s+/g, ' ').trim())} |`;
    });
  return ['', '### Rules with findings', '', '| | Rule | What it asks | How to fix |', '|--:|---|---|---|', ...lines];
};

const entryLine = ({ finding, rollUp }: Entry): string => {
  const { severity, outcome, message, ruleId } = finding;
  const causes = finding.causes.map((cause) => cause.message).filter((text) => !message.includes(text));
  const others = unsaid(finding).map((related) => `→ ${relatedSentence(related)}`);
  const remarks = rollUp === undefined ? [] : remarksOf(rollUp);
  const words = [message, ...new Set(causes), ...others, ...remarks].map(markdownText).join('<br>');
  const sign = `${SIGN[severity]} ${severityWord[severity]}${outcome === 'inconclusive' ? ' ?' : ''}`;
  return `| ${sign} | ${aboutOf(finding, rollUp)} | ${words} | ${markdownText(ruleId)} |\n`;
};

const aboutOf = (finding: Finding, rollUp: RollUp | undefined): string => {
  if (rollUp === undefined) {
    return `${markdownText(finding.subject.path)}${placeOf(finding) === '' ? '' : ` (${placeOf(finding)})`}`;
  }
  const listing = rollUp.listing === undefined ? '' : `${markdownText(rollUp.listing)}: `;
  return `${listing}**${markdownText(membersOf(rollUp))}**`;
};
