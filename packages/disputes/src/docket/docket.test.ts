import { expect, it } from 'vitest';
import { readCaseFile } from '../case/file/case-file.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';
import { deadlinesOf } from '../deadline/deadlines-of.ts';

import { standingsOf } from '../standing/standing.ts';
import { docketOf, docketSchema } from './docket-fact.ts';
import { ladderPlacesOf } from './ladder-places.ts';

const caseOfText = (text: string) => {
  const { value, problems } = readCaseFile({ path: 'cases/a.yaml', text }, {});
  if (value === null) throw new Error(JSON.stringify(problems));
  return docketOf(value, deadlinesOf(value, builtInProfiles(), { asOf: '2026-06-01' }), []);
};

it('tells of a minimal case that nothing is known', () => {
  expect(caseOfText('id: 7\nstatus: open\n')).toEqual({
    id: '7',
    open: true,
    direction: 'we-complain',
    platform: null,
    counterparty: null,
    owner: null,
    listingCount: 0,
    money: null,
    history: [],
    historyLeftOut: 0,
    deadlines: [
      {
        actor: 'us',
        duty: 'file the complaint, then write down `notice: { filedAt: … }`',
        since: null,
        due: null,
        until: null,
        state: 'no-day',
        daysLeft: null,
        why: 'if nobody acts: nothing happens to the listing',
        ground: 'no figure of a platform or a law is known for it',
      },
    ],
    standings: [],
  });
});

it('says by day whose doing each thing was, once', () => {
  const { history, counterparty } = caseOfText(`id: a
status: open
infringements: [{ listing: 88, seller: lamps, firstSeen: 2026-05-04 }]
notice: { filedAt: 2026-05-06T08:30Z }
events:
  - { type: x-phone-call, at: 2026-05-10 }
  - { type: filed, at: 2026-05-06 }
  - { type: removed, at: 2026-05-09, listing: 88 }
  - { type: counter-notice, at: 2026-05-09 }
outcome: { removedAt: 2026-05-09 }
`);
  expect(counterparty).toBe('lamps');
  expect(history).toEqual([
    { on: '2026-05-04', by: 'counterparty', what: 'first seen', listing: '88' },
    { on: '2026-05-06', by: 'us', what: 'complaint filed', listing: null },
    { on: '2026-05-09', by: 'platform', what: 'listing removed', listing: '88' },
    { on: '2026-05-09', by: 'counterparty', what: 'counter-notice', listing: null },
    { on: '2026-05-10', by: 'unknown', what: 'phone call', listing: null },
  ]);
});

it('turns the sides round where we are accused', () => {
  const { direction, history } = caseOfText(`id: a
status: open
direction: accused
accusation: { receivedAt: 2026-06-01, by: A maker }
events: [{ type: counter-notice, at: 2026-06-03 }, { type: filed, at: 2026-05-30 }]
defence: { evidenceRequest: { sentAt: 2026-06-02 } }
`);
  expect(direction).toBe('accused');
  expect(history.map(({ by, what }) => `${by}: ${what}`)).toEqual([
    'counterparty: complaint filed',
    'counterparty: accusation received',
    'us: evidence requested',
    'us: counter-notice',
  ]);
});

it('never takes one currency for another', () => {
  const moneyOf = (damages: string) => caseOfText(`id: a\nstatus: open\ndamages: ${damages}\n`).money;
  expect(moneyOf('{ amount: 9800, currency: EUR }')).toEqual({
    amount: 9800,
    currency: 'EUR',
    usd: null,
    rateDate: null,
  });
  expect(moneyOf('{ amount: 90000, currency: CNY, usd: 12600, rateDate: 2026-06-19T10:00Z }')).toEqual({
    amount: 90000,
    currency: 'CNY',
    usd: 12600,
    rateDate: '2026-06-19',
  });
  expect(moneyOf('{ amount: 5, currency: USD }')?.usd).toBe(5);
});

it('bounds what a file may put into reports, and says what it left out', () => {
  const long = '🐟'.repeat(5_000);
  const events = Array.from({ length: 400 }, (_, n) => {
    const day = new Date(Date.UTC(2026, 0, 1 + n)).toISOString().slice(0, 10);
    return `  - { type: reply, at: ${day}, listing: ${'l'.repeat(200)} }`;
  });
  const docket = caseOfText(`id: ${long}\nstatus: closed\nplatform: ${long}\nevents:\n${events.join('\n')}\n`);
  expect(docketSchema.safeParse(docket).success).toBe(true);
  expect(docket.id).toBe(`${'🐟'.repeat(119)}…`);
  expect([docket.history.length, docket.historyLeftOut]).toEqual([60, 340]);
  expect([docket.history.at(0)?.on, docket.history.at(9)?.on, docket.history.at(10)?.on]).toEqual([
    '2026-01-01',
    '2026-01-10',
    '2026-12-17',
  ]);
  expect(Buffer.byteLength(JSON.stringify(docket))).toBeLessThan(32 * 1024);
});

it('says who has to do what until when, and on what that rests', () => {
  const { deadlines } = caseOfText(`id: a
status: open
direction: accused
platform: Vinted
timeZone: Asia/Shanghai
accusation: { receivedAt: 2026-05-28, respondBy: 2026-06-03T18:00+08:00 }
`);
  expect(deadlines).toEqual([
    {
      actor: 'us',
      duty: 'answer the accusation',
      since: '2026-05-28',
      due: { earliest: '2026-06-03', latest: '2026-06-03' },
      until: '2026-06-03',
      state: 'due-soon',
      daysLeft: 2,
      why: null,
      ground: 'as the case states',
    },
  ]);
});

it('keeps what is not met of many deadlines, and as many of the others as there is room for', () => {
  const of = (days: number, state: 'met' | 'past') =>
    Array.from({ length: days }, (_, n) => ({
      id: `${n}`,
      duty: 'answer',
      actor: 'us' as const,
      start: { event: 'filed', at: '2026-01-01', listing: null },
      due: { earliest: `2026-02-${String(1 + (n % 28)).padStart(2, '0')}`, latest: '2026-03-01' },
      until: '2026-01-01',
      state,
      daysLeft: null,
      metAt: null,
      metBy: null,
      period: null,
      why: null,
      doubt: null,
      source: null,
    }));
  const { value } = readCaseFile({ path: 'a.yaml', text: 'id: a\nstatus: open\n' }, {});
  if (value === null) throw new Error('the case has mistakes');
  const told = docketOf(value, [...of(60, 'met'), ...of(5, 'past')], []).deadlines.filter(
    ({ state }) => state !== 'no-day',
  );
  expect([told.length, told.filter(({ state }) => state === 'past').length]).toEqual([40, 5]);
});

it('says where accounts stand by the strikes of all cases, with the steps of their ladders', () => {
  const strike = (path: string, at: string, ladder = 'aliexpress-serious') => ({
    case: path,
    account: 'acme',
    ladder,
    at,
    points: null,
    rightsHolder: null,
    status: 'active' as const,
  });
  const { ladders } = builtInProfiles();
  const standings = standingsOf(
    [strike('a', '2026-01-10'), strike('b', '2026-03-01'), strike('a', '2026-02-01', 'no-such')],
    ladders,
    '2026-06-01',
  );
  const [serious, strange] = ladderPlacesOf('a', standings, ladders);
  expect(serious).toMatchObject({
    account: 'acme',
    counts: 'strikes',
    counted: 2,
    countsUntil: '2027-01-10',
    why: null,
  });
  expect(serious?.steps.map(({ at }) => at)).toEqual([1, 2, 3]);
  expect(serious?.ground).toMatch(/certainty [ABC], read 20/);
  expect(strange).toMatchObject({ counted: null, steps: [], why: expect.stringContaining('no ladder') });
  expect(ladderPlacesOf('b', standings, ladders)).toHaveLength(1);
  expect(ladderPlacesOf('c', standings, ladders)).toEqual([]);
});
