import type { Problem, YamlSource } from '@listing-lint/core';
import { z } from 'zod';
import { checkYaml, likelyMeant } from '../yaml-file.ts';

const day = z
  .union(
    [z.iso.date(), z.iso.datetime({ offset: true, local: true })],
    'expected a date (2026-03-01) or a time (2026-03-01T09:30Z)',
  )
  .describe('a date, or a time; a time without a zone is UTC');
const text = z.string().min(1, 'the text is empty');
const name = z.union([text, z.number()], 'expected a name or a number');
const money = z.number().nonnegative('the amount is below zero');

/** Types of events that rules read; a case may hold others. */
const EVENT_TYPES = [
  'filed',
  'acknowledged',
  'accepted',
  'rejected',
  'counter-notice',
  'reply',
  'removed',
  'reinstated',
  'relisted',
  'escalated',
  'withdrawn',
  'settled',
] as const;

const eventType = text
  .refine((type) => type !== 'takedown', {
    error: 'a takedown is `filed` when it was asked for, and `removed` when the listing went down',
  })
  .refine((type) => EVENT_TYPES.some((known) => known === type) || likelyMeant(type, EVENT_TYPES) === undefined, {
    error: (issue) => `unknown type "${issue.input}"; did you mean "${likelyMeant(String(issue.input), EVENT_TYPES)}"?`,
  })
  .describe(`${EVENT_TYPES.join(', ')}, or a word of your own`);

const event = z.looseObject({
  type: eventType,
  at: day,
  listing: name.describe('the infringing listing that it concerns; without it, all of the case').nullish(),
});

const infringement = z.looseObject({
  listing: name.describe('address or number of the infringing listing'),
  seller: name.nullish(),
  firstSeen: day,
  lastSeen: day.describe('the last time it was seen online').nullish(),
  counterfeit: z.boolean().describe('the goods themselves are fakes').nullish(),
  watermarkRemoved: z.boolean().describe('our mark was taken off the picture').nullish(),
});

/** A case file: one dispute. The keys here are checked strictly; others (rightsHolder, works, notice, …) are the seller's own. */
export const caseFileSchema = z.looseObject({
  id: name,
  status: z.enum(['open', 'closed']),
  platform: text.nullish(),
  jurisdiction: z.union([text, z.array(text)], 'expected a country or a list of countries').nullish(),
  owner: text.nullish(),
  damages: z
    .looseObject({
      amount: money,
      currency: z.string().regex(/^[A-Z]{3}$/, 'expected three capitals, such as USD or CNY (ISO 4217)'),
      usd: money.describe('the amount in USD, where the currency is another').nullish(),
      rateDate: day.describe('date of the exchange rate').nullish(),
    })
    .nullish(),
  events: z.array(event).nullish(),
  infringements: z.array(infringement).nullish(),
});
export type CaseFile = z.infer<typeof caseFileSchema>;

export interface ReadCase {
  readonly value: CaseFile | null;
  readonly problems: readonly Problem[];
}

/** Reads a case file; all that is wrong with it at once, in the order of the text. */
export const readCaseFile = (source: YamlSource): ReadCase => {
  const { document, value, problems } = checkYaml(source, caseFileSchema);
  if (value === null) return { value, problems };
  const more: Problem[] = [];
  value.infringements?.forEach(({ firstSeen, lastSeen }, i) => {
    if (typeof lastSeen === 'string' && isAfter(firstSeen, lastSeen)) {
      more.push(
        document.problemAt(['infringements', i, 'lastSeen'], `lastSeen ${lastSeen} is before firstSeen ${firstSeen}`),
      );
    }
  });
  const { damages } = value;
  if (damages?.currency === 'USD' && typeof damages.usd === 'number' && damages.usd !== damages.amount) {
    more.push(document.problemAt(['damages', 'usd'], '"damages.usd" differs from an "amount" that is in USD already'));
  }
  for (const key of Object.keys(value)) {
    const near = KEYS.includes(key) ? undefined : likelyMeant(key, KEYS);
    if (near !== undefined) {
      more.push(document.problemAt([key], `unknown key "${key}"`, `did you mean "${near}"?`, 'key'));
    }
  }
  return more.length > 0 ? { value: null, problems: more } : { value, problems };
};

/** Settled keys, and those of the seller's that must not be taken for misspellings of them. */
const KEYS: readonly string[] = [
  ...Object.keys(caseFileSchema.shape),
  ...[
    'schemaVersion',
    'channel',
    'createdAt',
    'rightsHolder',
    'works',
    'notice',
    'outcome',
    'notes',
    'evidence',
    'stage',
  ],
];

/**
 * Whether one date is after another. Where one of the two has no time, days are compared: the same day is not after.
 * Times without a zone are UTC.
 */
export const isAfter = (a: string, b: string): boolean => {
  if (!a.includes('T') || !b.includes('T')) return a.slice(0, 10) > b.slice(0, 10);
  return instantOf(a) > instantOf(b);
};

const instantOf = (time: string): number => Date.parse(/(?:Z|[+-]\d\d:?\d\d)$/.test(time) ? time : `${time}Z`);
