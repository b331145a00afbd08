// What reports tell of copies, by logs and cases.
import { expect, it } from 'vitest';
import { copiesDocket } from './copies-docket.ts';
import type { LoggedCheck } from './history.ts';

const hit = (listing: string, id: string, more: object = {}, rest: object = {}) => ({
  listing,
  ...rest,
  hit: { id, state: 'new', platform: 'market.example', work: 'originals/lamp.jpg', workIds: ['lamp'], ...more },
});
const look = (at: string, found: readonly object[], gone: readonly object[] = []): LoggedCheck =>
  ({ at, path: `monitoring/${at}.yaml`, kind: 'listings', found, run: { gone } }) as unknown as LoggedCheck;
const gone = (listing: string, id: string, at: string) => ({ hit: id, listing, at, firstSeen: at, why: 'answer 404' });

const A = 'https://market.example/a';
const B = 'https://market.example/b';
const C = 'https://market.example/c';
const LOGS = [
  look('2026-06-01', [hit(A, '1'), hit(B, '2', { certainty: 'possible' }), hit(C, '3', {}, { decision: 'closed' })]),
  look('2026-06-08', [hit('https://market.example/d', '4')], [gone(A, '1', '2026-06-08'), gone(B, '2', '2026-06-08')]),
  look('2026-06-15', [hit(A, '1', { state: 'relisted' })]),
  look('2026-06-22', [hit('https://market.example/e', '5')]),
];
const CASES = new Map([[A, { id: '2026-001', open: false }]]);
const docket = (more: Partial<Parameters<typeof copiesDocket>[0]> = {}) =>
  copiesDocket({ checks: LOGS, cases: CASES, isSettled: () => false, asOf: '2026-06-20', ...more });

it('tells those that nobody has answered first, then by how often they came back, how sure they are and how long they are up', () => {
  const { open, taken, counts } = docket();
  const told = open.map(({ listing, case: id, isCaseOpen, decision, relistings, days, log }) =>
    [listing.slice(-1), id, isCaseOpen, decision, relistings, days, log].join(' '),
  );
  expect(told).toEqual([
    'd    0 12 monitoring/2026-06-08.yaml',
    'a 2026-001 false  1 5 monitoring/2026-06-15.yaml',
    'c   closed 0 19 monitoring/2026-06-01.yaml',
  ]);
  expect(taken).toMatchObject([{ listing: B, at: '2026-06-08', days: 7, case: null }]);
  expect(counts).toEqual({ open: 3, unanswered: 1, taken: 1, relisted: 1 });
});

it('says from when to when was looked, and how long copies stayed up, up to the day of the report', () => {
  const { runs, firstDay, lastDay, platforms, days } = docket();
  expect([runs, firstDay, lastDay]).toEqual([3, '2026-06-01', '2026-06-15']);
  expect(platforms).toEqual([{ name: 'market.example', taken: [7, 7], up: [5, 19, 12] }]);
  expect(days.map(({ up }) => up)).toEqual([3, 2, 3]);
});

it('leaves out what the config settles, and is empty without logs', () => {
  expect(docket({ isSettled: ({ listing }) => listing === A }).counts).toEqual({
    ...{ open: 2, unanswered: 1, taken: 1, relisted: 0 },
  });
  expect(docket({ checks: [] })).toMatchObject({ runs: 0, firstDay: null, lastDay: null, open: [], taken: [] });
});
