import { type KeyPath, suggest } from '@listing-lint/core/plugin';
import { type CaseFile, dayOf, EVENT_TYPES, earliest, isAfter, listingsNamed } from '@listing-lint/rules/case';

import type { Contradiction } from './contradiction.ts';

type CaseEvent = NonNullable<CaseFile['events']>[number];
type Direction = NonNullable<CaseFile['direction']>;
type Before = 'filed' | 'removed' | 'accused' | 'counter-notice' | 'evidence-requested';
interface Order {
  readonly [type: string]: Before | undefined;
}

/** What has to come before an event of a type, by who complains. */
const ORDER: { readonly [direction in Direction]: Order } = {
  'we-complain': {
    acknowledged: 'filed',
    accepted: 'filed',
    rejected: 'filed',
    'counter-notice': 'filed',
    'counter-forwarded': 'counter-notice',
    'suit-notified': 'counter-notice',
    'evidence-received': 'evidence-requested',
    removed: 'filed',
    reinstated: 'removed',
    relisted: 'removed',
  },
  // The listing may go down before we are told.
  accused: {
    'counter-notice': 'accused',
    'counter-forwarded': 'counter-notice',
    'suit-notified': 'counter-notice',
    'evidence-requested': 'accused',
    'evidence-received': 'evidence-requested',
    accepted: 'accused',
    rejected: 'accused',
    reinstated: 'removed',
    relisted: 'removed',
  },
};

/** What cannot be about the events of a case: their order, and the listings that they are about. */
export const wrongEvents = (file: CaseFile): readonly Contradiction[] => {
  const direction = file.direction ?? 'we-complain';
  const firsts = firstDates(file);
  const seen = sightings(file);
  const hints = { left: MOST_HINTS };
  return (file.events ?? []).flatMap((event, index) => {
    if (!EVENT_TYPES.some((known) => known === event.type)) return [];
    const path = ['events', index];
    const before = ORDER[direction][event.type];
    return [
      // In a case against us events are about listings of ours.
      ...(direction === 'accused' ? [] : strangeListing(event, path, seen, hints)),
      ...(before === undefined ? [] : tooEarly(event, path, before, firsts)),
    ];
  });
};

/** Names that may have been meant are sought for as many events. */
const MOST_HINTS = 20;

/** The earliest dates of something, by listing. */
class FirstDates {
  /** Whatever it is about. */
  any: string | undefined;
  private nameless: string | undefined;
  private readonly byListing = new Map<string, string>();

  add(about: Pick<CaseEvent, 'listing' | 'listings'>, at: string): void {
    this.any = earlier(this.any, at);
    const named = listingsNamed(about);
    if (named === undefined || named === 'all') this.nameless = earlier(this.nameless, at);
    else for (const listing of named) this.byListing.set(listing, earlier(this.byListing.get(listing), at));
  }

  /** Of what can be about what an event is about. */
  for(event: CaseEvent): string | undefined {
    const named = listingsNamed(event);
    if (named === undefined || named === 'all') return this.any;
    return earliest([this.nameless, ...named.map((listing) => this.byListing.get(listing))].flatMap((at) => at ?? []));
  }

  has(listing: string): boolean {
    return this.byListing.has(listing);
  }

  get listings(): readonly string[] {
    return [...this.byListing.keys()];
  }
}

const earlier = (a: string | undefined, b: string): string => (a === undefined || isAfter(a, b) ? b : a);

const sightings = ({ infringements }: CaseFile): FirstDates => {
  const seen = new FirstDates();
  for (const { listing, firstSeen } of infringements ?? []) seen.add({ listing }, firstSeen);
  return seen;
};

/** When each type of event first happened; what stands elsewhere in the case counts, too. */
const firstDates = ({ events, notice, accusation, defence }: CaseFile): ReadonlyMap<string, FirstDates> => {
  const firsts = new Map<string, FirstDates>();
  const add = (type: string, about: Pick<CaseEvent, 'listing' | 'listings'>, at: string | null | undefined): void => {
    if (!at) return;
    const dates = firsts.get(type) ?? new FirstDates();
    dates.add(about, at);
    firsts.set(type, dates);
  };
  for (const event of events ?? []) add(event.type, event, event.at);
  add('filed', {}, notice?.filedAt);
  add('accused', {}, accusation?.receivedAt);
  add('evidence-requested', {}, defence?.evidenceRequest?.sentAt);
  return firsts;
};

const strangeListing = (
  event: CaseEvent,
  path: KeyPath,
  seen: FirstDates,
  hints: { left: number },
): readonly Contradiction[] => {
  const { type, at } = event;
  const named = listingsNamed(event);
  const strange =
    named === undefined || named === 'all' || type === 'relisted' || seen.any === undefined
      ? []
      : named.filter((listing) => !seen.has(listing));
  const found = strange.map((listing): Contradiction => {
    const hint = hints.left-- > 0 ? suggest(listing, seen.listings) : undefined;
    const message = `"${type}" of ${dayOf(at)} is about ${listing}, which is none of the infringements`;
    const key = event.listings ? 'listings' : 'listing';
    return { path: [...path, key], message, ...(hint === undefined ? {} : { hint }) };
  });
  const first = seen.for(event);
  if (first === undefined || !isAfter(first, at)) return found;
  const message = `"${type}" of ${dayOf(at)} is before the infringement was first seen, ${dayOf(first)}`;
  return [...found, { path: [...path, 'at'], message }];
};

const tooEarly = (
  event: CaseEvent,
  path: KeyPath,
  before: Before,
  firsts: ReadonlyMap<string, FirstDates>,
): readonly Contradiction[] => {
  const first = firsts.get(before)?.for(event);
  if (first === undefined || !isAfter(first, event.at)) return [];
  const message = `"${event.type}" of ${dayOf(event.at)} is before "${before}" of ${dayOf(first)}`;
  return [{ path: [...path, 'at'], message }];
};
