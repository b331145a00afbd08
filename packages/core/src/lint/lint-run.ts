import { availableParallelism } from 'node:os';
import type { Subject } from '../model/subject.ts';
import { makePlan, type Plan, type PlannedRule } from '../plan/plan.ts';
import { assembleReport } from '../report/assemble.ts';
import { foundIn } from '../report/findings.ts';
import { type PolicyWithTexts, policyOf } from '../report/policy.ts';
import { unlessAborted } from '../run/abort.ts';
import type { JudgementCache } from '../run/cache/judgement-cache.ts';
import type { SubjectSet } from '../run/discover.ts';
import { subjectsDrawnIn } from '../run/drawn-in.ts';
import type { Judgement } from '../run/judge.ts';
import { BySubject } from '../run/memory/subject-order.ts';
import { joinedSet, seenFrom } from '../run/neighbours.ts';
import { selectSubjects } from '../run/selection.ts';
import { drawable, Thumbnails } from '../run/thumbnails.ts';
import { unreachedIn } from '../run/unchecked/unreached.ts';
import { unrelatedIn } from '../run/unchecked/unrelated.ts';
import { withoutSetting } from '../run/unchecked/without-setting.ts';
import { type StoredFactIds, type Taken, Workers } from '../run/workers.ts';
import type { PartFindings, RunIdentity } from '../shard/shard-findings.ts';
import { scopesAsSaid } from '../suppress/baseline.ts';
import { suppress } from '../suppress/suppress.ts';
import type { CachedReport } from './cached-report.ts';
import { explainJudgement, type Timings } from './debug.ts';
import type { LintOptions, LintResult } from './lint-options.ts';
import { type CachedReportParts, cacheReport } from './reuse-report.ts';
import { identityOf } from './run-identity.ts';
import {
  ALONE,
  type Company,
  type FoundSubjects,
  findFor,
  judgementCacheOf,
  released,
  storedIdsOf,
  thumbnailBudget,
  timingsOf,
} from './run-inputs.ts';
import { brokenFacts, caveatsOf, faultsOf, unreadSubjects } from './run-notices.ts';
import { storesOf } from './stores.ts';

/**
 * One run over one config: `judgeFirst` looks at every subject once, `finish` judges again what waited for the set, and reports. Between
 * the two it takes the stored facts of neighbours, if sets are joined. `dispose` in the end, whatever happened.
 */
export class LintRun {
  readonly #options: LintOptions;
  readonly #found: FoundSubjects;
  /** Its own subjects and those of its neighbours. */
  readonly #set: SubjectSet;
  readonly #plan: Plan;
  readonly #policy: PolicyWithTexts;
  readonly #cache: JudgementCache | undefined;
  readonly #thumbnails: Thumbnails;
  readonly #selected: BySubject<readonly PlannedRule[]>;
  readonly #broken = brokenFacts();
  readonly #timings: Timings | undefined;
  #workers: Workers | undefined;
  #storedIds: StoredFactIds | undefined;

  static async open(options: LintOptions): Promise<LintRun> {
    return new LintRun(options, await findFor(options));
  }

  constructor(options: LintOptions, found: FoundSubjects, company: Company = ALONE) {
    const { config } = options;
    this.#options = options;
    this.#timings = timingsOf(options.onDebug, options.stats);
    this.#found = found;
    this.#set = joinedSet(found.subjects, company.others);
    this.#plan = makePlan(config);
    const exceptions = config.exceptions === undefined ? [] : [config.exceptions.file];
    this.#policy = policyOf(config, [...exceptions, ...(options.files ?? [])]);
    this.#cache = judgementCacheOf(options, this.#set);
    this.#thumbnails = new Thumbnails({
      scopes: config.registry.scopes,
      budget:
        options.thumbnails === true
          ? (company.thumbnails ??
            thumbnailBudget([drawable(found.subjects, config.registry.scopes)], options.thumbnailLimit))
          : undefined,
      brought: options.foundByShards?.thumbnails,
    });
    const selected = selectSubjects([...found.subjects.values()].flat(), options.selection);
    const rules = new Map(selected.map((subject) => [subject, this.#plan.rulesFor(subject)]));
    const drawnIn = subjectsDrawnIn({
      root: config.root,
      subjects: found.subjects,
      selection: options.selection,
      rules,
      plan: this.#plan,
      isPicture: (scope) => config.registry.scopes.get(scope)?.kind.thumbnail !== undefined,
    });
    this.#selected = new BySubject(this.#set);
    for (const [subject, own] of [...rules, ...drawnIn]) this.#selected.set(subject, own);
  }

  /** Nothing of it is to be reported. */
  get isEmpty(): boolean {
    return this.#selected.isEmpty;
  }

  /** Ids of the facts that the rules over the set and the report need stored for every subject, including neighbours. */
  get storedIds(): StoredFactIds {
    this.#storedIds ??= storedIdsOf(this.#options.config.registry, this.#plan, this.#selected);
    return this.#storedIds;
  }

  /** Subjects that the first pass looks at, where it keeps these facts. */
  work(storedIds: StoredFactIds): readonly Subject[] {
    const all = [...this.#found.subjects.values()].flat();
    return all.filter((subject) => this.#selected.has(subject) || storedIds.has(subject.scope));
  }

  /** The first pass; `storedIds`: needed by this run and its neighbours. */
  async judgeFirst(storedIds: StoredFactIds = this.storedIds): Promise<void> {
    const { foundByShards } = this.#options;
    foundByShards?.check(this.work(storedIds), (subject) => this.#selected.get(subject));
    this.#workers = this.#newWorkers(storedIds, () => this.work(storedIds));
    await this.#timed('looking at each subject', () => this.#inWorkers((workers) => workers.first()));
    foundByShards?.markTimed(this.#presentWorkers.store);
    for (const { message, path = '' } of foundByShards?.broken ?? []) this.#broken.add(message, { path });
    this.#thumbnails.closeFirst();
  }

  /** The first pass over a part of the subjects, and what it finds; nothing is left to be finished. What takes it down is loaded here alone. */
  async judgePart(storedIds: StoredFactIds, isMine: (subject: Subject) => boolean): Promise<PartFindings> {
    const notes = new (await import('../shard/take-down.ts')).ShardNotes();
    const mine = this.work(storedIds).filter(isMine);
    this.#workers = this.#newWorkers(storedIds, () => mine, notes.take);
    await this.#timed('looking at each subject', () => this.#inWorkers((workers) => workers.first()));
    this.#thumbnails.closeFirst();
    return {
      ...notes.findings,
      identity: identityOf(this.#options),
      timedKept: this.#presentWorkers.store.storedFacts.timedKeys,
      broken: this.#broken.notices(),
      faults: faultsOf(this.#options.config),
      thumbnails: [...this.#thumbnails.tried],
    };
  }

  /** What its parts have in common. */
  get identity(): RunIdentity {
    return identityOf(this.#options);
  }

  #timed<T>(part: string, work: () => Promise<T>): Promise<T> {
    return this.#timings === undefined ? work() : this.#timings.of(part, work);
  }

  #newWorkers(
    storedIds: StoredFactIds,
    subjects: () => readonly Subject[],
    takeDown?: (taken: Taken) => void,
  ): Workers {
    const { asOf, concurrency = availableParallelism() + 1, onProgress } = this.#options;
    const stats = this.#timings?.stats;
    let done = 0;
    const total = subjects().length;
    return new Workers({
      subjects,
      set: this.#set,
      rules: this.#selected,
      optionsOf: this.#plan.activationsFor,
      storedIds,
      asOf,
      concurrency: Math.max(1, concurrency),
      newStore: storesOf(this.#options, {
        subjects: this.#set,
        cache: this.#cache,
        onBroken: this.#broken.add,
        stats,
      }),
      cache: this.#cache,
      isAlone: this.#isAlone && this.#options.foundByShards === undefined,
      elsewhere: this.#options.foundByShards,
      takeDown,
      thumbnails: this.#thumbnails,
      signal: this.#options.signal,
      explainsSkips: this.#options.onDebug !== undefined,
      onJudged: stats?.addRule,
      onInspected: stats?.addSubject,
      onDone: ({ path }) => {
        done++;
        onProgress?.({ done, total, path });
      },
    });
  }

  /** Has the workers do it. A loop that was cut short in a plugin may have taken any of them with it: the work is done in new ones then. */
  async #inWorkers<T>(work: (workers: Workers) => Promise<T>): Promise<T> {
    const { config, signal } = this.#options;
    for (;;) {
      const workers = this.#presentWorkers;
      const interrupted = config.guard.interrupted.then(() => undefined);
      const outcome = await unlessAborted(
        signal,
        () => Promise.race([work(workers).then((result) => ({ result })), interrupted]),
        () => workers.leave(),
      );
      if (outcome !== undefined) return outcome.result;
      this.#workers = workers.anew();
    }
  }

  get #presentWorkers(): Workers {
    if (this.#workers === undefined) throw new Error('the first pass comes first');
    return this.#workers;
  }

  /** Adds the stored facts of a neighbour's first pass to the set. */
  takeFrom(neighbour: LintRun): void {
    const { root } = neighbour.#options.config;
    const { store } = neighbour.#presentWorkers;
    for (const [scope, ids] of this.storedIds) {
      const isTimed = ids.some((id) => store.storedFacts.isTimed(scope, id));
      for (const subject of neighbour.#found.subjects.get(scope) ?? []) {
        const seen = seenFrom(this.#options.config, root, subject);
        this.#presentWorkers.store.restoreFacts(seen, store.storedOf(subject, ids), isTimed);
      }
    }
  }

  /** The second pass, and the report. */
  async finish(): Promise<LintResult> {
    const { config, asOf, tool, selection, baseline } = this.#options;
    const { subjects } = this.#found;
    const { policy, texts } = this.#policy;
    const unreached = unreachedIn(config, this.#plan, subjects);
    const judgements = await this.#timed('looking at the set', () =>
      this.#inWorkers(async (workers) => {
        await workers.first();
        this.#thumbnails.closeFirst();
        return workers.second();
      }),
    );
    this.#explain(judgements);
    const isWhole = selection?.paths.includes('.') ?? true;
    const found = foundIn(judgements, config.registry, subjects);
    await unlessAborted(this.#options.signal, () =>
      this.#thumbnails.finish(found.findings, this.#set, this.#presentWorkers.store),
    );
    const { memories, storedCodes } = await released(this.#presentWorkers.store, this.#isAlone);
    const left = suppress({
      ...found,
      judgements,
      exceptions: config.exceptions?.exceptions ?? [],
      asOf,
      isWhole,
      leftOut: new Set(config.leftOut.map(({ ruleId }) => ruleId)),
      ...(baseline === undefined ? {} : { baseline, asSaid: scopesAsSaid(config.registry) }),
    });
    const notices = [...(this.#options.notices ?? []), ...config.notices, ...this.#found.notices];
    const idle = isWhole ? unrelatedIn(config, this.#plan, judgements) : [];
    const broken = [...this.#broken.notices(), ...faultsOf(config, this.#options.foundByShards?.faults)];
    const report = assembleReport({
      config,
      tool,
      asOf,
      isWhole,
      judgements,
      findings: left.findings,
      suppressed: left.suppressed,
      exceptions: left.exceptions,
      isTimed: left.isTimed,
      policy,
      notChecked: [...withoutSetting(config, judgements, isWhole), ...config.leftOut, ...unreached.notChecked],
      notices: [
        ...notices,
        ...broken,
        ...unreadSubjects(judgements, subjects, config.registry),
        ...unreached.notices,
        ...caveatsOf(judgements),
        ...idle,
        ...left.notices,
      ],
    });
    return {
      report,
      subjects,
      policyTexts: texts,
      cache: this.#cache?.data([...subjects.values()].flat(), memories),
      cachedReport: this.#cachedReport({ report, judgements, storedCodes, isBroken: broken.length > 0 }),
      unusedBaseline: left.unusedBaseline,
      untold: left.untold,
      thumbnails: this.#thumbnails.made,
    };
  }

  #cachedReport(parts: Omit<CachedReportParts, 'seen' | 'startedAt' | 'policy'>): CachedReport | undefined {
    const { watched } = this.#options;
    // A set shared with neighbours is not handled here.
    if (watched === undefined || !this.#isAlone) return undefined;
    return cacheReport(this.#options, { ...watched, policy: this.#policy, ...parts });
  }

  get #isAlone(): boolean {
    return this.#set === this.#found.subjects;
  }

  #explain(judgements: readonly Judgement[]): void {
    const { onDebug } = this.#options;
    if (onDebug === undefined) return;
    for (const judgement of judgements)
      explainJudgement(judgement, this.#plan, this.#options.config.registry.attributes).forEach(onDebug);
    this.#timings?.reportFacts();
  }

  /** Workers that were left keep what they have: they may still use it. */
  async dispose(): Promise<void> {
    await this.#workers?.store.dispose();
  }
}
