import { dayOf, daysBetween, isAfter } from '../file/dates.ts';
import type { MonitoringKind } from './monitoring-file.ts';

/** What a check is reckoned by. */
export interface MonitoringCheck {
  readonly at: string;
  readonly kind: string;
  readonly places: readonly string[];
}

export interface MonitoringDuty {
  readonly kind: MonitoringKind;
  /** Days that may pass from one check to the next. */
  readonly everyDays: number;
  /** Places that each have to be looked at; where none is named, any place does. */
  readonly places: readonly string[];
}

const DEEDS: { readonly [kind in MonitoringKind]: string } = {
  listings: 'look through the listings of others',
  'reverse-search': 'reverse search for our pictures',
};

/** The latest of some checks. */
export const latestCheck = <Check extends Pick<MonitoringCheck, 'at'>>(checks: readonly Check[]): Check | undefined =>
  checks.reduce<Check | undefined>(
    (last, check) => (last === undefined || isAfter(check.at, last.at) ? check : last),
    undefined,
  );

/** What is overdue on a day, a sentence for each place. Pure. */
export const overdueOf = (
  checks: readonly MonitoringCheck[],
  duty: MonitoringDuty,
  asOf: string,
): readonly string[] => {
  const done = checks.filter(({ kind }) => kind === duty.kind);
  if (duty.places.length === 0) return overdueAt(done, '', duty, asOf);
  return duty.places.flatMap((place) =>
    overdueAt(
      done.filter(({ places }) => places.some((each) => each.toLowerCase() === place.toLowerCase())),
      ` on ${place}`,
      duty,
      asOf,
    ),
  );
};

const overdueAt = (
  checks: readonly MonitoringCheck[],
  where: string,
  { kind, everyDays }: MonitoringDuty,
  asOf: string,
): readonly string[] => {
  const last = latestCheck(checks);
  if (last === undefined) return [`no ${DEEDS[kind]}${where} is on record`];
  const over = daysBetween(last.at, asOf) - everyDays;
  if (over <= 0) return [];
  return [
    `the ${DEEDS[kind]}${where} is ${over} ${over === 1 ? 'day' : 'days'} overdue: the last was on ${dayOf(last.at)}`,
  ];
};
