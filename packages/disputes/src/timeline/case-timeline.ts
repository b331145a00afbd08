import { escapeControls } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import type { Profiles } from '../case/profile/profiles.ts';
import { type CaseDeadline, deadlineSentence } from '../deadline/deadline.ts';
import { type DeadlineOptions, deadlinesOf } from '../deadline/deadlines-of.ts';
import { type OpenStep, openStepWords, stepsWithoutDay } from '../deadline/open-steps.ts';
import { type HistoryEntry, historyOf } from '../docket/history.ts';
import { counterpartyOf } from './case-status.ts';

/** What happened in a case and what is due in it. */
export interface CaseTimes {
  readonly id: string;
  readonly path: string;
  /** `open · we are accused · etsy · Bright Lamps`. */
  readonly about: string;
  readonly asOf: string;
  /** By day. */
  readonly history: readonly HistoryEntry[];
  /** As `deadlinesOf` gives them. */
  readonly deadlines: readonly CaseDeadline[];
  /** Steps for which no day is set. */
  readonly steps: readonly OpenStep[];
}

/** A case over time, as it stands on the day of `options`. Pure. */
export const caseTimes = (path: string, file: CaseFile, profiles: Profiles, options: DeadlineOptions): CaseTimes => {
  const deadlines = deadlinesOf(file, profiles, options);
  return {
    id: String(file.id),
    path,
    about: [
      file.status,
      file.direction === 'accused' ? 'we are accused' : 'we complain',
      file.platform,
      counterpartyOf(file),
    ]
      .filter((part) => typeof part === 'string')
      .join(' · '),
    asOf: options.asOf,
    history: historyOf(file),
    deadlines,
    steps: stepsWithoutDay(file, deadlines),
  };
};

const WHO = { us: 'we', platform: 'platform', counterparty: 'other side', unknown: '' } as const;
const WIDTH = Math.max(...Object.values(WHO).map((who) => who.length));

const line = (day: string, who: string, what: string): string =>
  `  ${day.padEnd(10)}  ${who.padEnd(WIDTH)}  ${what}`.trimEnd();

/** What happened and what is due, by day, with a line for today; what cannot be reckoned stands below. */
export const timelineText = (times: CaseTimes): string => {
  const { id, about, asOf, history, deadlines, steps } = times;
  const known = deadlines.flatMap((deadline) => (deadline.due === null ? [] : [{ ...deadline, due: deadline.due }]));
  const entries = [
    ...history.map(({ on, by, what, listing }) => ({
      on,
      rank: 0,
      text: line(on, WHO[by], listing === null ? what : `${what}: ${listing}`),
    })),
    { on: asOf, rank: 1, text: line(asOf, '', '— as of this day —') },
    ...known.map((deadline) => ({
      on: deadline.due.earliest,
      rank: deadline.due.earliest < asOf ? 0 : 2,
      text: line(
        deadline.due.earliest,
        WHO[deadline.actor],
        `${STATES[deadline.state]}: ${deadlineSentence(deadline)}`,
      ),
    })),
  ].toSorted((a, b) => (a.on === b.on ? a.rank - b.rank : a.on < b.on ? -1 : 1));
  const open = deadlines.filter(({ due, state }) => due === null && state !== 'met');
  const lines = [
    `${id} · ${about}`,
    ...entries.map(({ text }) => text),
    ...open.map((deadline) => line('not known', WHO[deadline.actor], deadlineSentence(deadline))),
    ...steps.map((step) => line('no day set', WHO[step.actor ?? 'unknown'], openStepWords(step))),
  ];
  return lines.map((each) => `${escapeControls(each)}\n`).join('');
};

const STATES: { readonly [state in CaseDeadline['state']]: string } = {
  met: 'no longer due',
  open: 'due',
  'due-soon': 'due soon',
  past: 'PAST',
  unknown: 'not known whether past',
};
