import { join } from 'node:path';
import { fileFault, globPaths, ListingLintError, readText } from '@listing-lint/core/plugin';
import { dayOf } from '../case/file/dates.ts';
import { hitPlace } from './hit-place.ts';
import { type HitCertainty, MAX_LOG_BYTES, type MonitoringFile, readMonitoringFile } from './monitoring-file.ts';

/** A hit that a log tells of, and where it stands by all logs. */
export interface KnownHit {
  readonly id: string;
  /** What it is compared by: see `hitPlace`. */
  readonly place: string;
  /** First 16 digits of the SHA-256 of each of ours that it shows; none where only the mark is ours. */
  readonly workIds: ReadonlySet<string>;
  readonly work: string | null;
  readonly listing: string;
  readonly seller: string | null;
  readonly platform: string | null;
  readonly certainty: HitCertainty;
  readonly state: 'up' | 'gone';
  /** Day of the log that told it first. */
  readonly firstSeen: string;
  /** Day on which it came to its state. */
  readonly since: string;
  /** Days from each time that it was up to the time that it was seen to be gone. */
  readonly takedownDays: readonly number[];
  readonly case: string | null;
  /** As it was told last, and by which program. */
  readonly told: Found;
  readonly tool: string | null;
}

type Check = MonitoringFile['checks'][number];
export type Found = NonNullable<Check['found']>[number];
type FoundHit = NonNullable<Found['hit']>;

/** One check of a log, and where it stands. */
export interface LoggedCheck extends Check {
  readonly path: string;
}

/** All checks of the logs that a config names, in the order of their days. Throws `data-invalid` for a log with mistakes: what it says is not known. */
export const readLogs = async (root: string, globs: readonly string[]): Promise<readonly LoggedCheck[]> => {
  const all: LoggedCheck[] = [];
  for (const path of globPaths(root, globs, { within: root }).filter((each) => /\.(?:ya?ml|json)$/i.test(each))) {
    const text = await readText(join(root, path), { maxBytes: MAX_LOG_BYTES, within: root }).catch((cause) => {
      throw new ListingLintError('file-unreadable', `${path} cannot be read: ${fileFault(cause)}`, [], { cause });
    });
    const { value, problems } = readMonitoringFile({ path, text }, LATEST);
    if (value === null) {
      throw new ListingLintError('data-invalid', `${path} has mistakes, so that it is not known what is new`, [
        ...problems,
      ]);
    }
    all.push(...value.checks.map((check) => ({ ...check, path })));
  }
  return loggedChecks(all);
};

/** Checks in the order of their days. */
export const loggedChecks = (checks: readonly LoggedCheck[]): readonly LoggedCheck[] =>
  checks.toSorted((a, b) => compare(dayOf(a.at), dayOf(b.at)) || compare(a.path, b.path));

/** A log of a later day is no mistake of this run. */
const LATEST = '9999-12-31';
const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

/** A day, or the last one that it can be: clocks of crawlers and pages go wrong, and nothing is seen later than it was looked for. */
export const notAfter = (day: string, last: string): string => (day > last ? last : day);

/** Where each hit stands by all checks, in their order. Pure. */
export const hitHistory = (checks: readonly LoggedCheck[]): ReadonlyMap<string, KnownHit> => {
  const hits = new Map<string, KnownHit>();
  for (const check of checks) {
    for (const found of check.found ?? []) {
      if (!found.hit) continue;
      const known = hits.get(found.hit.id);
      hits.set(found.hit.id, known === undefined ? firstOf(found, found.hit, check) : again(known, found, check));
    }
    for (const { hit, at } of check.run?.gone ?? []) {
      const known = hits.get(hit);
      if (known === undefined || known.state === 'gone') continue;
      const since = notAfter(dayOf(at), dayOf(check.at));
      const days = Math.max(0, Math.round((Date.parse(since) - Date.parse(known.since)) / 86_400_000));
      hits.set(hit, { ...known, state: 'gone', since, takedownDays: [...known.takedownDays, days] });
    }
  }
  return hits;
};

const firstOf = (found: Found, hit: FoundHit, { at, tool }: Check): KnownHit => ({
  id: hit.id,
  place: hitPlace(String(found.listing), hit.picture?.sha256 ?? null),
  workIds: new Set(hit.workIds ?? []),
  work: hit.work ?? null,
  listing: String(found.listing),
  seller: found.seller === null || found.seller === undefined ? null : String(found.seller),
  platform: hit.platform ?? null,
  certainty: hit.certainty ?? 'copy',
  state: 'up',
  firstSeen: dayOf(at),
  since: notAfter(dayOf(hit.capturedAt ?? at), dayOf(at)),
  takedownDays: [],
  told: found,
  tool: tool ?? null,
  case: found.case === null || found.case === undefined ? null : String(found.case),
});

const again = (known: KnownHit, found: Found, { at }: Check): KnownHit => ({
  ...known,
  workIds: new Set([...known.workIds, ...(found.hit?.workIds ?? [])]),
  state: 'up',
  told: found,
  since: known.state === 'gone' ? notAfter(dayOf(found.hit?.capturedAt ?? at), dayOf(at)) : known.since,
  case: found.case === null || found.case === undefined ? known.case : String(found.case),
});
