import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResolvedConfig } from '../config/load.ts';
import { withLock } from '../file/file-lock.ts';
import { isThere, temporaryOf } from '../file/replace-file.ts';
import { sweepTemporaryFolders } from '../file/temporary/temporary-folder.ts';
import type { LintResult } from '../lint/lint-options.ts';
import { isKnownError, type ListingLintError } from '../model/error.ts';
import type { Fixed, NotFixed, OfferedFix } from '../model/fix.ts';
import { subjectKey } from '../model/subject.ts';
import { makePlan } from '../plan/plan.ts';
import type { FixEntry } from '../registry/collect-fixes.ts';
import { compareText } from '../text/compare.ts';
import { type Unfixed, unfixedBy, unwrittenBy } from './fix-faults.ts';
import { fileJudge, type JudgeFile } from './judge-file.ts';
import { mendFile, type Workshop } from './mend-file.ts';
import { type FixableFile, fixableFiles } from './offers.ts';
import { openFile } from './open-file.ts';
import { placeFile } from './place-file.ts';

export interface FixOptions {
  readonly config: ResolvedConfig;
  /** What was found. */
  readonly result: Pick<LintResult, 'report' | 'subjects'>;
  readonly asOf: string;
  /** Losses that the user permits (see `Fix.losses`). */
  readonly permits: ReadonlySet<string>;
  /** `true`: nothing is written. */
  readonly dryRun: boolean;
  readonly onFile?: (done: number, total: number) => void;
}

export interface FixResult {
  readonly fixed: readonly Fixed[];
  readonly notFixed: readonly NotFixed[];
  /** What somebody has to see to: a plugin that broke, a file that could not be written. */
  readonly faults: readonly ListingLintError[];
}

/** Another run may be about to end; one that goes on is told of, not waited for. */
const PATIENCE_MS = 2_000;
const LOCK = '.listing-lint-fix.lock';

/**
 * Mends the files of the subjects whose findings are offered a fix; those that exceptions or a baseline have taken out are not. A file that
 * cannot be mended, and a fix that breaks, are outcomes: the others go on. Killed at any moment, each file is the old one or the new one.
 * Throws `output-failed` where another run mends in the same folder.
 */
export const applyFixes = async (options: FixOptions): Promise<FixResult> => {
  const { config, result, dryRun } = options;
  await sweepTemporaryFolders();
  const all = fixableFiles(result.report.findings, result.subjects, config.registry);
  const lock = join(config.root, LOCK);
  if (dryRun) return mendAll(all, options);
  // A lock that lies there is that of a run at work, or of one that was killed.
  const isLeft = await isThere(lock);
  if (all.length === 0 && !isLeft) return mendAll(all, options);
  const work = async (): Promise<FixResult> => {
    if (isLeft) await recover(options);
    return mendAll(all, options);
  };
  try {
    return await withLock(
      lock,
      { what: `the files of ${config.root}`, patienceMs: PATIENCE_MS, within: config.root },
      work,
    );
  } catch (error) {
    // Who has nothing to mend is not in the way of who is at work.
    if (all.length === 0 && isKnownError(error, 'output-failed')) return mendAll(all, options);
    throw error;
  }
};

/** Takes away what a run has left beside the files that was killed, and lets their kinds finish what it was about. */
const recover = async ({ config, result }: FixOptions): Promise<void> => {
  const { root, registry, settings } = config;
  for (const [scope, { kind, plugin }] of registry.scopes) {
    if (kind.fixing === undefined) continue;
    for (const { file } of result.subjects.get(scope) ?? []) await rm(temporaryOf(file), { force: true });
    await kind.fixing.recover?.({ root, settings: settings.of(plugin) });
  }
};

const mendAll = async (all: readonly FixableFile[], options: FixOptions): Promise<FixResult> => {
  const outcomes: FixResult[] = [];
  const hashes = new Map(options.result.report.subjects.map((each) => [subjectKey(each), each.sha256]));
  for (const [index, offers] of all.entries()) {
    outcomes.push(await new FileMending(offers, { ...options, hashes }).run());
    options.onFile?.(index + 1, all.length);
  }
  return {
    fixed: outcomes.flatMap(({ fixed }) => fixed).toSorted(compareFixes),
    notFixed: outcomes.flatMap(({ notFixed }) => notFixed).toSorted(compareFixes),
    faults: outcomes.flatMap(({ faults }) => faults),
  };
};

/** By path, then by fix. */
export const compareFixes = (a: Pick<Fixed, 'subject' | 'fix'>, b: Pick<Fixed, 'subject' | 'fix'>): number =>
  compareText(a.subject.path, b.subject.path) || compareText(a.fix.id, b.fix.id);

const offered = ({ id, fix }: FixEntry): OfferedFix => ({ id, description: fix.title });

interface MendingOptions extends FixOptions {
  /** SHA-256 of what was judged, by subject. */
  readonly hashes: ReadonlyMap<string, string | undefined>;
}

/** One file on its way through its fixes: each is given what the ones before it have made. */
class FileMending {
  readonly #offers: FixableFile;
  readonly #options: MendingOptions;
  readonly #fixed: Fixed[] = [];
  readonly #notFixed: NotFixed[] = [];
  readonly #faults: ListingLintError[] = [];

  constructor(offers: FixableFile, options: MendingOptions) {
    this.#offers = offers;
    this.#options = options;
  }

  async run(): Promise<FixResult> {
    const { subject } = this.#offers;
    const kind = this.#options.config.registry.scopes.get(subject.scope);
    const policy = kind?.kind.fixing;
    if (kind !== undefined && policy !== undefined) {
      const { config, hashes, dryRun } = this.#options;
      const { root, settings } = config;
      try {
        const judged = hashes.get(subjectKey(subject));
        const exceptions = config.exceptions?.exceptions ?? [];
        const before = await openFile(subject, { root, policy, judged, exceptions });
        const after = await this.#mend(before, policy);
        const changed = this.#fixed.flatMap((each) => each.changed);
        if (!dryRun && this.#fixed.length > 0)
          await placeFile({ before, after, changed }, subject, { policy, root, settings: settings.of(kind.plugin) });
      } catch (error) {
        this.#giveUp(unwrittenBy(error, subject.path));
      }
    }
    return { fixed: this.#fixed, notFixed: this.#notFixed, faults: this.#faults };
  }

  async #mend(before: Uint8Array, policy: Workshop['policy']): Promise<Uint8Array> {
    const { subject, offers } = this.#offers;
    const { config, result, asOf, permits, dryRun } = this.#options;
    const { root, allowsCode, settings, registry, guard } = config;
    const judge = fileJudge({ config, subjects: result.subjects, asOf });
    const plan = makePlan(config);
    const activations = plan.activationsFor(subject);
    const rulesOfSet = new Set(plan.rulesFor(subject).flatMap(({ id, needsSet }) => (needsSet ? [id] : [])));
    const settingOf = (id: string) => activations.get(id);
    let bytes = before;
    for (const { entry, ruleIds } of offers) {
      const about = { subject: { scope: subject.scope, path: subject.path }, fix: offered(entry), ruleIds };
      const known = guard.faults.length;
      if (!ruleIds.some((id) => rulesOfSet.has(id)) && (await this.#isMended(bytes, ruleIds, judge))) continue;
      try {
        const workshop = { root, allowsCode, policy, settingsOf: settings.of, permits, judge, settingOf };
        const { changed, lost = [], bytes: mended } = await mendFile(bytes, subject, { entry, ruleIds }, workshop);
        bytes = mended;
        this.#fixed.push({ ...about, changed, ...(lost.length > 0 ? { lost } : {}), written: !dryRun });
      } catch (error) {
        const { id, plugin } = entry;
        const atWork = { id, plugin, path: subject.path, isOwn: plugin === registry.builtIn };
        const { fault, ...why } = unfixedBy(error, atWork);
        this.#notFixed.push({ ...about, ...why });
        // A loop that was cut short is told by the guard.
        if (fault !== undefined && guard.faults.length === known) this.#faults.push(fault);
      }
    }
    return bytes;
  }

  /** Whether the last fix has mended the findings of these rules too, as one that takes a block out does for all that the block may hold. */
  async #isMended(bytes: Uint8Array, ruleIds: readonly string[], judge: JudgeFile): Promise<boolean> {
    const last = this.#fixed.at(-1);
    if (last === undefined || (await judge(this.#offers.subject, bytes, ruleIds)).length > 0) return false;
    this.#fixed[this.#fixed.length - 1] = { ...last, ruleIds: [...last.ruleIds, ...ruleIds].toSorted() };
    return true;
  }

  /** Nothing of it came to be. */
  #giveUp({ fault, ...why }: Unfixed): void {
    const { subject, offers } = this.#offers;
    const told = new Set(this.#notFixed.map(({ fix }) => fix.id));
    this.#fixed.length = 0;
    for (const { entry, ruleIds } of offers) {
      if (told.has(entry.id)) continue;
      const about = { subject: { scope: subject.scope, path: subject.path }, fix: offered(entry), ruleIds };
      this.#notFixed.push({ ...about, ...why });
    }
    if (fault !== undefined) this.#faults.push(fault);
  }
}
