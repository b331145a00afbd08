import { compareText } from '@listing-lint/core';
import type { CaseDocket, DocketActor, DocketDeadline } from './case-docket.ts';
import { dueWords, dutyWords, leftWords, WHO } from './docket-words.ts';
import { type PlacedLabel, placeLabels } from './label-places.ts';
import { dayNumber, ticksOf } from './time-scale.ts';

/** Something on a timeline: x in percent of its width, y in px of its lane. */
export interface TimelineMark {
  readonly x: string;
  readonly y: number;
  readonly by: DocketActor;
  readonly tip: string;
}

/** A deadline: from what began it to the day on which it ends, or the days. */
export interface TimelineDeadline extends TimelineMark {
  readonly state: DocketDeadline['state'];
  readonly from: string;
  readonly length: string;
  /** From the first day on which it may end to the last. */
  readonly earliest: string;
  readonly range: string;
}

export interface TimelineView {
  readonly height: number;
  readonly lanes: readonly { readonly by: DocketActor; readonly name: string; readonly y: number }[];
  readonly marks: readonly TimelineMark[];
  readonly deadlines: readonly TimelineDeadline[];
  readonly labels: readonly PlacedLabel[];
  readonly ticks: readonly {
    readonly x: string;
    readonly label: string;
    readonly isEven: boolean;
    readonly anchor: string;
  }[];
  /** The day of the run; absent where none is known. */
  readonly today:
    | { readonly x: string; readonly rest: string; readonly label: string; readonly anchor: string }
    | undefined;
  readonly axisY: number;
}

const LANE_HEIGHT = 36;
const TOP = 8;
/** Room at both ends, in percent. */
const MARGIN = 2;
const LANE_NAMES: { readonly [actor in DocketActor]: string } = {
  us: 'we',
  platform: 'platform',
  counterparty: 'other side',
  unknown: 'noted',
};
const ORDER: readonly DocketActor[] = ['counterparty', 'platform', 'us', 'unknown'];

const percent = (x: number): string => `${Math.round(x * 100) / 100}%`;

/** Days that a timeline spans: all that happened, what is due, and the day of the run for an open case. */
const spanOf = (docket: CaseDocket, asOf: string | undefined): readonly [number, number] | undefined => {
  const days = [
    ...docket.history.map(({ on }) => on),
    ...docket.deadlines.flatMap(({ due, since }) => [since, due?.earliest, due?.latest].flatMap((each) => each ?? [])),
    ...(docket.open && asOf !== undefined ? [asOf] : []),
  ].map(dayNumber);
  if (days.length === 0) return undefined;
  const first = days.reduce((a, b) => Math.min(a, b));
  const last = days.reduce((a, b) => Math.max(a, b));
  return [first, Math.max(last, first + 7)];
};

/**
 * A case drawn over time: a lane for each side, what happened, what is due, and the day of the run. Undefined where there are no two things to
 * placed next to each other. Pure.
 */
export const timelineView = (docket: CaseDocket, asOf: string | undefined): TimelineView | undefined => {
  const dated = docket.history.length + docket.deadlines.filter(({ due }) => due !== null).length;
  const span = spanOf(docket, asOf);
  if (dated < 2 || span === undefined) return undefined;
  const [first, last] = span;
  const at = (day: number): number => MARGIN + ((day - first) / (last - first)) * (100 - 2 * MARGIN);
  const place = (day: string): number => at(dayNumber(day));
  const used = new Set(docket.history.map(({ by }) => by));
  const lanes = ORDER.filter((by) => by !== 'unknown' || used.has(by)).map((by, index) => ({
    by,
    name: LANE_NAMES[by],
    y: TOP + index * LANE_HEIGHT + 25,
  }));
  const laneY = new Map(lanes.map(({ by, y }) => [by, y]));
  const yOf = (by: DocketActor): number => laneY.get(by) ?? 0;
  const axisY = TOP + lanes.length * LANE_HEIGHT + 6;
  const due = docket.deadlines.flatMap((deadline) => deadlineMark(deadline, place, yOf));
  const today = docket.open && asOf !== undefined ? place(asOf) : undefined;
  return {
    height: axisY + 20,
    lanes,
    marks: docket.history.map(({ on, by, what, listing }) => ({
      x: percent(place(on)),
      y: yOf(by),
      by,
      tip: `${on}, ${by === 'unknown' ? '' : `${WHO[by]}: `}${what}${listing === null ? '' : ` (${listing})`}`,
    })),
    deadlines: due,
    labels: placeLabels([
      ...docket.deadlines.flatMap((deadline) =>
        deadline.due === null || deadline.state === 'met'
          ? []
          : [
              {
                x: place(deadline.due.latest),
                lane: deadline.actor,
                y: yOf(deadline.actor) - 11,
                text: leftWords(deadline),
                tone: deadline.state,
              },
            ],
      ),
      ...docket.history.map(({ on, by, what }) => ({
        x: place(on),
        lane: by,
        y: yOf(by) - 11,
        text: what,
        tone: 'event' as const,
      })),
    ]),
    ticks: ticksOf(first, last).map(({ at: day, label }, index) => ({
      x: percent(at(day)),
      label,
      isEven: index % 2 === 0,
      anchor: at(day) > 92 ? 'end' : 'start',
    })),
    today:
      today === undefined || asOf === undefined
        ? undefined
        : { x: percent(today), rest: percent(100 - today), label: asOf, anchor: today > 80 ? 'end' : 'start' },
    axisY,
  };
};

const deadlineMark = (
  deadline: DocketDeadline,
  place: (day: string) => number,
  yOf: (by: DocketActor) => number,
): readonly TimelineDeadline[] => {
  const { due, since, actor, state } = deadline;
  if (due === null || since === null) return [];
  const [from, earliest, latest] = [place(since), place(due.earliest), place(due.latest)];
  return [
    {
      x: percent(latest),
      y: yOf(actor),
      by: actor,
      state,
      from: percent(Math.min(from, latest)),
      length: percent(Math.max(0, latest - from)),
      earliest: percent(earliest),
      range: percent(latest - earliest),
      tip: `${dueWords(deadline)}: ${dutyWords(deadline)}, ${leftWords(deadline)}`,
    },
  ];
};

/** A line of the table next to the drawing. */
export interface TimelineRow {
  readonly day: string;
  readonly who: string;
  readonly what: string;
  readonly note: string;
  /** Of a deadline; empty for what happened. */
  readonly state: DocketDeadline['state'] | '';
}

/** All that a timeline draws, and what it cannot draw, in words by day: what nobody can reckon stands last. Pure. */
export const timelineRows = ({ history, deadlines }: CaseDocket): readonly TimelineRow[] => {
  const rows: readonly (TimelineRow & { readonly order: string })[] = [
    ...history.map(({ on, by, what, listing }) => ({
      order: `${on} 0`,
      day: on,
      who: by === 'unknown' ? '' : WHO[by],
      what,
      note: listing ?? '',
      state: '' as const,
    })),
    ...deadlines.map((deadline) => ({
      order: deadline.due === null ? (deadline.state === 'no-day' ? '~~' : '~') : `${dueWords(deadline)} 1`,
      day: dueWords(deadline) || (deadline.state === 'no-day' ? 'no day set' : 'not known'),
      who: deadline.actor === 'unknown' ? '' : WHO[deadline.actor],
      what:
        deadline.actor === 'unknown'
          ? deadline.duty
          : `${deadline.actor === 'us' ? 'have' : 'has'} to ${deadline.duty}`,
      note: [
        deadline.state === 'met' || deadline.daysLeft !== null ? leftWords(deadline) : '',
        deadline.why ?? '',
        deadline.ground ?? '',
      ]
        .filter((text) => text !== '')
        .join('; '),
      state: deadline.state,
    })),
  ];
  return rows.toSorted((a, b) => compareText(a.order, b.order));
};
