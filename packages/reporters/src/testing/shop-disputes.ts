import type { Json, JsonObject, Report } from '@listing-lint/core';
import { type ShopSize, shopReport } from './shop-report.ts';

/** A dispute of which nothing is known but that it is there. */
const plainCase = (id: string, more: JsonObject = {}): JsonObject => ({
  id,
  open: true,
  direction: 'we-complain',
  platform: null,
  counterparty: null,
  owner: null,
  listingCount: 0,
  money: null,
  history: [],
  historyLeftOut: 0,
  deadlines: [],
  standings: [],
  ...more,
});

const happened = (on: string, by: string, what: string, listing: string | null = null): Json => ({
  on,
  by,
  what,
  listing,
});

const owed = (actor: string, duty: string, since: string, more: JsonObject): Json => ({
  actor,
  duty,
  since,
  due: null,
  state: 'open',
  daysLeft: null,
  why: null,
  ground: null,
  ...more,
});

const until = (earliest: string, latest = earliest): JsonObject => ({ earliest, latest });

/** Every state of a deadline, both directions, money with and without a rate, an account one strike before its end. */
const DISPUTES: readonly JsonObject[] = [
  plainCase('2026-014', {
    platform: 'ebay',
    counterparty: 'bright-lamps',
    listingCount: 2,
    money: { amount: 18_400, currency: 'USD', usd: 18_400, rateDate: null },
    history: [
      happened('2026-08-04', 'counterparty', 'first seen', 'item 88120'),
      happened('2026-08-06', 'us', 'complaint filed'),
      happened('2026-08-07', 'platform', 'complaint acknowledged'),
      happened('2026-09-14', 'platform', 'listing removed', 'item 88120'),
      happened('2026-10-02', 'counterparty', 'listed again', 'item 88120'),
      happened('2026-10-03', 'us', 'complaint filed'),
      happened('2026-11-22', 'unknown', 'counsel asked'),
    ],
    deadlines: [
      owed('platform', 'answer the complaint', '2026-08-06', { due: until('2026-08-17'), state: 'met' }),
      owed('platform', 'answer the complaint', '2026-10-03', {
        due: until('2026-10-14'),
        state: 'past',
        daysLeft: -42,
        ground: '7 business days (US)',
      }),
    ],
  }),
  plainCase('2026-021', {
    direction: 'accused',
    platform: 'aliexpress',
    counterparty: 'a lamp maker',
    listingCount: 1,
    money: { amount: 9800, currency: 'EUR', usd: null, rateDate: null },
    history: [
      happened('2026-11-19', 'counterparty', 'accusation received'),
      happened('2026-11-19', 'platform', 'listing removed'),
      happened('2026-11-20', 'us', 'evidence requested'),
    ],
    deadlines: [
      owed('us', 'answer the accusation', '2026-11-19', {
        due: until('2026-11-27'),
        state: 'due-soon',
        daysLeft: 2,
        ground: 'as the case states',
      }),
    ],
    standings: [
      {
        account: 'tern-and-tide',
        ladder: 'AliExpress, serious infringements',
        counts: 'strikes',
        counted: 2,
        steps: [
          { at: 1, penalty: 'the store is frozen for 1 day' },
          { at: 2, penalty: 'the store is frozen for 7 days' },
          { at: 3, penalty: 'the account is closed' },
        ],
        countsUntil: '2027-03-02',
        why: null,
        ground: 'rules of the marketplace (certainty C, read 2026-11-24)',
      },
    ],
  }),
  plainCase('2026-022', {
    platform: 'etsy',
    money: { amount: 90_000, currency: 'CNY', usd: 12_600, rateDate: '2026-11-02' },
    history: [
      happened('2026-10-28', 'us', 'complaint filed'),
      happened('2026-11-09', 'counterparty', 'counter-notice'),
      happened('2026-11-12', 'platform', 'counter-notice forwarded'),
    ],
    deadlines: [
      owed('us', 'tell the platform of a suit', '2026-11-12', {
        due: until('2026-11-27', '2026-12-03'),
        until: '2026-12-03',
        state: 'open',
        daysLeft: 8,
      }),
      owed('platform', 'put the listing back', '2026-11-12', {
        state: 'unknown',
        why: 'no calendar is known for 2027; write the day under "events.deadline"',
      }),
    ],
  }),
  plainCase('2026-023', { history: [happened('2026-11-20', 'counterparty', 'first seen', 'item 93015')] }),
  plainCase('2025-007', { open: false, history: [happened('2025-03-01', 'us', 'settled')] }),
];

/** The made-up shop with a docket: its case files say what they are about, and one of them cannot be read. */
export const disputedReport = (size: Omit<ShopSize, 'cases'>): Report => {
  const report = shopReport({ ...size, cases: DISPUTES.length + 1 });
  let index = 0;
  const subjects = report.subjects.map((subject) => {
    if (subject.scope !== 'case') return subject;
    const value = DISPUTES[index++];
    const particulars =
      value === undefined ? { fact: 'docket', unknown: 'the case file has mistakes' } : { fact: 'docket', value };
    return { ...subject, particulars };
  });
  return { ...report, subjects };
};

/** A dispute each text of which is this one, and which has a deadline and a strike to show it with. */
export const hostileCase = (text: string): JsonObject =>
  plainCase(text, {
    platform: text,
    counterparty: text,
    owner: text,
    money: { amount: 1, currency: text, usd: null, rateDate: null },
    history: [happened('2026-01-01', 'unknown', text, text), happened('2026-01-05', 'us', text, text)],
    deadlines: [
      owed('us', text, '2026-01-01', {
        due: until('2026-01-20'),
        state: 'past',
        daysLeft: -3,
        why: text,
        ground: text,
      }),
    ],
    standings: [
      {
        account: text,
        ladder: text,
        counts: 'strikes',
        counted: 1,
        steps: [{ at: 2, penalty: text }],
        countsUntil: null,
        why: text,
        ground: text,
      },
    ],
  });
