import { describe, expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';

import { adviceOf, type EscalationThresholds, type EscalationValues, passedBy } from './advice.ts';
import { lawsWithoutLimitation, limitationOf, shortEvidence, silenceOf } from './escalation.ts';

const profiles = builtInProfiles();
const fileOf = (text: string) => {
  const { value, problems } = readCaseFile({ path: 'a.yaml', text: `id: c\nstatus: open\n${text}` });
  if (value === null) throw new Error(problems.map(({ message }) => message).join());
  return value;
};

describe('silence of a platform', () => {
  it.each([
    ['nothing filed', 'platform: alibaba', { since: null, businessDays: 0 }],
    [
      'filed before National Day',
      'platform: alibaba\nevents: [{ type: filed, at: 2026-09-30 }]',
      { since: '2026-09-30', businessDays: 3 },
    ],
    [
      'the oldest of two complaints',
      'platform: alibaba\nevents: [{ type: filed, at: 2026-10-09, listing: B }, { type: filed, at: 2026-09-30, listing: A }]',
      { since: '2026-09-30', businessDays: 3 },
    ],
    [
      'answered',
      'platform: alibaba\nevents: [{ type: filed, at: 2026-09-30 }, { type: rejected, at: 2026-10-08 }]',
      { since: null },
    ],
    [
      'the law of another country',
      'jurisdiction: US\nnotice: { filedAt: 2026-09-30 }',
      { since: '2026-09-30', businessDays: 6, mostBusinessDays: 8 },
    ],
    [
      'our clock, where it is that of the platform',
      'platform: alibaba\ntimeZone: Asia/Shanghai\nnotice: { filedAt: 2026-09-30 }',
      { businessDays: 3, mostBusinessDays: 3 },
    ],
    [
      'nobody knows whose days',
      'platform: a shop\nevents: [{ type: filed, at: 2026-09-30 }]',
      { businessDays: null, calendarDays: 12 },
    ],
    [
      'a year without a calendar',
      'platform: alibaba\nevents: [{ type: filed, at: 2023-09-30 }]',
      { businessDays: null },
    ],
  ])('%s', (_, text, expected) => {
    expect(silenceOf(fileOf(text), profiles, '2026-10-11')).toMatchObject(expected);
  });
});

describe('limitation', () => {
  const seen = (day: string, more = '') =>
    `${more}\ninfringements: [{ listing: A, firstSeen: ${day} }, { listing: B, firstSeen: 2026-01-01 }]`;
  it.each([
    [
      'three years in the United States',
      seen('2024-03-01', 'jurisdiction: US'),
      { ends: '2027-03-01', daysLeft: 150, mostDaysLeft: 152 },
    ],
    ['from a leap day', seen('2024-02-29', 'jurisdiction: [CN]'), { ends: '2027-02-28' }],
    [
      'the law of the platform where the case names none',
      seen('2023-10-01', 'platform: ebay'),
      { ends: '2026-10-01', daysLeft: -1, mostDaysLeft: 1 },
    ],
    ['lapsed', seen('2023-09-01', 'platform: ebay'), { daysLeft: -31, mostDaysLeft: -29 }],
    [
      'in China, for who is there',
      seen('2023-10-01', 'jurisdiction: CN\ntimeZone: Asia/Shanghai'),
      { daysLeft: 0, mostDaysLeft: 0 },
    ],
    ['a law of which nothing is known', seen('2023-09-01', 'jurisdiction: FR'), null],
    ['nothing seen', 'jurisdiction: US', null],
  ])('%s', (_, text, expected) => {
    const found = limitationOf(fileOf(text), profiles, '2026-10-01');
    if (expected === null) expect(found).toBeNull();
    else expect(found).toMatchObject(expected);
  });

  it('names the laws of which none is known', () => {
    expect(lawsWithoutLimitation(fileOf('jurisdiction: [FR, US, EU]'), profiles)).toEqual(['FR', 'EU']);
  });
});

describe('advice', () => {
  const limits: EscalationThresholds = {
    maxDamagesUsd: 10_000,
    maxAfterTakedown: 0,
    maxCounterfeits: 0,
    maxMarksRemoved: 0,
    maxListings: 10,
    maxSellerCases: 2,
    maxSilentDays: 14,
    leastDaysToLimitation: 180,
  };
  const calm: EscalationValues = {
    damagesUsd: 100,
    afterTakedown: 0,
    counterfeits: 0,
    marksRemoved: 0,
    listings: 1,
    sellerCases: 1,
    silentDays: 0,
    daysToLimitation: null,
  };
  const evidence = 'works: [{ id: lamp, rawOriginal: { path: a.NEF }, registration: { office: US, number: 1 } }]';
  const advice = (values: Partial<EscalationValues>, text = evidence) =>
    adviceOf(fileOf(text), { ...calm, ...values }, limits, profiles);

  it.each<[string, Partial<EscalationValues>, boolean]>([
    ['nothing', {}, false],
    ['damages at the threshold', { damagesUsd: 10_000 }, false],
    ['damages a cent above', { damagesUsd: 10_000.01 }, true],
    ['damages that are not known', { damagesUsd: null }, false],
    ['one after a takedown', { afterTakedown: 1 }, true],
    ['one counterfeit', { counterfeits: 1 }, true],
    ['one mark removed', { marksRemoved: 1 }, true],
    ['eleven listings', { listings: 11 }, true],
    ['three cases', { sellerCases: 3 }, true],
    ['fifteen days of silence', { silentDays: 15 }, true],
    ['180 days left', { daysToLimitation: 180 }, false],
    ['179 days left', { daysToLimitation: 179 }, true],
  ])('%s passes a threshold: %o %s', (_, values, expected) => {
    expect(passedBy({ ...calm, ...values }, limits).length > 0).toBe(expected);
  });

  it('has nothing to say before a threshold is passed', () => {
    expect(advice({ damagesUsd: 9999 }, '')).toEqual([]);
  });

  it('names what nearly holds, from four fifths on', () => {
    expect(advice({ counterfeits: 1, damagesUsd: 8000, silentDays: 12, listings: 7 })).toEqual([
      'nearly: 8,000 of 10,000 damages in USD, 12 of 14 business days of silence',
    ]);
    expect(advice({ counterfeits: 1, damagesUsd: 7999 })).toEqual([]);
  });

  it('says what to collect first', () => {
    expect(advice({ counterfeits: 1 }, 'infringements: [{ listing: A, firstSeen: 2026-01-01 }]')).toEqual([
      'collect first: no work is named that was copied; no capture of A',
    ]);
    expect(shortEvidence(fileOf('works: [{ id: lamp }, { id: mug, rawOriginal: { path: m.NEF } }]'))).toEqual([
      'no original of lamp',
      'neither registration nor claim statement of lamp, mug',
    ]);
  });

  it.each([
    [
      'US',
      30_000,
      [
        'the Copyright Claims Board hears claims up to USD 30,000 against respondents in the United States: ask whether it fits',
      ],
    ],
    // 17 U.S.C. 1504(d)(4): no claim against who lives outside of the United States.
    ['US\ncounterparty: { jurisdiction: CN }', 12_000, []],
    ['US\ncounterparty: { jurisdiction: Utopia }', 12_000, []],
    [
      'US\ncounterparty: { jurisdiction: USA }',
      12_000,
      ['the Copyright Claims Board hears claims up to USD 30,000: ask whether it fits'],
    ],
    ['US', 30_001, []],
    ['CN', 12_000, []],
  ])('of small claims under the law of %s, USD %d', (law, damagesUsd, expected) => {
    expect(advice({ damagesUsd }, `jurisdiction: ${law}\n${evidence}`)).toEqual(expected);
  });
});
