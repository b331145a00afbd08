import type { Notice } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Plan, PlannedRule } from '../plan/plan.ts';
import type { Registry } from '../registry/registry.ts';
import { unlessAborted } from '../run/abort.ts';
import { cacheKeyOf } from '../run/cache/cache-keys.ts';
import { type JudgementCache, openJudgementCache } from '../run/cache/judgement-cache.ts';
import { discoverSubjects, type SubjectSet } from '../run/discover.ts';
import type { FactStore } from '../run/fact-store.ts';
import { particularsFactOf } from '../run/judge.ts';
import type { Memories } from '../run/run-resources.ts';
import type { StoredFacts } from '../run/stored-facts.ts';
import { CONTACT_SHEET_LIMIT, THUMBNAIL_LIMIT, type ThumbnailBudget } from '../run/thumbnails.ts';
import type { StoredFactIds } from '../run/workers.ts';
import { Timings } from './debug.ts';
import type { LintOptions } from './lint-options.ts';
import { RunStats } from './run-stats.ts';

/** Subjects of a config, and the notices of their discovery. */
export interface FoundSubjects {
  readonly subjects: SubjectSet;
  readonly notices: readonly Notice[];
}

/** What a run shares with others of one report. */
export interface Company {
  /** Subjects of neighbours, as they are seen from this root. */
  readonly others: readonly SubjectSet[];
  /** Without it the run has its own. */
  readonly thumbnails?: ThumbnailBudget;
}

export const ALONE: Company = { others: [] };

/** What the thumbnails of one report may cost, of all these subjects that have a picture. */
export const thumbnailBudget = (drawn: readonly (readonly Subject[])[], limit?: number): ThumbnailBudget => ({
  left: limit ?? THUMBNAIL_LIMIT,
  isContactSheet: drawn.flat().length <= CONTACT_SHEET_LIMIT,
});

/** Finds the subjects of a run. */
export const findFor = async ({
  config,
  entries,
  selection,
  signal,
  onDebug,
  stats,
}: LintOptions): Promise<FoundSubjects> => {
  const notices: Notice[] = [];
  const discover = () => discoverSubjects(config, (notice) => notices.push(notice), entries, undefined, selection);
  const timings = timingsOf(onDebug, stats);
  const timed = timings === undefined ? discover : () => timings.of('finding subjects', discover);
  return { subjects: await unlessAborted(signal, timed), notices };
};

/** Returns the ids of the facts stored for every subject: for the rules over the set, and for the report. Most subjects share their rules. */
export const storedIdsOf = (
  registry: Registry,
  plan: Plan,
  selected: Iterable<readonly [Subject, readonly PlannedRule[]]>,
): StoredFactIds => {
  const scopes = new Set<string>();
  const lists = new Set<readonly PlannedRule[]>();
  for (const [{ scope }, rules] of selected) {
    scopes.add(scope);
    lists.add(rules);
  }
  const reportFacts = [...scopes].flatMap((scope) => particularsFactOf(registry, scope) ?? []);
  return plan.storedIdsFor([...lists].flat(), reportFacts);
};

export const timingsOf = (onDebug: LintOptions['onDebug'], stats: RunStats | undefined): Timings | undefined =>
  onDebug === undefined && stats === undefined ? undefined : new Timings(onDebug, stats ?? new RunStats());

/** `subjects`: all of the run, and those of its neighbours. */
export const judgementCacheOf = (
  { cache, config, tool, asOf, readsAll = false, scanned }: LintOptions,
  subjects: SubjectSet,
): JudgementCache | undefined => {
  if (cache === undefined) return undefined;
  const key = cacheKeyOf(config, tool);
  const now = scanned?.startedAt ?? Date.now();
  return openJudgementCache({ data: cache === 'new' ? undefined : cache, key, asOf, now, readsAll, scanned, subjects });
};

/**
 * Releases resources and stored facts of thousands of pictures before the report is built, and returns what is needed of them
 * later. `isAlone`: no neighbour uses the stored facts.
 */
export const released = async (
  store: FactStore,
  isAlone: boolean,
): Promise<{ readonly memories: Memories; readonly storedCodes: ReturnType<StoredFacts['codes']> }> => {
  const [memories, storedCodes] = [await store.memories(), store.storedFacts.codes()];
  await store.dispose();
  if (isAlone) store.storedFacts.clear();
  return { memories, storedCodes };
};
