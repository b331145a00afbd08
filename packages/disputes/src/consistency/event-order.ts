import { type KeyPath, suggest } from '@listing-lint/core/plugin';
import { listingsNamed, listingsText } from '../case/file/about.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf, earliest, isAfter } from '../case/file/dates.ts';
import { EVENT_TYPES } from '../case/file/events.ts';
import { walkCase } from '../case/procedure/walk.ts';

import type { Contradiction } from './contradiction.ts';

type CaseEvent = NonNullable<CaseFile['events']>[number];

/** What cannot be about the events of a case: those that their state does not allow, and listings that are none of the case. */
export const wrongEvents = (file: CaseFile): readonly Contradiction[] => {
  const seen = sightings(file);
  const hints = { left: MOST_HINTS };
  const strange =
    file.direction === 'accused'
      ? // In a case against us events are about listings of ours.
        []
      : (file.events ?? []).flatMap((event, index) =>
          EVENT_TYPES.some((known) => known === event.type)
            ? strangeListing(event, ['events', index], seen, hints)
            : [],
        );
  return [...strange, ...refusedEvents(file), ...tooEarly(file), ...relistedAtTheEnd(file)];
};

/** In a closed case of ours, the event by which a listing is up again, where nothing came after it. */
const relistedAtTheEnd = (file: CaseFile): readonly Contradiction[] => {
  if (file.status !== 'closed' || file.direction === 'accused' || file.outcome?.result) return [];
  const { places } = walkCase(file);
  const isUp = [...places.values()].some(({ positions }) => positions.every(({ state }) => state === 'relisted'));
  const index = (file.events ?? []).findLastIndex(({ type }) => type === 'relisted');
  const event = file.events?.[index];
  if (!isUp || event === undefined) return [];
  const message = `the case is closed, and "relisted" of ${dayOf(event.at)} is the last thing that happened`;
  const hint = 'write `status: open`, or what ended it: `withdrawn`, `settled`, `outcome`';
  return [{ path: ['events', index, 'type'], message, hint }];
};

/** Events that do not follow from the state of their listing, each once. */
const refusedEvents = (file: CaseFile): readonly Contradiction[] => {
  const refused = new Map(
    walkCase(file)
      .refusals.toReversed()
      .map((refusal) => [refusal.event, refusal]),
  );
  return [...refused.values()].flatMap(({ event: { index, type, at }, state, allowed }) => {
    // Whose case it is says `wrongDirection`.
    if (index === null || (type === 'accused' && file.direction !== 'accused')) return [];
    const message = `"${type}" of ${dayOf(at)} does not follow from the state "${state.title}"`;
    return [{ path: ['events', index, 'type'], message, hint: `allowed there: ${allowed.join(', ')}` }];
  });
};

/** What is passed on or answered, by what has to come before it. */
const BEFORE: { readonly [type: string]: string | undefined } = {
  'counter-forwarded': 'counter-notice',
  'evidence-received': 'evidence-requested',
  'suit-notified': 'counter-notice',
};

/** Events dated before the first of what they pass on or answer, about the same listings. */
const tooEarly = ({ events, defence }: CaseFile): readonly Contradiction[] => {
  const key = (type: string, event: CaseEvent): string => `${type} ${listingsText(event) ?? ''}`;
  const firsts = new Map<string, string>();
  const requested = defence?.evidenceRequest?.sentAt;
  if (requested) firsts.set('evidence-requested ', requested);
  for (const event of events ?? []) {
    const known = firsts.get(key(event.type, event));
    if (known === undefined || isAfter(known, event.at)) firsts.set(key(event.type, event), event.at);
  }
  return (events ?? []).flatMap((event, index) => {
    const before = BEFORE[event.type];
    const first = before === undefined ? undefined : (firsts.get(key(before, event)) ?? firsts.get(`${before} `));
    if (first === undefined || !isAfter(first, event.at)) return [];
    const message = `"${event.type}" of ${dayOf(event.at)} is before "${before}" of ${dayOf(first)}`;
    return [{ path: ['events', index, 'at'], message }];
  });
};

/** Names that may have been meant are sought for as many events. */
const MOST_HINTS = 20;

/** The days of the first sighting, by listing. */
const sightings = ({ infringements }: CaseFile): ReadonlyMap<string, string> => {
  const seen = new Map<string, string>();
  for (const { listing, firstSeen } of infringements ?? []) {
    const known = seen.get(String(listing));
    seen.set(String(listing), known === undefined || isAfter(known, firstSeen) ? firstSeen : known);
  }
  return seen;
};

const strangeListing = (
  event: CaseEvent,
  path: KeyPath,
  seen: ReadonlyMap<string, string>,
  hints: { left: number },
): readonly Contradiction[] => {
  const { type, at } = event;
  const named = listingsNamed(event);
  const strange =
    named === undefined || named === 'all' || type === 'relisted' || seen.size === 0
      ? []
      : named.filter((listing) => !seen.has(listing));
  const found = strange.map((listing): Contradiction => {
    const hint = hints.left-- > 0 ? suggest(listing, [...seen.keys()]) : undefined;
    const message = `"${type}" of ${dayOf(at)} is about ${listing}, which is none of the infringements`;
    const key = event.listings ? 'listings' : 'listing';
    return { path: [...path, key], message, ...(hint === undefined ? {} : { hint }) };
  });
  const about =
    named === undefined || named === 'all' ? [...seen.values()] : named.flatMap((listing) => seen.get(listing) ?? []);
  const first = earliest(about);
  if (first === undefined || !isAfter(first, at)) return found;
  const message = `"${type}" of ${dayOf(at)} is before the infringement was first seen, ${dayOf(first)}`;
  return [...found, { path: [...path, 'at'], message }];
};
