import { describe, expect, it } from 'vitest';
import type { CaseFile } from '../file/case-file.ts';
import { downSince, mayBeDownSince, relistingsOf, removalOf } from './removals.ts';

const file = (more: object): CaseFile => ({ id: 'c', status: 'open', ...more }) as CaseFile;

describe('since when a listing is down', () => {
  const notice = { filedAt: '2026-03-01' };
  const one = { notice, infringements: [{ listing: 'A', firstSeen: '2026-02-01' }] };
  const two = { notice, infringements: ['A', 'B'].map((listing) => ({ listing, firstSeen: '2026-02-01' })) };
  const removed = (at: string, more: object = {}) => ({ type: 'removed', at, ...more });
  it.each<[string, object]>([
    ['- - -', one],
    ['03 03 -', { ...one, events: [removed('2026-03-03')] }],
    ['05 05 -', { ...one, events: [removed('2026-03-05'), removed('2026-03-03')] }],
    ['- - -', { ...one, events: [{ type: 'filed', at: '2026-03-03' }] }],
    // Of several listings an event that names none may be about another one.
    ['- - 03', { ...two, events: [removed('2026-03-03')] }],
    ['03 03 -', { ...two, events: [removed('2026-03-03', { listing: 'A' })] }],
    ['03 03 -', { ...two, events: [removed('2026-03-03', { listings: 'all' })] }],
    ['- - -', { ...two, events: [removed('2026-03-03', { listing: 'B' })] }],
    ['- - 05', { ...two, events: [removed('2026-03-05'), removed('2026-03-03', { listing: 'B' })] }],
    // What came back on that day counts as up.
    ['03 - -', { ...one, events: [removed('2026-03-03'), { type: 'relisted', at: '2026-03-03' }] }],
    ['03 - -', { ...one, events: [removed('2026-03-03'), { type: 'reinstated', at: '2026-03-04' }] }],
    ['03 03 -', { ...one, events: [removed('2026-03-03'), { type: 'relisted', at: '2026-03-02' }] }],
    [
      '05 05 -',
      { ...one, events: [removed('2026-03-03'), { type: 'relisted', at: '2026-03-04' }, removed('2026-03-05')] },
    ],
    ['- - -', { ...two, events: [removed('2026-03-03'), { type: 'relisted', at: '2026-03-04' }] }],
    ['- - 03', { ...two, events: [removed('2026-03-03'), { type: 'relisted', at: '2026-03-02' }] }],
    [
      '- - 05',
      { ...two, events: [removed('2026-03-03'), { type: 'relisted', at: '2026-03-04' }, removed('2026-03-05')] },
    ],
    ['06 06 -', { ...one, outcome: { removedAt: '2026-03-06' } }],
    ['06 - -', { ...one, outcome: { removedAt: '2026-03-06', reinstatedAt: '2026-03-07' } }],
    ['- - 03', { direction: 'accused', accusation: { listings: ['A', 'B'] }, events: [removed('2026-03-03')] }],
    ['03 03 -', { direction: 'accused', accusation: { listings: ['A'] }, ...two, events: [removed('2026-03-03')] }],
    ['03 03 -', { direction: 'accused', ...two, events: [removed('2026-03-03')] }],
  ])('%s: %j', (said, more) => {
    const days = [removalOf(file(more), 'A'), downSince(file(more), 'A'), mayBeDownSince(file(more), 'A')];
    expect(days.map((day) => day?.slice(8) ?? '-').join(' ')).toBe(said);
  });
});

describe('what came back', () => {
  const removed = (listing?: string) => ({ type: 'removed', at: '2026-03-03', listing });
  const relisted = (listing?: string) => ({ type: 'relisted', at: '2026-03-04', listing });
  it.each([
    [['A after A'], [removed('A'), relisted('A')]],
    // A person says that it is the same at another address.
    [['B after A'], [removed('A'), relisted('B')]],
    [['A after A'], [removed('A'), removed('B'), relisted('A')]],
    [['A after A'], [removed(), relisted('A')]],
    [['the whole case after the whole case'], [removed(), relisted()]],
  ])('is, in a case that names no listing, %j', (said, events) => {
    const name = (listing: string): string => (listing === '' ? 'the whole case' : listing);
    const found = relistingsOf(file({ notice: { filedAt: '2026-03-01' }, events }));
    expect(found.map(({ listing, former }) => `${name(listing)} after ${name(former ?? listing)}`)).toEqual(said);
  });
});
