import { safeJson } from '@listing-lint/core';
import { builtInProfiles, type CaseStanding, caseStatus, statusJson, statusText } from '@listing-lint/disputes';
import { checkCall } from '../check-call.ts';
import type { Program } from '../flags.ts';
import { CASES_QUERY, type CasesQuery, openCases, type UnreadCase } from './find-case.ts';

/** Where open cases stand. */
export interface CaseStatuses {
  readonly cases: readonly CaseStanding[];
  /** How many are closed. */
  readonly closed: number;
  /** Case files with mistakes: nothing is known of their deadlines. */
  readonly unread: readonly UnreadCase[];
  readonly render: (format: 'text' | 'json') => string;
}

/** Gives `caseStatus` for a program that holds the guard of plugins. */
export const statusFor =
  (program?: Program) =>
  async (query: CasesQuery = {}): Promise<CaseStatuses> => {
    checkCall({ name: 'caseStatus', options: query, kinds: CASES_QUERY });
    const { today: asOf, countingOf, cases: found, closed, unread } = await openCases(query, program);
    const profiles = builtInProfiles();
    const cases = found.map((each) => caseStatus(each.path, each.value, profiles, countingOf(each)));
    const render = (format: 'text' | 'json'): string =>
      format === 'text' ? statusText(cases, closed) : safeJson({ ...statusJson(cases, closed, asOf), unread });
    return { cases, closed, unread, render };
  };

/** Tells of each open case who has to do what until when. Judges nothing: `lint` does. */
export const statusAlone: (query?: CasesQuery) => Promise<CaseStatuses> = statusFor();
