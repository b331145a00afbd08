import { availableParallelism } from 'node:os';
import pLimit from 'p-limit';
import type { ResolvedConfig } from '../config/load.ts';
import { ListingLintError } from '../model/error.ts';
import type { Notice, Report } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import { makePlan, type Plan } from '../plan/plan.ts';
import { assembleReport } from '../report/assemble.ts';
import { contentOfSubjects, findingsOf } from '../report/findings.ts';
import { policyOf } from '../report/policy.ts';
import type { Baseline, BaselineEntry } from '../suppress/baseline.ts';
import { suppress } from '../suppress/suppress.ts';
import { discoverSubjects, type SubjectSet } from './discover.ts';
import { FactStore } from './fact-store.ts';
import { type Judgement, judge, judgeWaiting } from './judge.ts';
import { type CacheData, cacheKeyOf, LaneCache } from './lane-cache.ts';
import { type Selection, selectSubjects } from './selection.ts';
import { CONTACT_SHEET_LIMIT, type MakeThumbnail, Thumbnails } from './thumbnails.ts';
import { unreachedChannels } from './unreached.ts';

export interface LintOptions {
  readonly config: ResolvedConfig;
  readonly tool: { readonly name: string; readonly version: string };
  /** ISO date that stands for today. */
  readonly asOf: string;
  /** What is reported; the set that pictures are compared with is always everything configured. */
  readonly selection?: Selection;
  /** Absolute folder that stands for the root where content is read (what git has staged, say). */
  readonly contentRoot?: string;
  /** Subjects that are worked on at the same time. Default: one a core, at least 2. */
  readonly concurrency?: number;
  /** `true`: a selection of nothing is no error. */
  readonly allowEmpty?: boolean;
  readonly onProgress?: (progress: { readonly done: number; readonly total: number }) => void;
  /** Findings that are known already. */
  readonly baseline?: Baseline;
  /** What an earlier run found; `new` begins one. */
  readonly cache?: CacheData | 'new';
  /** Absolute paths of other files that the run depends on, for the policy (the baseline). */
  readonly files?: readonly string[];
  /** Makes a `data:` address of a picture; called for images with findings and those they are related to. */
  readonly thumbnail?: MakeThumbnail;
  /** At most so many thumbnails. Default 2,000. */
  readonly thumbnailLimit?: number;
}

export interface LintResult {
  readonly report: Report;
  /** Texts of the policy, by their sha256. */
  readonly policyTexts: ReadonlyMap<string, string>;
  /** For the next run; undefined without `cache`. */
  readonly cache: CacheData | undefined;
  /** Entries of the baseline that no finding stands for. */
  readonly unusedBaseline: readonly BaselineEntry[];
  /** By path of the image. */
  readonly thumbnails: ReadonlyMap<string, string>;
}

/**
 * Lints everything that the config names and reports the selected part. Reads files through the plugins' discoverers and facts, and
 * writes none. Throws a `ListingLintError` with code `no-subjects` where there is nothing to judge.
 */
export const lint = async (options: LintOptions): Promise<LintResult> => {
  const { config, asOf } = options;
  const notices: Notice[] = [...config.notices];
  const root = options.contentRoot ?? config.root;
  const subjects = await discoverSubjects({ ...config, root }, (message) => {
    notices.push({ level: 'warning', code: 'discovery', message });
  });
  const plan = makePlan(config);
  const store = new FactStore({
    root,
    registry: config.registry,
    settingsOf: config.settings.of,
    asOf,
    subjects,
    onBroken: (fact, subject, error) => notices.push(brokenFact(fact, subject, error)),
  });
  const builtin = config.registry.builtIn ?? '';
  const thumbnails = new Thumbnails(
    store,
    builtin,
    options.thumbnail,
    (subjects.get('image')?.length ?? 0) <= CONTACT_SHEET_LIMIT,
    options.thumbnailLimit,
  );
  try {
    const own = config.exceptions === undefined ? [] : [config.exceptions.file];
    const { policy, texts } = policyOf(config, [...own, ...(options.files ?? [])]);
    const unreached = unreachedChannels(config, plan, subjects);
    const cache = laneCacheOf(options, store);
    const judgements = await judgeAll(options, plan, store, subjects, thumbnails, cache);
    const contentOf = contentOfSubjects(subjects);
    const findings = judgements.flatMap((judgement) => findingsOf(judgement, config.registry, contentOf));
    await thumbnails.finish(findings, subjects);
    const exceptions = config.exceptions?.exceptions ?? [];
    const isWhole = options.selection?.paths.includes('.') ?? true;
    const left = suppress({
      findings,
      judgements,
      exceptions,
      asOf,
      isWhole,
      ...(options.baseline === undefined ? {} : { baseline: options.baseline }),
    });
    const report = assembleReport({
      config,
      tool: options.tool,
      asOf,
      judgements,
      findings: left.findings,
      suppressed: left.suppressed,
      exceptions: left.exceptions,
      isTimed: left.isTimed,
      policy,
      notChecked: [...config.notChecked, ...unreached.notChecked],
      notices: [...notices, ...unreached.notices, ...caveatsOf(judgements), ...left.notices],
    });
    return {
      report,
      policyTexts: texts,
      cache: cache?.data([...subjects.values()].flat()),
      unusedBaseline: left.unusedBaseline,
      thumbnails: thumbnails.made,
    };
  } finally {
    await store.dispose();
  }
};

/** Both passes over all subjects, in lanes; gives the judgements of the selected ones. */
const judgeAll = async (
  options: LintOptions,
  plan: Plan,
  store: FactStore,
  subjects: SubjectSet,
  thumbnails: Thumbnails,
  cache: LaneCache | undefined,
): Promise<readonly Judgement[]> => {
  const all = [...subjects.values()].flat();
  const selected = new Map(selectSubjects(all, options.selection).map((subject) => [subject, plan.rulesFor(subject)]));
  if (selected.size === 0 && options.allowEmpty !== true) throw nothingToLint(options);
  const kept = plan.keptFor([...selected.values()].flat());
  const work = all.filter((subject) => selected.has(subject) || kept.has(subject.scope));
  const judgeOptions = { store, asOf: options.asOf };
  const limit = pLimit(Math.max(1, options.concurrency ?? Math.max(2, availableParallelism())));
  let done = 0;

  const lane = async (subject: Subject): Promise<readonly Judgement[]> => {
    const rules = selected.get(subject);
    const keptIds = kept.get(subject.scope) ?? [];
    const known = await cache?.find(subject, rules, keptIds);
    let judgement = known?.judgement;
    if (known === undefined) {
      judgement = rules === undefined ? undefined : await judge(subject, rules, judgeOptions);
      await store.keep(subject, keptIds);
      await cache?.put(subject, rules, judgement, keptIds);
    }
    if (judgement !== undefined) await thumbnails.inLane(judgement);
    store.clear(subject, judgement !== undefined && judgement.waiting.length > 0 ? 'resources' : 'all');
    done++;
    options.onProgress?.({ done, total: work.length });
    return judgement === undefined ? [] : [judgement];
  };

  const settle = async (judgement: Judgement): Promise<Judgement> => {
    if (judgement.waiting.length === 0) return judgement;
    const settled = await judgeWaiting(judgement, selected.get(judgement.subject) ?? [], judgeOptions);
    store.clear(judgement.subject, 'all');
    return settled;
  };

  const first = (await limit.map(work, lane)).flat();
  store.completeSet();
  return limit.map(first, settle);
};

/** What the facts of all subjects leave open, each once. */
const caveatsOf = (judgements: readonly Judgement[]): readonly Notice[] =>
  [...new Set(judgements.flatMap(({ caveats }) => caveats))].map((message) => ({
    level: 'note',
    code: 'not-examined',
    message,
  }));

const laneCacheOf = ({ cache, config, tool, asOf }: LintOptions, store: FactStore): LaneCache | undefined => {
  if (cache === undefined) return undefined;
  const key = cacheKeyOf(config, tool);
  return new LaneCache({ data: cache === 'new' ? undefined : cache, key, store, asOf, now: Date.now() });
};

const nothingToLint = ({ config, selection }: LintOptions): ListingLintError => {
  const where = selection === undefined ? config.root : selection.paths.join(', ');
  return new ListingLintError('no-subjects', `nothing to lint in ${where}: no pictures, listings or cases found`, [
    {
      message: 'a run that checks nothing is not a pass',
      hint: 'look at `listings`, `originals`, `cases` and `ignores` of the config, and at .gitignore',
    },
  ]);
};

const brokenFact = (fact: string, subject: Subject, error: unknown): Notice => ({
  level: 'error',
  code: 'fact-broken',
  message: `the fact "${fact}" broke: ${error instanceof Error ? error.message : String(error)}`,
  path: subject.path,
});
