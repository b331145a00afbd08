import { stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { ListingLintError, replaceFile, sweepUnfinished, withLock } from '@listing-lint/core/plugin';
import { casePathsIn, hitHistory, logFolder } from '@listing-lint/disputes';
import { mayBeRaw } from '@listing-lint/rules/image';
import { DEFAULT_MEGAPIXELS, type Settings } from '@listing-lint/rules/settings';
import { type BytesMatcher, openBytesMatch } from '@listing-lint/vision';
import { casesByPlace, disputesOf, logsOf } from './disputes.ts';
import { EVIDENCE_FOLDER, keepEvidence } from './keep-evidence.ts';
import { fileJournal, NO_PROGRESS } from './look/journal.ts';
import { pictureJudge } from './look/judge-picture.ts';
import { lookThrough, TimeIsUp } from './look/look-through.ts';
import type { Looked } from './look/seen.ts';
import type { MonitorMatter, MonitorOutcome } from './matter.ts';
import type { MonitorNews } from './news/hit.ts';
import { newsOf } from './news/news.ts';
import { logText } from './run-log.ts';
import { logTextOf, type RunName, runId, runName, unreadWords } from './run-name.ts';
import type { AnsweredQuestions, Questions } from './service/asked-questions.ts';
import { questionsOf } from './service/questions.ts';
import { DEFAULT_BOUNDS, type SourceBounds } from './source/capture.ts';
import type { MonitorSource } from './source/open-source.ts';

/** Where a run keeps how far it has come, below the folder of the config. */
const JOURNALS = '.listing-lint/monitor';
/** A run that writes its log holds the lock for some seconds; one that looks through the same sources, for as long as it looks. */
const PATIENCE_MS = 600_000;
const DEFAULT_MINUTES = 300;
const DEFAULT_FLOOD = 25;
const DEFAULT_MOST = 2000;

/**
 * Looks through sources for copies of ours, or asks services for them, and writes what is new into a log of its own. A run that was killed goes on where
 * it was; two at once take turns, and what one has told the other knows. Throws `usage`, `file-unreadable`, `data-invalid` for logs with mistakes,
 * `output-failed`.
 */
export const runMonitor = async (matter: MonitorMatter): Promise<MonitorOutcome> => {
  const matcher = await openMatcher(matter);
  try {
    return await runWith(matter, matcher);
  } finally {
    matcher.close();
  }
};

const runWith = async (matter: MonitorMatter, matcher: BytesMatcher): Promise<MonitorOutcome> => {
  const { root, settings, dryRun } = matter;
  const questions = await questionsOf(matter, matcher, boundsOf(settings));
  const base = runId(matter, questions, matcher);
  const folder = logFolder(settings.monitoring);
  if (dryRun) return triedRun(matter, { base, folder, questions, matcher });
  await keepOutOfGit(root);
  return withLock(
    join(root, JOURNALS, `${base}.lock`),
    { what: 'the same run', patienceMs: PATIENCE_MS, within: root },
    async () => {
      // Another process may have made it before, or while this one waited.
      const name = await runName(base, folder, matter, questions);
      const { id, log, before } = name;
      const answered = before === undefined ? await answeredOf(matter, questions, base) : undefined;
      const looked = answered === undefined ? undefined : await look(matter, answered.sources, matcher, id);
      const outcome = await withLock(
        join(root, JOURNALS, 'logs.lock'),
        { what: 'the monitoring logs', patienceMs: PATIENCE_MS, within: root },
        async (): Promise<MonitorOutcome> => {
          await sweep(matter, folder);
          const isMade = looked === undefined || answered === undefined;
          const text = isMade
            ? (before ?? '')
            : await written(matter, { name, matcher, folder, questions, answered }, looked);
          return {
            ...{ id, log, text, wasOnRecord: before !== undefined, isTried: false },
            ...(await disputesOf(matter, matcher, log)),
          };
        },
      );
      await journalOf(root, id).remove();
      // What was answered is needed again where something was not.
      if (looked?.isCut !== true) await answered?.forget();
      return outcome;
    },
  );
};

/** What was asked of services is kept below the name of the run, whichever attempt it is. */
const answeredOf = (matter: MonitorMatter, questions: Questions, base: string): Promise<AnsweredQuestions> =>
  withinTime(matter, (until) =>
    questions.sources(join(matter.root, JOURNALS, base), () => {
      matter.signal?.throwIfAborted();
      if (performance.now() > until) throw new TimeIsUp();
    }),
  );

/** A run that writes nothing, and sends nothing. */
const triedRun = async (
  matter: MonitorMatter,
  {
    base,
    folder,
    questions,
    matcher,
  }: { readonly base: string; readonly folder: string; readonly questions: Questions; readonly matcher: BytesMatcher },
): Promise<MonitorOutcome> => {
  const name = await runName(base, folder, matter, questions);
  const { id, log, before } = name;
  const tried = { id, log, wasOnRecord: before !== undefined, isTried: true };
  if (questions.plan !== null) {
    const wouldSend = await questions.plan();
    return { ...tried, text: NOTHING_CHECKED, drafted: [], undrafted: [], events: [], wouldSend };
  }
  const answered = await questions.sources('', () => undefined);
  const text =
    before ??
    (await written(
      matter,
      { name, matcher, folder, questions, answered },
      await look(matter, answered.sources, matcher, id),
    ));
  return { ...tried, text, ...(await disputesOf(matter, matcher, log)) };
};

/** The log of a run that has not looked. */
const NOTHING_CHECKED = 'schemaVersion: 1\nchecks: []\n';

const boundsOf = ({ limits }: Settings): SourceBounds =>
  limits?.fileMegabytes === undefined
    ? DEFAULT_BOUNDS
    : { ...DEFAULT_BOUNDS, pictureBytes: limits.fileMegabytes * 1e6 };

const openMatcher = async ({
  ours,
  registry,
  settings: { limits },
  classifyMarks,
  nameOurs,
  signal,
}: MonitorMatter): Promise<BytesMatcher> => {
  const matcher = await openBytesMatch(ours, {
    ...(classifyMarks ? { classifyMarks } : {}),
    ...(nameOurs ? { nameOurs } : {}),
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

const journalOf = (root: string, id: string) => fileJournal(join(root, JOURNALS, `${id}.jsonl`), root, id);

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
  return withinTime(matter, (until) =>
    lookThrough({
      sources,
      judge: pictureJudge({
        matcher,
        maxPixels: (settings.limits?.megapixels ?? DEFAULT_MEGAPIXELS) * 1e6,
        markOn,
        ourMark,
      }),
      journal: dryRun ? NO_JOURNAL : journalOf(root, id),
      knownPlaces: new Set([...known.values()].map(({ place }) => place)),
      until,
      signal,
      onProgress,
    }),
  );
};

/** Does what takes long, until the time is up that the config gives it. */
const withinTime = async <T>({ settings }: MonitorMatter, work: (until: number) => Promise<T>): Promise<T> => {
  const minutes = settings.monitor?.minutes ?? DEFAULT_MINUTES;
  try {
    return await work(performance.now() + minutes * 60_000);
  } catch (error) {
    if (!(error instanceof TimeIsUp)) throw error;
    throw new ListingLintError('output-failed', `the look was stopped after ${minutes} minutes, and is not done yet`, [
      { message: 'run the same command again: it goes on where it stopped (monitor.minutes of the config bounds it)' },
    ]);
  }
};

const IGNORE_TEXT = '# How far runs have come that were not done yet.\n*\n';

const keepOutOfGit = async (root: string): Promise<void> => {
  for (const folder of [dirname(JOURNALS), JOURNALS]) {
    if (await isNoFolder(join(root, folder)))
      throw new ListingLintError('usage', `${folder} is a file, and \`monitor\` keeps there how far it has come`, [
        { message: 'move it away, or give it another name' },
      ]);
  }
  const file = join(root, JOURNALS, '.gitignore');
  if ((await logTextOf(file, root)) === undefined)
    await replaceFile(file, IGNORE_TEXT, { within: root, unlocked: true });
};

const isNoFolder = async (path: string): Promise<boolean> => {
  try {
    return !(await stat(path)).isDirectory();
  } catch {
    return false;
  }
};

/** Takes away what runs that were killed have left beside logs, evidence, cases and journals. */
const sweep = async ({ root, settings }: MonitorMatter, logs: string): Promise<void> => {
  const cases = casePathsIn(root, settings).map((path) => dirname(path));
  for (const folder of new Set([JOURNALS, logs, `${logs}/${EVIDENCE_FOLDER}`, ...cases]))
    await sweepUnfinished(join(root, folder));
};

interface Run {
  readonly name: RunName;
  readonly matcher: BytesMatcher;
  readonly folder: string;
  readonly questions: Questions;
  readonly answered: AnsweredQuestions;
}

/** Writes the log, and gives its text. */
const written = async (matter: MonitorMatter, run: Run, looked: Looked): Promise<string> => {
  const { root, settings, asOf, tool, dryRun } = matter;
  const { matcher, folder, questions } = run;
  const { id, log } = run.name;
  const { sources, listings } = run.answered;
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
  const evidence = { root, path: `${folder}/${EVIDENCE_FOLDER}` };
  const kept = dryRun ? new Map() : await keepEvidence(news.hits, sources, evidence);
  const text = logText({
    id,
    at: asOf,
    // Of works that no listing shows: it is no search for those of the shop.
    kind: listings?.length === 0 ? 'x-reverse-search-of-originals' : questions.kind,
    listings: listings?.length === 0 ? null : listings,
    tool,
    sources,
    compared: matcher.ours.length,
    notCompared: notComparedOf(matter, matcher, questions),
    looked,
    places: placesOf(news, looked, sources),
    news,
    kept,
  });
  if (!dryRun) await replaceFile(join(root, log), text, { within: root });
  return text;
};

/** What of ours could not be read is no work that a service could be asked for, and stands among what was not asked. */
const notComparedOf = ({ unseen = [] }: MonitorMatter, { ours, unreadable }: BytesMatcher, { kind }: Questions) => {
  const read = new Set(ours.map(({ path }) => withoutExtension(path)));
  // A camera writes one picture as RAW and as JPEG.
  const isPaired = ({ path }: BytesMatcher['unreadable'][number]): boolean =>
    mayBeRaw(extname(path).slice(1).toLowerCase()) && read.has(withoutExtension(path));
  return [...unseen, ...(kind === 'listings' ? unreadable.filter((each) => !isPaired(each)).map(unreadWords) : [])];
};

const withoutExtension = (path: string): string => path.slice(0, path.length - extname(path).length);

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
