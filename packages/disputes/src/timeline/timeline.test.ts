import ICAL from 'ical.js';
import { afterEach, describe, expect, it } from 'vitest';
import type { CaseFile } from '../case/file/case-file.ts';
import { builtInProfiles } from '../case/profile/profiles.ts';

import { caseStatus, statusJson, statusText } from './case-status.ts';
import { caseTimes, timelineText } from './case-timeline.ts';
import { timelineIcs } from './timeline-ics.ts';

const ASOF = { asOf: '2026-11-26' };
const filed: CaseFile = {
  id: '2026-001',
  status: 'open',
  platform: 'ebay',
  jurisdiction: 'US',
  timeZone: 'America/New_York',
  counterparty: { name: 'Bright Lamps', timeZone: 'America/New_York' },
  infringements: [{ listing: '88120', firstSeen: '2026-11-01' }],
  events: [
    { type: 'filed', at: '2026-11-10', deadline: { date: '2026-11-20', rule: 'as the platform says' } },
    { type: 'counter-forwarded', at: '2026-11-20T12:00-05:00' },
  ],
};
const accused: CaseFile = {
  id: '2026-002',
  status: 'open',
  direction: 'accused',
  timeZone: 'Europe/London',
  accusation: { receivedAt: '2026-11-23T10:00Z', by: 'a, b; c\\d\u001b[2J\n杯子', respondBy: '2026-12-01T12:00Z' },
};
const nothing: CaseFile = { id: 'a', status: 'open', events: [{ type: 'withdrawn', at: '2026-11-01' }] };
const draft: CaseFile = { id: 'b', status: 'open', notice: { to: 'dmca' } };
const waiting: CaseFile = {
  id: '2026-003',
  status: 'open',
  platform: 'aliexpress',
  timeZone: 'Asia/Shanghai',
  events: [{ type: 'filed', at: '2026-11-24' }],
};
const files = [nothing, filed, accused, waiting];
const statuses = files.map((file) => caseStatus('cases/a.yaml', file, builtInProfiles(), ASOF));
const times = files.map((file) => caseTimes('cases/a.yaml', file, builtInProfiles(), ASOF));

describe('case status', () => {
  it('says of each case who has to do what until when, the most urgent first', () => {
    expect(statusText(statuses, 2)).toMatchInlineSnapshot(`
      "case      until       left     who           has to
      2026-002  2026-12-01  5 days   you           answer the accusation
      2026-003  2026-12-03  7 days   the platform  answer the complaint
      2026-001  2026-12-07  11 days  you           notify the platform of a suit or a complaint to the authority
      a         no day set  –        you           close the case; else nothing more happens

      4 open cases, 2 closed; 1 due soon
      "
    `);
  });
  it('says of a complaint that nobody has filed that we have to', () => {
    const standings = [draft, { ...draft, notice: {} }, { id: 'b', status: 'open' } as const].map((file) =>
      caseStatus('cases/b.yaml', file, builtInProfiles(), ASOF),
    );
    for (const standing of standings) {
      expect(standing.toBeFiled).toBe(true);
      expect(statusText([standing], 0)).toMatch(
        /\nb {5}no day set {2}– {5}you {2}file the complaint[^\n]+\n\n1 open case, 0 closed; 1 not filed\n$/,
      );
    }
    expect(statuses.map(({ toBeFiled }) => toBeFiled)).toEqual([false, false, false, false]);
  });
  it('names as next what is ahead, and where all is past the last of it', () => {
    const [, first, second] = statuses;
    expect(second?.next).toMatchObject({ actor: 'us', due: { latest: '2026-12-01' }, daysLeft: 5 });
    expect(first?.next?.state).not.toBe('met');
    const late = caseStatus('cases/a.yaml', accused, builtInProfiles(), { asOf: '2027-01-10' });
    expect(late.next).toMatchObject({ state: 'past', daysLeft: -40 });
    expect(statusText([late], 0)).toContain('2026-12-01  40 days ago  you');
  });
  it('is data with a sentence for each deadline', () => {
    const { open, asOf } = statusJson(statuses, 0, '2026-11-26');
    expect([asOf, open.map(({ id }) => id)]).toEqual(['2026-11-26', ['a', '2026-001', '2026-002', '2026-003']]);
    for (const { deadlines } of open) for (const { sentence, duty } of deadlines) expect(sentence).toContain(duty);
  });
});

describe('case timeline', () => {
  it('is in order, with a line for the day of the run', () => {
    const lines = times.map(timelineText).join('').split('\n');
    expect(lines).toContain('  2026-11-23  other side  accusation received');
    expect(
      lines.some((line) =>
        /^ {2}2026-12-01 {2}we {10}due soon: we have to answer the accusation by 2026-12-01, 5 days left/.test(line),
      ),
    ).toBe(true);
    const days = times
      .slice(1, 2)
      .map(timelineText)
      .join('')
      .split('\n')
      .flatMap((line) => /^ {2}(\d{4}-\d\d-\d\d)/.exec(line)?.[1] ?? []);
    expect(days).toEqual([...days].sort());
    expect(days).toContain('2026-11-26');
    expect(lines.join('')).not.toMatch(/\p{Cc}/u);
  });
});

it('does not call unknown what is done', () => {
  const events = [
    { type: 'filed', at: '2026-11-10' },
    { type: 'removed', at: '2026-11-12' },
  ];
  const done = caseTimes('a.yaml', { ...nothing, platform: 'Vinted', events }, builtInProfiles(), ASOF);
  expect(done.deadlines).toEqual([expect.objectContaining({ state: 'met', due: null })]);
  expect(timelineText(done)).not.toContain('not known');
});

describe('a calendar', () => {
  const zone = process.env['TZ'];
  afterEach(() => {
    if (zone === undefined) delete process.env['TZ'];
    else process.env['TZ'] = zone;
  });
  const dated = times.slice(1);
  const read = (text: string) =>
    new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((each) => new ICAL.Event(each));

  it('holds what has no day on the day of the run, without an alarm', async () => {
    const noFigure: CaseFile = {
      ...{ id: 'n', status: 'open', direction: 'accused', platform: 'Vinted' },
      accusation: { receivedAt: '2026-11-20' },
    };
    const removed: CaseFile = {
      ...{ id: 'r', status: 'open' },
      events: [
        { type: 'filed', at: '2026-11-01' },
        { type: 'removed', at: '2026-11-03', by: 'platform' },
      ],
    };
    const of = [nothing, noFigure, removed].map((file) => caseTimes('cases/a.yaml', file, builtInProfiles(), ASOF));
    const events = read(await timelineIcs(of));
    // Where nobody has to act there is nothing to be reminded of.
    expect(events.map(({ summary, startDate }) => `${startDate} ${summary}`)).toEqual([
      '2026-11-26 a: no day set: We: close the case',
      '2026-11-26 n: day not known: We: answer the accusation',
    ]);
    expect(events.map(({ description }) => description)).toEqual([
      'close the case; else nothing more happens',
      expect.stringContaining('no figure is known for the platform Vinted'),
    ]);
    expect(events.flatMap(({ component }) => component.getAllSubcomponents('valarm'))).toEqual([]);
    expect(of.map((each) => timelineText(each)).join('')).toContain(
      'no day set              nothing for now (removed): the listing stays down',
    );
  });
  it('holds each deadline that is ahead or past, on its days, with alarms', async () => {
    const events = read(await timelineIcs(dated));
    const due = dated.flatMap(({ deadlines }) => deadlines.filter(({ due, state }) => due !== null && state !== 'met'));
    expect(due.length).toBeGreaterThan(1);
    expect(events.map(({ startDate }) => startDate.toString()).sort()).toEqual(
      due.map((one) => one.due?.earliest).sort(),
    );
    for (const event of events) {
      expect(event.startDate.isDate).toBe(true);
      expect(event.endDate.compare(event.startDate)).toBeGreaterThan(0);
      const alarms = event.component.getAllSubcomponents('valarm');
      expect(alarms.map((alarm) => String(alarm.getFirstPropertyValue('trigger'))).sort()).toEqual([
        '-P1DT15H',
        '-P4DT15H',
      ]);
      expect(String(event.component.getFirstPropertyValue('dtstamp'))).toBe('2026-11-26T00:00:00Z');
    }
    expect(new Set(events.map(({ uid }) => uid)).size).toBe(events.length);
  });
  it('does not ring for days that are over, and says of what is past that it is', async () => {
    const on = async (asOf: string) =>
      read(
        await timelineIcs(files.slice(1).map((file) => caseTimes('cases/a.yaml', file, builtInProfiles(), { asOf }))),
      );
    const counts = new Set<number>();
    for (const asOf of ['2026-11-26', '2026-11-28', '2026-12-01', '2026-12-02', '2026-12-20']) {
      for (const { startDate, summary, component } of await on(asOf)) {
        const left = (Date.parse(startDate.toString()) - Date.parse(asOf)) / 86_400_000;
        const alarms = component.getAllSubcomponents('valarm').length;
        expect([asOf, left, alarms]).toEqual([asOf, left, [5, 2].filter((days) => left >= days).length]);
        expect(summary.startsWith('PAST DUE: ')).toBe(left < 0);
        counts.add(alarms);
      }
    }
    expect([...counts].sort()).toEqual([0, 1, 2]);
  });
  it('is the same bytes in every time zone, and its events stay known as days go by', async () => {
    const text = await timelineIcs(times);
    for (const other of ['America/Los_Angeles', 'Pacific/Kiritimati']) {
      process.env['TZ'] = other;
      expect(await timelineIcs(times)).toBe(text);
    }
    const later = files.map((file) => caseTimes('cases/a.yaml', file, builtInProfiles(), { asOf: '2026-11-27' }));
    expect(read(await timelineIcs(later)).map(({ uid }) => uid)).toEqual(read(text).map(({ uid }) => uid));
  });
  it('keeps lines short and texts from acting', async () => {
    const hostile = 'a, b; c\\d\u001b[2J\nEND:VEVENT\u202e杯子';
    const text = await timelineIcs(times.slice(2, 3).map((each) => ({ ...each, id: hostile })));
    expect(text.split('\r\n').every((line) => Buffer.byteLength(line) <= 75)).toBe(true);
    expect(text.replace(/\r\n/g, '')).not.toMatch(/[\p{Cc}\u202e]/u);
    const [event, ...others] = read(text);
    expect(others).toEqual([]);
    expect(event?.summary).toBe('a, b; c\\d\\x1b[2J\\nEND:VEVENT\\u{202e}杯子: We: answer the accusation');
  });
});
