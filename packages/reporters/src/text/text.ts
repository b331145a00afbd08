import {
  compareText,
  escapeControls,
  type Finding,
  type Report,
  type ReportContext,
  type Reporter,
  type Severity,
} from '@listing-lint/core';
import pc from 'picocolors';
import { attributesOf } from '../format/attributes.ts';
import { offerOf } from '../format/fixes.ts';
import { noOptions } from '../format/options.ts';
import { bySubject, compareNatural, rulesById, type SubjectFindings, visibleFindings } from '../format/order.ts';
import {
  count,
  grouped,
  isBare,
  isClean,
  judged,
  lineNote,
  remarks,
  SEVERITIES,
  severityWord,
  tally,
  unsaid,
  unsaidCauses,
} from '../format/phrases.ts';
import { generalRemarks, namesOf, sectionsOf } from '../format/projects.ts';
import { sharedFolder } from '../format/related-groups.ts';
import { type ListedFindings, listFindings, membersOf, type RolledUpFinding, remarksOf } from '../format/roll-up.ts';
import { docketBlock } from './docket-block.ts';
import { fixLines } from './fix-lines.ts';
import {
  type Colors,
  GAP,
  INDENT,
  noteLines,
  padEnd,
  textWidth,
  withoutLogCommands,
  withWidths,
  wrap,
} from './layout.ts';

const paintSeverity = (colors: Colors, severity: Severity): ((text: string) => string) =>
  severity === 'error' ? colors.red : severity === 'warn' ? colors.yellow : colors.blue;

const SEVERITY_WIDTH = Math.max(...SEVERITIES.map((severity) => severityWord[severity].length));

/** Findings by file for a terminal, then by rule how many and what to do next, and a line that sums up. */
export const text: Reporter = {
  id: 'text',
  title: 'Findings by file for a terminal',
  options: noOptions,
  render: (report, context) => withWidths(() => layOut(report, context)),
};

const layOut = (report: Report, context: ReportContext): string => {
  const parts =
    report.projects === undefined
      ? partsOf(
          report,
          context,
          listFindings(visibleFindings(report.findings, context.quiet), report.subjects, context.maxFindings),
        )
      : sectionParts(report, context);
  return withoutLogCommands(`${parts.filter((part) => part !== '').join('\n\n')}\n`);
};

const columnsOf = ({ columns }: ReportContext): number => Math.max(60, Math.min(columns, 160));

/** Several projects: those with findings under a heading each, the others in a line each, and all of them summed up. */
const sectionParts = (report: Report, context: ReportContext): readonly string[] => {
  const colors = pc.createColors(context.color);
  const sections = sectionsOf(report);
  let { maxFindings: most } = context;
  const isSilent = (part: Report): boolean => isClean(part) && remarks(part).length === 0;
  const blocks = sections.flatMap(({ project, report: part }) => {
    if (isSilent(part)) return [];
    const { folder, config } = namesOf(project);
    const listed = listFindings(visibleFindings(part.findings, context.quiet), part.subjects, most);
    if (most !== undefined) most -= listed.lines.length;
    return [
      `${colors.bold(`■ ${escapeControls(folder)}`)}${colors.dim(`  ${escapeControls(config)}`)}`,
      ...partsOf(part, context, listed),
    ];
  });
  const silent = sections.flatMap(({ project, report: part }) =>
    isSilent(part)
      ? [`${colors.bold(`■ ${escapeControls(namesOf(project).folder)}`)}  ${verdictLine(part, colors)}`]
      : [],
  );
  const columns = columnsOf(context);
  const notes = generalRemarks(report);
  const among = sections.length === 0 ? '' : ` in ${count(sections.length, 'project')}`;
  return [
    ...blocks,
    silent.join('\n'),
    [verdictLine(report, colors, among), ...noteLines(notes, columns, colors)].join('\n'),
  ];
};

const partsOf = (report: Report, context: ReportContext, listed: ListedFindings): readonly string[] => {
  const colors = pc.createColors(context.color);
  const findings = visibleFindings(report.findings, context.quiet);
  const columns = columnsOf(context);
  const { rollUps, single, lines } = listed;
  const ruleWidth = Math.max(0, ...lines.map(({ finding }) => textWidth(escapeControls(finding.ruleId))));
  const roles = new Map(report.subjects.map((subject) => [subject.path, attributesOf(subject).role]));
  const shared = { colors, columns, ruleWidth };
  const blocks = [
    ...relatedBlocks(rollUps, shared).map((text) => ({ path: undefined, text })),
    ...rollUps
      .filter(({ kind }) => kind !== 'related')
      .map((each) => ({ path: each.listing, text: rollUpBlock(each, shared) })),
    ...bySubject(single).map((group) => ({
      path: group.path,
      text: subjectBlock(group, { ...shared, role: roles.get(group.path) }),
    })),
  ].sort((a, b) => compareBlocks(a.path, b.path));
  return [
    ...blocks.map((block) => block.text),
    listed.unlisted === 0 ? '' : `${count(listed.unlisted, 'more finding')} not listed.`,
    byRule(report, findings, columns, colors),
    // Both are loaded only when there is something to say.
    report.fixed === undefined && report.notFixed === undefined ? '' : fixLines(report, columns, colors),
    // With `quiet` nothing, as with all that is no error.
    context.quiet || !hasCases(report) ? '' : docketBlock(report, columns, colors),
    closing(report, context, columns, colors),
  ].filter((part) => part !== '');
};

const hasCases = ({ subjects }: Report): boolean => subjects.some(({ scope }) => scope === 'case');

/** What is true of the whole run comes first; then by path, a listing before what it holds. */
const compareBlocks = (a: string | undefined, b: string | undefined): number =>
  Number(a !== undefined) - Number(b !== undefined) || compareNatural(a ?? '', b ?? '');

interface BlockContext {
  readonly colors: Colors;
  readonly columns: number;
  readonly ruleWidth: number;
}

const subjectBlock = (
  group: SubjectFindings,
  context: BlockContext & { readonly role: string | undefined },
): string => {
  const { colors, role } = context;
  const head = `${colors.underline(escapeControls(group.path))}${role === undefined ? '' : colors.dim(`  ${escapeControls(role)}`)}`;
  return [head, ...group.findings.flatMap((finding) => findingLines(finding, context))].join('\n');
};

/** A block for each rule with groups of related findings: `hash-unique  10 groups of 74 images in listings/`, and a sentence for each. */
const relatedBlocks = (rollUps: readonly RolledUpFinding[], context: BlockContext): readonly string[] => {
  const { colors } = context;
  const related = rollUps.filter(({ kind }) => kind === 'related');
  return [...new Set(related.map(({ finding }) => finding.ruleId))].map((id) => {
    const groups = related.filter(({ finding }) => finding.ruleId === id);
    const members = groups.flatMap((group) => group.members);
    const folder = sharedFolder(members.map(({ subject }) => subject.path));
    const scope = members[0]?.subject.scope ?? 'file';
    const all = `${count(groups.length, 'group')} of ${count(members.length, scope)}${folder === '' ? '' : ` in ${folder}`}`;
    return [
      `${colors.underline(escapeControls(id))}  ${escapeControls(all)}`,
      ...groups.flatMap(({ finding, sentenceIn }) =>
        findingLines({ ...finding, ruleId: '', message: sentenceIn?.(folder) ?? finding.message }, context),
      ),
    ].join('\n');
  });
};

/** `all 151 images`, the finding that speaks for them, and which it does not mean. */
const rollUpBlock = (each: RolledUpFinding, context: BlockContext): string => {
  const { colors } = context;
  const members = escapeControls(membersOf(each));
  const head =
    each.listing === undefined
      ? colors.underline(members)
      : `${colors.underline(escapeControls(each.listing))}${colors.dim(`  ${members}`)}`;
  const remarks = remarksOf(each).map((text) => ({ sign: '·', text }));
  return [head, ...findingLines(each.finding, context, remarks)].join('\n');
};

/** `  error    message …            rule-id`, the message wrapped in its column, details under it; without the column where the id is ''. */
const findingLines = (
  finding: Finding,
  { colors, columns, ruleWidth }: BlockContext,
  remarks: readonly Detail[] = [],
): readonly string[] => {
  const left = INDENT + SEVERITY_WIDTH + GAP;
  const place = lineNote(finding);
  const rule = escapeControls(finding.ruleId);
  const width = Math.max(24, columns - left - (rule === '' ? 0 : ruleWidth + GAP));
  const message = wrap(`${place === '' ? '' : `${place}: `}${escapeControls(finding.message)}`, width);
  const [first = '', ...rest] = message;
  const word = padEnd(severityWord[finding.severity], SEVERITY_WIDTH);
  const margin = ' '.repeat(left);
  return [
    `${' '.repeat(INDENT)}${paintSeverity(colors, finding.severity)(word)}${' '.repeat(GAP)}${rule === '' ? first : `${padEnd(first, width)}${' '.repeat(GAP)}${colors.dim(rule)}`}`,
    ...rest.map((line) => `${margin}${line}`),
    ...[...details(finding), ...remarks].flatMap(({ sign, text: detail }) =>
      wrap(escapeControls(detail), columns - left - 2).map(
        (line, index) => `${margin}${colors.dim(`${index === 0 ? sign : ' '} ${line}`)}`,
      ),
    ),
  ];
};

interface Detail {
  readonly sign: string;
  readonly text: string;
}

/** What stands under a finding: causes that the message does not already say, why it is unknown, other subjects. */
const details = (finding: Finding): readonly Detail[] => {
  const more = (finding.relatedCount ?? 0) - finding.related.length;
  const offer = offerOf(finding);
  return [
    ...unsaidCauses(finding).map((message) => ({ sign: '·', text: message })),
    ...unsaid(finding).map(({ path, message }) => ({
      sign: '→',
      text: message.includes(path) ? message : `${path}  ${message}`,
    })),
    ...(more > 0 ? [{ sign: '→', text: `and ${count(more, 'other')}` }] : []),
    ...(offer === undefined ? [] : [{ sign: '+', text: offer }]),
  ];
};

/** For each rule how many findings it has, and what to do next, the most severe and most frequent first. */
const byRule = (report: Report, findings: readonly Finding[], columns: number, colors: Colors): string => {
  const rules = rulesById(report);
  const rows = ruleRows(findings).map((row) => ({
    ...row,
    id: escapeControls(row.ruleId),
    total: grouped(row.findings.length),
    word: count(row.findings.length, severityWord[row.severity]).replace(/^\S+ /, ''),
    next: escapeControls(nextStep(row.findings, rules.get(row.ruleId)?.fix ?? '')),
  }));
  if (rows.length === 0) return '';
  const totalWidth = Math.max(...rows.map(({ total }) => total.length));
  const wordWidth = Math.max(...rows.map(({ word }) => word.length));
  const idWidth = Math.max(...rows.map(({ id }) => textWidth(id)));
  const margin = INDENT + totalWidth + 1 + wordWidth + GAP + idWidth + GAP;
  const gap = ' '.repeat(GAP);
  const lines = rows.flatMap(({ severity, total, word, id, next }) =>
    wrap(next, Math.max(24, columns - margin)).map((line, index) =>
      index === 0
        ? `${' '.repeat(INDENT)}${paintSeverity(colors, severity)(`${total.padStart(totalWidth)} ${padEnd(word, wordWidth)}`)}${gap}${padEnd(id, idWidth)}${gap}${line}`.trimEnd()
        : `${' '.repeat(margin)}${line}`,
    ),
  );
  return [`${colors.bold('By rule')}${colors.dim(' (more: listing-lint explain RULE)')}`, ...lines].join('\n');
};

interface RuleRow {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly findings: readonly Finding[];
}

const ruleRows = (findings: readonly Finding[]): readonly RuleRow[] => {
  const rows = new Map<string, Finding[]>();
  for (const finding of findings) {
    const key = `${finding.severity}\0${finding.ruleId}`;
    const row = rows.get(key);
    if (row === undefined) rows.set(key, [finding]);
    else row.push(finding);
  }
  return [...rows.values()]
    .flatMap((all) =>
      all[0] === undefined ? [] : [{ ruleId: all[0].ruleId, severity: all[0].severity, findings: all }],
    )
    .sort(
      (a, b) =>
        SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity) ||
        b.findings.length - a.findings.length ||
        compareText(a.ruleId, b.ruleId),
    );
};

/** What the rule advises, in one sentence, and how many of the findings `--fix` takes care of. */
const nextStep = (findings: readonly Finding[], advice: string): string => {
  const [first] = findings;
  if (first?.blockedBy !== undefined && findings.every(({ blockedBy }) => blockedBy === first.blockedBy))
    return `First see to ${first.blockedBy}.`;
  const fixable = findings.filter(({ fix }) => fix !== undefined).length;
  const offer = fixable === 0 ? '' : fixable === findings.length ? '(or --fix)' : `(or --fix for ${fixable} of them)`;
  return [firstSentence(advice), offer].filter((part) => part !== '').join(' ');
};

const firstSentence = (advice: string): string => {
  const whole = advice.replace(/\s+/g, ' ').trim();
  return /^.*?[.!?](?=\s+[A-Z`]|$)/.exec(whole)?.[0] ?? whole;
};

const closing = (report: Report, context: ReportContext, columns: number, colors: Colors): string => {
  const { summary } = report;
  const hidden = context.quiet ? summary.warnings + summary.infos : 0;
  const notes = [
    ...(hidden > 0 ? [`${count(hidden, 'warning or info', 'warnings and infos')} hidden by --quiet.`] : []),
    ...remarks(report),
  ];
  return [...(isBare(report) ? [] : [verdictLine(report, colors)]), ...noteLines(notes, columns, colors)].join('\n');
};

/** `✖ 2 errors in 3 listings and 4 images`; `among` stands before what was judged. */
export const verdictLine = (report: Report, colors: Colors, among = ''): string => {
  const { summary } = report;
  const clean = isClean(report);
  const isRed = summary.errors > 0 || (report.notices ?? []).some(({ level }) => level === 'error');
  const worst = isRed ? colors.red : summary.warnings > 0 ? colors.yellow : clean ? colors.green : colors.blue;
  const isEmpty = summary.errors + summary.warnings + summary.infos + Object.keys(summary.subjects).length === 0;
  // Unreadable files have a warning of their own; a run that judged nothing must not end with a green line.
  if (isEmpty && (report.notices ?? []).some(({ level }) => level === 'warning'))
    return colors.bold(colors.yellow('– nothing was judged'));
  if (isUnjudged(report)) return `${colors.bold(colors.yellow('– nothing was judged'))} in ${judged(summary.subjects)}`;
  const verdict = `${clean ? '✔' : '✖'} ${isEmpty ? 'nothing to report on' : tally(summary)}`;
  const where = `${among}${among === '' ? ' in' : ' with'} ${judged(summary.subjects)}`;
  return `${colors.bold(worst(verdict))}${isEmpty ? '' : where}`;
};

/** No rule that is on is about any of the subjects. */
const isUnjudged = ({ subjects, summary }: Report): boolean =>
  subjects.length > 0 &&
  summary.suppressed === 0 &&
  subjects.every(({ outcomes: { pass, fail, inconclusive } }) => pass.length + fail.length + inconclusive.length === 0);
