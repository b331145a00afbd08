import type { Report, SubjectReport } from '@listing-lint/core';
import { describe, expect, it } from 'vitest';
import { html } from '../html/html.ts';
import { markdown } from '../markdown/markdown.ts';
import { fixtureContext } from '../testing/context.ts';
import { disputedReport } from '../testing/shop-disputes.ts';
import { shopReport } from '../testing/shop-report.ts';
import { text } from '../text/text.ts';
import { type CaseDocket, docketsOf } from './case-docket.ts';
import { disputesView } from './docket-view.ts';
import { dutyWords, leftWords } from './docket-words.ts';
import { placeLabels } from './label-places.ts';
import { stakeBySide } from './stake.ts';
import { dayNumber, ticksOf } from './time-scale.ts';
import { timelineRows, timelineView } from './timeline.ts';
import { byUrgency, duties } from './urgency.ts';

const report = disputedReport({ listings: 1, picturesPerListing: 1 });
const { cases, unread } = docketsOf(report);
const caseOf = (id: string): CaseDocket => {
  const found = cases.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no case ${id}`);
  return found;
};

describe('what is read of a report', () => {
  it('is the fact of cases; one that cannot be read is told', () => {
    expect(cases.map(({ id }) => id)).toEqual(['2026-014', '2026-021', '2026-022', '2026-023', '2025-007']);
    expect(unread).toEqual([{ path: 'cases/2026-006.yaml', why: 'the case file has mistakes' }]);
  });

  it('is nothing of a report without it, and nothing of what has another shape', () => {
    expect(docketsOf(shopReport({ listings: 1, picturesPerListing: 1 }))).toEqual({ cases: [], unread: [] });
    const odd = (particulars: SubjectReport['particulars']): Report => ({
      ...report,
      subjects: [
        {
          scope: 'case',
          path: 'a',
          outcomes: { pass: [], fail: [], skip: [], inconclusive: [] },
          ...(particulars && { particulars }),
        },
      ],
    });
    expect(docketsOf(odd({ fact: 'docket', value: { id: 7 } })).unread).toHaveLength(1);
    expect(docketsOf(odd({ fact: 'acme/docket', value: { id: 7 } }))).toEqual({ cases: [], unread: [] });
  });
});

it('puts first what we owe and is pressing, then what others owe, then what has time', () => {
  expect(byUrgency(cases).map(({ id }) => id)).toEqual(['2026-021', '2026-014', '2026-022', '2026-023', '2025-007']);
  expect(duties(caseOf('2026-022')).map(({ actor, state }) => `${actor} ${state}`)).toEqual([
    'us open',
    'platform unknown',
  ]);
  expect(duties(caseOf('2026-014'))).toHaveLength(1);
});

it('shows steps without a day, ours before those of nobody, and what happens if nobody acts', () => {
  const step = (actor: 'us' | 'unknown', duty: string, why: string) => ({
    ...{ actor, duty, why, since: null, due: null, until: null, daysLeft: null, ground: 'no figure' },
    state: 'no-day' as const,
  });
  const deadlines = [
    step('unknown', 'removed', 'the listing stays down'),
    step('us', 'file again', 'the listing stays up'),
  ];
  expect(duties({ deadlines }).map((each) => `${dutyWords(each)}, ${leftWords(each)}`)).toEqual([
    'we have to file again, no day set',
    'nobody has to act: removed, no day set',
  ]);
  const rows = timelineRows({ ...caseOf('2026-022'), deadlines });
  expect(rows.slice(-2).map(({ day, who, what, note }) => [day, who, what, note])).toEqual([
    ['no day set', '', 'removed', 'the listing stays down; no figure'],
    ['no day set', 'we', 'have to file again', 'the listing stays up; no figure'],
  ]);
});

it('adds dollars to dollars alone, and neither side to the other', () => {
  const money = (direction: CaseDocket['direction'], amount: number, currency: string, usd: number | null) => ({
    direction,
    money: { amount, currency, usd, rateDate: null },
  });
  expect(
    stakeBySide([
      money('we-complain', 0.1, 'USD', 0.1),
      money('we-complain', 0.2, 'USD', 0.2),
      money('we-complain', 90_000, 'CNY', 12_600),
      money('we-complain', 9800, 'EUR', null),
      money('we-complain', 200, 'EUR', null),
      money('we-complain', 5, 'CHF', null),
      { direction: 'we-complain', money: null },
      money('accused', 1_234_567, 'JPY', null),
    ]),
  ).toEqual([
    {
      label: 'At stake where we complain',
      sums: [
        { text: 'USD 12,600.30', note: '1 case at its own rate' },
        { text: 'CHF 5', note: 'no rate to USD' },
        { text: 'EUR 10,000', note: 'no rate to USD' },
      ],
      silent: 1,
    },
    { label: 'At stake where we are accused', sums: [{ text: 'JPY 1,234,567', note: 'no rate to USD' }], silent: 0 },
  ]);
});

describe('an axis', () => {
  it('has few ticks within its span, upwards, whatever that is', () => {
    const first = dayNumber('2023-12-29');
    for (const span of [7, 8, 15, 31, 60, 91, 200, 365, 366, 800, 3000, 20_000, 300_000, 3_000_000]) {
      const ticks = ticksOf(first, first + span).map(({ at }) => at);
      expect([span, ticks.length >= 2, ticks.length <= 10]).toEqual([span, true, true]);
      expect(ticks).toEqual([...new Set(ticks)].sort((a, b) => a - b));
      expect([ticks.at(0) ?? 0, ticks.at(-1) ?? 0].every((at) => at >= first && at <= first + span)).toBe(true);
    }
  });

  it('counts the years of antiquity', () => {
    expect(ticksOf(dayNumber('0001-06-01'), dayNumber('0006-03-20')).map(({ label }) => label)).toEqual([
      '2',
      '3',
      '4',
      '5',
      '6',
    ]);
  });

  it('names the year where it begins', () => {
    const labels = ticksOf(dayNumber('2026-10-15'), dayNumber('2027-03-20')).map(({ label }) => label);
    expect(labels).toEqual(['Nov 2026', 'Dec', 'Jan 2027', 'Feb', 'Mar']);
    expect(ticksOf(dayNumber('2026-02-27'), dayNumber('2026-03-03')).map(({ label }) => label)).toEqual([
      '27 Feb',
      '28 Feb',
      '1 Mar',
      '2 Mar',
      '3 Mar',
    ]);
  });
});

it('places labels where they have room, at every width from theirs on', () => {
  const labels = Array.from({ length: 60 }, (_, n) => ({
    x: (n * 37) % 101,
    lane: `${n % 3}`,
    y: 0,
    text: 'complaint filed'.slice(0, 4 + ((n * 7) % 12)),
    tone: 'event',
  }));
  const placed = placeLabels(labels);
  const least = { small: 240, medium: 560, large: 860 };
  const lane = new Map(labels.map(({ x, text, lane: of }) => [`${x}% ${text}`, of]));
  expect(placed.some(({ size }) => size === 'large') && placed.some(({ anchor }) => anchor === 'end')).toBe(true);
  for (const width of [240, 300, 560, 700, 860, 1400]) {
    const shown = placed.filter(({ size }) => least[size] <= width);
    const intervals = shown.map(({ x, text, anchor }) => {
      const at = (Number.parseFloat(x) / 100) * width;
      const length = text.length * 6;
      const from = anchor === 'start' ? at - 4 : at + 4 - length;
      return { from, to: from + length, lane: lane.get(`${x} ${text}`) };
    });
    for (const [index, one] of intervals.entries()) {
      expect(one.from >= -4 && one.to <= width + 4).toBe(true);
      const overlapping = intervals
        .slice(index + 1)
        .filter((other) => other.lane === one.lane && one.from < other.to && other.from < one.to);
      expect([width, overlapping]).toEqual([width, []]);
    }
  }
});

describe('a timeline', () => {
  it('draws each side in its lane, deadlines from what began them, and the day of the run', () => {
    const view = timelineView(caseOf('2026-014'), '2026-11-25');
    expect(view?.lanes.map(({ name }) => name)).toEqual(['other side', 'platform', 'we', 'noted']);
    expect(view?.marks).toHaveLength(7);
    expect(view?.deadlines.map(({ state, tip }) => `${state}: ${tip}`)).toEqual([
      'met: 2026-08-17: the platform has to answer the complaint, ended',
      'past: 2026-10-14: the platform has to answer the complaint, 42 days ago',
    ]);
    expect([view?.today?.x, view?.today?.label]).toEqual(['98%', '2026-11-25']);
    const places = [...(view?.marks ?? []), ...(view?.deadlines ?? [])].map(({ x }) => Number.parseFloat(x));
    expect(places.every((x) => x >= 2 && x <= 98)).toBe(true);
  });

  it('knows no today but that of the report, and none for what is closed', () => {
    expect(timelineView(caseOf('2026-014'), undefined)?.today).toBeUndefined();
    expect(timelineView({ ...caseOf('2026-014'), open: false }, '2026-11-25')?.today).toBeUndefined();
  });

  it('is not drawn where there are no two days, and is told in words all the same', () => {
    expect(timelineView(caseOf('2026-023'), '2026-11-25')).toBeUndefined();
    expect(timelineRows(caseOf('2026-023'))).toHaveLength(1);
  });

  it('says in words all that it draws, by day, and what it cannot draw', () => {
    const rows = timelineRows(caseOf('2026-022'));
    expect(rows.map(({ day, who, what }) => `${day} | ${who} | ${what}`)).toEqual([
      '2026-10-28 | we | complaint filed',
      '2026-11-09 | the other side | counter-notice',
      '2026-11-12 | the platform | counter-notice forwarded',
      '2026-12-03 | we | have to tell the platform of a suit',
      'not known | the platform | has to put the listing back',
    ]);
    expect(rows.at(-1)?.note).toContain('no calendar is known for 2027');
  });
});

it('shows each account once, and what the next step of its ladder brings', () => {
  const twice = {
    ...report,
    subjects: [...report.subjects, ...report.subjects.map((each) => ({ ...each, path: `b/${each.path}` }))],
  };
  const { docket } = disputesView(twice);
  expect(docket?.standings.map(({ account, words, isLast, notes }) => ({ account, words, isLast, notes }))).toEqual([
    {
      account: 'tern-and-tide',
      words: '2 of 3 strikes',
      isLast: true,
      notes: [
        'at 3: the account is closed',
        'the oldest counts until 2027-03-02',
        'rules of the marketplace (certainty C, read 2026-11-24)',
      ],
    },
  ]);
  expect(docket?.notes).toEqual([
    '2 disputes closed.',
    '2 case files could not be read and are not in here: cases/2026-006.yaml, b/cases/2026-006.yaml.',
  ]);
});

describe('in short', () => {
  it('stands before the verdict in a terminal, and not with --quiet', async () => {
    const told = await text.render(report, fixtureContext());
    expect(told).toContain(`Disputes
  2026-021  2 days left    we have to answer the accusation, by 2026-11-27
  2026-014  42 days ago    the platform has to answer the complaint, by 2026-10-14
`);
    expect(told.indexOf('Disputes')).toBeLessThan(told.indexOf('✖'));
    expect(await text.render(report, fixtureContext({ quiet: true }))).not.toContain('Disputes');
  });

  it('is silent where no dispute has anything due', async () => {
    const idle = { ...report, subjects: report.subjects.filter(({ path }) => /00[456]/.test(path)) };
    expect(docketsOf(idle).cases).toHaveLength(2);
    expect(await text.render(idle, fixtureContext())).not.toContain('Disputes');
    expect(await markdown.render(idle, fixtureContext())).not.toContain('### Disputes');
  });

  it('is a table in markdown', async () => {
    const told = await markdown.render(report, fixtureContext());
    expect(told).toContain('| 2026-022 | 8 days left | 2026-12-03 | we have to tell the platform of a suit |');
    expect(told).toContain('- At stake where we are accused: EUR 9,800 (no rate to USD)');
  });
});

it('has the same bytes for the same report, and no day but its own', async () => {
  const once = await html.render(report, fixtureContext());
  expect(await html.render(report, fixtureContext())).toBe(once);
  const { asOf: _asOf, ...undated } = report;
  expect(await html.render(undated, fixtureContext())).not.toContain('as of');
});
