import { listingsNamed } from '../file/about.ts';
import type { CaseFile } from '../file/case-file.ts';
import { dayOf, instantOf, isAfter } from '../file/dates.ts';
import { licensedBy } from '../file/licensees.ts';
import type { Direction } from './states.ts';

type CaseEvent = NonNullable<CaseFile['events']>[number];

/** A day that a case states for an answer. */
export interface StatedDay {
  readonly date: string;
  /** What sets it, as far as the case says. */
  readonly setBy: string | null;
  /** Who says so, as the case names them. */
  readonly by: string | null;
}

/** Something that happened in a case, as turns are reckoned by it. */
export interface Happened extends Pick<CaseEvent, 'type' | 'at' | 'by' | 'listing' | 'listings'> {
  /** Its place in `events` of the file; null where another part of the file says it. */
  readonly index: number | null;
  readonly named: ReturnType<typeof listingsNamed>;
  /** Days that it states for an answer. */
  readonly stated: readonly StatedDay[];
  /** What it is about where it names no listing: those that the accusation names. */
  readonly listingsOf?: readonly string[];
}

/** What happened in a case, by time: its events, and what other parts of the file say: sightings, notice, accusation and outcome. */
export const happenedIn = (file: CaseFile): readonly Happened[] => {
  const { events, notice, accusation, outcome } = file;
  const direction = file.direction ?? 'we-complain';
  const written = (events ?? []).map((event, index): Happened => ({ ...happened(event, event.deadline), index }));
  if (direction === 'we-complain') addTold(written, 'filed', notice?.filedAt, {});
  else addTold(written, 'accused', accusation?.receivedAt, accusation ?? {});
  for (const [type, at] of [
    ['removed', outcome?.removedAt],
    ['reinstated', outcome?.reinstatedAt],
  ] as const) {
    const isTold = written.some((event) => event.type === type && dayOf(event.at) === dayOf(at ?? ''));
    if (at && !isTold) written.push(happened({ type, at, by: 'platform', listings: knownBy(at, file) }, null));
  }
  if (outcome?.result && outcome.decidedAt) written.push(happened({ type: 'outcome', at: outcome.decidedAt }, null));
  const seen = direction === 'we-complain' ? sightingsIn(file) : [];
  return [...seen, ...written]
    .map((each) => ({ each, at: instantOf(each.at) }))
    .sort((a, b) => a.at - b.at)
    .map(({ each }) => each);
};

const knownBy = (at: string, { direction, accusation, infringements }: CaseFile): (string | number)[] =>
  direction === 'accused'
    ? (accusation?.listings ?? [])
    : (infringements ?? []).flatMap(({ listing, firstSeen }) => (isAfter(firstSeen, at) ? [] : [listing]));

const sightingsIn = (file: CaseFile): readonly Happened[] =>
  (file.infringements ?? [])
    .filter((one) => licensedBy(one, file) === undefined)
    .flatMap(({ listing, firstSeen, lastSeen }) =>
      [firstSeen, ...(lastSeen ? [lastSeen] : [])].map((at) => happened({ type: 'seen', at, listing }, null)),
    );

const happened = (event: CaseEvent, deadline: CaseEvent['deadline']): Happened => ({
  index: null,
  type: event.type,
  at: event.at,
  by: event.by,
  listing: event.listing,
  listings: event.listings,
  named: listingsNamed(event),
  stated: deadline ? [{ date: deadline.date, setBy: deadline.rule ?? null, by: event.by ?? null }] : [],
});

/**
 * What stands both as an event and in a part of its own is one thing where the day is the same. Where it is not, both are told, so that the
 * earlier one counts: `case-consistent` says that they contradict each other.
 */
const addTold = (
  written: Happened[],
  type: 'filed' | 'accused',
  at: string | null | undefined,
  { respondBy, listings }: Partial<NonNullable<CaseFile['accusation']>>,
): void => {
  if (!at) return;
  const stated = respondBy ? [{ date: respondBy, setBy: null, by: null }] : [];
  const about = (listings ?? []).length === 0 ? {} : { listingsOf: (listings ?? []).map(String) };
  const same = written.findIndex((event) => event.type === type && dayOf(event.at) === dayOf(at));
  const event = written[same];
  if (event === undefined) written.push({ ...happened({ type, at }, null), ...about, stated });
  else written[same] = { ...event, ...about, stated: [...event.stated, ...stated] };
};

/** The listings that a turn of a case can be about: of others where we complain, ours where we are accused; with the day of the first sighting. */
export const listingsOfCase = (
  file: CaseFile,
  events: readonly Happened[],
  direction: Direction,
): ReadonlyMap<string, string | null> => {
  const named = events.flatMap(({ type, named }) =>
    (direction === 'accused' || type === 'filed') && Array.isArray(named) ? named : [],
  );
  const own =
    direction === 'accused'
      ? (file.accusation?.listings ?? []).map((listing) => [String(listing), null] as const)
      : (file.infringements ?? [])
          .filter((one) => licensedBy(one, file) === undefined)
          .map(({ listing, firstSeen }) => [String(listing), firstSeen] as const);
  return new Map([...named.map((listing) => [listing, null] as const), ...own]);
};
