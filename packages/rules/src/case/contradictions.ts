import { type KeyPath, keyText, misspelt, schemaValues, suggest } from '@listing-lint/core/plugin';
import * as iso4217 from 'dinero.js/currencies';
import { type CaseFile, caseFileSchema } from './file/case-file.ts';
import { dayOf, daysBetween, earliest, isAfter, isAhead } from './file/dates.ts';
import { EVENT_TYPES } from './file/events.ts';
import { tenses } from './file/values.ts';

/** Something that a case file says and that cannot be, and the place of it. */
export interface Contradiction {
  readonly path: KeyPath;
  readonly message: string;
  readonly hint?: string;
}

type Events = NonNullable<CaseFile['events']>;
type CaseEvent = Events[number];

/** What contradicts itself in a well-formed case: dates beyond `asOf` (a day), money, the order of events, listings that are none of its. Pure. */
export const contradictionsOf = (file: CaseFile, asOf: string): readonly Contradiction[] => [
  ...datesAhead(file, asOf),
  ...wrongMoney(file),
  ...(file.events ?? []).flatMap((event, index) => wrongEvent(event, ['events', index], file)),
];

/** Every date of what has happened, wherever it stands; deadlines and validity may lie ahead. */
const datesAhead = (file: CaseFile, asOf: string): readonly Contradiction[] =>
  [...schemaValues(caseFileSchema, file)].flatMap(({ schema, path, value }) => {
    const tense = tenses.get(schema);
    if (tense === undefined || tense.mayLieAhead || typeof value !== 'string' || !isAhead(value, asOf)) return [];
    return [{ path, message: `"${keyText(path)}" is ${value}, later than ${asOf}` }];
  });

const CURRENCIES: ReadonlySet<string> = new Set(Object.values(iso4217).map(({ code }) => code));
/** A seller may take the rate of the year's beginning; one that is older was not made for this case. */
const OLDEST_RATE_DAYS = 366;

const wrongMoney = ({ damages, infringements }: CaseFile): readonly Contradiction[] => {
  if (damages === undefined || damages === null) return [];
  const { currency, date, rateDate } = damages;
  const found: Contradiction[] = [];
  const tell = (key: string, message: string, hint?: string): void => {
    found.push({ path: ['damages', key], message, ...(hint === undefined ? {} : { hint }) });
  };
  if (!CURRENCIES.has(currency)) {
    const near = misspelt(currency, CURRENCIES);
    const hint = near === undefined ? 'currencies are those of ISO 4217' : `did you mean "${near}"?`;
    tell('currency', `there is no currency ${currency}`, hint);
  }
  const seen = earliest((infringements ?? []).map(({ firstSeen }) => firstSeen));
  if (date && seen && isAfter(seen, date)) {
    tell('date', `damages of ${dayOf(date)} are older than the first infringement, seen ${dayOf(seen)}`);
  }
  if (rateDate && date && isAfter(rateDate, date)) {
    tell('rateDate', `the rate of ${dayOf(rateDate)} is later than the damages of ${dayOf(date)}`);
  }
  const since = date ?? seen;
  if (rateDate && since && daysBetween(rateDate, since) > OLDEST_RATE_DAYS) {
    const what = date ? `the damages of ${dayOf(date)}` : `the first infringement, seen ${dayOf(since)}`;
    tell('rateDate', `the rate of ${dayOf(rateDate)} is more than a year older than ${what}`);
  }
  return found;
};

/** What has to come before an event of a type. */
const AFTER: { readonly [type: string]: 'filed' | 'removed' | undefined } = {
  acknowledged: 'filed',
  accepted: 'filed',
  rejected: 'filed',
  'counter-notice': 'filed',
  removed: 'filed',
  reinstated: 'removed',
  relisted: 'removed',
};

const wrongEvent = (event: CaseEvent, path: KeyPath, file: CaseFile): readonly Contradiction[] => {
  const { type, at } = event;
  if (!EVENT_TYPES.some((known) => known === type)) return [];
  const infringements = file.infringements ?? [];
  const found: Contradiction[] = [];
  const about = infringements.filter((one) => isSame(event.listing, one.listing));
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
  const before = AFTER[type];
  const first = before === undefined ? undefined : earliest(datesOf(before, event, file));
  if (first !== undefined && isAfter(first, at)) {
    found.push({
      path: [...path, 'at'],
      message: `"${type}" of ${dayOf(at)} is before "${before}" of ${dayOf(first)}`,
    });
  }
  return found;
};

/** Dates of the events of a type that concern what another one concerns; the notice is a filing, too. */
const datesOf = (
  type: 'filed' | 'removed',
  { listing }: CaseEvent,
  { events, notice }: CaseFile,
): readonly string[] => [
  ...(events ?? []).filter((event) => event.type === type && isSame(event.listing, listing)).map(({ at }) => at),
  ...(type === 'filed' && notice?.filedAt ? [notice.filedAt] : []),
];

/** Whether two name one listing; what names none is about every one. */
const isSame = (a: CaseEvent['listing'], b: CaseEvent['listing']): boolean =>
  a === undefined || a === null || b === undefined || b === null || String(a) === String(b);
