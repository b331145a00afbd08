import { expect, it } from 'vitest';
import { builtInProfiles } from '../case/profile/profiles.ts';
import { figuresOf, staleFigures } from './stale-figures.ts';

const figure = (more: { from?: string; until?: string } = {}) => [
  {
    name: 'alibaba, duties counter-notice',
    figure: {
      value: 3,
      source: { title: 'a page', url: 'https://a.example' },
      read: '2026-11-26',
      certainty: 'A' as const,
      ...more,
    },
  },
];
const bounds = { mostDays: 365, changeDays: 30 };

it.each([
  ['2027-11-26', {}, []],
  ['2027-11-27', {}, ['alibaba, duties counter-notice was read 366 days ago, on 2026-11-26 (a page)']],
  ['2026-12-01', { until: '2026-12-31' }, ['alibaba, duties counter-notice holds until 2026-12-31 alone']],
  ['2026-11-30', { until: '2026-12-31' }, []],
  ['2027-01-01', { until: '2026-12-31' }, []],
  ['2026-12-31', { from: '2027-01-20' }, ['alibaba, duties counter-notice holds from 2027-01-20 on']],
  ['2027-02-01', { from: '2027-01-20' }, []],
])('on %s, a figure of %o: %j', (asOf, more, expected) => {
  expect(staleFigures(figure(more), asOf, bounds)).toEqual(expected);
});

it('finds every figure of a profile, and names it', () => {
  const alibaba = builtInProfiles().platforms.find(({ id }) => id === 'alibaba');
  expect(alibaba && figuresOf(alibaba).map(({ name }) => name)).toEqual([
    'alibaba, timeZones',
    'alibaba, duties platform-answer',
    'alibaba, duties counter-notice',
    'alibaba, goodFaith',
  ]);
});
