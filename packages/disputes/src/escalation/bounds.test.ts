// What passes thresholds, what nearly does, and how trustworthy notices were, at both sides of each bound.

import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../case/file/case-file.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';

import { goodFaithOf, type OwnNotice } from '../standing/good-faith.ts';
import { counterpartyOf } from '../timeline/case-status.ts';
import { adviceOf, type EscalationThresholds, type EscalationValues, passedBy } from './advice.ts';
import { lawsWithoutLimitation, limitationOf, shortEvidence, silenceOf } from './escalation.ts';

const file = (more: object): CaseFile => ({ id: 'c', status: 'open', ...more }) as CaseFile;
const LIMITS: EscalationThresholds = {
  ...{
    maxDamagesUsd: 100,
    maxAfterTakedown: 0,
    maxCounterfeits: 0,
    maxMarksRemoved: 0,
    maxListings: 10,
    maxSellerCases: 1,
  },
  ...{ maxSilentDays: 10, leastDaysToLimitation: 90 },
};
const NONE: EscalationValues = {
  ...{ damagesUsd: null, afterTakedown: 0, counterfeits: 0, marksRemoved: 0, listings: 0, sellerCases: 0 },
  ...{ silentDays: null, daysToLimitation: null },
};

describe('thresholds', () => {
  it.each<[string, Partial<EscalationValues>]>([
    ['', {}],
    ['', { damagesUsd: 100 }],
    ['damages', { damagesUsd: 100.01 }],
    ['', { listings: 10 }],
    ['the number of listings', { listings: 11 }],
    ['', { sellerCases: 1 }],
    ['a seller in several cases', { sellerCases: 2 }],
    ['', { silentDays: 10 }],
    ['silence of the platform', { silentDays: 11 }],
    ['an infringement after a takedown', { afterTakedown: 1 }],
    ['counterfeit goods', { counterfeits: 1 }],
    ['a mark taken off', { marksRemoved: 1 }],
    ['', { daysToLimitation: 90 }],
    ['claims that lapse', { daysToLimitation: 89 }],
    ['damages, counterfeit goods, claims that lapse', { damagesUsd: 101, counterfeits: 1, daysToLimitation: -1 }],
  ])('%s: %o', (said, values) => {
    expect(passedBy({ ...NONE, ...values }, LIMITS).join(', ')).toBe(said);
  });

  it('say what nearly holds, what to collect, and who hears small claims, where one is passed', () => {
    const advice = (values: Partial<EscalationValues>, more: object = {}, limits: Partial<EscalationThresholds> = {}) =>
      adviceOf(
        file({ works: [{ id: 'a', rawOriginal: {}, registration: {} }], ...more }),
        { ...NONE, ...values },
        { ...LIMITS, ...limits },
        builtInProfiles(),
      );
    expect(advice({ damagesUsd: 80 })).toEqual([]);
    expect(advice({ counterfeits: 1, damagesUsd: 80, listings: 8, silentDays: 7 })).toEqual([
      'nearly: 80 of 100 damages in USD, 8 of 10 infringing listings',
    ]);
    expect(advice({ counterfeits: 1, damagesUsd: 79, listings: 7, silentDays: 8 })).toEqual([
      'nearly: 8 of 10 business days of silence',
    ]);
    expect(advice({ counterfeits: 1, damagesUsd: 100, listings: 11 })).toEqual(['nearly: 100 of 100 damages in USD']);
    // Nothing is no part of nothing.
    expect(advice({ counterfeits: 1, listings: 0 }, {}, { maxListings: 0 })).toEqual([]);
    expect(
      advice(
        { counterfeits: 1 },
        { works: [{ id: 'a' }], infringements: [{ listing: 'A' }, { listing: 'B', capture: {} }] },
      ),
    ).toEqual(['collect first: no original of a; neither registration nor claim statement of a; no capture of A']);
    const small = (damagesUsd: number | null, jurisdiction = 'US') =>
      advice({ counterfeits: 1, damagesUsd }, { jurisdiction }).filter((line) => /hears claims/.test(line)).length;
    expect([small(1), small(30_000), small(30_001), small(0), small(null), small(1, 'CN')]).toEqual([1, 1, 0, 0, 0, 0]);
  });

  it('count what is short of evidence', () => {
    expect(shortEvidence(file({}))).toEqual(['no work is named that was copied']);
    expect(shortEvidence(file({ works: [{ id: 1, rawOriginal: {}, copyrightClaimStatement: {} }] }))).toEqual([]);
  });
});

describe('silence and limitation', () => {
  const filed = (at: string, more: object = {}) =>
    file({
      platform: 'aliexpress',
      timeZone: 'Asia/Shanghai',
      events: [{ type: 'filed', at }],
      infringements: [{ listing: 'A', firstSeen: at }],
      ...more,
    });
  const days = (each: CaseFile) => {
    const { since, calendarDays, businessDays, mostBusinessDays, why } = silenceOf(
      each,
      builtInProfiles(),
      '2026-11-26',
    );
    return [since, calendarDays, businessDays, mostBusinessDays, why === null ? '' : why.slice(0, 20)].join(' ');
  };
  it.each([
    ['2026-11-23 3 3 3 ', filed('2026-11-23')],
    ['2026-11-26 0 0 0 ', filed('2026-11-26')],
    [' 0 0 0 ', file({})],
    [
      ' 0 0 0 ',
      filed('2026-11-20', {
        events: [
          { type: 'filed', at: '2026-11-20' },
          { type: 'rejected', at: '2026-11-21' },
        ],
      }),
    ],
    ['2026-11-20 7   whose business days ', filed('2026-11-20', { platform: 'some shop' })],
    ['2026-11-20 6 4 4 ', filed('2026-11-20', { platform: 'some shop', jurisdiction: 'CN' })],
    ['2026-11-20 7 3 5 ', filed('2026-11-20', { timeZone: undefined })],
  ])('%s', (said, each) => {
    expect(days(each)).toBe(said);
  });
  it('claims lapse by the first law of which it is known', () => {
    const laws = (jurisdiction: unknown, firstSeen = '2024-11-27') => {
      const each = file({
        jurisdiction,
        timeZone: 'Asia/Shanghai',
        infringements: [
          { listing: 'A', firstSeen },
          { listing: 'B', firstSeen: '2025-01-01' },
        ],
      });
      const found = limitationOf(each, builtInProfiles(), '2026-11-26');
      return [
        found?.ends,
        found?.daysLeft,
        found?.mostDaysLeft,
        ...lawsWithoutLimitation(each, builtInProfiles()),
      ].join(' ');
    };
    expect(laws(undefined)).toBe('  ');
    expect(laws('CN')).toMatch(/^2027-11-27 366 366/);
    expect(laws(['CN', 'Utopia'])).toMatch(/ Utopia$/);
    expect(laws('CN', '2023-11-25')).toMatch(/^2026-11-25 -1 -1/);
    expect(limitationOf(file({ jurisdiction: 'CN' }), builtInProfiles(), '2026-11-26')).toBeNull();
  });
});

describe('goodFaithOf', () => {
  const notice = (result: OwnNotice['result'], more: Partial<OwnNotice> = {}): OwnNotice => ({
    platform: 'p',
    filedAt: '2026-10-01',
    decidedAt: '2026-10-10',
    result,
    closed: true,
    ...more,
  });
  const faith = (...notices: readonly OwnNotice[]): string => {
    const { decided, upheld, countered, untold, shortfalls, undecided } = goodFaithOf(notices, '2026-11-26', {
      leastUpheld: 0.5,
      mostCountered: 0.25,
      months: 12,
    });
    return `${decided}/${upheld}/${countered}/${untold} ${shortfalls.length} ${undecided.length}`;
  };
  const [up, no, back, unknown] = [notice('upheld'), notice('rejected'), notice('countered'), notice(null)];
  it.each([
    ['0/0/0/0 0 0', []],
    ['1/1/0/0 0 0', [up]],
    ['2/1/0/0 0 0', [up, no]],
    ['3/1/0/0 1 0', [up, no, no]],
    ['4/3/1/0 0 0', [up, up, up, back]],
    ['3/2/1/0 1 0', [up, up, back]],
    ['1/1/0/0 0 0', [up, notice('withdrawn')]],
    // Those that do not say how they ended may be either.
    ['1/1/0/1 0 1', [up, unknown]],
    ['0/0/0/1 0 2', [unknown]],
    ['3/1/0/1 0 1', [up, no, no, unknown]],
    ['1/1/0/0 0 0', [up, notice(null, { closed: false })]],
    // Of the last twelve months, by the day on which they were decided.
    ['1/1/0/0 0 0', [notice('upheld', { decidedAt: '2026-11-26' })]],
    ['0/0/0/0 0 0', [notice('upheld', { decidedAt: '2026-11-27' })]],
    ['0/0/0/0 0 0', [notice('upheld', { decidedAt: '2025-11-26' })]],
    ['1/1/0/0 0 0', [notice('upheld', { decidedAt: '2025-11-27' })]],
    ['1/1/0/0 0 0', [notice('upheld', { decidedAt: null })]],
    ['0/0/0/0 0 0', [notice('upheld', { decidedAt: null, filedAt: null })]],
    ['0/0/0/0 0 0', [notice(null, { filedAt: '2025-11-26' })]],
  ])('%s (%#)', (said, notices) => {
    expect(faith(...notices)).toBe(said);
  });
});

it.each([
  [null, {}],
  ['Name', { counterparty: { name: 'Name', seller: 's' } }],
  ['By', { counterparty: { seller: 's' }, accusation: { by: 'By' } }],
  ['s', { counterparty: { seller: 's' } }],
  ['7', { infringements: [{ listing: 'A' }, { listing: 'B', seller: 7 }] }],
])('the other side is %s', (name, more) => {
  expect(counterpartyOf(file(more))).toBe(name);
});
