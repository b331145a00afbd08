import { escapeControls, sha256 } from '@listing-lint/core/plugin';
import { addDays, type CalendarDay } from '../case/time/day.ts';
import { type CaseDeadline, deadlineSentence } from '../deadline/deadline.ts';
import { openStepWords } from '../deadline/open-steps.ts';
import type { CaseTimes } from './case-timeline.ts';

/** Days before a deadline on which a calendar reminds of it. */
const ALARM_DAYS = [5, 2];
/** An alarm rings at nine in the morning of its day. */
const MORNING_HOUR = 9;
const WHO = { us: 'We', platform: 'Platform', counterparty: 'Other side' } as const;

interface KnownDeadline extends CaseDeadline {
  readonly due: { readonly earliest: CalendarDay; readonly latest: CalendarDay };
}

/** Deadlines that are not met and have a day. */
export const calendarDeadlines = ({ deadlines }: CaseTimes): readonly KnownDeadline[] =>
  deadlines.flatMap((deadline) =>
    deadline.due === null || deadline.state === 'met' ? [] : [{ ...deadline, due: deadline.due }],
  );

interface DueWithoutDay {
  /** What it is known by, from one calendar to the next. */
  readonly key: readonly string[];
  readonly summary: string;
  readonly description: string;
}

/** What somebody has to do, and nobody knows or sets until when. */
export const duesWithoutDay = ({ deadlines, steps }: CaseTimes): readonly DueWithoutDay[] => [
  ...deadlines
    .filter(({ due, state }) => due === null && state !== 'met')
    .map((deadline) => ({
      key: keyOf(deadline),
      summary: `day not known: ${WHO[deadline.actor]}: ${deadline.duty}`,
      description: deadlineSentence(deadline),
    })),
  ...steps.flatMap((step) =>
    step.actor === null
      ? []
      : [
          {
            key: [step.title, step.listing ?? ''],
            summary: `no day set: ${WHO[step.actor]}: ${step.duty}`,
            description: openStepWords(step),
          },
        ],
  ),
];

/**
 * The deadlines of cases as a calendar (RFC 5545): a day of its own each, from the first day that is safe to the last, with alarms before. A
 * step without a day stands on the day of the run, and moves along when the calendar is taken in again. The same input gives the same bytes: an event is known by its case, its duty and what began it, and stamped with the day of the run.
 */
export const timelineIcs = async (cases: readonly CaseTimes[]): Promise<string> => {
  const { default: ical, ICalAlarmType, ICalEventTransparency } = await import('ical-generator');
  const calendar = ical({ prodId: { company: 'listing-lint', product: 'case timeline', language: 'EN' } });
  for (const times of cases) {
    for (const deadline of calendarDeadlines(times)) {
      const { id, asOf } = times;
      const event = calendar.createEvent({
        id: uidOf(id, ...keyOf(deadline)),
        stamp: midnight(asOf),
        start: midnight(deadline.due.earliest),
        end: midnight(addDays(deadline.due.latest, 1)),
        allDay: true,
        transparency: ICalEventTransparency.TRANSPARENT,
        summary: escapeControls(
          `${deadline.state === 'past' ? 'PAST DUE: ' : ''}${id}: ${WHO[deadline.actor]}: ${deadline.duty}`,
        ),
        description: escapeControls(deadlineSentence(deadline)),
      });
      if (deadline.source !== null && URL.canParse(deadline.source.url)) event.url(deadline.source.url);
      // An alarm of a day that is over would ring at once, in every calendar that takes it in.
      for (const days of ALARM_DAYS.filter((each) => addDays(deadline.due.earliest, -each) >= asOf)) {
        event.createAlarm({
          type: ICalAlarmType.display,
          triggerBefore: days * 86_400 - MORNING_HOUR * 3600,
          description: escapeControls(`${id}: ${deadline.duty}, in ${days} days`),
        });
      }
    }
    for (const { key, summary, description } of duesWithoutDay(times)) {
      calendar.createEvent({
        id: uidOf(times.id, ...key),
        stamp: midnight(times.asOf),
        start: midnight(times.asOf),
        allDay: true,
        transparency: ICalEventTransparency.TRANSPARENT,
        summary: escapeControls(`${times.id}: ${summary}`),
        description: escapeControls(description),
      });
    }
  }
  return calendar.toString();
};

/** As dates of a calendar are made: by the clock of UTC, which has every day. */
const midnight = (day: CalendarDay): Date => new Date(`${day}T00:00:00Z`);

const keyOf = ({ id, start }: CaseDeadline): readonly string[] => [id, start.event, start.at, start.listing ?? ''];

const uidOf = (...parts: readonly string[]): string => `${sha256(parts.join('\0')).slice(0, 32)}@listing-lint`;
