import { availableParallelism } from 'node:os';
import pLimit, { type LimitFunction } from 'p-limit';
import type { Notice } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import { makePlan, type Plan, type PlannedRule } from '../plan/plan.ts';
import { assembleReport } from '../report/assemble.ts';
import { contentOfSubjects, findingsOf } from '../report/findings.ts';
import { type PolicyWithTexts, policyOf } from '../report/policy.ts';
import { suppress } from '../suppress/suppress.ts';
import { discoverSubjects, type SubjectSet } from './discover.ts';
import { FactStore } from './fact-store.ts';
import { type Judgement, judge, judgeWaiting } from './judge.ts';
import { cacheKeyOf, LaneCache } from './lane-cache.ts';
import type { LintOptions, LintResult } from './lint-options.ts';
import { joinedSet, seenFrom } from './neighbours.ts';
import { selectSubjects } from './selection.ts';
import { CONTACT_SHEET_LIMIT, THUMBNAIL_LIMIT, type ThumbnailBudget, Thumbnails } from './thumbnails.ts';
import { unreachedChannels } from './unreached.ts';

/** Ids of the facts that are kept of every subject of a scope, by scope. */
export type KeptIds = ReadonlyMap<string, readonly string[]>;

/** What a config's subjects are, and what their discovery had to tell. */
export interface Found {
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

const ALONE: Company = { others: [] };

/** What the thumbnails of one report may cost. */
export const thumbnailBudget = (found: readonly Found[], limit?: number): ThumbnailBudget => ({
  left: limit ?? THUMBNAIL_LIMIT,
  isContactSheet:
    found.reduce((sum, { subjects }) => sum + (subjects.get('image')?.length ?? 0), 0) <= CONTACT_SHEET_LIMIT,
});

/** Finds the subjects of a run. */
export const findFor = async ({ config, entries }: LintOptions): Promise<Found> => {
  const notices: Notice[] = [];
  return { subjects: await discoverSubjects(config, (notice) => notices.push(notice), entries), notices };
};

/**
 * One run over one config: `judgeFirst` looks at every subject once, `finish` judges again what waited for the set, and reports. Between
 * the two it takes what neighbours have kept, where sets are joined. `dispose` in the end, whatever happened.
 */
export class LintRun {
  readonly #options: LintOptions;
  readonly #found: Found;
  /** Its own subjects and those of its neighbours. */
  readonly #set: SubjectSet;
  readonly #plan: Plan;
  readonly #policy: PolicyWithTexts;
  readonly #store: FactStore;
  readonly #cache: LaneCache | undefined;
  readonly #thumbnails: Thumbnails;
  readonly #selected: ReadonlyMap<Subject, readonly PlannedRule[]>;
  readonly #limit: LimitFunction;
  readonly #broken: Notice[] = [];
  #first: readonly Judgement[] = [];

  static async open(options: LintOptions): Promise<LintRun> {
    return new LintRun(options, await findFor(options));
  }

  constructor(options: LintOptions, found: Found, company: Company = ALONE) {
    const { config, asOf, concurrency = Math.max(2, availableParallelism()) } = options;
    this.#options = options;
    this.#found = found;
    this.#set = joinedSet(found.subjects, company.others);
    this.#plan = makePlan(config);
    const exceptions = config.exceptions === undefined ? [] : [config.exceptions.file];
    this.#policy = policyOf(config, [...exceptions, ...(options.files ?? [])]);
    this.#store = new FactStore({
      root: config.root,
      registry: config.registry,
      settingsOf: config.settings.of,
      asOf,
      subjects: this.#set,
      onBroken: (fact, subject, error) => this.#broken.push(brokenFact(fact, subject, error)),
    });
    this.#cache = laneCacheOf(options, this.#store);
    this.#thumbnails = new Thumbnails(this.#store, {
      plugin: config.registry.builtIn ?? '',
      make: options.thumbnail,
      budget: company.thumbnails ?? thumbnailBudget([found], options.thumbnailLimit),
    });
    const selected = selectSubjects([...found.subjects.values()].flat(), options.selection);
    this.#selected = new Map(selected.map((subject) => [subject, this.#plan.rulesFor(subject)]));
    this.#limit = pLimit(Math.max(1, concurrency));
  }

  /** Nothing of it is to be reported. */
  get isEmpty(): boolean {
    return this.#selected.size === 0;
  }

  /** What the rules over the set ask to be kept of every subject, its neighbours' too. */
  get kept(): KeptIds {
    return this.#plan.keptFor([...this.#selected.values()].flat());
  }

  /** Subjects that the first pass looks at, where it keeps these facts. */
  work(kept: KeptIds): readonly Subject[] {
    const all = [...this.#found.subjects.values()].flat();
    return all.filter((subject) => this.#selected.has(subject) || kept.has(subject.scope));
  }

  /** The first pass, in lanes; `kept` is what this run and its neighbours ask for. */
  async judgeFirst(kept: KeptIds = this.kept): Promise<void> {
    const work = this.work(kept);
    let done = 0;
    const lane = async (subject: Subject): Promise<readonly Judgement[]> => {
      const judgements = await this.#judge(subject, kept.get(subject.scope) ?? []);
      done++;
      this.#options.onProgress?.({ done, total: work.length });
      return judgements;
    };
    this.#first = (await this.#limit.map([...work], lane)).flat();
  }

  async #judge(subject: Subject, keptIds: readonly string[]): Promise<readonly Judgement[]> {
    const store = this.#store;
    const rules = this.#selected.get(subject);
    const known = await this.#cache?.find(subject, rules, keptIds);
    let judgement = known?.judgement;
    if (known === undefined) {
      judgement = rules === undefined ? undefined : await judge(subject, rules, { store, asOf: this.#options.asOf });
      await store.keep(subject, keptIds);
      await this.#cache?.put(subject, rules, judgement, keptIds);
    }
    if (judgement !== undefined) await this.#thumbnails.inLane(judgement);
    store.clear(subject, judgement !== undefined && judgement.waiting.length > 0 ? 'resources' : 'all');
    return judgement === undefined ? [] : [judgement];
  }

  /** Takes into the set what the first pass of a neighbour has kept. */
  takeFrom(neighbour: LintRun): void {
    const { root } = neighbour.#options.config;
    for (const [scope, ids] of this.kept) {
      const isTimed = ids.some((id) => neighbour.#store.isKeptTimed(scope, id));
      for (const subject of neighbour.#found.subjects.get(scope) ?? []) {
        const seen = seenFrom(this.#options.config.root, root, subject);
        this.#store.restoreKept(seen, neighbour.#store.keptOf(subject, ids), isTimed);
      }
    }
  }

  /** The second pass, and the report. */
  async finish(): Promise<LintResult> {
    const { config, asOf, tool, selection, baseline } = this.#options;
    const { subjects } = this.#found;
    const { policy, texts } = this.#policy;
    const unreached = unreachedChannels(config, this.#plan, subjects);
    this.#store.completeSet();
    const judgements = await this.#limit.map([...this.#first], (judgement) => this.#settle(judgement));
    const contentOf = contentOfSubjects(subjects);
    const findings = judgements.flatMap((judgement) => findingsOf(judgement, config.registry, contentOf));
    await this.#thumbnails.finish(findings, this.#set);
    const left = suppress({
      findings,
      judgements,
      exceptions: config.exceptions?.exceptions ?? [],
      asOf,
      isWhole: selection?.paths.includes('.') ?? true,
      ...(baseline === undefined ? {} : { baseline }),
    });
    const told = [...(this.#options.notices ?? []), ...config.notices, ...this.#found.notices, ...this.#broken];
    const report = assembleReport({
      config,
      tool,
      asOf,
      judgements,
      findings: left.findings,
      suppressed: left.suppressed,
      exceptions: left.exceptions,
      isTimed: left.isTimed,
      policy,
      notChecked: [...config.notChecked, ...unreached.notChecked],
      notices: [...told, ...unreached.notices, ...caveatsOf(judgements), ...left.notices],
    });
    return {
      report,
      policyTexts: texts,
      cache: this.#cache?.data([...subjects.values()].flat()),
      unusedBaseline: left.unusedBaseline,
      thumbnails: this.#thumbnails.made,
    };
  }

  async #settle(judgement: Judgement): Promise<Judgement> {
    if (judgement.waiting.length === 0) return judgement;
    const { subject } = judgement;
    const rules = this.#selected.get(subject) ?? [];
    const settled = await judgeWaiting(judgement, rules, { store: this.#store, asOf: this.#options.asOf });
    this.#store.clear(subject, 'all');
    return settled;
  }

  dispose(): Promise<void> {
    return this.#store.dispose();
  }
}

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

const brokenFact = (fact: string, subject: Subject, error: unknown): Notice => ({
  level: 'error',
  code: 'fact-broken',
  message: `the fact "${fact}" broke: ${error instanceof Error ? error.message : String(error)}`,
  path: subject.path,
});
