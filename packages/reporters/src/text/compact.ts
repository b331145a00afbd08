import { escapeControls, type Notice, type Report, type ReportContext, type Reporter } from '@listing-lint/core';
import pc from 'picocolors';
import { noOptions } from '../format/options.ts';
import { visibleFindings } from '../format/order.ts';
import { count, noticesOf, severityOfNotice, severityWord } from '../format/phrases.ts';
import { listFindings, membersOf, type ReportLine } from '../format/roll-up.ts';
import { withoutLogCommands } from './layout.ts';
import { verdictLine } from './text.ts';

/** One line for each finding or group of findings, as editors and log viewers read them, and the verdict in the last line. */
export const compact: Reporter = {
  id: 'compact',
  title: 'One line for each finding or group of findings',
  options: noOptions,
  render: (report, context) => withoutLogCommands(`${linesOf(report, context).join('\n')}\n`),
};

const linesOf = (report: Report, { quiet, maxFindings, color }: ReportContext): readonly string[] => {
  const { lines, unlisted } = listFindings(visibleFindings(report.findings, quiet), report.subjects, maxFindings);
  return [
    ...noticesOf(report).map(noticeLine),
    ...lines.map(compactLine),
    ...(unlisted === 0 ? [] : [`${count(unlisted, 'more finding')} not listed.`]),
    verdictLine(report, pc.createColors(color)),
  ];
};

/** `cases/1.yaml:4: warning what is said of the run [case-unused]`. */
const noticeLine = ({ level, code, path, region, message }: Notice): string => {
  const place = path === undefined ? '' : `${path}${region === undefined ? '' : `:${region.startLine}`}: `;
  return escapeControls(`${place}${severityWord[severityOfNotice[level]]} ${message} [${code}]`);
};

/** `listings/mug/1.jpg: error no watermark found (all 150 images) [watermark-present]`. */
const compactLine = ({ finding, rollUp }: ReportLine): string => {
  const { subject, region, severity, message, ruleId } = finding;
  const place = region === undefined ? subject.path : `${subject.path}:${region.startLine}`;
  const group = rollUp === undefined || rollUp.kind === 'related' ? '' : ` (${membersOf(rollUp)})`;
  return escapeControls(`${place}: ${severityWord[severity]} ${message}${group} [${ruleId}]`);
};
