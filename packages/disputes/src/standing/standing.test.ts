import { describe, expect, it } from 'vitest';
import { builtInProfiles } from '../case/profile/profiles.ts';
import { goodFaithOf, type OwnNotice } from './good-faith.ts';
import { type AccountStrike, standingLines, standingsOf } from './standing.ts';

const strike = (at: string, more: Partial<AccountStrike> = {}): AccountStrike => ({
  case: 'cases/a.yaml',
  account: 'shop',
  ladder: 'seed-three-strikes',
  at,
  points: null,
  rightsHolder: null,
  status: 'active',
  ...more,
});
const standing = (strikes: readonly AccountStrike[], asOf: string) =>
  standingsOf(strikes, builtInProfiles().ladders, asOf);
const serious = { ladder: 'aliexpress-serious' };
const points = (at: string, count: number | null, rightsHolder: string | null = null) =>
  strike(at, { ladder: 'aliexpress-general', points: count, rightsHolder });

describe('strikes', () => {
  it('of the article count for ever', () => {
    expect(standing([strike('2020-01-01'), strike('2026-01-01')], '2026-06-01')).toMatchObject([
      { count: 2, closesAt: 3, left: 1, next: 'the account is closed', countsUntil: null },
    ]);
  });

  it.each([
    ['2027-03-02', 1],
    ['2027-03-03', 0],
  ])('of AliExpress count 365 days: on %s %s', (asOf, count) => {
    expect(standing([strike('2026-03-02', serious)], asOf).map((each) => each.count)).toEqual(
      count === 0 ? [] : [count],
    );
  });

  it('that were withdrawn count for nothing, appealed ones count', () => {
    const strikes = [strike('2026-01-01', { status: 'withdrawn' }), strike('2026-02-01', { status: 'appealed' })];
    expect(standing(strikes, '2026-06-01')).toMatchObject([{ count: 1, appealed: 1, left: 2 }]);
    expect(standing([strike('2026-01-01', { status: 'withdrawn' })], '2026-06-01')).toEqual([]);
  });

  it('within three days count once where the ladder says so', () => {
    const days = ['2026-03-01', '2026-03-03', '2026-03-04'];
    expect(
      standing(
        days.map((day) => strike(day, serious)),
        '2026-06-01',
      ),
    ).toMatchObject([{ count: 2, left: 1 }]);
    expect(
      standing(
        days.map((day) => strike(day)),
        '2026-06-01',
      ),
    ).toMatchObject([{ count: 3, left: 0 }]);
  });

  it('stand apart by account and ladder, by whatever name', () => {
    const strikes = [
      strike('2026-01-01'),
      strike('2026-01-02', { account: 'other' }),
      strike('2026-01-03', { ladder: 'Seed Three Strikes' }),
    ];
    expect(standing(strikes, '2026-06-01').map(({ account, count }) => [account, count])).toEqual([
      ['other', 1],
      ['shop', 2],
    ]);
  });

  it('name the latest case first', () => {
    const strikes = [
      strike('2026-01-01', { case: 'b' }),
      strike('2026-03-01', { case: 'c' }),
      strike('2026-02-01', { case: 'a' }),
    ];
    expect(standing(strikes, '2026-06-01')[0]?.cases).toEqual(['c', 'a', 'b']);
  });

  it('of a day to come do not count yet', () => {
    expect(standing([strike('2026-07-01')], '2026-06-01')).toEqual([]);
  });
});

describe('points', () => {
  it.each([
    ['six a day at most', [points('2026-03-01', 4, 'a'), points('2026-03-01', 4, 'b')], 6],
    ['one that is written with more than a day can give as it is written', [points('2026-03-01', 46)], 46],
    ['with a smaller one beside it too', [points('2026-03-01', 46, 'a'), points('2026-03-01', 2, 'b')], 46],
    ['of one right holder within three days once', [points('2026-03-01', 2, 'a'), points('2026-03-03', 2, 'a')], 2],
    ['of one right holder after three days again', [points('2026-03-01', 2, 'a'), points('2026-03-04', 2, 'a')], 4],
    ['of two right holders each', [points('2026-03-01', 2, 'a'), points('2026-03-02', 2, 'b')], 4],
    ['of nobody who is named each', [points('2026-03-01', 2), points('2026-03-02', 2)], 4],
    ['the most of several that count once', [points('2026-03-01', 2, 'a'), points('2026-03-02', 4, 'a')], 4],
  ])('%s', (_, strikes, count) => {
    expect(standing(strikes, '2026-06-01')).toMatchObject([{ count }]);
  });

  it('end the account at 48', () => {
    const months = ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05', '2026-06', '2026-07', '2026-08'];
    const strikes = months.map((month, i) => points(`${month}-10`, i === 7 ? 4 : 6));
    expect(standing(strikes, '2026-09-01')).toMatchObject([
      {
        count: 46,
        left: 1,
        reached: 'a restriction for 21 days and the removal of all products',
        next: 'the account is closed',
      },
    ]);
    expect(standing([...strikes, points('2026-08-20', 2)], '2026-09-01')).toMatchObject([{ count: 48, left: 0 }]);
  });

  it('that are not given are not guessed', () => {
    expect(standing([points('2026-03-01', null)], '2026-06-01')[0]?.why).toBe(
      'the strike of 2026-03-01 against shop says no "points", which aliexpress-general counts',
    );
  });
});

it('knows no ladder by a wrong name, and gives the nearest', () => {
  expect(standing([strike('2026-03-01', { ladder: 'aliexpress-serios' })], '2026-06-01')[0]?.why).toBe(
    'there is no ladder "aliexpress-serios" (did you mean "aliexpress-serious"?)',
  );
});

it('says where an account stands and what comes next', () => {
  const strikes = [strike('2026-03-02', serious), strike('2026-04-02', { ...serious, status: 'appealed' })];
  expect(standing(strikes, '2026-06-01').flatMap(standingLines)).toEqual([
    'account shop has 2 of 3 strikes (AliExpress, serious infringements), with the next offence the account is closed',
    '1 of them appealed: it counts until withdrawn',
    'the oldest counts until 2027-03-02',
    'source: AliExpress, rules on infringement, as a site for sellers translates them (certainty C, read 2026-11-26)',
  ]);
});

describe('good faith', () => {
  const notice = (result: OwnNotice['result'], decidedAt = '2026-05-01'): OwnNotice => ({
    platform: 'alibaba',
    filedAt: decidedAt,
    decidedAt: result === null ? null : decidedAt,
    result,
    closed: true,
  });
  const many = (count: number, result: OwnNotice['result'], day?: string) =>
    Array.from({ length: count }, () => notice(result, day));
  const judge = (notices: readonly OwnNotice[]) =>
    goodFaithOf(notices, '2026-06-01', { leastUpheld: 0.9, mostCountered: 0.05, months: 3 });

  it.each([
    ['nothing decided', [], [], []],
    ['nine of ten upheld', [...many(9, 'upheld'), ...many(1, 'rejected')], [], []],
    [
      'eight of nine upheld',
      [...many(8, 'upheld'), ...many(1, 'rejected')],
      ['8 of 9 notices of the 3 months to 2026-06-01 were upheld, less than 90 %'],
      [],
    ],
    ['one of twenty countered', [...many(19, 'upheld'), ...many(1, 'countered')], [], []],
    [
      'one of nineteen countered',
      [...many(18, 'upheld'), ...many(1, 'countered')],
      ['1 of 19 notices of the 3 months to 2026-06-01 were countered, more than 5 %'],
      [],
    ],
    ['withdrawn ones', [...many(9, 'upheld'), ...many(5, 'withdrawn')], [], []],
    ['the day three months ago', many(3, 'rejected', '2026-03-01'), [], []],
    [
      'the day after it',
      many(3, 'rejected', '2026-03-02'),
      ['0 of 3 notices of the 3 months to 2026-06-01 were upheld, less than 90 %'],
      [],
    ],
    [
      'one that does not say how it ended',
      [...many(9, 'upheld'), ...many(1, null)],
      [],
      ['0 of 9 notices of the 3 months to 2026-06-01 were countered, more than 5 %'],
    ],
  ])('%s', (_, notices, shortfalls, undecided) => {
    expect(judge(notices)).toMatchObject({ shortfalls, undecided });
  });
});

it('holds the rule to the figures of Alibaba', () => {
  expect(builtInProfiles().platforms.find(({ id }) => id === 'alibaba')?.goodFaith?.value).toEqual({
    leastUpheld: 0.9,
    mostCountered: 0.05,
    months: 3,
  });
});

describe('accounts under several names', () => {
  it('are one, whatever the letters, the @ and the address of the page', () => {
    const names = ['shop-one', ' Shop-One', '@shop-one', 'https://www.ebay.com/usr/shop-one', 'ｓhop-one'];
    const strikes = names.map((account, day) => strike(`2026-03-1${day}`, { account, ladder: 'seed-three-strikes' }));
    expect(standing(strikes, '2026-06-01')).toMatchObject([{ count: 5, left: 0 }]);
  });

  it('do not know of a strike of no points, and tell what is sure', () => {
    const [zero] = standing([points('2026-03-01', 0)], '2026-06-01');
    expect(zero).toMatchObject({
      count: null,
      least: 0,
      why: 'the strike of 2026-03-01 against shop says 0 "points", which aliexpress-general counts',
    });
    const months = ['01', '02', '03', '04', '05', '06', '07', '08'];
    const many = [...months.map((month) => points(`2026-${month}-10`, 6)), points('2026-08-20', 0)];
    const [closed] = standing(many, '2026-09-01');
    expect(closed).toMatchObject({ count: null, least: 48, left: 0 });
    if (closed === undefined) throw new Error('no standing');
    expect(standingLines(closed)[0]).toContain('account shop has at least 48 of 48 points');
  });
});
