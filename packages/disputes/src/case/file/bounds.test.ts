// Small decisions of case files, at both sides of each: whom an event is about, since when a listing is down, which names are nearly one.
import { type Problem, readYaml } from '@listing-lint/core/plugin';
import { describe, expect, it } from 'vitest';
import { fewListings, listingsNamed, listingsText, mayConcern } from './about.ts';
import { AlikeNames, accountKey, areAlike } from './account-name.ts';
import { type CaseFile, readCaseFile } from './case-file.ts';
import { daysBetween, earliest, isAfter, isAhead } from './dates.ts';
import { partyNamed } from './parties.ts';
import { withPlaceholders } from './placeholders.ts';
import { isAtShop, shopHostFault } from './shop-host.ts';
import { dayAhead, money, name, nonEmptyText, oneLineText, quantity, timeZone } from './values.ts';

const file = (more: object): CaseFile => ({ id: 'c', status: 'open', ...more }) as CaseFile;

describe('whom an event is about', () => {
  it.each([
    [undefined, true, null, {}],
    ['all', true, null, { listings: 'all' }],
    ['all', true, null, { listings: 'all', listing: 'B' }],
    [['A'], true, 'A', { listing: 'A' }],
    [['B'], false, 'B', { listing: 'B' }],
    [['7'], false, '7', { listing: 7 }],
    [undefined, true, null, { listing: null, listings: [] }],
    [['B', 'A'], true, 'B, A', { listing: 'B', listings: ['A', 'B'] }],
    [['B', 'C', 'D', 'E'], false, 'B, C, D and 1 more', { listings: ['B', 'C', 'D', 'E'] }],
  ])('%j', (named, concernsA, text, event) => {
    expect(listingsNamed(event as never)).toEqual(named);
    expect(mayConcern(event as never, 'A')).toBe(concernsA);
    expect(listingsText(event as never)).toBe(text);
  });
  it('names three', () => {
    expect([fewListings([]), fewListings(['a', 'b', 'c']), fewListings(['a', 'b', 'c', 'd', 'e'])]).toEqual([
      '',
      'a, b, c',
      'a, b, c and 2 more',
    ]);
  });
});

describe('names that are nearly one', () => {
  it.each([
    [true, 'abcde', 'abcdf'],
    [true, 'abcde', 'abcd-e'],
    [true, 'abcdef', 'abcde'],
    [true, 'abcde', 'abcdef'],
    [true, 'bacde', 'abcde'],
    [true, 'abced', 'abcde'],
    [true, 'xbcde', 'abcde'],
    [false, 'abcde', 'abcdefg'],
    [false, 'abcde', 'abxye'],
    [false, 'bacde', 'abced'],
    [false, 'abcd', 'abcde'],
    [false, 'abcd', 'abce'],
    [false, 'abcde1', 'abcde2'],
    [true, 'abcde1', 'abcdx1'],
    [false, '12345', '12346'],
    [false, '---', '+++'],
    [false, '---', 'abcde'],
    [true, 'tide', 'ti-de'],
  ])('%s: %s, %s', (alike, a, b) => {
    expect([areAlike(a, b), areAlike(b, a)]).toEqual([alike, alike]);
    const places = [{ name: a }, { name: 'something else' }];
    expect(new AlikeNames(places).like(b).length > 0).toBe(alike);
  });
  it('tell of fifty at most', () => {
    const places = Array.from({ length: 52 }, (_, k) => ({ name: 'tern-tide', k }));
    expect(new AlikeNames(places).like('tern_tide').length).toBe(50);
  });
  it.each([
    ['www.ebay.com/usr/tern', 'tern'],
    ['https://www.ebay.com/usr/tern/', 'tern'],
    ['https://www.ebay.com/usr/', 'ebay.com/usr'],
    ['https://www.ebay.com/usr/a/b', 'ebay.com/usr/a/b'],
    ['https://www.ebay.com/usr/t%20n', 't n'],
    ['https://www.ebay.com/usr/t%zz', 't%zz'],
    ['ebay.com/usr/tern', 'ebay.com/usr/tern'],
    ['@@Tern  Tide', 'tern tide'],
  ])('%s is %s', (text, key) => {
    expect(accountKey(text)).toBe(key);
  });
});

describe('the host of a shop', () => {
  const suffix = /is a suffix under which anybody has a shop/;
  const none = /expected the host of a shop with its domain/;
  const host = /expected the host of a shop alone/;
  it.each([
    [undefined, 'shop.example'],
    [undefined, 'shop.myshopify.com'],
    [suffix, 'myshopify.com'],
    [suffix, 'com'],
    [none, 'www'],
    [none, '127.0.0.1'],
    [host, 'shop.example/a'],
    [host, ''],
    [/is eBay, where others sell/, 'ebay.com'],
  ])('%s: %s', (fault, domain) => {
    const said = shopHostFault(domain);
    if (fault === undefined) expect(said).toBeUndefined();
    else expect(said).toMatch(fault);
  });
  it.each([
    [true, 'https://shop.example/1', 'shop.example'],
    [true, 'https://www.shop.example/1', 'shop.example'],
    [true, 'http://shop.example./1', 'www.shop.example'],
    [false, 'https://myshop.example/1', 'shop.example'],
    [false, 'shop.example/1', 'shop.example'],
    [false, 'https://a.com/1', 'com'],
  ])('%s: %s lies at %s', (lies, address, domain) => {
    expect(isAtShop(address, domain)).toBe(lies);
  });
});

describe('days', () => {
  it.each([
    [false, '2026-03-01', '2026-03-01'],
    [true, '2026-03-02', '2026-03-01'],
    [false, '2026-03-01T23:00Z', '2026-03-01'],
    [false, '2026-03-01', '2026-03-01T00:00Z'],
    [true, '2026-03-01T10:01Z', '2026-03-01T10:00'],
    [false, '2026-03-01T10:00', '2026-03-01T10:00Z'],
    [true, '2026-03-01T10:00', '2026-03-01T11:30+02:00'],
  ])('%s: %s is after %s', (after, a, b) => {
    expect(isAfter(a, b)).toBe(after);
  });
  it('lie ahead of today by every calendar', () => {
    const ahead = (date: string): boolean => isAhead(date, '2026-03-01');
    expect([
      ahead('2026-03-01'),
      ahead('2026-03-02'),
      ahead('2026-03-02T01:00+02:00'),
      ahead('2026-03-02T01:00Z'),
      ahead('2026-03-01T23:30-02:00'),
    ]).toEqual([false, true, false, true, false]);
  });
  it('are counted, and the earliest is the first of equal ones', () => {
    expect([daysBetween('2026-03-01', '2026-03-01T10:00Z'), daysBetween('2026-02-28', '2026-03-01')]).toEqual([0, 1]);
    expect([
      earliest([]),
      earliest(['2026-03-02', '2026-03-01']),
      earliest(['2026-03-01T08:00Z', '2026-03-01']),
    ]).toEqual([undefined, '2026-03-01', '2026-03-01T08:00Z']);
  });
});

describe('partyNamed', () => {
  const whole = {
    ...{ platform: 'ebay', owner: 'legal desk', counterparty: { name: 'Bright', seller: 'bright-lamps' } },
    ...{
      infringements: [{ listing: 'A', seller: 'dim' }, { listing: 'B' }],
      rightsHolder: { name: 'Tern', agent: { name: 'Agent' } },
    },
  };
  it.each<[string | undefined, string | null, object]>([
    [undefined, '', whole],
    [undefined, null, whole],
    [undefined, 'somebody', whole],
    ['counterparty', 'BRIGHT', whole],
    ['counterparty', 'bright-lamps', whole],
    ['counterparty', 'dim', whole],
    ['counterparty', 'Accuser Ltd', { direction: 'accused', accusation: { by: 'Accuser Ltd' } }],
    ['platform', 'eBay', whole],
    ['us', 'Legal Desk', whole],
    ['us', 'tern', whole],
    ['us', 'agent', whole],
    [undefined, 'tern', { ...whole, direction: 'accused' }],
    ['us', 'legal desk', { ...whole, direction: 'accused' }],
    ['us', 'we', {}],
    ['platform', 'the marketplace', {}],
    ['counterparty', 'the other side', {}],
    ['counterparty', 'the seller', {}],
    [undefined, 'the seller', { direction: 'accused' }],
    ['counterparty', 'complainant', { direction: 'accused' }],
    [undefined, 'complainant', {}],
  ])('%s: %s', (party, by, more) => {
    expect(partyNamed(by, file(more))).toBe(party);
  });
});

describe('values', () => {
  it.each([
    [true, dayAhead, '2026-02-28'],
    [false, dayAhead, '2026-02-29'],
    [false, dayAhead, '2026-13-01'],
    [true, dayAhead, '2026-03-01T23:59Z'],
    [false, dayAhead, '2026-03-01T24:00Z'],
    [true, dayAhead, '2026-03-01T10:00+14:59'],
    [false, dayAhead, '2026-03-01T10:00+15:00'],
    [true, nonEmptyText, 'a\nb'],
    [false, nonEmptyText, ''],
    [false, nonEmptyText, ' \u200b'],
    [true, oneLineText, 'a b\n'],
    [false, oneLineText, 'a\nb'],
    [true, name, 7],
    [false, name, 7.5],
    [true, money, 0],
    [false, money, -0.01],
    [true, quantity, 0],
    [false, quantity, -1],
    [true, timeZone, 'Asia/Shanghai'],
    [false, timeZone, 'Asia/Shanghia'],
  ])('%s: %#', (isGood, schema, value) => {
    expect(schema.safeParse(value).success).toBe(isGood);
  });
  it('tell an empty text as that alone, and the nearest zone', () => {
    expect(nonEmptyText.safeParse('').error?.issues.map(({ message }) => message)).toEqual(['the text is empty']);
    const zone = (text: string): string => timeZone.safeParse(text).error?.issues[0]?.message ?? '';
    expect(zone('Asia/Shanghia')).toMatch(/did you mean "Asia\/Shanghai"/);
    expect(zone('nowhere at all')).toMatch(/zones are those of the IANA list/);
  });
});

it('withPlaceholders: takes the place of what a schema says there, but for data of one’s own', () => {
  const at = (path: readonly (string | number)[], message: string): Problem => ({
    message,
    line: path.length,
    column: 1,
  });
  const value = { a: '<date>', b: ['<x>', 'y', null], c: null, custom: { d: '<mine>' }, e: 7, f: '<a<b>' };
  const before: readonly Problem[] = [
    { message: 'no date', line: 1, column: 1 },
    { message: 'else', line: 9, column: 1 },
  ];
  expect(withPlaceholders(value, before, at as never, '').map(({ message }) => message)).toEqual([
    'else',
    '"a" is still to be filled in',
    '"b #1" is still to be filled in',
  ]);
});

it.each([
  ['plain', '<best lamps>', true],
  ['in quotes', '"<best lamps>"', true],
  ['escaped, as from a source', '"\\u003cbest lamps>"', false],
])('withPlaceholders: a text in angle brackets that is written %s', (_, written, isPlaceholder) => {
  const text = `id: a\nstatus: open\ninfringements:\n  - { listing: x, firstSeen: 2026-01-01, seller: ${written} }\n`;
  for (const source of [
    { path: 'c.yaml', text },
    { path: 'c.yaml', text, value: readYaml({ path: 'c.yaml', text }).value },
  ]) {
    const { value, problems } = readCaseFile(source);
    expect(problems.map(({ message }) => message)).toEqual(
      isPlaceholder ? ['"infringements #1.seller" is still to be filled in'] : [],
    );
    expect(value?.infringements?.[0]?.seller).toBe(isPlaceholder ? undefined : '<best lamps>');
  }
});
