import { describe, expect, it } from 'vitest';
import { builtInProfiles } from '../profile/profiles.ts';
import { addBusinessDays, isBusinessDay, nextBusinessDay } from './business-days.ts';
import { addDays } from './day.ts';
import { ALL_ZONES, dayInZone, daysDuring, endsOfDay, instantsOf, startOfDay } from './zone.ts';

const calendar = (id: string) => {
  const found = builtInProfiles().calendars.find((each) => each.id === id);
  if (found === undefined) throw new Error(`no calendar ${id}`);
  return found;
};

describe('days in a zone', () => {
  it.each([
    ['2026-06-01T16:30Z', 'Asia/Shanghai', '2026-06-02'],
    ['2026-06-01T15:59Z', 'Asia/Shanghai', '2026-06-01'],
    ['2026-12-31T23:30Z', 'Europe/Berlin', '2027-01-01'],
    ['2026-12-31T23:30Z', 'America/New_York', '2026-12-31'],
    ['2026-06-01T10:00Z', 840, '2026-06-02'],
    ['2026-06-01T10:00Z', -720, '2026-05-31'],
  ])('%s is in %s the day %s', (time, zone, day) => {
    expect(dayInZone(Date.parse(time), zone)).toBe(day);
  });

  it.each([
    ['2026-03-29', 'Europe/Berlin', '2026-03-28T23:00:00.000Z'],
    ['2026-03-30', 'Europe/Berlin', '2026-03-29T22:00:00.000Z'],
    ['2026-10-25', 'Europe/Berlin', '2026-10-24T22:00:00.000Z'],
    ['2026-10-26', 'Europe/Berlin', '2026-10-25T23:00:00.000Z'],
    ['2026-11-01', 'America/New_York', '2026-11-01T04:00:00.000Z'],
    ['2026-11-02', 'America/New_York', '2026-11-02T05:00:00.000Z'],
    // The clock of Beirut jumps over midnight.
    ['2026-03-29', 'Asia/Beirut', '2026-03-28T22:00:00.000Z'],
    ['2026-06-01', 'Asia/Kathmandu', '2026-05-31T18:15:00.000Z'],
    ['2026-06-01', -330, '2026-06-01T05:30:00.000Z'],
  ])('%s begins in %s at %s', (day, zone, instant) => {
    expect(new Date(startOfDay(day, zone)).toISOString()).toBe(instant);
  });

  it('takes a date without a time for a day of ours, which is two days elsewhere', () => {
    const days = (date: string, zone: string) => daysDuring(instantsOf(date, ['Europe/Berlin']), [zone]);
    expect(days('2026-06-01', 'Asia/Shanghai')).toEqual({ first: '2026-06-01', last: '2026-06-02' });
    expect(days('2026-06-01', 'America/New_York')).toEqual({ first: '2026-05-31', last: '2026-06-01' });
    expect(days('2026-06-01', 'Europe/Berlin')).toEqual({ first: '2026-06-01', last: '2026-06-01' });
    expect(days('2026-06-01T17:00+02:00', 'Asia/Shanghai')).toEqual({ first: '2026-06-01', last: '2026-06-01' });
    expect(days('2026-06-01T16:00', 'Asia/Shanghai')).toEqual({ first: '2026-06-02', last: '2026-06-02' });
  });

  it('begins a day where it begins first, and ends it where it ends last', () => {
    const iso = ({ first, last }: { first: number; last: number }) =>
      [first, last].map((each) => new Date(each).toISOString());
    expect(iso(instantsOf('2026-06-10', ALL_ZONES))).toEqual(['2026-06-09T10:00:00.000Z', '2026-06-11T11:59:59.999Z']);
    expect(iso(endsOfDay('2026-06-10', ALL_ZONES))).toEqual(['2026-06-10T09:59:59.999Z', '2026-06-11T11:59:59.999Z']);
    const states = ['America/New_York', 'Pacific/Honolulu'];
    expect(iso(endsOfDay('2026-06-10', states))).toEqual(['2026-06-11T03:59:59.999Z', '2026-06-11T09:59:59.999Z']);
  });

  it('ends a day of New York a day later in Auckland', () => {
    const last = (zone: string, own: string) => dayInZone(endsOfDay('2026-06-10', [zone]).last, own);
    expect(last('America/New_York', 'Pacific/Auckland')).toBe('2026-06-11');
    expect(last('Asia/Shanghai', 'America/New_York')).toBe('2026-06-10');
  });

  it('throws for a zone that does not exist', () => {
    expect(() => dayInZone(0, 'Europe/Berln')).toThrow(RangeError);
  });
});

describe('business days', () => {
  it.each([
    ['CN', '2026-02-14', true, 'a Saturday that is worked'],
    ['CN', '2026-02-16', false, 'a Monday of Spring Festival'],
    ['CN', '2026-10-10', true, 'a Saturday that is worked'],
    ['CN', '2026-10-11', false, 'a Sunday'],
    ['CN', '2025-01-26', true, 'a Sunday that is worked'],
    ['US', '2026-07-03', false, 'Independence Day of a Saturday'],
    ['US', '2026-07-06', true, 'the Monday after it'],
    ['US', '2026-11-26', false, 'Thanksgiving'],
    ['US', '2026-11-27', true, 'the day after it'],
  ])('%s %s is worked: %s (%s)', (id, day, worked) => {
    expect(isBusinessDay(day, calendar(id))).toBe(worked);
  });

  it('counts from the day after, and never guesses a year', () => {
    expect(addBusinessDays('2026-06-05', 1, calendar('US'))).toBe('2026-06-08');
    expect(addBusinessDays('2026-06-05', 0, calendar('US'))).toBe('2026-06-05');
    expect(addDays('2026-12-31', 1)).toBe('2027-01-01');
    expect(nextBusinessDay('2026-06-08', calendar('US'))).toBe('2026-06-08');
    expect(nextBusinessDay('2026-06-06', calendar('US'))).toBe('2026-06-08');
    expect(() => addBusinessDays('2026-12-31', 1, calendar('CN'))).toThrow(
      'the calendar CN has no 2027 (it has 2024 to 2026), so its business days are not known',
    );
    expect(() => isBusinessDay('2030-01-01', { ...calendar('CN'), years: [] })).toThrow('it has no year');
  });
});
