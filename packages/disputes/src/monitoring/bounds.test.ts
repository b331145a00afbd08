// What is overdue, and what nobody has answered, at both sides of each bound.
import { describe, expect, it } from 'vitest';
import type { SettledSettings } from '../disputes-settings.ts';
import { latestCheck, type MonitoringCheck, type MonitoringDuty, overdueOf } from './overdue.ts';
import { logFolder } from './subjects.ts';
import { type Answers, type LoggedFinding, unansweredOf } from './unanswered.ts';

const TODAY = '2026-11-26';
const check = (at: string, more: Partial<MonitoringCheck> = {}): MonitoringCheck => ({
  at,
  kind: 'listings',
  places: ['eBay'],
  listings: null,
  ...more,
});
const overdue = (
  checks: readonly MonitoringCheck[],
  more: Partial<MonitoringDuty> = {},
  shop: readonly string[] = [],
): readonly string[] =>
  overdueOf(checks, { kind: 'listings', everyDays: 30, places: [], ...more }, TODAY, shop).map((line) =>
    line.replace('look through the listings of others', 'look'),
  );

describe('overdueOf', () => {
  it.each<[readonly string[], readonly MonitoringCheck[], Partial<MonitoringDuty>?, (readonly string[])?]>([
    [['no look is on record'], []],
    [[], [check('2026-10-27')]],
    [['the look is 1 day overdue: the last was on 2026-10-26'], [check('2026-10-26T10:00Z')]],
    [['the look is 2 days overdue: the last was on 2026-10-25'], [check('2026-10-25'), check('2026-09-01')]],
    [['no look is on record'], [check(TODAY, { kind: 'reverse-search' })]],
    [['no reverse search for our pictures is on record'], [check(TODAY)], { kind: 'reverse-search' }],
    // Places that each have to be looked at.
    [[], [check(TODAY)], { places: ['ebay'] }],
    [['no look on etsy is on record'], [check(TODAY)], { places: ['ebay', 'etsy'] }],
    [[], [check(TODAY, { places: ['eBay', 'ETSY'] })], { places: ['ebay', 'etsy'] }],
    // Listings that were left out.
    [[], [check(TODAY)], {}, ['a', 'b']],
    [['no look for b is on record'], [check(TODAY, { listings: ['a'] })], {}, ['a', 'b']],
    [['no look is on record'], [check(TODAY, { listings: ['x'] })], {}, ['a', 'b']],
    [
      ['no look for b, c, d and 1 more is on record'],
      [check(TODAY, { listings: ['a'] })],
      {},
      ['a', 'b', 'c', 'd', 'e'],
    ],
    [
      ['the look for b is 1 day overdue: the last was on 2026-10-26'],
      [check('2026-10-26'), check(TODAY, { listings: ['a'] })],
      {},
      ['a', 'b'],
    ],
    [[], [check(TODAY), check('2026-09-01', { listings: ['a'] })], {}, ['a', 'b']],
    [[], [check('2026-09-01', { listings: ['a'] }), check(TODAY, { listings: ['a', 'b'] })], {}, ['a', 'b']],
  ])('%j', (said, checks, duty, shop) => {
    expect(overdue(checks, duty, shop)).toEqual(said);
  });
  it('takes the first of two checks of one time', () => {
    const [first, second] = [check(TODAY), check(TODAY)];
    expect(latestCheck([first, second])).toBe(first);
    expect(latestCheck([check('2026-11-25'), second])).toBe(second);
    expect(latestCheck([])).toBeUndefined();
  });
});

const A = 'https://shop.example/1';
const finding = (more: Partial<LoggedFinding> = {}): LoggedFinding => ({
  at: '2026-11-11',
  listing: A,
  seller: null,
  hit: 'h',
  picture: 'p',
  isAnswered: false,
  ...more,
});
const unanswered = (
  findings: readonly LoggedFinding[],
  more: Partial<Omit<Answers, 'settings'>> = {},
  monitor: object = {},
): readonly string[] =>
  unansweredOf(
    findings,
    { cases: new Set(), gone: new Set(), ...more, settings: { monitor } as SettledSettings },
    { days: 14, asOf: TODAY },
  ).map((line) => line.replace(/, and there is.*/, ''));

describe('unansweredOf', () => {
  const told = [`${A} was found on 2026-11-11, 15 days ago`];
  const refused = (more: object) => ({ refused: [{ reason: 'r', ...more }] });
  it.each<[boolean, Partial<LoggedFinding>, Partial<Omit<Answers, 'settings'>>?, object?]>([
    [true, {}],
    [false, { at: '2026-11-12' }],
    [false, { isAnswered: true }],
    [false, {}, { gone: new Set(['h']) }],
    [true, { hit: null }, { gone: new Set(['h']) }],
    [false, {}, { cases: new Set([A]) }],
    [true, {}, { cases: new Set(['https://shop.example/2']) }],
    [false, { listing: 'found/1.jpg' }, { cases: new Set(['picture p']) }],
    [false, {}, {}, refused({ listing: 'http://www.shop.example/1/' })],
    [true, {}, {}, refused({ listing: 'https://shop.example/2' })],
    [true, {}, {}, refused({ listing: A, work: 'lamp' })],
    [false, {}, {}, refused({ domain: 'shop.example' })],
    [false, { listing: 'https://www.shop.example/1' }, {}, refused({ domain: 'shop.example' })],
    // A host that only ends so is another one.
    [true, { listing: 'https://evil-shop.example/1' }, {}, refused({ domain: 'shop.example' })],
    [true, { listing: 'found/1.jpg' }, {}, refused({ domain: 'jpg' })],
    [false, {}, {}, refused({ picture: 'p' })],
    [true, {}, {}, refused({ picture: 'q' })],
    [true, {}, {}, refused({ domain: 'shop.example', picture: 'q' })],
    [false, { seller: 'friend' }, {}, { licensees: [{ name: 'F', seller: 'Friend' }] }],
    [true, { seller: 'friend' }, {}, { licensees: [{ name: 'F', seller: 'friend', works: ['lamp'] }] }],
    [false, { seller: 'friend' }, {}, { licensees: [{ name: 'F', seller: 'friend', until: '2026-11-11' }] }],
    [true, { seller: 'friend' }, {}, { licensees: [{ name: 'F', seller: 'friend', until: '2026-11-10' }] }],
  ])('%s: %j', (isTold, more, answers, monitor) => {
    const expected = isTold ? 1 : 0;
    expect(unanswered([finding(more)], answers, monitor).length).toBe(expected);
  });
  it('tells the oldest first, and who sells', () => {
    expect(unanswered([finding()])).toEqual(told);
    const lines = unanswered([
      finding({ at: '2026-11-02', listing: 'b' }),
      finding({ at: '2026-11-01', listing: 'a', seller: 's' }),
      finding({ at: '2026-11-02', listing: 'c' }),
    ]);
    expect(lines).toEqual([
      'a (s) was found on 2026-11-01, 25 days ago',
      'b was found on 2026-11-02, 24 days ago',
      'c was found on 2026-11-02, 24 days ago',
    ]);
  });
});

it.each([
  ['monitoring', undefined],
  ['monitoring', []],
  ['monitoring', ['*.yaml']],
  ['monitoring', ['log.yaml']],
  ['logs', ['logs/*.yaml']],
  ['logs', ['./logs/**']],
  ['logs/web', ['logs/web/*/x.yaml']],
  ['logs', ['!old/**', 'logs/*.yaml', 'more/*.yaml']],
  ['logs', ['logs/{a,b}/*.yaml']],
])('logs go to %s by %j', (folder, globs) => {
  expect(logFolder(globs)).toBe(folder);
});
