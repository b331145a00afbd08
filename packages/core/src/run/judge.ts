import { evaluateRule, type Verdict } from '../evaluate/evaluate.ts';
import { isFolderSync, MAX_DATA_BYTES, readBytes } from '../file/read-file.ts';
import type { ErrorCode } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Box, Cause, Outcome, Particulars, Region, Related, Severity } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Activation } from '../plan/activation.ts';
import type { PlannedRule } from '../plan/plan.ts';
import type { Registry } from '../registry/registry.ts';
import type { CompiledRule } from '../rule/formula/formula.ts';
import { sha256 } from '../text/canonical-json.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import type { FactStore } from './fact-store.ts';
import { factKeyOf } from './memory/fact-memo.ts';
import { sharedIds, sharedVerdict, sharedVerdicts } from './memory/shared-verdicts.ts';
import type { Relations } from './related.ts';

/** What one rule says of one subject. */
export interface RuleVerdict {
  readonly ruleId: string;
  readonly severity: Severity;
  readonly outcome: Outcome;
  readonly message: string;
  readonly causes: readonly Cause[];
  readonly codes: readonly ErrorCode[];
  readonly timed: boolean;
  readonly related: readonly Related[];
  /** How many there are, where more than those. */
  readonly relatedCount?: number;
  /** Changes with the members that made it fail. */
  readonly memberKeys?: readonly string[];
  readonly region?: Region;
  /** Why `when` was false, if requested. */
  readonly skipped?: string;
}

/** What a report contains for a subject apart from verdicts, and whether today was an input of it. */
export interface TimedParticulars {
  readonly particulars: Particulars;
  readonly timed: boolean;
}

/** What is known of a subject after it is judged: plain data, so that it can cross a thread. */
export interface Judgement {
  readonly subject: Subject;
  readonly verdicts: readonly RuleVerdict[];
  /** Rules that must wait for the whole set. */
  readonly waiting: readonly string[];
  readonly file?: { readonly sha256: string; readonly bytes: number };
  readonly boxes: readonly Box[];
  /** What reports contain for it apart from verdicts; known after the second pass. */
  readonly particulars?: TimedParticulars;
  /** What the facts leave open. */
  readonly caveats: readonly string[];
}

export interface JudgeOptions {
  readonly store: FactStore;
  /** Relations between subjects; absent in the first pass. */
  readonly relations?: Relations;
  readonly asOf: string;
  readonly signal?: AbortSignal | undefined;
  readonly explainsSkips?: boolean;
  /** Called with the wall time of each rule in ms, including the facts that it waited for. */
  readonly onJudged?: ((ruleId: string, ms: number) => void) | undefined;
}

/**
 * Judges one subject by its rules, one after the other: facts are computed on demand. A rule that needs the whole set is
 * settled here only where the set cannot change its outcome (its `when` does not hold, say); the facts that it will need are made now.
 */
export const judge = async (
  subject: Subject,
  rules: readonly PlannedRule[],
  options: JudgeOptions,
): Promise<Judgement> => {
  const verdicts: RuleVerdict[] = [];
  const waiting: string[] = [];
  for (const rule of rules) {
    options.signal?.throwIfAborted();
    const verdict = await judgeRule(subject, rule, options);
    const isFinal = !rule.needsSet || verdict.outcome === 'skip' || verdict.outcome === 'pass';
    if (isFinal) verdicts.push(verdict);
    else waiting.push(rule.id);
  }
  const file = await contentOf(subject, options.store);
  const [known, open] = [sharedVerdicts(verdicts), sharedIds(waiting)];
  const [boxes, caveats] = [boxesOf(subject, options.store), caveatsOf(subject, options.store)];
  if (file === undefined) return { subject, verdicts: known, waiting: open, boxes, caveats };
  return { subject, verdicts: known, waiting: open, file, boxes, caveats };
};

/** The second pass: judges the rules that waited. `reused`: verdicts of the run before that are still valid. */
export const judgeWaiting = async (
  judgement: Judgement,
  rules: readonly PlannedRule[],
  options: JudgeOptions,
  reused: readonly RuleVerdict[] = [],
): Promise<Judgement> => {
  const verdicts = [...judgement.verdicts];
  for (const rule of rules) {
    options.signal?.throwIfAborted();
    if (!judgement.waiting.includes(rule.id)) continue;
    const known = reused.find(({ ruleId }) => ruleId === rule.id);
    verdicts.push(known ?? (await judgeRule(judgement.subject, rule, options)));
  }
  const { subject } = judgement;
  const settled = { verdicts: sharedVerdicts(verdicts), waiting: NONE };
  if (verdicts.length - judgement.verdicts.length === reused.length) return { ...judgement, ...settled };
  const boxes = boxesOf(subject, options.store);
  return { ...judgement, ...settled, boxes, caveats: caveatsOf(subject, options.store) };
};

/** `judgeWaiting` at once, where all that it waits for still holds. */
export const withReused = (
  judgement: Judgement,
  rules: readonly PlannedRule[],
  reused: readonly RuleVerdict[],
): Judgement => {
  const { verdicts } = judgement;
  if (lately?.rules !== rules || lately.verdicts !== verdicts || lately.reused !== reused) {
    const inOrder = rules.flatMap(({ id }) => reused.find(({ ruleId }) => ruleId === id) ?? []);
    lately = { rules, verdicts, reused, settled: sharedVerdicts([...verdicts, ...inOrder]) };
  }
  return { ...judgement, verdicts: lately.settled, waiting: NONE };
};

/** What was put together last: most subjects that follow have the same lists. */
let lately:
  | {
      readonly rules: readonly PlannedRule[];
      readonly verdicts: readonly RuleVerdict[];
      readonly reused: readonly RuleVerdict[];
      readonly settled: readonly RuleVerdict[];
    }
  | undefined;

const NONE: readonly string[] = [];

const judgeRule = async (subject: Subject, rule: PlannedRule, options: JudgeOptions): Promise<RuleVerdict> => {
  const started = performance.now();
  const verdict = await verdictOf(subject, rule, options);
  options.onJudged?.(rule.id, performance.now() - started);
  return verdict;
};

const verdictOf = async (subject: Subject, rule: PlannedRule, options: JudgeOptions): Promise<RuleVerdict> => {
  const verdict = await evaluateFor(subject, rule, rule.compiled, options);
  const plain = plainVerdict(rule, verdict);
  if (plain !== undefined && options.explainsSkips !== true) return plain;
  const { outcome, message, causes, codes, timed } = verdict;
  const judged = { ruleId: rule.id, severity: rule.severity, outcome, message, causes, codes, timed };
  if (outcome === 'skip') return { ...judged, related: [], ...(await reasonOfSkip(subject, rule, options)) };
  if (outcome === 'pass' || (outcome === 'inconclusive' && isJudgedAgain(rule, options.store)))
    return { ...judged, related: [] };
  const { memberKeys } = verdict;
  return {
    ...judged,
    ...placesOf(subject, verdict, options.store),
    ...(memberKeys.length > 0 ? { memberKeys } : {}),
  };
};

/** Of a verdict that says nothing but that a rule holds, or does not apply, one object for all subjects. */
const plainVerdict = (
  rule: PlannedRule,
  { outcome, message, causes, codes, timed }: Verdict,
): RuleVerdict | undefined => {
  if (outcome !== 'pass' && outcome !== 'skip') return undefined;
  if (message !== '' || causes.length > 0 || codes.length > 0) return undefined;
  return sharedVerdict(rule, outcome, timed, () => ({
    ...{ ruleId: rule.id, severity: rule.severity, outcome, message },
    ...{ causes: [], codes: [], timed, related: [] },
  }));
};

/** Whether what is open of a rule is settled when the whole set has been seen. */
const isJudgedAgain = ({ needsSet }: PlannedRule, store: FactStore): boolean => needsSet && !store.isComplete;

/** Evaluates a rule, or another formula of it; what is related to the subject is known in the second pass. */
const evaluateFor = (
  subject: Subject,
  rule: PlannedRule,
  compiled: CompiledRule,
  { store, asOf, relations }: JudgeOptions,
): Promise<Verdict> => {
  const related = rule.needs.length > 0 ? relations?.ofJudged(subject) : undefined;
  const isFirst = isJudgedAgain(rule, store);
  const resolve = (fact: string, params: JsonObject) => store.resolve(subject, fact, params);
  return evaluateRule(compiled, resolve, related === undefined ? { asOf, isFirst } : { asOf, isFirst, related });
};

/** What of `when` did not hold, in the words of a cause. Its facts have been computed by now. */
const reasonOfSkip = async (
  subject: Subject,
  rule: PlannedRule,
  options: JudgeOptions,
): Promise<Pick<RuleVerdict, 'skipped'>> => {
  const { when, ...rest } = rule.compiled;
  if (options.explainsSkips !== true || when === undefined) return {};
  const { message } = await evaluateFor(subject, rule, { ...rest, assert: when }, options);
  return { skipped: message };
};

/** Where the facts that are to blame point: a place in the subject's text, other subjects. */
const placesOf = (
  subject: Subject,
  verdict: Verdict,
  store: FactStore,
): { readonly related: readonly Related[]; readonly relatedCount?: number; readonly region?: Region } => {
  const own = verdict.causes.filter(({ of }) => of === undefined);
  const blamed = new Set(verdict.blamed.map(({ fact, params }) => factKeyOf(fact, params)));
  const related: Related[] = [...verdict.related];
  let region: Region | undefined;
  for (const { provider, id, value } of store.valuesOf(subject, (_entry, key) => blamed.has(key))) {
    region ??= provider.region?.(value);
    for (const each of provider.related?.(
      value,
      own.filter((cause) => cause.fact === id),
    ) ?? []) {
      if (!related.some((other) => other.path === each.path && other.message === each.message)) related.push(each);
    }
  }
  const relatedCount = related.length - verdict.related.length + verdict.relatedCount;
  return {
    related,
    ...(relatedCount > related.length ? { relatedCount } : {}),
    ...(region === undefined ? {} : { region }),
  };
};

const boxesOf = (subject: Subject, store: FactStore): readonly Box[] => {
  const entries = store.valuesOf(subject, ({ provider }) => provider.boxes !== undefined);
  const boxes = entries.flatMap(({ provider, value }) => provider.boxes?.(value) ?? []);
  return boxes.length === 0 ? NO_BOXES : boxes;
};
const NO_BOXES: readonly Box[] = [];

const caveatsOf = (subject: Subject, store: FactStore): readonly string[] => {
  const entries = store.valuesOf(subject, ({ provider }) => provider.caveats !== undefined);
  return sharedIds(entries.flatMap(({ provider, value }) => provider.caveats?.(value) ?? []));
};

/** By the fact of its scope that says it, else of the subject's own text; undefined for a folder and for what cannot be read. */
export const contentOf = async (subject: Subject, store: FactStore): Promise<Judgement['file']> => {
  const fact = contentFactOf(store.registry, subject.scope);
  if (fact !== undefined) {
    const resolved = await store.resolve(subject, fact, {});
    const { sha256: hash, bytes } = {
      sha256: undefined,
      bytes: undefined,
      ...('value' in resolved ? asObject(resolved.value) : {}),
    };
    return typeof hash === 'string' && typeof bytes === 'number' ? { sha256: hash, bytes } : undefined;
  }
  if (isFolderSync(subject.file)) return undefined;
  const bounds = { maxBytes: MAX_DATA_BYTES, within: store.root, links: 'refuse' } as const;
  const bytes = await readBytes(subject.file, bounds).catch(() => undefined);
  return bytes === undefined ? undefined : { sha256: sha256(bytes), bytes: bytes.length };
};

/** The fact that says what the content of the scope's subjects is, where their kind names one. */
export const contentFactOf = (
  { scopes, fact }: Pick<Registry, 'scopes' | 'fact'>,
  scope: string,
): string | undefined => {
  const known = scopes.get(scope);
  return known?.kind.content === undefined ? undefined : fact(scope, known.kind.content, known.plugin)?.id;
};

const asObject = (value: unknown): object => (typeof value === 'object' && value !== null ? value : {});

/** Of one subject, as JSON text: a report holds those of all subjects. */
export const MAX_PARTICULARS_BYTES = 64 * 1024;

/** Returns the fact with the report data of a scope's subjects, if their kind names one. */
export const particularsFactOf = (
  { scopes, fact }: Pick<Registry, 'scopes' | 'fact'>,
  scope: string,
): FactEntry | undefined => {
  const known = scopes.get(scope);
  return known?.kind.particulars === undefined ? undefined : fact(scope, known.kind.particulars, known.plugin);
};

/** Options of the rules for a subject, by rule id. */
export type RuleOptions = (subject: Subject) => ReadonlyMap<string, Pick<Activation, 'options'>>;

/** In the second pass: the value of that fact, or why there is none; never both, and never more than the bound. */
export const particularsOf = async (
  subject: Subject,
  store: FactStore,
  optionsOf: RuleOptions,
): Promise<TimedParticulars | undefined> => {
  const entry = particularsFactOf(store.registry, subject.scope);
  if (entry === undefined) return undefined;
  const wanted = Object.entries(store.registry.scopes.get(subject.scope)?.kind.particularsOptions ?? {});
  const options = wanted.length === 0 ? undefined : optionsOf(subject);
  const params = Object.fromEntries(
    wanted.flatMap(([param, { rule, option }]) => {
      const value = options?.get(rule)?.options[option];
      return value === undefined ? [] : [[param, value]];
    }),
  );
  const resolved = await store.resolve(subject, entry.id, params);
  const timed = resolved.timed === true;
  if ('unknown' in resolved) return { particulars: { fact: entry.id, unknown: resolved.unknown }, timed };
  const text = JSON.stringify(resolved.value) ?? 'null';
  const particulars: Particulars =
    Buffer.byteLength(text) > MAX_PARTICULARS_BYTES
      ? { fact: entry.id, unknown: `it is larger than the ${MAX_PARTICULARS_BYTES / 1024} KB that a report takes` }
      : { fact: entry.id, value: JSON.parse(text) };
  return { particulars, timed };
};
