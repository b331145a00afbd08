// What a letter may say of a case: each flag and list on the case that just has it, and on one that just has not.

import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../case/file/case-file.ts';
import { addressLine, letterFacts, plainText } from './letter-facts.ts';

const facts = (more: object) => letterFacts({ id: 'c', status: 'open', ...more } as CaseFile, '2026-11-26');
const flags = (more: object): string => [...facts(more).flags].sort().join(' ');
const works = [{ id: 'lamp', title: 'Table lamp' }, { id: 7 }];
const shown = (listing: string, more: object = {}) => ({
  ...{ listing, firstSeen: '2026-03-01', capture: { capturedAt: '2026-03-02T10:00Z' }, match: { work: 'lamp' } },
  ...more,
});
const removed = (at: string, listing: string) => ({ type: 'removed', at, listing });
const accused = { direction: 'accused', accusation: { listings: ['A'] } };
const filed = { works, notice: { filedAt: '2026-03-01' } };
const statement = (name: string, value: unknown = true) => ({ notice: { statements: { [name]: value } } });

describe('flags', () => {
  const plain = 'complaining open unlicensed';
  it.each<[string, object]>([
    ['', {}],
    ['', { direction: 'we-complain' }],
    ['-open', { status: 'closed' }],
    ['+accused -complaining', { direction: 'accused' }],
    ...['goodFaith', 'accuracy', 'perjuryAuthority', 'truthGuarantee', 'liability', 'jurisdictionConsent'].flatMap(
      (name): [string, object][] => [
        [`+statement.${name}`, statement(name)],
        ['', statement(name, false)],
        ['', statement(name, null)],
      ],
    ),
    // Of what we are accused of.
    ['', { accusation: { listings: ['A'] } }],
    ['-complaining +accused +is-removed +was-removed', { ...accused, events: [removed('2026-03-03', 'A')] }],
    [
      '-complaining +accused +is-removed',
      { ...accused, accusation: { listings: ['A', 'B'] }, events: [removed('2026-03-03', 'A')] },
    ],
    [
      '-complaining +accused +was-removed',
      {
        ...accused,
        events: [removed('2026-03-03', 'A'), { type: 'reinstated', at: '2026-03-04', listing: 'A' }],
      },
    ],
    // Of what we complain about: on record, and showing a work of the case.
    ['', { ...filed, infringements: [shown('A')] }],
    ['+all-down +some-down', { ...filed, infringements: [shown('A')], events: [removed('2026-03-03', 'A')] }],
    ['+some-down', { ...filed, infringements: [shown('A'), shown('B')], events: [removed('2026-03-03', 'A')] }],
    [
      '+all-down +some-down',
      { ...filed, infringements: [shown('A'), shown('B', { capture: null })], events: [removed('2026-03-03', 'A')] },
    ],
    [
      '+all-down +some-down',
      { ...filed, infringements: [shown('A'), shown('B', { match: null })], events: [removed('2026-03-03', 'A')] },
    ],
    [
      '+all-down +some-down',
      {
        ...filed,
        infringements: [shown('A'), shown('B', { match: { work: 'vase' } })],
        events: [removed('2026-03-03', 'A')],
      },
    ],
    ['', { ...filed, works: [], infringements: [shown('A')], events: [removed('2026-03-03', 'A')] }],
    [
      '-unlicensed',
      { works, infringements: [shown('A', { seller: 'friend' })], licensees: [{ name: 'F', seller: 'friend' }] },
    ],
    [
      '-unlicensed',
      {
        works,
        infringements: [shown('A')],
        counterparty: { seller: 'friend' },
        licensees: [{ name: 'F', seller: 'friend' }],
      },
    ],
    [
      '',
      {
        works,
        infringements: [shown('A', { seller: 'other' })],
        counterparty: { seller: 'friend' },
        licensees: [{ name: 'F', seller: 'friend' }],
      },
    ],
    ['+law-known', { jurisdiction: 'US' }],
    ['+law-known', { jurisdiction: 'Utopia' }],
    ['+law-known', { jurisdiction: ['CN'] }],
    ['', { jurisdiction: [] }],
    ['', { jurisdiction: null }],
    ['+us.in-us', { rightsHolder: { jurisdiction: 'US' } }],
    ['+us.outside-us', { rightsHolder: { jurisdiction: 'GB' } }],
    ['', { rightsHolder: { name: 'Tern' } }],
    ['', { rightsHolder: { jurisdiction: null } }],
  ])('%s: %j', (change, more) => {
    const words = new Set(plain.split(' '));
    for (const each of change.split(' ')) {
      if (each.startsWith('+')) words.add(each.slice(1));
      if (each.startsWith('-')) words.delete(each.slice(1));
    }
    expect(flags(more)).toBe([...words].sort().join(' '));
  });
});

describe('values and lists', () => {
  it('have what is known, on one line, by day', () => {
    const { lists } = facts({
      ...filed,
      infringements: [
        shown('A', { watermarkRemoved: true, counterfeit: true }),
        shown('B', { watermarkRemoved: false, counterfeit: false }),
        shown('C', { match: { work: 7 } }),
      ],
      events: [
        removed('2026-03-03T08:00Z', 'A'),
        removed('2026-03-02', 'B'),
        { type: 'relisted', at: '2026-03-02', listing: 'B' },
        { type: 'relisted', at: '2026-03-02', listing: 'C' },
        { type: 'relisted', at: '2026-03-02' },
        { type: 'relisted', at: '2026-03-02', listing: null },
      ],
    });
    expect(lists['documented']).toEqual([
      { listing: 'A', seen: '2026-03-01', work: 'Table lamp', captured: '2026-03-02' },
      { listing: 'B', seen: '2026-03-01', work: 'Table lamp', captured: '2026-03-02' },
      { listing: 'C', seen: '2026-03-01', work: '7', captured: '2026-03-02' },
    ]);
    expect(lists['marks-removed']?.map(({ listing }) => listing)).toEqual(['A']);
    expect(lists['counterfeits']?.map(({ listing }) => listing)).toEqual(['A']);
    expect(lists['removals']).toEqual([{ listing: 'A', on: '2026-03-03' }]);
    expect(lists['relistings']).toEqual([{ listing: 'B', on: '2026-03-02' }]);
    expect(facts({ accusation: { listings: ['A', 7] } }).lists['accused-listings']).toEqual([
      { listing: 'A' },
      { listing: '7' },
    ]);
  });

  it('have a proof for each that the works have', () => {
    const whole = {
      ...{ id: 'lamp', title: 'Lamp', author: 'Ann', createdOn: '2026-01-01' },
      rawOriginal: { path: 'a.nef', captureDate: '2026-01-02T10:00Z' },
      editHistory: [{ file: 'a.psd', software: 'X' }],
      firstPublished: { date: '2026-01-03', url: 'https://a.example', place: 'fair' },
      registration: { office: 'O', number: '1' },
      copyrightClaimStatement: { file: 'c.pdf', signedOn: '2026-01-04' },
      timestamps: [{ kind: 'rfc3161', time: '2026-01-05T00:00Z' }],
      witnesses: [{ name: 'W', statement: 'w.pdf' }, { name: 'V' }],
      shootingRecord: { file: 's.pdf', date: '2026-01-06' },
      licence: { file: 'l.pdf', from: 'B' },
    };
    const { lists } = facts({
      works: [whole, { id: 'mug' }],
      defence: { comparison: { file: 'd.pdf', date: '2026-01-07' } },
    });
    const counts = Object.fromEntries(Object.entries(lists).map(([name, lines]) => [name, lines.length]));
    expect(counts).toMatchObject({
      ...{
        originals: 1,
        histories: 1,
        publications: 1,
        registrations: 1,
        claims: 1,
        'timestamp-tokens': 1,
        witnesses: 1,
      },
      ...{ 'shooting-records': 1, licences: 1, comparisons: 1, works: 2, proofs: 10 },
    });
    expect(lists['publications']).toEqual([{ work: 'Lamp', on: '2026-01-03', place: 'https://a.example' }]);
    expect(lists['originals']).toEqual([{ work: 'Lamp', file: 'a.nef', on: '2026-01-02' }]);
    expect(lists['witnesses']).toEqual([{ work: 'Lamp', name: 'W', file: 'w.pdf' }]);
    expect(Object.values(facts({}).lists).flat()).toEqual([]);
  });

  it('stand on one line', () => {
    expect([
      plainText(' a \r\n b '),
      plainText(7),
      addressLine(' 4 Quay \n Bristol\u2028UK '),
      addressLine(null),
    ]).toEqual(['a b', '7', '4 Quay / Bristol / UK', undefined]);
  });

  it('take the latest of events, and the first of equal ones', () => {
    const asked = (...days: readonly string[]) =>
      facts({ direction: 'accused', events: days.map((at) => ({ type: 'evidence-requested', at })) }).values[
        'evidence-request.at'
      ];
    expect([asked('2026-03-01', '2026-03-03', '2026-03-02'), asked()]).toEqual(['2026-03-03', undefined]);
  });
});
