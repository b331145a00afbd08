import { type KeyPath, suggest } from '@listing-lint/core/plugin';
import type { CaseFile } from '../file/case-file.ts';
import { dayOf, earliest, isAfter } from '../file/dates.ts';
import { EVENT_TYPES } from '../file/events.ts';
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
export const wrongEvents = (file: CaseFile): readonly Contradiction[] =>
  (file.events ?? []).flatMap((event, index) => {
    if (!EVENT_TYPES.some((known) => known === event.type)) return [];
    const path = ['events', index];
    const direction = file.direction ?? 'we-complain';
    return [
      // In a case against us events are about listings of ours.
      ...(direction === 'accused' ? [] : strangeListing(event, path, file)),
      ...tooEarly(event, path, file, ORDER[direction][event.type]),
    ];
  });

const concerned = (event: CaseEvent, { infringements }: CaseFile): NonNullable<CaseFile['infringements']> =>
  (infringements ?? []).filter((one) => isSame(event.listing, one.listing));

const strangeListing = (event: CaseEvent, path: KeyPath, file: CaseFile): readonly Contradiction[] => {
  const { type, at } = event;
  const infringements = file.infringements ?? [];
  const about = concerned(event, file);
  const found: Contradiction[] = [];
  if (about.length === 0 && infringements.length > 0 && type !== 'relisted') {
    const listing = String(event.listing);
    const hint = suggest(
      listing,
      infringements.map((one) => String(one.listing)),
    );
    const message = `"${type}" of ${dayOf(at)} is about ${listing}, which is none of the infringements`;
    found.push({ path: [...path, 'listing'], message, ...(hint === undefined ? {} : { hint }) });
  }
  const seen = earliest(about.map(({ firstSeen }) => firstSeen));
  if (seen !== undefined && isAfter(seen, at)) {
    const message = `"${type}" of ${dayOf(at)} is before the infringement was first seen, ${dayOf(seen)}`;
    found.push({ path: [...path, 'at'], message });
  }
  return found;
};

const tooEarly = (
  event: CaseEvent,
  path: KeyPath,
  file: CaseFile,
  before: Before | undefined,
): readonly Contradiction[] => {
  const first = before === undefined ? undefined : earliest(datesOf(before, event, file));
  if (first === undefined || !isAfter(first, event.at)) return [];
  return [
    {
      path: [...path, 'at'],
      message: `"${event.type}" of ${dayOf(event.at)} is before "${before}" of ${dayOf(first)}`,
    },
  ];
};

/** Dates of the events of a type that concern what another one concerns; what stands elsewhere in the case counts, too. */
const datesOf = (type: Before, { listing }: CaseEvent, file: CaseFile): readonly string[] => [
  ...(file.events ?? []).filter((event) => event.type === type && isSame(event.listing, listing)).map(({ at }) => at),
  ...(type === 'filed' && file.notice?.filedAt ? [file.notice.filedAt] : []),
  ...(type === 'accused' && file.accusation ? [file.accusation.receivedAt] : []),
  ...(type === 'evidence-requested' && file.defence?.evidenceRequest ? [file.defence.evidenceRequest.sentAt] : []),
];

/** Whether two name one listing; what names none is about every one. */
const isSame = (a: CaseEvent['listing'], b: CaseEvent['listing']): boolean =>
  a === undefined || a === null || b === undefined || b === null || String(a) === String(b);
