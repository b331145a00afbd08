import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyText } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { contradictionsOf } from './contradictions.ts';

const HEAD = 'id: c1\nstatus: open\n';
const AS_OF = '2026-06-30';

const told = (text: string, asOf = AS_OF): readonly string[] => {
  const { value, problems } = readCaseFile({ path: 'cases/a.yaml', text: HEAD + text });
  expect(problems).toEqual([]);
  if (value === null) throw new Error('no value');
  return contradictionsOf(value, asOf).map(
    ({ path, message, hint }) => `${keyText(path)}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
};

describe('strikes', () => {
  const strike = (points: number) =>
    told(`strikes: [{ account: shop, ladder: aliexpress-general, at: 2026-03-01, points: ${points} }]`);

  it('tells more points than a day can give', () => {
    expect(strike(46)).toEqual([
      'strikes #1.points: the strike of 2026-03-01 has 46 points, and one day gives at most 6 on aliexpress-general (write each strike with its own day and points; until then all of them count)',
    ]);
    expect(strike(6)).toEqual([]);
  });
});

describe('money', () => {
  it.each(['USD', 'EUR', 'CNY', 'JPY', 'KWD', 'XCG'])('knows %s', (currency) => {
    expect(told(`damages: { amount: 1, currency: ${currency} }`)).toEqual([]);
  });

  it.each([
    [
      'damages: { amount: 1, currency: ZZZ }',
      'damages.currency: there is no currency ZZZ (currencies are those of ISO 4217)',
    ],
    [
      'damages: { amount: 1, currency: DEM }',
      'damages.currency: there is no currency DEM (currencies are those of ISO 4217)',
    ],
    ['damages: { amount: 1, currency: EUO }', 'damages.currency: there is no currency EUO (did you mean "EUR"?)'],
    [
      'damages: { amount: 1, currency: EUR, date: 2026-05-01, rateDate: 2026-05-02 }',
      'damages.rateDate: the rate of 2026-05-02 is later than the damages of 2026-05-01',
    ],
    [
      'damages: { amount: 1, currency: EUR, date: 2026-05-01, rateDate: 2025-04-29 }',
      'damages.rateDate: the rate of 2025-04-29 is more than a year older than the damages of 2026-05-01',
    ],
    [
      'damages: { amount: 1, currency: EUR, rateDate: 2001-01-01 }\ninfringements: [{ listing: A, firstSeen: 2026-02-01 }]',
      'damages.rateDate: the rate of 2001-01-01 is more than a year older than the first infringement, seen 2026-02-01',
    ],
    [
      'damages: { amount: 1, currency: EUR, date: 2026-01-31 }\ninfringements: [{ listing: A, firstSeen: 2026-02-01 }]',
      'damages.date: damages of 2026-01-31 are older than the first infringement, seen 2026-02-01',
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it('takes a rate of the same day, or of the year’s beginning', () => {
    expect(told('damages: { amount: 1, currency: EUR, date: 2026-05-01, rateDate: 2026-05-01 }')).toEqual([]);
    expect(told('damages: { amount: 1, currency: EUR, date: 2026-12-31, rateDate: 2026-01-01 }', '2027-01-01')).toEqual(
      [],
    );
    expect(told('damages: { amount: 1, currency: EUR, rateDate: 2001-01-01 }')).toEqual([]);
  });
});

const SEEN = 'infringements:\n  - { listing: A, firstSeen: 2026-02-01 }\n  - { listing: B, firstSeen: 2026-03-01 }\n';
const events = (...each: readonly string[]) => `${SEEN}events: [${each.join(', ')}]`;

describe('events', () => {
  it.each([
    [
      ['{ type: filed, at: 2026-04-02 }', '{ type: removed, at: 2026-04-01 }'],
      expect.stringContaining('events #2.type: "removed" of 2026-04-01 does not follow from the state "not filed" ('),
    ],
    [
      ['{ type: filed, at: 2026-04-02, listing: A }', '{ type: removed, at: 2026-04-01, listing: A }'],
      expect.stringContaining('events #2.type: "removed" of 2026-04-01 does not follow from the state "not filed" ('),
    ],
    ...['acknowledged', 'accepted', 'rejected', 'counter-notice'].map((type): [string[], unknown] => [
      ['{ type: filed, at: 2026-04-02 }', `{ type: ${type}, at: 2026-04-01 }`],
      expect.stringContaining(`events #2.type: "${type}" of 2026-04-01 does not follow from the state "not filed" (`),
    ]),
    ...['relisted', 'reinstated', 'suit-notified'].map((type): [string[], unknown] => [
      ['{ type: filed, at: 2026-03-31 }', `{ type: ${type}, at: 2026-04-01, listing: A }`],
      expect.stringContaining(`events #2.type: "${type}" of 2026-04-01 does not follow from the state "filed" (`),
    ]),
    // A takedown that nobody asked for is the word of the platform.
    [
      ['{ type: removed, at: 2026-04-01, listing: A }'],
      'events #1.type: "removed" of 2026-04-01 does not follow from the state "not filed" (allowed there: filed, escalated, removed (by: platform), reply, withdrawn, settled)',
    ],
    [
      ['{ type: filed, at: 2026-01-31 }'],
      'events #1.at: "filed" of 2026-01-31 is before the infringement was first seen, 2026-02-01',
    ],
    [
      ['{ type: filed, at: 2026-02-15, listing: B }'],
      'events #1.at: "filed" of 2026-02-15 is before the infringement was first seen, 2026-03-01',
    ],
    [
      ['{ type: filed, at: 2026-04-01, listing: Q-12 }'],
      'events #1.listing: "filed" of 2026-04-01 is about Q-12, which is none of the infringements (known: A, B)',
    ],
  ])('%s', (each, expected) => {
    expect(told(events(...each))).toEqual([expected]);
  });

  it.each([
    [['{ type: filed, at: 2026-04-01 }', '{ type: removed, at: 2026-04-01 }']],
    [
      [
        '{ type: removed, at: 2026-04-01, by: listing-lint monitor }',
        '{ type: relisted, at: 2026-04-05, by: listing-lint monitor }',
      ],
    ],
    // The second complaint about what came back.
    [['{ type: filed, at: 2026-04-01 }', '{ type: removed, at: 2026-04-03 }', '{ type: filed, at: 2026-04-09 }']],
    // Nobody asked: the platform went ahead.
    [['{ type: removed, at: 2026-04-01, by: platform }', '{ type: relisted, at: 2026-04-05, listing: A }']],
    // Another listing.
    [['{ type: filed, at: 2026-04-09, listing: B }', '{ type: removed, at: 2026-04-01, listing: A, by: platform }']],
    // Back under another address.
    [['{ type: removed, at: 2026-04-01, listing: A, by: platform }', '{ type: relisted, at: 2026-04-05, listing: Z }']],
    [['{ type: x-call, at: 2025-01-01, listing: Z }']],
    [['{ type: filed, at: 2026-04-01T10:00+02:00 }', '{ type: removed, at: 2026-04-01T08:30Z }']],
  ])('%s: nothing against it', (each) => {
    expect(told(events(...each))).toEqual([]);
  });

  it.each([
    [
      'events: [{ type: filed, at: 2026-04-01, deadline: { date: 9999-12-31, rule: a slip } }]',
      'events #1.deadline.date: the deadline of 9999-12-31 is more than 3 years after "filed" of 2026-04-01 (claims themselves do not last so long)',
    ],
    ['events: [{ type: filed, at: 2026-04-01, deadline: { date: 2029-04-01, rule: counsel } }]', undefined],
    [
      'events: [{ type: filed, at: 2026-04-01, deadline: { date: 2026-03-01 } }]',
      'events #1.deadline.date: the deadline of 2026-03-01 is before "filed" of 2026-04-01',
    ],
    [
      'direction: accused\naccusation: { receivedAt: 2026-04-01, respondBy: 9999-12-31 }',
      'accusation.respondBy: the day for an answer of 9999-12-31 is more than 3 years after the accusation of 2026-04-01 (claims themselves do not last so long)',
    ],
    [
      'direction: accused\naccusation: { receivedAt: 2026-04-01 }\nevents: [{ type: accused, at: 2026-04-20 }]',
      'accusation.receivedAt: the accusation is of 2026-04-01, and the event "accused" of 2026-04-20: the earlier one counts',
    ],
    [
      'direction: accused\naccusation: { receivedAt: 2026-04-01, respondBy: 2026-04-08 }\nevents: [{ type: accused, at: 2026-04-01, deadline: { date: 2026-05-08 } }]',
      'events #1.deadline.date: the event "accused" asks for an answer by 2026-05-08, and "accusation.respondBy" by 2026-04-08: the earlier one counts',
    ],
    [
      'notice: { filedAt: 2026-04-01 }\nevents: [{ type: filed, at: 2026-04-20 }]',
      'notice.filedAt: the notice is of 2026-04-01, and the event "filed" of 2026-04-20: the earlier one counts',
    ],
    [
      'notice: { filedAt: 2026-04-01 }\nevents: [{ type: filed, at: 2026-04-20 }, { type: filed, at: 2026-04-01 }]',
      undefined,
    ],
  ])('of two days for one thing: %s', (text, expected) => {
    expect(told(text)).toEqual(expected === undefined ? [] : [expected]);
  });

  it('names each strange listing of several', () => {
    expect(told(events('{ type: filed, at: 2026-04-01, listings: [A, Q, Z] }'))).toEqual([
      'events #1.listings: "filed" of 2026-04-01 is about Q, which is none of the infringements (did you mean "A"?)',
      'events #1.listings: "filed" of 2026-04-01 is about Z, which is none of the infringements (did you mean "A"?)',
    ]);
  });

  it('counts the notice as a filing', () => {
    const removed = 'events: [{ type: removed, at: 2026-04-01 }]\n';
    expect(told(`${removed}notice: { filedAt: 2026-03-01 }`)).toEqual([]);
    expect(told(`${removed}notice: { filedAt: 2026-04-02 }`)).toHaveLength(1);
  });
});

describe('dates that lie ahead', () => {
  it.each([
    [
      'infringements: [{ listing: A, firstSeen: 2026-07-01 }]',
      ['infringements #1.firstSeen: "infringements #1.firstSeen" is 2026-07-01, later than 2026-06-30'],
    ],
    ['infringements: [{ listing: A, firstSeen: 2026-06-30 }]', []],
    // Already tomorrow east of here, and not yet in UTC.
    ['infringements: [{ listing: A, firstSeen: 2026-07-01T02:00+08:00 }]', []],
    ['infringements: [{ listing: A, firstSeen: 2026-06-30T23:00-08:00 }]', []],
    // 22:00 of the 30th in New York, which is the 1st in Shanghai and in UTC.
    ['timeZone: America/New_York\ninfringements: [{ listing: A, firstSeen: 2026-07-01T10:00+08:00 }]', []],
    [
      'timeZone: America/New_York\ninfringements: [{ listing: A, firstSeen: 2026-07-01T13:00+08:00 }]',
      ['infringements #1.firstSeen: "infringements #1.firstSeen" is 2026-07-01T13:00+08:00, later than 2026-06-30'],
    ],
  ])('%s', (text, expected) => {
    expect(told(text)).toEqual(expected);
  });

  it('are told wherever they stand, but for deadlines and validity', () => {
    const page = readFileSync(join(import.meta.dirname, '../../../../docs/case-file.md'), 'utf8');
    const texts = ['every key', 'a case against us'].map(
      (title) => new RegExp(`\`\`\`yaml title="${title}"\\n(.*?)\`\`\``, 's').exec(page)?.[1] ?? '',
    );
    const dates = texts.flatMap((text) => [...text.matchAll(/(\w+): (\d{4}-\d\d-\d\d)/g)].map(([, key = '']) => key));
    const found = texts.flatMap((text) => {
      const ahead = text.replace(/: \d{4}-(\d\d-\d\d)/g, ': 2099-$1');
      const { value, problems } = readCaseFile({ path: 'a.yaml', text: ahead });
      expect(problems).toEqual([]);
      if (value === null) throw new Error('no value');
      return contradictionsOf(value, AS_OF).filter(({ message }) => message.includes('later than 2026'));
    });
    const keys = found.map(({ path }) => String(path.at(-1)));
    expect(keys.length).toBeGreaterThan(15);
    expect([...keys, 'date', 'respondBy', 'until', 'validUntil', 'validUntil'].sort()).toEqual(dates.sort());
    expect(found.filter(({ path }) => path.includes('deadline'))).toEqual([]);
  });
});
