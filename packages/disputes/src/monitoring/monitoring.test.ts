import { describe, expect, it } from 'vitest';
import { readMonitoringFile } from './monitoring-file.ts';
import { overdueOf } from './overdue.ts';

const AS_OF = '2026-06-30';
const told = (text: string): readonly string[] =>
  readMonitoringFile({ path: 'm.yaml', text }, AS_OF).problems.map(
    ({ line, message, hint }) => `line ${line}: ${message}${hint === undefined ? '' : ` (${hint})`}`,
  );
const check = (keys: string): string => `checks:\n  - { ${keys} }`;
const FULL = 'at: 2026-06-01, kind: listings, places: [ebay], by: shop desk, result: nothing';

describe('readMonitoringFile', () => {
  it.each([
    ['', 'line 1: the document must be a mapping (key: value), not nothing'],
    ['schemaVersion: 1', 'line 1: "checks" is missing'],
    [
      'schemaVersion: 1\n<<<<<<< HEAD\nchecks: []\n=======\nchecks: [1]\n>>>>>>> other\n',
      'line 2: git has left a conflict in it: take out its marks (<<<<<<<, =======, >>>>>>>), and keep what both sides say',
    ],
    [
      check(FULL.replace('listings', 'listing')),
      'line 2: "checks #1.kind": unknown kind "listing"; did you mean "listings"?',
    ],
    [
      check(FULL.replace('listings', 'phone')),
      'line 2: "checks #1.kind": unknown kind "phone"; a word of your own begins with x-',
    ],
    [check(FULL.replace('2026-06-01', '2026-06-31')), 'line 2: "checks #1.at": there is no day 2026-06-31'],
    [check(FULL.replace('2026-06-01', '2062-06-01')), 'line 2: "at" is 2062-06-01, later than 2026-06-30'],
    [check(`${FULL}, listings: []`), 'line 2: "checks #1.listings" is empty'],
    [check(FULL.replace('[ebay]', '[]')), 'line 2: "checks #1.places" is empty'],
    [check(FULL.replace(', by: shop desk', '')), 'line 2: "checks #1.by" is missing'],
    [
      check(FULL.replace('nothing', 'clean')),
      'line 2: "checks #1.result" must be nothing, found or incomplete, not "clean"',
    ],
    [check(`${FULL}, found: [{ listing: 7 }]`), 'line 2: "result" is nothing, and 1 under "found"'],
    [check(FULL.replace('nothing', 'found')), 'line 2: "result" is found, and nothing stands under "found"'],
    [
      check(`${FULL}, wher: here`),
      'line 2: unknown key "wher" in "checks #1" (known: at, by, custom, found, kind, listings, notes, places, record, result, run, tool; data of your own goes under `custom`)',
    ],
  ])('%j', (text, expected) => {
    expect(told(text)).toEqual([expected]);
  });

  it.each([[check(FULL)], [check(FULL.replace('listings', 'x-call'))], ['checks: []']])('takes %j', (text) => {
    expect(told(text)).toEqual([]);
  });
});

describe('overdueOf', () => {
  const look = (at: string, places = ['ebay'], kind = 'listings', listings: string[] | null = null) => ({
    at,
    kind,
    places,
    listings,
  });
  const due = (
    checks: readonly ReturnType<typeof look>[],
    places: readonly string[] = [],
    shop: readonly string[] = [],
  ) => overdueOf(checks, { kind: 'listings', everyDays: 7, places }, AS_OF, shop);

  it.each([
    ['2026-06-30', null],
    ['2026-06-23', null],
    ['2026-06-23T23:59Z', null],
    ['2026-06-22', '1 day overdue: the last was on 2026-06-22'],
    ['2025-06-30', '358 days overdue: the last was on 2025-06-30'],
  ])('a look on %s, weekly: %s', (at, expected) => {
    expect(due([look('2025-01-01'), look(at)])).toEqual(
      expected === null ? [] : [`the look through the listings of others is ${expected}`],
    );
  });

  it('tells what was never done, and counts no other kind', () => {
    const none = ['no look through the listings of others is on record'];
    expect(due([])).toEqual(none);
    expect(due([look('2026-06-30', ['ebay'], 'reverse-search'), look('2026-06-30', ['ebay'], 'x-call')])).toEqual(none);
  });

  it('asks for each place that is named', () => {
    const checks = [look('2026-06-29', ['eBay', 'etsy']), look('2026-06-01', ['aliexpress'])];
    expect(due(checks, ['ebay', 'aliexpress', 'temu'])).toEqual([
      'the look through the listings of others on aliexpress is 22 days overdue: the last was on 2026-06-01',
      'no look through the listings of others on temu is on record',
    ]);
  });

  it('counts a check for the listings that it names, and names those that were left out', () => {
    const shop = ['listings/a', 'listings/b', 'listings/c'];
    const of = (at: string, ...listings: string[]) => look(at, ['ebay'], 'listings', listings);
    expect(due([of('2026-06-30', 'listings/zzz')], [], shop)).toEqual([
      'no look through the listings of others is on record',
    ]);
    expect(due([look('2026-06-01'), of('2026-06-30', 'listings/a')], [], shop)).toEqual([
      'the look through the listings of others for listings/b, listings/c is 22 days overdue: the last was on 2026-06-01',
    ]);
    expect(due([of('2026-06-30', 'listings/a', 'listings/b'), of('2026-06-29', 'listings/c')], [], shop)).toEqual([]);
    expect(due([look('2026-06-30'), of('2026-01-01', 'listings/a')], [], shop)).toEqual([]);
  });
});
