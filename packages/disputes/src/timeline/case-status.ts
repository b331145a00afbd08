import { escapeControls } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import type { Profiles } from '../case/profile/profiles.ts';
import { awaitsFiling } from '../complaint/notices.ts';
import { type CaseDeadline, deadlineSentence } from '../deadline/deadline.ts';
import { type DeadlineOptions, deadlinesOf } from '../deadline/deadlines-of.ts';
import { type OpenStep, openStepWords, stepsWithoutDay } from '../deadline/open-steps.ts';

/** Where an open case stands: what somebody has to do in it, and until when. */
export interface CaseStanding {
  readonly id: string;
  readonly path: string;
  readonly direction: 'we-complain' | 'accused';
  readonly platform: string | null;
  readonly counterparty: string | null;
  /** The earliest that is not past, or, where all are, the one that has passed last; null where nobody has to do anything that is known. */
  readonly next: CaseDeadline | null;
  /** A complaint of ours of which nothing tells that it was filed: that is for us to do, and no day is set for it. */
  readonly toBeFiled: boolean;
  /** States of listings in which no day is set: what follows there, by whom, and why nobody has to act. */
  readonly steps: readonly OpenStep[];
  /** What is not met: earliest first, unknown ones before it. */
  readonly deadlines: readonly CaseDeadline[];
}

/** Where a case stands on a day. Pure. */
export const caseStatus = (
  path: string,
  file: CaseFile,
  profiles: Profiles,
  options: DeadlineOptions,
): CaseStanding => {
  const deadlines = deadlinesOf(file, profiles, options).filter(({ state }) => state !== 'met');
  const ahead = deadlines.filter(({ state }) => state === 'open' || state === 'due-soon');
  return {
    id: String(file.id),
    path,
    direction: file.direction ?? 'we-complain',
    platform: file.platform ?? null,
    counterparty: counterpartyOf(file),
    next: ahead[0] ?? deadlines.findLast(({ state }) => state === 'past') ?? deadlines[0] ?? null,
    toBeFiled: awaitsFiling(file),
    steps: stepsWithoutDay(file, deadlines),
    deadlines,
  };
};

/** The other side, as far as a case names it. */
export const counterpartyOf = ({ counterparty, accusation, infringements }: CaseFile): string | null => {
  const seller = counterparty?.seller ?? infringements?.find((each) => each.seller !== undefined)?.seller;
  const name = counterparty?.name ?? accusation?.by ?? seller;
  return name === undefined || name === null ? null : String(name);
};

const WHO = { us: 'you', platform: 'the platform', counterparty: 'the other side' } as const;
const HEAD = ['case', 'until', 'left', 'who', 'has to'];

/** A table for a terminal: a line for each thing that somebody has to do, the next of each case first. Ends with a line that sums up. */
export const statusText = (cases: readonly CaseStanding[], closed: number): string => {
  const rows = [...cases].sort(byUrgency).flatMap(rowsOf);
  const all = rows.length === 0 ? [] : [HEAD, ...rows];
  const widths = HEAD.map((_, column) => Math.max(0, ...all.map((row) => row[column]?.length ?? 0)));
  const lines = all.map((row) =>
    row.map((cell, column) => (column === 4 ? cell : cell.padEnd(widths[column] ?? 0))).join('  '),
  );
  return [...lines, ...(lines.length > 0 ? [''] : []), sumOf(cases, closed)]
    .map((line) => `${line.trimEnd()}\n`)
    .join('');
};

const dayOfNext = ({ next }: CaseStanding): string => next?.until ?? (next === null ? 'z' : '0');
const byUrgency = (a: CaseStanding, b: CaseStanding): number =>
  dayOfNext(a) < dayOfNext(b) ? -1 : dayOfNext(a) > dayOfNext(b) ? 1 : a.id < b.id ? -1 : 1;

const rowsOf = ({ id, next, deadlines, steps }: CaseStanding): readonly (readonly string[])[] => {
  const dated = next === null ? [] : [next, ...deadlines.filter((deadline) => deadline !== next)];
  const rows = [...dated.map(deadlineRow), ...steps.map(stepRow)];
  return rows.map((row, index) => [index === 0 ? escapeControls(id) : '', ...row]);
};

const stepRow = (step: OpenStep): readonly string[] => [
  'no day set',
  '–',
  step.actor === null ? '–' : WHO[step.actor],
  escapeControls(openStepWords(step)),
];

const deadlineRow = (deadline: CaseDeadline): readonly string[] => [
  deadline.until ?? 'not known',
  leftOf(deadline),
  WHO[deadline.actor],
  escapeControls(
    deadline.state === 'unknown' ? `${deadline.duty}: ${deadline.why ?? 'nothing says until when'}` : deadline.duty,
  ),
];

const leftOf = ({ state, daysLeft }: CaseDeadline): string => {
  if (daysLeft === null) return 'not known';
  const days = `${Math.abs(daysLeft)} ${Math.abs(daysLeft) === 1 ? 'day' : 'days'}`;
  if (state === 'past') return `${days} ago`;
  return daysLeft === 0 ? 'today' : days;
};

const sumOf = (cases: readonly CaseStanding[], closed: number): string => {
  const all = cases.flatMap(({ deadlines }) => deadlines);
  const count = (state: CaseDeadline['state']): number => all.filter((deadline) => deadline.state === state).length;
  const unfiled = cases.filter(({ toBeFiled }) => toBeFiled).length;
  const parts = [
    `${cases.length} open ${cases.length === 1 ? 'case' : 'cases'}, ${closed} closed`,
    ...(count('past') > 0 ? [`${count('past')} past`] : []),
    ...(count('due-soon') > 0 ? [`${count('due-soon')} due soon`] : []),
    ...(count('unknown') > 0 ? [`${count('unknown')} not known`] : []),
    ...(unfiled > 0 ? [`${unfiled} not filed`] : []),
  ];
  return parts.join('; ');
};

/** The same as data. `asOf` is the day for which it holds. */
export const statusJson = (cases: readonly CaseStanding[], closed: number, asOf: string) => ({
  schemaVersion: 1,
  asOf,
  open: cases.map((each) => ({
    ...each,
    deadlines: each.deadlines.map((deadline) => ({ ...deadline, sentence: deadlineSentence(deadline) })),
  })),
  closed,
});
