import { listingsText } from '../case/file/about.ts';
import type { CaseFile } from '../case/file/case-file.ts';
import { dayOf } from '../case/file/dates.ts';

/** Whose doing something was: ours, the platform's, that of the other side, or not said. */
export type Actor = 'us' | 'platform' | 'counterparty' | 'unknown';

/** Something that happened in a dispute, for people: a day, whose doing it was, and what, in words. */
export interface HistoryEntry {
  readonly on: string;
  readonly by: Actor;
  readonly what: string;
  /** The listing that it concerns; null where it is the whole case. */
  readonly listing: string | null;
}

type Claims = { readonly claimant: Actor; readonly respondent: Actor; readonly inquirer: Actor };
type CaseEvent = NonNullable<CaseFile['events']>[number];

const sidesOf = ({ direction }: CaseFile): Claims =>
  direction === 'accused'
    ? { claimant: 'counterparty', respondent: 'us', inquirer: 'us' }
    : { claimant: 'us', respondent: 'counterparty', inquirer: 'platform' };

/** Who does what, by the type of an event. */
const MEANINGS: { readonly [type: string]: readonly [by: Actor | keyof Claims, what: string] | undefined } = {
  filed: ['claimant', 'complaint filed'],
  acknowledged: ['platform', 'complaint acknowledged'],
  accepted: ['platform', 'complaint accepted'],
  rejected: ['platform', 'complaint rejected'],
  'counter-notice': ['respondent', 'counter-notice'],
  reply: ['unknown', 'reply'],
  removed: ['platform', 'listing removed'],
  reinstated: ['platform', 'listing reinstated'],
  relisted: ['respondent', 'listed again'],
  escalated: ['us', 'escalated'],
  withdrawn: ['claimant', 'complaint withdrawn'],
  settled: ['unknown', 'settled'],
  accused: ['claimant', 'accusation received'],
  // A desk asks who complains, and who is accused asks who complains.
  'evidence-requested': ['inquirer', 'evidence requested'],
  'evidence-received': ['claimant', 'evidence sent'],
  'counter-forwarded': ['platform', 'counter-notice forwarded'],
  'suit-notified': ['claimant', 'suit notified'],
  seen: ['us', 'listing seen'],
  'seen-again': ['us', 'listing seen again'],
  'not-found': ['us', 'listing not found'],
};

const isSide = (by: Actor | keyof Claims): by is keyof Claims =>
  by === 'claimant' || by === 'respondent' || by === 'inquirer';

/** `x-phone-call` as `phone call`: an event of the user's own, of whom the type says nothing. */
const ownWords = (type: string): string => type.replace(/^x-/, '').replaceAll('-', ' ');

const eventEntry = (event: CaseEvent, sides: Claims): HistoryEntry => {
  const { type, at } = event;
  const [by, what] = MEANINGS[type] ?? ['unknown', ownWords(type)];
  return {
    on: dayOf(at),
    by: isSide(by) ? sides[by] : by,
    what,
    listing: listingsText(event),
  };
};

/** What the rest of a case says that happened, where no event of the day says it. */
const impliedEntries = (file: CaseFile): readonly HistoryEntry[] => {
  const sides = sidesOf(file);
  const told = new Set((file.events ?? []).map(({ type, at }) => `${type} ${dayOf(at)}`));
  const entry = (type: string, at: string | null | undefined): readonly HistoryEntry[] =>
    at === undefined || at === null || told.has(`${type} ${dayOf(at)}`) ? [] : [eventEntry({ type, at }, sides)];
  const { respondent } = sides;
  return [
    ...(file.infringements ?? []).map(({ listing, firstSeen }) => ({
      on: dayOf(firstSeen),
      by: respondent,
      what: 'first seen',
      listing: String(listing),
    })),
    ...entry('filed', file.notice?.filedAt),
    ...entry('accused', file.accusation?.receivedAt),
    ...entry('evidence-requested', file.defence?.evidenceRequest?.sentAt),
    ...entry('evidence-received', file.defence?.evidenceRequest?.answeredAt),
    ...entry('removed', file.outcome?.removedAt),
    ...entry('reinstated', file.outcome?.reinstatedAt),
  ];
};

/** What happened in a case, by day; of one day in the order of the file. Pure. */
export const historyOf = (file: CaseFile): readonly HistoryEntry[] => {
  const sides = sidesOf(file);
  const entries = [...impliedEntries(file), ...(file.events ?? []).map((event) => eventEntry(event, sides))];
  return entries.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
};
