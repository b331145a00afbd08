import { join } from 'node:path';
import {
  canonicalJson,
  isMissingFile,
  ListingLintError,
  readText,
  replaceFile,
  sha256,
  withLock,
} from '@listing-lint/core/plugin';
import { MAX_LOG_BYTES } from '../case/monitoring/monitoring-file.ts';
import { logFolder } from '../case/monitoring/subjects.ts';
import { type BytesMatcher, openBytesMatch } from '../hash/match/match-files.ts';
import { DEFAULT_MEGAPIXELS, type Settings } from '../settings.ts';
import { casesByPlace, disputesOf, logsOf } from './disputes.ts';
import { EVIDENCE_FOLDER, keepEvidence } from './keep-evidence.ts';
import { fileJournal, NO_PROGRESS } from './look/journal.ts';
import { pictureJudge } from './look/judge-picture.ts';
import { lookThrough, TimeIsUp } from './look/look-through.ts';
import type { Looked } from './look/seen.ts';
import type { MonitorMatter, MonitorOutcome } from './matter.ts';
import { hitHistory } from './news/history.ts';
import type { MonitorNews } from './news/hit.ts';
import { newsOf } from './news/news.ts';
import { logName, logText } from './run-log.ts';
import { DEFAULT_BOUNDS, type SourceBounds } from './source/capture.ts';
import { type MonitorSource, openSource, sourcesDigest } from './source/open-source.ts';

const ID_DIGITS = 8;
/** Where a run keeps how far it has come, below the folder of the config. */
const JOURNALS = '.listing-lint/monitor';
/** A run that writes its log holds the lock for some seconds; one that looks through the same sources, for as long as it looks. */
const PATIENCE_MS = 600_000;
const DEFAULT_MINUTES = 300;
const DEFAULT_FLOOD = 25;
const DEFAULT_MOST = 2000;

/**
 * Looks through sources for copies of ours, and writes what is new into a log of its own. A run that was killed goes on where it was; two at once take
 * turns, and what one has told the other knows. Throws `usage`, `file-unreadable`, `data-invalid` for logs with mistakes, `output-failed`.
 */
export const runMonitor = async (matter: MonitorMatter): Promise<MonitorOutcome> => {
  const { root, settings, asOf, dryRun } = matter;
  const bounds = boundsOf(settings);
  const sources = await Promise.all(matter.sources.map(({ path, name }) => openSource(path, name, bounds)));
  const matcher = await openMatcher(matter);
  const id = runId(matter, sources, matcher);
  const folder = logFolder(settings.monitoring);
  const log = `${folder}/${logName({ at: asOf, id })}`;
  const run: Run = { id, log, sources, matcher, folder };
  if (dryRun) {
    const before = await textOf(join(root, log));
    const text = before ?? (await written(matter, run, await look(matter, sources, matcher, id)));
    return { id, log, text, wasOnRecord: before !== undefined, ...(await disputesOf(matter, matcher, log)) };
  }
  await keepOutOfGit(root);
  return withLock(join(root, JOURNALS, `${id}.lock`), { what: 'the same run', patienceMs: PATIENCE_MS }, async () => {
    // Another process may have made it before, or while this one waited.
    const before = await textOf(join(root, log));
    const looked = before === undefined ? await look(matter, sources, matcher, id) : undefined;
    const outcome = await withLock(
      join(root, JOURNALS, 'logs.lock'),
      { what: 'the monitoring logs', patienceMs: PATIENCE_MS },
      async (): Promise<MonitorOutcome> => {
        const text = before ?? (looked === undefined ? '' : await written(matter, run, looked));
        return { id, log, text, wasOnRecord: before !== undefined, ...(await disputesOf(matter, matcher, log)) };
      },
    );
    await journalOf(root, id).remove();
    return outcome;
  });
};

const boundsOf = ({ limits }: Settings): SourceBounds =>
  limits?.fileMegabytes === undefined
    ? DEFAULT_BOUNDS
    : { ...DEFAULT_BOUNDS, pictureBytes: limits.fileMegabytes * 1e6 };

const openMatcher = async ({
  ours,
  registry,
  settings: { limits },
  tellMarks,
  signal,
}: MonitorMatter): Promise<BytesMatcher> => {
  const matcher = await openBytesMatch(ours, {
    ...(tellMarks ? { tellMarks } : {}),
    ...(registry ? { registry } : {}),
    ...(limits ? { limits } : {}),
    ...(signal ? { signal } : {}),
  });
  const [unread] = matcher.unreadable;
  if (matcher.ours.length > 0) return matcher;
  throw new ListingLintError('usage', 'there is nothing to compare with', [
    { message: unread === undefined ? 'name your pictures in the config: originals, listings' : unread.problem },
  ]);
};

/** A run is known by its day, what it looks through and for, and how it judges. */
const runId = (
  { asOf, tool, settings }: MonitorMatter,
  sources: readonly MonitorSource[],
  { ours }: BytesMatcher,
): string => {
  const works = ours.map(({ sha256: digest }) => digest).sort();
  const policy = canonicalJson(JSON.parse(JSON.stringify(settings.monitor ?? {})));
  return sha256([asOf, tool, sourcesDigest(sources), works.join(), policy].join('\n')).slice(0, ID_DIGITS);
};

const textOf = async (file: string): Promise<string | undefined> => {
  try {
    return await readText(file, { maxBytes: MAX_LOG_BYTES });
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw error;
  }
};

const journalOf = (root: string, id: string) => fileJournal(join(root, JOURNALS, `${id}.jsonl`), id);

const NO_JOURNAL: ReturnType<typeof fileJournal> = {
  read: async () => NO_PROGRESS,
  write: async () => undefined,
  remove: async () => undefined,
};

const look = async (
  matter: MonitorMatter,
  sources: readonly MonitorSource[],
  matcher: BytesMatcher,
  id: string,
): Promise<Looked> => {
  const { root, settings, markOn, ourMark, signal, onProgress, dryRun } = matter;
  const known = hitHistory(await logsOf(matter));
  const minutes = settings.monitor?.minutes ?? DEFAULT_MINUTES;
  try {
    return await lookThrough({
      sources,
      judge: pictureJudge({
        matcher,
        maxPixels: (settings.limits?.megapixels ?? DEFAULT_MEGAPIXELS) * 1e6,
        markOn,
        ourMark,
      }),
      journal: dryRun ? NO_JOURNAL : journalOf(root, id),
      knownPlaces: new Set([...known.values()].map(({ place }) => place)),
      until: performance.now() + minutes * 60_000,
      signal,
      onProgress,
    });
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error;
    throw new ListingLintError('output-failed', `the look was stopped after ${minutes} minutes, and is not done yet`, [
      { message: 'run the same command again: it goes on where it stopped (monitor.minutes of the config bounds it)' },
    ]);
  }
};

const IGNORE_TEXT = '# How far runs have come that were not done yet.\n*\n';

const keepOutOfGit = async (root: string): Promise<void> => {
  const file = join(root, JOURNALS, '.gitignore');
  if ((await textOf(file)) === undefined) await replaceFile(file, IGNORE_TEXT, { unlocked: true });
};

interface Run {
  readonly id: string;
  readonly log: string;
  readonly sources: readonly MonitorSource[];
  readonly matcher: BytesMatcher;
  readonly folder: string;
}

/** Writes the log, and gives its text. */
const written = async (matter: MonitorMatter, run: Run, looked: Looked): Promise<string> => {
  const { root, settings, asOf, tool, dryRun } = matter;
  const { id, log, sources, matcher, folder } = run;
  const news = newsOf({
    looked,
    history: hitHistory(await logsOf(matter)),
    casesByPlace: await casesByPlace(root, settings),
    policy: {
      licensees: settings.monitor?.licensees ?? [],
      refused: settings.monitor?.refused ?? [],
      floodListings: settings.monitor?.floodListings ?? DEFAULT_FLOOD,
      mostHits: settings.monitor?.mostHits ?? DEFAULT_MOST,
    },
    asOf,
  });
  const evidence = { folder: join(root, folder, EVIDENCE_FOLDER), path: `${folder}/${EVIDENCE_FOLDER}` };
  const kept = dryRun ? new Map() : await keepEvidence(news.hits, sources, evidence);
  const text = logText({
    id,
    at: asOf,
    kind: 'listings',
    tool,
    sources,
    compared: matcher.ours.length,
    looked,
    places: placesOf(news, looked, sources),
    news,
    kept,
  });
  if (!dryRun) await replaceFile(join(root, log), text);
  return text;
};

const MOST_PLACES = 50;

/** Hosts of what was found or known, and the sources: where was looked. */
const placesOf = (news: MonitorNews, { pages, gone }: Looked, sources: readonly MonitorSource[]): readonly string[] => {
  const platforms = [...news.hits.map(({ platform }) => platform), ...news.gone.map(({ platform }) => platform)];
  const hosts = [...pages.map(({ address }) => address), ...gone.map(({ place }) => place)].flatMap((address) =>
    URL.canParse(address) ? [new URL(address).hostname] : [],
  );
  const named = [...platforms.flatMap((platform) => platform ?? []), ...hosts].sort();
  return [...new Set([...sources.map(({ name }) => name), ...named])].slice(0, MOST_PLACES);
};
