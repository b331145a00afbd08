import { compareText, type Finding, type Report, type ReportContext, type Reporter } from '@listing-lint/core';
import { z } from 'zod';
import { docketSummary } from '../docket/docket-lines.ts';
import { markdownProse, markdownText } from '../format/escape.ts';
import { byFile, fixedSentence, fixedTitle, notFixedSentence, offerOf } from '../format/fixes.ts';
import { reporterOptions } from '../format/options.ts';
import { rulesById, visibleFindings } from '../format/order.ts';
import {
  count,
  judged,
  lineNote,
  relatedSentence,
  remarks,
  severityWord,
  tally,
  unsaid,
  unsaidCauses,
} from '../format/phrases.ts';
import { generalRemarks, namesOf, type Section, sectionsOf } from '../format/projects.ts';
import {
  type ListedFindings,
  listFindings,
  membersOf,
  type ReportLine,
  type RolledUpFinding,
  remarksOf,
  weightOf,
} from '../format/roll-up.ts';

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
    const sections = sectionsOf(report);
    const findings = visibleFindings(report.findings, context.quiet);
    const head = `${[...verdict(report), ...disputes(report), ...fixLines(report), ...ruleTable(report, findings)].join('\n')}\n`;
    const room = maxBytes - bytes(head) - bytes(rest(findings.length)) - 2;
    const { text, missing } =
      sections.length === 0
        ? findingsTable('\n### Findings\n', listFindings(findings, report.subjects, context.maxFindings), room)
        : projectTables(sections, context, room);
    return `${head}${text}${missing > 0 ? rest(missing) : ''}`;
  },
};

/** A part of the text, and how many findings had no room in it. */
interface Table {
  readonly text: string;
  readonly missing: number;
}

const TABLE_HEAD = '\n| | File | What is wrong | Rule |\n|---|---|---|---|\n';

const findingsTable = (heading: string, listed: ListedFindings, room: number): Table => {
  const entries = listed.lines;
  let used = bytes(heading) + bytes(TABLE_HEAD);
  const lines: string[] = [];
  for (const line of entries.map(entryLine)) {
    used += bytes(line);
    if (used > room) break;
    lines.push(line);
  }
  const missing = entries.slice(lines.length).reduce((sum, entry) => sum + weightOf(entry), listed.unlisted);
  return { text: entries.length === 0 ? '' : `${heading}${TABLE_HEAD}${lines.join('')}`, missing };
};

/** The findings of each project under its name, as far as there is room; those without any in a sentence. */
const projectTables = (
  sections: readonly Section[],
  { quiet, maxFindings = Number.POSITIVE_INFINITY }: ReportContext,
  room: number,
): Table => {
  const parts: string[] = [];
  let used = 0;
  let missing = 0;
  let listed = 0;
  const silent: string[] = [];
  for (const { project, report } of sections) {
    const found = visibleFindings(report.findings, quiet);
    const shown = listFindings(found, report.subjects, maxFindings - listed);
    listed += shown.lines.length;
    const said = remarks(report).map((line) => `- ${markdownText(line)}\n`);
    const { folder, config } = namesOf(project);
    if (found.length + said.length === 0) {
      silent.push(markdownText(folder));
      continue;
    }
    const names = `\n### ${markdownText(folder)}: ${tally(report.summary)}\n\n${markdownText(config)}\n`;
    const heading = `${names}${said.length === 0 ? '' : `\n${said.join('')}`}`;
    const table = findingsTable(heading, shown, room - used);
    const isFull = used + bytes(heading) + bytes(TABLE_HEAD) > room;
    missing += isFull ? report.findings.length : table.missing;
    if (isFull) continue;
    parts.push(shown.lines.length === 0 ? heading : table.text);
    used += bytes(parts.at(-1) ?? '');
  }
  const quietly = silent.length === 0 ? '' : `\nNothing to report in ${silent.join(', ')}.\n`;
  return { text: [...parts, ...(used + bytes(quietly) > room ? [] : [quietly])].join(''), missing };
};

const bytes = (text: string): number => Buffer.byteLength(text);

const rest = (missing: number): string =>
  `\n**${count(missing, 'more finding')} not listed.** The JSON and HTML reports hold all of them.\n`;

const verdict = (report: Report): readonly string[] => {
  const { summary, projects } = report;
  const clean = summary.errors + summary.warnings + summary.infos === 0;
  const sign = clean ? '✅' : summary.errors > 0 ? '❌' : '⚠️';
  const said = projects === undefined ? remarks(report) : generalRemarks(report);
  const among = projects === undefined ? '' : `${count(projects.length, 'project')} with `;
  return [
    `## ${sign} listing-lint: ${tally(summary)}`,
    '',
    `In ${markdownText(`${among}${judged(summary.subjects)}`)}.`,
    ...(said.length === 0 ? [] : ['', ...said.map((line) => `- ${markdownText(line)}`)]),
  ];
};

/** A summary has room for so many duties. */
const MOST_DUTIES = 20;

/** What is owed in open disputes, before all that is about pictures. */
const disputes = (report: Report): readonly string[] => {
  const summary = docketSummary(report, MOST_DUTIES);
  if (summary === undefined) return [];
  const { lines, more, remarks: said } = summary;
  const table = lines.map(
    ({ id, left, until, words, state }) =>
      `| ${markdownText(id)} | ${state === 'open' ? left : `**${left}**`} | ${until} | ${markdownText(words)} |`,
  );
  return [
    '',
    '### Disputes',
    ...(table.length === 0 ? [] : ['', '| Case | | Until | What |', '|---|---|---|---|', ...table]),
    '',
    ...[...(more > 0 ? [`and ${more} more`] : []), ...said].map((line) => `- ${markdownText(line)}`),
  ];
};

/** Fixed files listed in a summary at most. */
const MAX_FIXED_FILES = 50;

/** What fixes have done, and what they have not, by file. */
const fixLines = ({ fixed = [], notFixed = [] }: Report): readonly string[] => {
  const part = (title: string, files: ReturnType<typeof byFile>): readonly string[] => {
    if (files.length === 0) return [];
    const more = files.length - MAX_FIXED_FILES;
    const lines = files
      .slice(0, MAX_FIXED_FILES)
      .map(({ path, sentences }) => `- ${markdownText(path)}: ${sentences.map(markdownText).join('; ')}`);
    return ['', `### ${title}`, '', ...lines, ...(more > 0 ? [`- and ${count(more, 'more file')}`] : [])];
  };
  return [
    ...part(fixedTitle(fixed), byFile(fixed, fixedSentence)),
    ...part('Not fixed', byFile(notFixed, notFixedSentence)),
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

const entryLine = ({ finding, rollUp }: ReportLine): string => {
  const { severity, outcome, message, ruleId } = finding;
  const others = unsaid(finding).map((related) => `→ ${relatedSentence(related)}`);
  const remarks = rollUp === undefined ? [] : remarksOf(rollUp);
  const offer = offerOf(finding);
  const offers = offer === undefined ? [] : [`+ ${offer}`];
  const words = [message, ...unsaidCauses(finding), ...others, ...remarks, ...offers].map(markdownText).join('<br>');
  const sign = `${SIGN[severity]} ${severityWord[severity]}${outcome === 'inconclusive' ? ' ?' : ''}`;
  return `| ${sign} | ${aboutOf(finding, rollUp)} | ${words} | ${markdownText(ruleId)} |\n`;
};

const aboutOf = (finding: Finding, rollUp: RolledUpFinding | undefined): string => {
  if (rollUp === undefined) {
    return `${markdownText(finding.subject.path)}${lineNote(finding) === '' ? '' : ` (${lineNote(finding)})`}`;
  }
  const listing = rollUp.listing === undefined ? '' : `${markdownText(rollUp.listing)}: `;
  return `${listing}**${markdownText(membersOf(rollUp))}**`;
};
