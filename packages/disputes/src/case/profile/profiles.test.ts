import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { profileSchema } from './profile-schema.ts';
import { builtInProfiles, profileNamed, profileSources, readProfile, readProfiles } from './profiles.ts';

const { platforms, jurisdictions, ladders, calendars } = builtInProfiles();
const folder = join(import.meta.dirname, '../../../../../config/profiles');

/** Every mapping that is a figure, with where it stands; numbers that stand in none, too. */
const walk = (value: unknown, path: string, inFigure: boolean, found: { figures: string[]; bare: string[] }): void => {
  if (typeof value === 'number' && !inFigure) found.bare.push(path);
  if (typeof value !== 'object' || value === null) return;
  const isFigure = 'value' in value;
  if (isFigure) found.figures.push(path);
  for (const [key, part] of Object.entries(value)) walk(part, `${path}.${key}`, inFigure || isFigure, found);
};

it('gives every figure its source, the day on which it was read, and how certain it is', () => {
  const found = { figures: [], bare: [] };
  for (const profile of [...platforms, ...jurisdictions, ...ladders, ...calendars])
    walk(profile, profile.id, false, found);
  expect(found.bare).toEqual([]);
  expect(found.figures.length).toBeGreaterThan(40);
});

it.each(['source', 'read', 'certainty'])('takes no figure without its %s', (key) => {
  const figure = { value: 365, source: { title: 'a', url: 'https://a.example' }, read: '2026-11-26', certainty: 'A' };
  const ladder = (lapsesAfterDays: object) => ({
    kind: 'ladder',
    id: 'l',
    title: 'l',
    counts: 'strikes',
    lapsesAfterDays,
    steps: [{ ...figure, value: { at: 1, penalty: 'p' } }],
  });
  expect(profileSchema.safeParse(ladder(figure)).success).toBe(true);
  expect(profileSchema.safeParse(ladder({ ...figure, [key]: undefined })).success).toBe(false);
});

it('reads every file of the folder, and names each profile as its file', () => {
  const files = ['platforms', 'jurisdictions', 'ladders', 'calendars'].flatMap((name) =>
    readdirSync(join(folder, name)).map((file) => ({
      path: `${name}/${file}`,
      text: readFileSync(join(folder, name, file), 'utf8'),
    })),
  );
  expect(readProfiles(files)).toEqual(builtInProfiles());
  const ids = [platforms, jurisdictions, ladders, calendars].map((each) =>
    each.map(({ id }) => `${id.toLowerCase()}.yaml`),
  );
  expect(ids).toEqual(
    ['platforms', 'jurisdictions', 'ladders', 'calendars'].map((name) => readdirSync(join(folder, name)).sort()),
  );
  expect(profileSources('ladders')).toHaveLength(ladders.length);
});

it('tells a mistake in a profile with its place', () => {
  const source = { path: 'ladders/x.yaml', text: 'kind: ladder\nid: x\ntitle: X\ncounts: stars\nsteps: []\n' };
  expect(() => readProfile(source, profileSchema)).toThrow(/the profile ladders\/x.yaml has mistakes/);
});

it('names only calendars and laws that are there, and days that are counted by one', () => {
  const known = calendars.map(({ id }) => id);
  for (const { calendar, duties } of [...platforms, ...jurisdictions]) {
    if (calendar !== undefined) expect(known).toContain(calendar);
    const counted = Object.values(duties).some(({ value }) => value.unit === 'business-days');
    expect(counted && calendar === undefined).toBe(false);
  }
  for (const { law } of platforms) for (const id of law) expect(jurisdictions.map((each) => each.id)).toContain(id);
});

it.each([
  ['AliExpress', 'aliexpress'],
  ['aliexpress.com', 'aliexpress'],
  ['alibaba-ipp', 'alibaba'],
  ['eBay', 'ebay'],
  ['a shop', undefined],
  [undefined, undefined],
])('knows %s as %s', (name, id) => {
  expect(profileNamed(platforms, name)?.id).toBe(id);
});

const weekday = (day: string) => new Date(`${day}T00:00Z`).getUTCDay();

it.each(calendars.flatMap((calendar) => calendar.years.map(({ value }) => ({ id: calendar.id, ...value }))))(
  '$id $year: days of that year, make-up workdays on a weekend and on no holiday',
  ({ year, holidays, workdays }) => {
    const days = [...holidays.flatMap(({ from, to }) => [from, to]), ...workdays];
    expect(days.filter((day) => !day.startsWith(String(year)))).toEqual([]);
    expect(holidays.filter(({ from, to }) => to < from)).toEqual([]);
    expect(workdays.filter((day) => weekday(day) % 6 !== 0)).toEqual([]);
    expect(workdays.filter((day) => holidays.some(({ from, to }) => from <= day && day <= to))).toEqual([]);
  },
);

it('has eleven federal holidays a year, none on a weekend, and that of a Saturday in the year before', () => {
  const us = calendars.find(({ id }) => id === 'US');
  const all = us?.years.flatMap(({ value }) => value.holidays.map(({ from }) => from)) ?? [];
  expect(all.filter((day) => weekday(day) % 6 === 0)).toEqual([]);
  expect(us?.years.map(({ value }) => [value.year, value.holidays.length])).toEqual([
    [2024, 11],
    [2025, 11],
    [2026, 11],
    [2027, 12],
    [2028, 10],
  ]);
  expect(all).toContain('2027-12-31');
});
