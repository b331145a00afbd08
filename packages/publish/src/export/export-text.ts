import { escapeControls } from '@listing-lint/core/plugin';
import { notDone } from '@listing-lint/rules/kernel';
import type { ExportOutcome } from './export-files.ts';
import type { ExportReport } from './export-report.ts';

const kilobytes = (bytes: number): string => `${Math.round(bytes / 1000).toLocaleString('en')} kB`;

/** What became of a picture, in a sentence. */
export const outcomeWords = (outcome: ExportOutcome): string => {
  if (outcome.kind === 'failed') return `not exported: ${outcome.reason}`;
  if (outcome.kind === 'refused') return `not exported: ${outcome.reasons.join('; ')}`;
  const { width, height, bytes, changes } = outcome;
  const changed = changes.length === 0 ? 'as it is' : changes.join(', ');
  return `${width} × ${height}, ${kilobytes(bytes)}: ${changed}`;
};

const countOf = (outcomes: readonly ExportOutcome[], ...kinds: readonly ExportOutcome['kind'][]): number =>
  outcomes.filter(({ kind }) => kinds.includes(kind)).length;

/** `3 of 5 pictures …`. */
export const exportSummary = ({ outcomes, title, folder, isDryRun }: ExportReport): string => {
  const done = countOf(outcomes, 'written', 'unchanged');
  const same = countOf(outcomes, 'unchanged');
  const pictures = outcomes.length === 1 ? 'picture' : 'pictures';
  const how = isDryRun ? `would go to ${title}` : `exported for ${title} to ${folder}`;
  return `${done} of ${outcomes.length} ${pictures} ${how}${same === 0 ? '' : ` (${same} unchanged)`}`;
};

/** Whether there are copies of which a preset can say something. */
export const hasCopies = ({ outcomes, isDryRun }: ExportReport): boolean =>
  countOf(outcomes, 'written', 'unchanged') > 0 && !isDryRun;

const FINDING = { error: '✖', warn: '⚠', info: 'ℹ' } as const;

const counted = (n: number, noun: string): string => `${n} ${noun}${n === 1 ? '' : 's'}`;

/** The report for a terminal. */
export const exportText = (report: ExportReport): string => {
  const { outcomes, unseen, findings, channel, isDryRun, title } = report;
  const lines = outcomes.flatMap((outcome) => [
    `${escapeControls(outcome.path)}  ${escapeControls(outcomeWords(outcome))}`,
    // Of copies that are there, the preset says it.
    ...(isDryRun && 'advice' in outcome ? outcome.advice.map((each) => `  ${title} advises more: ${each}`) : []),
  ]);
  const said = findings.map(
    ({ path, ruleId, severity, message }) =>
      `${FINDING[severity]} ${escapeControls(path)}  ${escapeControls(message)} (${ruleId})`,
  );
  const errors = findings.filter(({ severity }) => severity === 'error').length;
  const verdict =
    said.length === 0
      ? [`The copies pass channels/${channel}.`]
      : [
          `channels/${channel} says of the copies:`,
          ...said,
          `${counted(errors, 'error')}, ${counted(said.length - errors, 'warning')}`,
        ];
  return `${[...lines, '', ...(hasCopies(report) ? verdict : []), exportSummary(report), ...notDone('exported', unseen), ...(isDryRun ? ['Nothing was written.'] : [])].join('\n')}\n`;
};
