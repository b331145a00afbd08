import { fewListings } from '../case/file/about.ts';
import { dayOf, daysBetween, isAfter } from '../case/file/dates.ts';

import type { MonitoringKind } from './monitoring-file.ts';

/** What a check is reckoned by. */
export interface MonitoringCheck {
  readonly at: string;
  readonly kind: string;
  readonly places: readonly string[];
  /** Listings whose copies were looked for; null where it was all of them. */
  readonly listings: readonly string[] | null;
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

/** What is overdue on a day, a sentence for each place and for listings that were left out together. `shop` are the listings that there are. Pure. */
export const overdueOf = (
  checks: readonly MonitoringCheck[],
  duty: MonitoringDuty,
  asOf: string,
  shop: readonly string[],
): readonly string[] => {
  const done = checks.filter(({ kind }) => kind === duty.kind);
  if (duty.places.length === 0) return overdueAt(done, '', duty, asOf, shop);
  return duty.places.flatMap((place) =>
    overdueAt(
      done.filter(({ places }) => places.some((each) => each.toLowerCase() === place.toLowerCase())),
      ` on ${place}`,
      duty,
      asOf,
      shop,
    ),
  );
};

const overdueAt = (
  checks: readonly MonitoringCheck[],
  where: string,
  { kind, everyDays }: MonitoringDuty,
  asOf: string,
  shop: readonly string[],
): readonly string[] => {
  const groups = new Map<string | undefined, string[]>();
  const lasts = lastByListing(checks);
  // A shop of no listings that are known is looked after as a whole.
  for (const listing of shop.length === 0 ? [WHOLE_SHOP] : shop) {
    const last = lasts(listing);
    groups.set(last, [...(groups.get(last) ?? []), listing]);
  }
  return [...groups].flatMap(([last, listings]) => {
    const about = groups.size === 1 ? '' : ` for ${fewListings(listings)}`;
    if (last === undefined) return [`no ${DEEDS[kind]}${where}${about} is on record`];
    const over = daysBetween(last, asOf) - everyDays;
    if (over <= 0) return [];
    const days = `${over} ${over === 1 ? 'day' : 'days'}`;
    return [`the ${DEEDS[kind]}${where}${about} is ${days} overdue: the last was on ${last}`];
  });
};

const WHOLE_SHOP = '';

/** When each listing was last looked after: by a check that names it, or that names none. */
const lastByListing = (checks: readonly MonitoringCheck[]): ((listing: string) => string | undefined) => {
  const of = new Map<string, MonitoringCheck>();
  const later = (a: MonitoringCheck | undefined, b: MonitoringCheck): MonitoringCheck =>
    a === undefined || isAfter(b.at, a.at) ? b : a;
  let all: MonitoringCheck | undefined;
  for (const check of checks) {
    if (check.listings === null) all = later(all, check);
    else for (const listing of check.listings) of.set(listing, later(of.get(listing), check));
  }
  return (listing) => {
    const own = of.get(listing);
    const last = own === undefined || all === undefined ? (own ?? all) : later(own, all);
    return last === undefined ? undefined : dayOf(last.at);
  };
};
