import { describe, expect, it } from 'vitest';
import { caseOf } from './case/case-fact.ts';
import { readCaseFile } from './case/file/case-file.ts';
import { isAfter } from './case/file/dates.ts';

const read = (text: string) => readCaseFile({ path: 'cases/a.yaml', text });
const factOf = (text: string) => {
  const { value, problems } = read(text);
  expect(problems).toEqual([]);
  if (value === null) throw new Error('no value');
  return caseOf(value);
};
const HEAD = 'id: c1\nstatus: open\n';

describe('caseOf', () => {
  it.each([
    ['damages: { amount: 12000, currency: USD }', 12000],
    ['damages: { amount: 90000, currency: CNY, usd: 12600.5, rateDate: 2026-10-01 }', 12600.5],
    ['damages: { amount: 90000, currency: CNY }', null],
    ['', null],
  ])('knows damages in USD only where they are stated in USD: %s', (damages, usd) => {
    expect(factOf(HEAD + damages).damagesUsd).toBe(usd);
  });

  it('counts what was seen after a takedown, and every relisting', () => {
    const fact = factOf(`${HEAD}
counterparty: { seller: bright-lamps }
notice: { filedAt: 2026-01-15 }
events:
  - { type: removed, at: 2026-02-01 }
  - { type: removed, at: 2026-03-01 }
  - { type: relisted, at: 2026-02-10, listing: B }
infringements:
  - { listing: A, firstSeen: 2026-01-01, lastSeen: 2026-02-20 }
  - { listing: B, firstSeen: 2026-01-01, lastSeen: 2026-03-02 }
  - { listing: C, firstSeen: 2026-04-01 }
  - { listing: D, firstSeen: 2026-01-01 }
`);
    expect(fact.afterTakedown).toEqual([
      'B relisted 2026-02-10',
      'A seen 2026-02-20, removed 2026-02-01',
      'B seen 2026-03-02, removed 2026-03-01',
      'C seen 2026-04-01, D removed 2026-03-01',
    ]);
    expect(fact.latestRemoved).toBe('2026-03-01');
  });

  it('applies a removal that names a listing to that listing alone', () => {
    const fact = factOf(`${HEAD}
notice: { filedAt: 2026-01-15 }
events: [{ type: removed, at: 2026-02-01, listing: A }]
infringements:
  - { listing: A, firstSeen: 2026-01-01, lastSeen: 2026-01-20 }
  - { listing: B, firstSeen: 2026-01-01, lastSeen: 2026-03-02 }
`);
    expect(fact.afterTakedown).toEqual([]);
  });

  it('does not count what a licensee shows, but for counterfeit goods', () => {
    const fact = factOf(`${HEAD}
notice: { filedAt: 2026-01-15 }
events: [{ type: removed, at: 2026-02-01 }]
licensees: [{ name: Harbour Homes, seller: harbour-homes, until: 2026-12-31 }]
infringements:
  - { listing: A, seller: harbour-homes, firstSeen: 2026-01-01, lastSeen: 2026-03-01, watermarkRemoved: true }
  - { listing: B, seller: harbour-homes, firstSeen: 2026-01-01, lastSeen: 2026-03-01, counterfeit: true }
  - { listing: C, seller: harbour-homes, firstSeen: 2027-01-01 }
`);
    expect(fact).toMatchObject({ infringementCount: 2, counterfeits: ['B'], watermarkRemovedCount: 0 });
    expect(fact.afterTakedown.map((text) => text.slice(0, 1))).toEqual(['B', 'C']);
  });

  it('takes a key without a value for one that is not there, and a number for a name', () => {
    const fact = factOf(`id: 7
status: open
platform:
damages:
notice: { filedAt: 2026-01-15 }
events: [{ type: removed, at: 2026-02-01, listing: 55 }]
infringements: [{ listing: 55, firstSeen: 2026-01-01, lastSeen: , counterfeit: , seller: 9 }]
`);
    expect(fact).toMatchObject({ id: '7', damagesUsd: null, afterTakedown: [], counterfeitCount: 0, sellerCount: 1 });
  });

  it('keeps the seller’s own fields out of the way', () => {
    const fact = factOf(`${HEAD}
rightsHolder: { name: Acme }
works: [{ id: w1 }]
infringements: [{ listing: A, firstSeen: 2026-01-01, price: 3, counterfeit: true, seller: s, watermarkRemoved: true }]
`);
    expect(fact).toMatchObject({ counterfeits: ['A'], sellerCount: 1, watermarkRemovedCount: 1 });
  });
});

describe('isAfter', () => {
  it.each([
    ['2026-03-02', '2026-03-01', true],
    ['2026-03-01', '2026-03-01', false],
    ['2026-03-01T10:00:00Z', '2026-03-01', false],
    ['2026-03-01T10:00:00+08:00', '2026-03-01T03:00:00Z', false],
    ['2026-03-01T10:00:00', '2026-03-01T09:00:00Z', true],
  ])('%s after %s: %s', (a, b, expected) => {
    expect(isAfter(a, b)).toBe(expected);
  });
});

describe('readCaseFile', () => {
  it.each([
    ['status: open', 'line 1: "id" is missing'],
    [`${HEAD}owner: " \\t"`, 'line 3: "owner": the text has nothing but blanks'],
    [
      `${HEAD}defence: { independentCreation: "\\u200b\\u2060 " }`,
      'line 3: "defence.independentCreation": the text has nothing but blanks',
    ],
    ['id: a', 'line 1: "status" is missing (one of open or closed)'],
    ['id: a\nstatus: opne', 'line 2: "status" must be open or closed, not "opne" (did you mean "open"?)'],
    [`${HEAD}damages: { amount: "12", currency: USD }`, 'line 3: "damages.amount" must be a number, not "12"'],
    [
      `${HEAD}damages: { amount: 12, currency: usd }`,
      'line 3: "damages.currency" must not be "usd" (expected three capitals',
    ],
    [`${HEAD}damages: { amount: -1, currency: USD }`, 'line 3: "damages.amount" must be at least 0, not -1'],
    [
      `${HEAD}events: [{ type: remved, at: 2026-01-01 }]`,
      'line 3: "events #1.type": unknown type "remved"; did you mean "removed"?',
    ],
    [`${HEAD}events: [{ type: takedown, at: 2026-01-01 }]`, /a takedown is `filed`/],
    [
      `${HEAD}events: [{ type: removed, at: 1 March }]`,
      /line 3: "events #1\.at" must not be "1 March" \(expected a date/,
    ],
    [`${HEAD}events: [{ type: removed }]`, /line 3: "events #1\.at" is missing/],
    [
      `${HEAD}infringements: [{ listing: A, firstSeen: 2026-02-01, lastSeen: 2026-01-01 }]`,
      /lastSeen 2026-01-01 is before/,
    ],
    [`${HEAD}infringment: []`, 'line 3: unknown key "infringment" (did you mean "infringements"?)'],
    [`${HEAD}damages: { amount: 5, currency: USD, usd: 6 }`, /"damages.usd" differs/],
    [
      `${HEAD}damages: { amount: 10, currency: USD, lostSales: 7.2, cost: 2.7 }`,
      'line 3: "damages.amount" is 10, and its parts are 9.9',
    ],
    [`${HEAD}timeZone: Europe/Berln`, 'line 3: "timeZone"'],
    [`${HEAD}direction: acused`, /line 3: "direction" must be we-complain or accused.*"accused"/],
    ['', 'line 1: the document must be a mapping (key: value), not nothing'],
    ['[', /line 1/],
  ])('names the mistake in %j', (text, message) => {
    const { value, problems } = read(text);
    expect(value).toBeNull();
    expect(
      problems
        .map(({ line, message, hint }) => `line ${line}: ${message}${hint === undefined ? '' : ` (${hint})`}`)
        .join('\n'),
    ).toMatch(message);
  });
});
