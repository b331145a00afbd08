import { defineFact, type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { settledSettings } from '../disputes-settings.ts';
import { clipText } from '../docket/clip-text.ts';
import { type CaseOfPlace, copiesDocket } from './copies-docket.ts';
import { type LoggedCheck, loggedChecks } from './history.ts';
import { hitPlace } from './hit-place.ts';
import { monitoringFact, monitoringFileFact, readLog } from './monitoring-fact.ts';
import { isSettled } from './unanswered.ts';
import { infringementsFact } from './unanswered-fact.ts';

const day = z.iso.date();
const text = z.string();
const maybe = text.nullable();
const count = z.int().min(0);

const openCopy = z.object({
  ...{ listing: text, seller: maybe, platform: maybe },
  certainty: z.enum(['copy', 'marked', 'likely', 'possible']),
  ...{ work: maybe, transformation: maybe },
  since: day,
  days: count,
  relistings: count,
  ...{ case: maybe, isCaseOpen: z.boolean().nullable(), decision: maybe },
  ...{ price: z.number().nullable(), currency: maybe },
  log: text,
});
const takenCopy = z.object({
  ...{ listing: text, seller: maybe, platform: maybe },
  ...{ firstSeen: day, at: day, days: count, case: maybe },
});
const docket = z.object({
  log: text.meta({ title: 'the newest log' }),
  runs: count,
  firstDay: day.nullable(),
  lastDay: day.nullable(),
  counts: z.object({ open: count, unanswered: count, taken: count, relisted: count }),
  open: z.array(openCopy).meta({ title: 'copies that are up', description: 'as many as there is room for.' }),
  taken: z.array(takenCopy).meta({ title: 'copies that were taken down', description: 'the latest.' }),
  days: z.array(z.object({ at: day, fresh: count, back: count, gone: count, up: count })),
  platforms: z.array(z.object({ name: text, taken: z.array(count), up: z.array(count) })),
  platformsLeftOut: count,
  unread: z
    .array(text)
    .meta({ title: 'logs and cases that cannot be read', description: 'what they say is not in here.' }),
});

/** Bytes of JSON that lists may have: a report takes 64 KB of all. */
const OPEN_BYTES = 24_000;
const TAKEN_BYTES = 10_000;
const MOST_PLATFORMS = 12;
/** Days of copies of one platform, of more those that lie evenly among them. */
const MOST_TIMES = 120;
const MOST_DAYS = 60;
const MOST_UNREAD = 5;

/** What reports tell of the copies of a shop: the `particulars` of its newest monitoring log. */
export const copiesDocketFact = defineFact({
  id: 'copiesDocket',
  scope: 'monitoring-log',
  version: 1,
  title:
    'What all monitoring logs and cases tell of copies, at the newest log: which are up, taken down and back, and how long that took.',
  schema: z.object({ docket: docket.nullable().meta({ description: 'null at logs that are not the newest.' }) }),
  needsSet: [monitoringFileFact.id],
  compute: async (subject, _params, context) => {
    const { isNewest } = await context.get(monitoringFact.id);
    if (!isNewest || subject.absent === true) return { docket: null };
    const { checks, unread: unreadLogs } = await checksOf(context);
    const { cases, unread: unreadCases } = await casesOf(context);
    const settings = settledSettings.of(context);
    const { asOf } = context;
    const told = copiesDocket({
      ...{ checks, cases, asOf },
      isSettled: ({ listing, seller, told: found, firstSeen }) =>
        isSettled({ listing, seller, picture: found.hit?.picture?.sha256 ?? null, at: firstSeen }, settings),
    });
    return { docket: bounded(subject.path, told, [...unreadLogs, ...unreadCases]) };
  },
});

const checksOf = async (
  context: FactContext,
): Promise<{ readonly checks: readonly LoggedCheck[]; readonly unread: readonly string[] }> => {
  const unread: string[] = [];
  const all: LoggedCheck[] = [];
  for (const subject of context.subjects('monitoring-log')) {
    const { value } = await readLog(subject, context);
    if (value === null) unread.push(subject.path);
    else all.push(...value.checks.map((check) => ({ ...check, path: subject.path })));
  }
  return { checks: loggedChecks(all), unread };
};

const casesOf = async (
  context: FactContext,
): Promise<{ readonly cases: ReadonlyMap<string, CaseOfPlace>; readonly unread: readonly string[] }> => {
  const cases = new Map<string, CaseOfPlace>();
  const unread: string[] = [];
  for (const subject of context.subjects('case')) {
    try {
      const { id, open, listings } = await context.get(infringementsFact.id, subject);
      for (const { listing, picture } of listings) cases.set(hitPlace(listing, picture), { id, open });
    } catch (error) {
      if (!(error instanceof ListingLintError)) throw error;
      unread.push(subject.path);
    }
  }
  return { cases, unread };
};

type Told = ReturnType<typeof copiesDocket>;

const bounded = (log: string, told: Told, unread: readonly string[]): z.infer<typeof docket> => ({
  log,
  ...told,
  open: within(told.open.map(clipped), OPEN_BYTES),
  taken: within(told.taken.map(clipped), TAKEN_BYTES),
  days: told.days.slice(-MOST_DAYS).map((each) => ({ ...each })),
  platforms: told.platforms
    .slice(0, MOST_PLATFORMS)
    .map(({ name, taken, up }) => ({ name: clipText(name), taken: spread(taken), up: spread(up) })),
  platformsLeftOut: Math.max(0, told.platforms.length - MOST_PLATFORMS),
  unread: unread.slice(0, MOST_UNREAD).map((path) => clipText(path)),
});

/** All texts of a line, clipped. */
const clipped = <Line extends object>(line: Line): Line =>
  Object.fromEntries(
    Object.entries(line).map(([key, value]) => [key, typeof value === 'string' ? clipText(value) : value]),
  ) as Line;

/** The first of some lines, as far as there is room. */
const within = <Line>(lines: readonly Line[], bytes: number): Line[] => {
  let left = bytes;
  const end = lines.findIndex((line) => {
    left -= Buffer.byteLength(JSON.stringify(line)) + 1;
    return left < 0;
  });
  return lines.slice(0, end < 0 ? lines.length : end);
};

const spread = (values: readonly number[]): number[] => {
  const sorted = values.toSorted((a, b) => a - b);
  if (sorted.length <= MOST_TIMES) return sorted;
  return Array.from(
    { length: MOST_TIMES },
    (_, k) => sorted[Math.floor((k * (sorted.length - 1)) / (MOST_TIMES - 1))] ?? 0,
  );
};
