import {
  builtInProfiles,
  type CaseTimes,
  calendarDeadlines,
  caseTimes,
  docketOf,
  duesWithoutDay,
  timelineIcs,
  timelineText,
} from '@listing-lint/disputes';
import { checkCall } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { CASES_QUERY, type CasesQuery, openCases, type UnreadCase } from './find-case.ts';

export type TimelineFormat = 'text' | 'html' | 'ics';

/** Cases over time: what happened, what is due. */
export interface CaseTimelines {
  readonly cases: readonly CaseTimes[];
  /** Case files with mistakes. */
  readonly unread: readonly UnreadCase[];
  /** What has to be done with a day, and without one: in `ics` that stands on the day of the run. */
  readonly withDay: number;
  readonly withoutDay: number;
  readonly render: (format: TimelineFormat) => Promise<string>;
}

/** Gives `caseTimeline` for a program that holds the guard of plugins. */
export const timelineFor =
  (program?: Program) =>
  async (query: CasesQuery = {}): Promise<CaseTimelines> => {
    checkCall({ name: 'caseTimeline', options: query, kinds: CASES_QUERY });
    const { today: asOf, countingOf, cases: found, unread } = await openCases(query, program);
    const profiles = builtInProfiles();
    const cases = found.map((each) => caseTimes(each.path, each.value, profiles, countingOf(each)));
    return {
      cases,
      unread,
      withDay: cases.flatMap(calendarDeadlines).length,
      withoutDay: cases.flatMap(duesWithoutDay).length,
      render: async (format) => {
        if (format === 'ics') return timelineIcs(cases);
        if (format === 'text') return cases.map(timelineText).join('\n');
        const told = found.map(({ path, value }, index) => ({
          path,
          docket: docketOf(value, cases[index]?.deadlines ?? [], []),
        }));
        const { renderTimelines } = await import('@listing-lint/reporters');
        return renderTimelines(told, asOf);
      },
    };
  };

/** Draws cases over time; `ics` is a calendar of what is due, with alarms. */
export const timelineAlone: (query?: CasesQuery) => Promise<CaseTimelines> = timelineFor();
