import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { CaseFile } from '../case/file/case-file.ts';
import { soundCase } from '../case/file/case-resource.ts';
import { usdOf } from '../case/file/exchange-rates.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';
import type { CaseDeadline } from '../deadline/deadline.ts';
import { countedDeadlines, countingParams } from '../deadline/deadline-facts.ts';
import { stepsWithoutDay } from '../deadline/open-steps.ts';

import { accountStandings, strikesFact } from '../standing/standing-facts.ts';
import { clipText, MOST_TEXT } from './clip-text.ts';
import { type HistoryEntry, historyOf } from './history.ts';
import { type LadderPlace, ladderPlacesOf } from './ladder-places.ts';
import { type Owed, owedOf, owedWithoutDay } from './owed.ts';

/** Of a sentence that says why a day is not known, or on what it rests. */
const MOST_WORDS = 300;
/** Of a longer history the first and the latest are told. */
const MOST_ENTRIES = 60;
const FIRST_ENTRIES = 10;

/** A case has no more turns than events; what is met long ago is left out first. */
const MOST_DEADLINES = 40;

const actor = z.enum(['us', 'platform', 'counterparty', 'unknown']);
const text = z.string().max(MOST_TEXT * 2);
const nullableText = text.nullable();
const longText = z.string().max(MOST_WORDS * 2);
/** Accounts that one case speaks of. */
const MOST_STANDINGS = 20;
const MOST_STEPS = 12;
const entry = z.object({ on: z.iso.date(), by: actor, what: text, listing: nullableText });

const day = z.iso.date();
const owed = z.object({
  actor,
  duty: text,
  since: day.nullable().meta({ description: 'null of a step without a day.' }),
  due: z.object({ earliest: day, latest: day }).nullable().meta({ description: 'null where it cannot be reckoned.' }),
  until: day.nullable().meta({ description: 'the day that daysLeft counts to.' }),
  state: z.enum(['met', 'open', 'due-soon', 'past', 'unknown', 'no-day']),
  daysLeft: z.number().int().nullable(),
  why: longText.nullable(),
  ground: longText,
});

const standing = z.object({
  account: text,
  ladder: text,
  counts: z.enum(['strikes', 'points']).nullable(),
  counted: z.number().nullable(),
  steps: z.array(z.object({ at: z.number(), penalty: text })),
  countsUntil: day.nullable(),
  why: longText.nullable(),
  ground: longText.nullable(),
});

export const docketSchema = z.object({
  id: text,
  open: z.boolean(),
  direction: z.enum(['we-complain', 'accused']),
  platform: nullableText,
  counterparty: nullableText.meta({ description: 'the other side, or the seller where all listings are of one.' }),
  owner: nullableText.meta({ title: 'who of ours looks after it' }),
  listingCount: z.number().int().meta({ title: 'number of infringing listings' }),
  money: z
    .object({
      amount: z.number(),
      currency: text,
      usd: z.number().nullable().meta({ unit: 'USD', description: 'null where the case gives no amount in USD.' }),
      rateDate: z.iso.date().nullable(),
    })
    .nullable()
    .meta({ title: 'what the dispute has cost, as the case states it' }),
  history: z.array(entry).meta({ title: 'what happened, by day' }),
  historyLeftOut: z.number().int().meta({ description: 'how many of a long history are left out of its middle.' }),
  deadlines: z.array(owed).meta({ title: 'who has to do what, until when' }),
  standings: z.array(standing).meta({ title: 'accounts against which strikes of this case count' }),
});
export type DocketFact = z.infer<typeof docketSchema>;

const clipOrNull = (value: string | number | null | undefined): string | null =>
  value === undefined || value === null ? null : clipText(String(value));

const clipEntry = ({ on, by, what, listing }: HistoryEntry): z.infer<typeof entry> => ({
  on,
  by,
  what: clipText(what),
  listing: clipOrNull(listing),
});

/** The seller of all infringements, where they name one alone. */
const onlySeller = ({ infringements }: CaseFile): string | number | undefined => {
  const sellers = new Set((infringements ?? []).map(({ seller }) => seller ?? undefined));
  const [seller] = sellers;
  return sellers.size === 1 ? seller : undefined;
};

const moneyOf = ({ damages }: CaseFile): DocketFact['money'] => {
  if (damages === undefined || damages === null) return null;
  const { amount, currency, rateDate } = damages;
  return {
    amount,
    currency,
    usd: usdOf(damages),
    rateDate: rateDate?.slice(0, 10) ?? null,
  };
};

const clipOwed = ({ duty, why, ground, ...rest }: Owed): z.infer<typeof owed> => ({
  ...rest,
  duty: clipText(duty),
  why: why === null ? null : clipText(why, MOST_WORDS),
  ground: clipText(ground, MOST_WORDS),
});

const clipStanding = ({ account, ladder, steps, why, ground, ...rest }: LadderPlace): z.infer<typeof standing> => ({
  ...rest,
  account: clipText(account),
  ladder: clipText(ladder),
  steps: steps.slice(0, MOST_STEPS).map(({ at, penalty }) => ({ at, penalty: clipText(penalty) })),
  why: why === null ? null : clipText(why, MOST_WORDS),
  ground: ground === null ? null : clipText(ground, MOST_WORDS),
});

/** Those that are not met, and of the others the latest, as far as there is room. */
const toldDeadlines = (deadlines: readonly CaseDeadline[]): readonly Owed[] => {
  const met = deadlines.filter(({ state }) => state === 'met');
  const unmet = deadlines.filter(({ state }) => state !== 'met').slice(0, MOST_DEADLINES);
  const room = MOST_DEADLINES - unmet.length;
  const told = new Set([...unmet, ...(room === 0 ? [] : met.slice(-room))]);
  return owedOf(deadlines.filter((each) => told.has(each)));
};

/** A case as a docket tells it: bounded texts, no paths. Pure. */
export const docketOf = (
  file: CaseFile,
  deadlines: readonly CaseDeadline[],
  places: readonly LadderPlace[],
): DocketFact => {
  const { counterparty, accusation } = file;
  const history = historyOf(file);
  const latest = history.slice(Math.max(FIRST_ENTRIES, history.length - (MOST_ENTRIES - FIRST_ENTRIES)));
  const told = [...history.slice(0, FIRST_ENTRIES), ...latest];
  return {
    id: clipText(String(file.id)),
    open: file.status === 'open',
    direction: file.direction ?? 'we-complain',
    platform: clipOrNull(file.platform),
    counterparty: clipOrNull(counterparty?.name ?? counterparty?.seller ?? accusation?.by ?? onlySeller(file)),
    owner: clipOrNull(file.owner),
    listingCount: new Set((file.infringements ?? []).map(({ listing }) => String(listing))).size,
    money: moneyOf(file),
    history: told.map(clipEntry),
    historyLeftOut: history.length - told.length,
    deadlines: [
      ...toldDeadlines(deadlines),
      ...owedWithoutDay(stepsWithoutDay(file, deadlines)).slice(0, MOST_DEADLINES),
    ].map(clipOwed),
    standings: places.slice(0, MOST_STANDINGS).map(clipStanding),
  };
};

/** What reports tell of a case beside verdicts: the `particulars` of its kind. */
export const docketFact = defineFact({
  id: 'docket',
  scope: 'case',
  version: 4,
  title: 'What a docket tells of a dispute: whose turn it is, what is at stake, what happened.',
  params: countingParams,
  schema: docketSchema,
  needsSet: [strikesFact.id],
  compute: async (subject, params, context) => {
    const { value } = await soundCase(context);
    const profiles = builtInProfiles();
    const places = ladderPlacesOf(subject.path, accountStandings(context), profiles.ladders);
    return docketOf(value, countedDeadlines(value, countingParams.parse(params), context), places);
  },
});
