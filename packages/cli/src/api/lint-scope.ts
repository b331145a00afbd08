import { dirname } from 'node:path';
import {
  type CacheData,
  cacheKeyOf,
  encodeCache,
  type GatheredShards,
  lintProjects,
  type OpenedCache,
  type Project,
  type ProjectResult,
  pathFrom,
  type RunStats,
  ScannedFiles,
} from '@listing-lint/core';
import type { Surroundings } from '../output/io.ts';
import { writeOutput, writeOver } from '../output/write-output.ts';
import { type BaselineFile, type BaselineFlags, readBaselines, updateBaseline } from '../project/baseline-file.ts';
import { cacheFiles, comesWithRepository, isOwnName, readCache } from '../project/cache-file.ts';
import { followed } from '../project/open-registry.ts';
import type { ProjectPlaces } from '../project/project-places.ts';
import { registryIn } from '../project/registry-file.ts';
import type { RunScope } from '../project/run-scope.ts';
import { todayOf } from '../project/today.ts';
import { refuseUnpulled } from '../store/pulled-state.ts';
import { TOOL } from '../version.ts';
import { isFixing } from './mend/fix-flags.ts';
import type { LintAgain, MendedResults, MendFlags } from './mend/mend-results.ts';
import type { LintRunOptions } from './options.ts';
import { recallAll, type ScopedResult } from './recall.ts';

type CacheOf = (project: Project) => CacheData | 'new' | undefined;

/** What is asked of a run beside its options. */
export interface ScopeNeeds {
  readonly needsThumbnails: boolean;
  readonly stats: RunStats | undefined;
  /** What parts of the run have found. */
  readonly shards: GatheredShards | undefined;
}

interface ScopeOutcome {
  readonly results: readonly ScopedResult[];
  readonly faults: readonly unknown[];
  /** The reports are those of the run before. */
  readonly isRecalled: boolean;
}

/** Does a part of the work, and counts its time where somebody wants to know. */
export const counted = async <T>(stats: RunStats | undefined, name: string, work: () => T | Promise<T>): Promise<T> =>
  stats === undefined ? work() : stats.during(name, work);

/** Lints the projects, each with its baseline and its cache, and writes these two anew; `faults`: what could not be written. */
export const lintScope = async (
  { opened, selections, allowEmpty, originalOf, stagedOf }: RunScope,
  { needsThumbnails, stats, shards }: ScopeNeeds,
  options: LintRunOptions,
  around: Surroundings,
): Promise<ScopeOutcome> => {
  const { onEvent, signal, concurrency } = options;
  const asOf = shards?.first.asOf ?? todayOf(options.asOf, around.now());
  const places: ProjectPlaces = {
    isJoined: opened.isJoined,
    cwd: around.cwd,
    rootOf: ({ config }) => originalOf(config.root),
  };
  const flags = baselineFlagsOf(options);
  const hasBaseline = flags.baseline !== undefined || flags.updateBaseline === true;
  const baselines: ReadonlyMap<Project, BaselineFile> = hasBaseline
    ? readBaselines(flags, opened.projects, places, stagedOf)
    : new Map();
  const say = (message: string): void => onEvent?.({ type: 'message', message });
  const states = await registryStates(opened.projects, around, onEvent);
  const filesOf = (project: Project): readonly string[] =>
    [baselines.get(project)?.file, states.get(project)].flatMap((file) => file ?? []);
  const caches = usableCaches(options, opened.projects, { places, around, say });
  const scanned = new ScannedFiles(Date.now());
  const lintOnce = (cacheOf: CacheOf): Promise<readonly ProjectResult[]> =>
    lintProjects({
      opened,
      tool: TOOL,
      asOf,
      allowEmpty,
      onProgress: (progress) => onEvent?.({ type: 'progress', ...progress }),
      onSay: say,
      optionsOf: (project) => {
        const [selection, baseline, cache] = [selections.get(project), baselines.get(project), cacheOf(project)];
        const file = caches.get(project);
        return {
          ...(selection === undefined ? {} : { selection }),
          ...(baseline === undefined ? {} : { baseline: baseline.known }),
          files: filesOf(project),
          ...(cache === undefined ? {} : { cache }),
          ...(file === undefined ? {} : { own: [file] }),
        };
      },
      ...(options.debug === true ? { onDebug: (entry) => onEvent?.({ type: 'debug', ...entry }) } : {}),
      ...(options.cacheStrategy === 'content' ? { readsAll: true } : {}),
      scanned,
      ...(stats === undefined ? {} : { stats }),
      ...(signal === undefined ? {} : { signal }),
      ...(concurrency === undefined ? {} : { concurrency }),
      thumbnails: needsThumbnails,
      ...(shards === undefined ? {} : { shards }),
      watches: caches.size > 0 && !isFixing(options) && shards === undefined,
      isLast: !isFixing(options),
    });
  const kept = await counted(stats, 'reading the cache', () => readCaches(caches, say));
  const known = { opened, selections, filesOf, caches, kept, scanned, asOf, needsThumbnails };
  const recall = () => (shards === undefined ? recallAll(known, options) : undefined);
  const recalled = await counted(stats, 'asking whether the report stands', recall);
  if (recalled !== undefined) return { results: recalled, faults: [], isRecalled: true };
  const cacheOf: CacheOf = (project) =>
    caches.has(project) ? rememberedOf(project, kept, selections.has(project)) : isFixing(options) ? 'new' : undefined;
  const { results, faults } = await mended(await lintOnce(cacheOf), lintOnce, { ...options, asOf });
  signal?.throwIfAborted();
  const told: ScopedResult[] = [];
  for (const result of results) {
    const { project } = result;
    // What a run over a part finds says nothing against the report of the whole: that is checked when it is recalled.
    const older = selections.has(project) ? kept.get(project) : undefined;
    const write = () => writeCache(result, caches.get(project), older);
    await counted(stats, 'writing the cache', write).catch((error: unknown) => faults.push(error));
    const baseline = baselines.get(project);
    const report =
      baseline === undefined
        ? result.report
        : await updateBaseline(baseline, result, selections.get(project), flags, say).catch((error: unknown) => {
            faults.push(error);
            return result.report;
          });
    told.push(toldOf(result, report));
  }
  return { results: told, faults, isRecalled: false };
};

/** What is left where fixes are asked for; else what was found. */
const mended = async (results: readonly ProjectResult[], ...rest: [LintAgain, MendFlags]): Promise<MendedResults> => {
  if (!isFixing(rest[1])) return { results, faults: [] };
  const { mendResults } = await import('./mend/mend-results.ts');
  return mendResults(results, ...rest);
};

/** What an earlier run left of a project; what it wrote is let go where a run over the whole (not over a `part`) writes all of it anew. */
const rememberedOf = (project: Project, kept: Kept, part: boolean): CacheData | 'new' => {
  const data = kept.get(project)?.data(cacheKeyOf(project.config, TOOL));
  if (!part) kept.delete(project);
  return data ?? 'new';
};

/** Of a result without what was for its cache: that is not held while reports are made. */
const toldOf = ({ project, policyTexts, thumbnails }: ProjectResult, report: ScopedResult['report']): ScopedResult => ({
  project,
  report,
  policyTexts,
  thumbnails,
});

/** Brings the copies of registries that are databases up to date; by project, the file that says which state that is. Throws where object stores are not here. */
const registryStates = async (
  projects: readonly Project[],
  { env }: Surroundings,
  onEvent: LintRunOptions['onEvent'],
): Promise<ReadonlyMap<Project, string>> => {
  const states = new Map<Project, string>();
  for (const project of projects) {
    await refuseUnpulled(project.config);
    const place = registryIn(project.config, env);
    if (place?.kind !== 'database') continue;
    const { state } = await followed(project.config, place, onEvent === undefined ? {} : { onEvent });
    states.set(project, state);
  }
  return states;
};

type Kept = Map<Project, OpenedCache | undefined>;

const readCaches = (caches: ReadonlyMap<Project, string>, say: (message: string) => void): Kept =>
  new Map([...caches].map(([project, file]) => [project, readCache(file, say)]));

/** Writes what is to be remembered of a project into its file, where it has one. */
const writeCache = async (
  { cache: data, cachedReport: own }: ProjectResult,
  file: string | undefined,
  older: OpenedCache | undefined,
): Promise<void> => {
  if (file === undefined || data === undefined) return;
  const write = isOwnName(file) ? writeOver : writeOutput;
  await write(encodeCache({ data, cachedReport: own ?? older?.cachedReport() }), file, file, dirname(file));
};

const baselineFlagsOf = ({ baseline, updateBaseline: update }: LintRunOptions): BaselineFlags => ({
  ...(baseline === undefined ? {} : { baseline }),
  ...(update === undefined ? {} : { updateBaseline: update }),
});

/** The cache of each project but those that come with the repository, which is said. */
export const usableCaches = (
  { cache = false, cacheLocation }: LintRunOptions,
  projects: readonly Project[],
  {
    places,
    around,
    say,
  }: { readonly places: ProjectPlaces; readonly around: Surroundings; readonly say: (message: string) => void },
): ReadonlyMap<Project, string> => {
  const flags = { cache, ...(cacheLocation === undefined ? {} : { cacheLocation }) };
  return new Map(
    [...cacheFiles(flags, projects, places)].filter(([, file]) => {
      if (!comesWithRepository(file)) return true;
      const name = pathFrom(around.cwd, file);
      // Only of the program's own file is it safe to say: take it out of git.
      const action = isOwnName(file)
        ? 'remove it (git rm --cached) and ignore it'
        : 'name a file with --cache-location that git does not track';
      say(`${name} is in git, and is not used: ${action}`);
      return false;
    }),
  );
};
