import { escapeControls, type Report } from '@listing-lint/core';
import { count } from '../format/phrases.ts';
import {
  type CaseDocket,
  type DocketDeadline,
  type DocketSource,
  docketsOf,
  type StrikeStatus,
} from './case-docket.ts';
import { dueWords, dutyWords, leftWords, strikeStatusWords } from './docket-words.ts';
import { stakeBySide, statedMoney } from './stake.ts';
import { type TimelineRow, type TimelineView, timelineRows, timelineView } from './timeline.ts';
import { byUrgency, distinctStrikeStatuses, duties } from './urgency.ts';

export interface DutyView {
  readonly state: DocketDeadline['state'];
  readonly words: string;
  readonly until: string;
  readonly left: string;
  readonly why: string;
}

/** A line of the docket. */
export interface DocketRow {
  readonly id: string;
  readonly key: string;
  readonly about: string;
  readonly duties: readonly DutyView[];
  readonly more: string;
  readonly amount: string;
  readonly amountNote: string;
}

/** Where an account stands on a scale of penalties; `steps` in percent of its length. */
export interface StrikeStatusView {
  readonly account: string;
  readonly ladder: string;
  readonly words: string;
  readonly reached: string;
  readonly isLast: boolean;
  readonly steps: readonly { readonly x: string; readonly tip: string }[];
  readonly notes: readonly string[];
}

/** A label, and values with what is to be known about each. */
interface Figure {
  readonly label: string;
  readonly values: readonly { readonly text: string; readonly note: string }[];
}

export interface DocketView {
  readonly figures: readonly Figure[];
  /** Open disputes, the most urgent first. */
  readonly rows: readonly DocketRow[];
  readonly standings: readonly StrikeStatusView[];
  readonly notes: readonly string[];
}

/** A dispute over time: what is drawn, and the same in words. */
export interface CaseTimeline {
  readonly isOpen: boolean;
  /** Its place among the others, by urgency. */
  readonly order: number;
  readonly about: string;
  readonly title: string;
  readonly description: string;
  readonly drawing: TimelineView | undefined;
  readonly rows: readonly TimelineRow[];
  readonly leftOut: string;
}

/** A row has room for so many duties of one case. */
const MOST_DUTIES = 3;

/** The docket of a report: undefined where there are no disputes that can be read. */
const docketView = (report: Report): DocketView | undefined => {
  const { cases, unread } = docketsOf(report);
  if (cases.length === 0) return undefined;
  const open = byUrgency(cases).filter((each) => each.open);
  const closed = cases.length - open.length;
  return {
    figures: [
      { label: 'Open disputes', values: [{ text: String(open.length), note: sidesOf(open) }] },
      ...stakeFigures(open),
    ],
    rows: open.map(rowOf),
    standings: distinctStrikeStatuses(cases).map(strikeStatusView),
    notes: [
      ...(closed === 0 ? [] : [`${count(closed, 'dispute')} closed.`]),
      ...(unread.length === 0
        ? []
        : [
            `${count(unread.length, 'case file')} could not be read and ${unread.length === 1 ? 'is' : 'are'} not in here: ${unread.map(({ path }) => escapeControls(path)).join(', ')}.`,
          ]),
    ],
  };
};

const sidesOf = (open: readonly CaseDocket[]): string => {
  const accused = open.filter(({ direction }) => direction === 'accused').length;
  const claims = open.length - accused;
  return [
    ...(claims === 0 ? [] : [`we complain in ${claims}`]),
    ...(accused === 0 ? [] : [`accused in ${accused}`]),
  ].join(', ');
};

const stakeFigures = (open: readonly CaseDocket[]): readonly Figure[] =>
  stakeBySide(open).map(({ label, sums, silent }) => {
    const values = sums.map(({ text, note }) => ({ text: escapeControls(text), note: escapeControls(note) }));
    if (silent === 0) return { label, values };
    const none = { text: '', note: `${count(silent, 'case')} without a sum` };
    return { label, values: sums.length === 0 ? [{ text: 'not stated', note: '' }] : [...values, none] };
  });

const rowOf = (docket: CaseDocket): DocketRow => {
  const all = duties(docket);
  const { amount, note } = statedMoney(docket);
  return {
    id: escapeControls(docket.id),
    key: docket.key,
    about: aboutOf(docket),
    duties: all.slice(0, MOST_DUTIES).map(dutyView),
    more: all.length > MOST_DUTIES ? `and ${all.length - MOST_DUTIES} more` : '',
    amount: escapeControls(amount),
    amountNote: escapeControls(note),
  };
};

/** `we complain · ebay · bright-lamps · 2 listings`. */
const aboutOf = ({ direction, platform, counterparty, listingCount }: CaseDocket): string =>
  [
    direction === 'accused' ? 'we are accused' : 'we complain',
    ...(platform === null ? [] : [platform]),
    ...(counterparty === null ? [] : [counterparty]),
    ...(listingCount === 0 ? [] : [count(listingCount, 'listing')]),
  ]
    .map(escapeControls)
    .join(' · ');

const dutyView = (deadline: DocketDeadline): DutyView => ({
  state: deadline.state,
  words: escapeControls(dutyWords(deadline)),
  until: dueWords(deadline),
  left: leftWords(deadline),
  why: escapeControls(deadline.why ?? ''),
});

const strikeStatusView = (standing: StrikeStatus): StrikeStatusView => {
  const { account, ladder, counted, steps, countsUntil, why, ground } = standing;
  const last = steps.at(-1)?.at ?? 1;
  const share = (at: number): string => `${Math.round(Math.min(1, at / last) * 1000) / 10}%`;
  const next = counted === null ? undefined : steps.find(({ at }) => at > counted);
  return {
    account: escapeControls(account),
    ladder: escapeControls(ladder),
    words: strikeStatusWords(standing),
    reached: share(counted ?? 0),
    isLast: counted !== null && next !== undefined && next === steps.at(-1),
    steps: steps.map(({ at, penalty }) => ({ x: share(at), tip: `${at}: ${escapeControls(penalty)}` })),
    notes: [
      ...(next === undefined ? [] : [`at ${next.at}: ${escapeControls(next.penalty)}`]),
      ...(countsUntil === null ? [] : [`the oldest counts until ${countsUntil}`]),
      ...[why, ground].flatMap((each) => (each === null ? [] : [escapeControls(each)])),
    ],
  };
};

/** What a page shows of its disputes. */
export interface DisputesView {
  readonly docket: DocketView | undefined;
  /** Of those that can be read, by the keys of their subjects; the most urgent first. */
  readonly timelines: ReadonlyMap<string, CaseTimeline>;
}

export const disputesView = (report: Report): DisputesView => ({
  docket: docketView(report),
  timelines: caseTimelines(report),
});

/** The timelines of the disputes of a report that can be read, by their subjects' keys; the most urgent first. */
export const caseTimelines = (report: DocketSource & Pick<Report, 'asOf'>): ReadonlyMap<string, CaseTimeline> =>
  new Map(
    byUrgency(docketsOf(report).cases).map((docket, order) => [
      docket.key,
      {
        order,
        isOpen: docket.open,
        about: `${escapeControls(docket.id)} · ${docket.open ? '' : 'closed · '}${aboutOf(docket)}`,
        title: `Timeline of ${escapeControls(docket.id)}`,
        description: descriptionOf(docket, report.asOf),
        drawing: escapedDrawing(timelineView(docket, report.asOf)),
        rows: timelineRows(docket).map((row) => ({
          ...row,
          what: escapeControls(row.what),
          note: escapeControls(row.note),
        })),
        leftOut: docket.historyLeftOut === 0 ? '' : `${count(docket.historyLeftOut, 'event')} in between left out.`,
      },
    ]),
  );

const escapedDrawing = (drawing: TimelineView | undefined): TimelineView | undefined =>
  drawing && {
    ...drawing,
    marks: drawing.marks.map((mark) => ({ ...mark, tip: escapeControls(mark.tip) })),
    deadlines: drawing.deadlines.map((mark) => ({ ...mark, tip: escapeControls(mark.tip) })),
    labels: drawing.labels.map((label) => ({ ...label, text: escapeControls(label.text) })),
  };

const descriptionOf = (docket: CaseDocket, asOf: string | undefined): string => {
  const { history } = docket;
  const [first, last] = [history[0], history.at(-1)];
  const [next] = duties(docket);
  return [
    first === undefined || last === undefined
      ? 'No event has a date.'
      : `${count(history.length, 'event')} from ${first.on} to ${last.on}.`,
    next === undefined
      ? 'Nothing is due.'
      : `${escapeControls(dutyWords(next))}: ${[dueWords(next), leftWords(next)].filter((text) => text !== '').join(', ')}.`,
    ...(asOf === undefined ? [] : [`As of ${asOf}.`]),
  ].join(' ');
};
