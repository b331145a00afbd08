import type { SetChange, Touched } from '../../model/fact.ts';
import { type Subject, subjectKey } from '../../model/subject.ts';
import { findStoredFact, type PlannedRule } from '../../plan/plan.ts';
import { sha256 } from '../../text/canonical-json.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import type { SubjectSet } from '../discover.ts';
import type { FactStore } from '../fact-store.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import type { StoredFact } from '../stored-facts.ts';
import { NO_FILE, type Settled } from './cache-entry.ts';
import { EntryKeys } from './entry-keys.ts';
import type { JudgementCache, RememberedSet } from './judgement-cache.ts';
import type { PackedEntries } from './packed-entries.ts';

export interface SetMemoryOptions {
  readonly cache: JudgementCache;
  /** The store of the run, when its set is complete. */
  readonly store: FactStore;
  readonly set: SubjectSet;
  /** Ids of the facts that are stored for every subject of a scope, by scope. */
  readonly storedIds: ReadonlyMap<string, readonly string[]>;
  readonly asOf: string;
}

/** Beyond this share of changed subjects (and `FEW_CHANGED`), the affected subjects are not computed: all are judged again. */
const MOST_CHANGED = 0.1;
const FEW_CHANGED = 32;

/** With more subjects without an entry than this, the set is not cached. */
const MOST_LOOSE = 1000;

/**
 * Verdicts of the second pass, from one run to the next: a verdict stands where subject, rule and config are the same and each fact over the set
 * Reuses verdicts of the second pass in the next run. A verdict is valid if subject, rule and config are the same and each fact over the set
 */
export class SetMemory {
  readonly #options: SetMemoryOptions;
  readonly #touched: ReadonlyMap<string, Touched> | 'all';
  readonly #touchedScopes = new Set<string>();
  readonly #touchedNames = new Set<string>();
  readonly #keys = new EntryKeys();
  readonly #lasting = new Map<readonly PlannedRule[], readonly PlannedRule[]>();
  readonly #noted = new Set<string>();
  readonly #facts = new Map<string, readonly [scope: string, id: string]>();

  private constructor(options: SetMemoryOptions, touched: ReadonlyMap<string, Touched> | 'all') {
    this.#options = options;
    this.#touched = touched;
    if (touched === 'all') return;
    for (const fact of options.cache.set?.facts ?? []) this.#facts.set(fact.join('\0'), fact);
    for (const [scope, paths] of touched) {
      if (paths === 'all') this.#touchedScopes.add(scope);
      else for (const path of paths) this.#touchedNames.add(subjectKey({ scope, path }));
    }
  }

  /** Compares the set with that of the run before. */
  static async open(options: SetMemoryOptions): Promise<SetMemory> {
    return new SetMemory(options, await touchedSince(options));
  }

  /** Returns the verdicts of a subject, by rules that wait for the set, that are still valid. */
  async reusable(judgement: Judgement, rules: readonly PlannedRule[]): Promise<readonly RuleVerdict[]> {
    const { cache, asOf } = this.#options;
    const { old, now } = cache.entries;
    const { subject, waiting } = judgement;
    const name = subjectKey(subject);
    if (waiting.length === 0 || this.#isTouched(name)) return [];
    const settled = old.settledOf(name);
    if (settled === undefined || (settled.asOf !== undefined && settled.asOf !== asOf)) return [];
    const isSame = now.isOfFile(name)
      ? now.isTaken(name, old)
      : old.get(name)?.key === (await this.#ownKey(subject, rules));
    return isSame ? settled.verdicts.filter(({ ruleId }) => waiting.includes(ruleId)) : [];
  }

  /** As `reusable`, without waiting, for a subject whose file has not changed; undefined if one of its waiting rules has to be judged again. */
  recall({ subject, waiting }: Judgement): readonly RuleVerdict[] | undefined {
    const { cache, asOf } = this.#options;
    const { old, now } = cache.entries;
    const name = subjectKey(subject);
    if (this.#isTouched(name) || !now.isOfFile(name) || !now.isTaken(name, old)) return undefined;
    const settled = old.settledOf(name);
    if (settled === undefined || (settled.asOf !== undefined && settled.asOf !== asOf)) return undefined;
    const isAwaited = ({ ruleId }: RuleVerdict): boolean => waiting.includes(ruleId);
    const reused = settled.verdicts.every(isAwaited) ? settled.verdicts : settled.verdicts.filter(isAwaited);
    if (reused.length !== waiting.length) return undefined;
    this.#noted.add(name);
    return reused;
  }

  /** Caches the verdicts of the second pass. `reused`: those that were valid before it. */
  async note(
    first: Judgement,
    second: Judgement,
    rules: readonly PlannedRule[],
    reused: readonly RuleVerdict[],
  ): Promise<void> {
    const { cache, store, asOf } = this.#options;
    const { now } = cache.entries;
    const { subject, waiting } = first;
    const name = subjectKey(subject);
    if (waiting.length === 0) return;
    const lasting = this.#lastingOf(rules).filter(({ id }) => waiting.includes(id));
    if (lasting.length === 0) return;
    const isKnown = reused.length === lasting.length;
    if (!isKnown && !(isVerdictsAlone(first, second) && store.willBeSame(subject, now.isOfFile(name)))) return;
    this.#noted.add(name);
    if (isKnown && now.isOfFile(name)) return;
    for (const { provider, id } of lasting.flatMap(({ setFacts }) => setFacts))
      this.#facts.set(`${provider.scope}\0${id}`, [provider.scope, id]);
    const verdicts = second.verdicts.filter(({ ruleId }) => lasting.some(({ id }) => id === ruleId));
    const settled: Settled = { ...(verdicts.some(({ timed }) => timed) ? { asOf } : {}), verdicts };
    if (now.isOfFile(name)) now.settle(name, settled);
    else if (isKnown) now.take(name, cache.entries.old);
    else {
      const key = await this.#ownKey(subject, rules);
      now.put(name, { stat: NO_FILE, sha256: '', key, kept: {}, settled });
    }
  }

  /** Hands the settled set to the cache. */
  close(): void {
    const { cache, store, set, storedIds } = this.#options;
    const { now } = cache.entries;
    const loose: { [subject: string]: { readonly [id: string]: StoredFact } } = Object.create(null);
    for (const [scope, ids] of storedIds) {
      for (const subject of set.get(scope) ?? []) {
        const name = subjectKey(subject);
        if (!now.isOfFile(name)) loose[name] = store.storedOf(subject, ids);
      }
    }
    if (storedIds.size === 0 || Object.keys(loose).length > MOST_LOOSE) return;
    const remembered: RememberedSet = { kept: Object.fromEntries(storedIds), facts: [...this.#facts.values()], loose };
    cache.noteSet(remembered, (name) => this.#isTouched(name) && !this.#noted.has(name));
  }

  #lastingOf(rules: readonly PlannedRule[]): readonly PlannedRule[] {
    const known = this.#lasting.get(rules) ?? rules.filter(mayLast);
    this.#lasting.set(rules, known);
    return known;
  }

  #isTouched(name: string): boolean {
    if (this.#touched === 'all' || this.#touchedNames.has(name)) return true;
    return this.#touchedScopes.size > 0 && this.#touchedScopes.has(name.slice(0, name.indexOf('\0')));
  }

  /** Returns the key of a subject without an entry for its file: of the facts that its lasting rules read, except those over the set. */
  async #ownKey(subject: Subject, rules: readonly PlannedRule[]): Promise<string> {
    const seen: [string, unknown][] = [];
    for (const { compiled, setFacts } of this.#lastingOf(rules)) {
      for (const { fact, params } of [...compiled.guardFacts, ...compiled.assertFacts]) {
        if (setFacts.some(({ id }) => id === fact)) continue;
        const resolved = await this.#options.store.resolve(subject, fact, params);
        seen.push([fact, resolved]);
      }
    }
    // Members are in the order of the facts, the same in each run.
    return `${OWN}${this.#keys.of(subject, rules)} ${sha256(JSON.stringify(seen)).slice(0, 32)}`;
  }
}

/** Prefix of the keys of entries that hold only settled verdicts. */
const OWN = 'own ';

/** Whether the second pass added nothing to the report but verdicts. */
const isVerdictsAlone = (first: Judgement, second: Judgement): boolean =>
  JSON.stringify([first.boxes, first.caveats]) === JSON.stringify([second.boxes, second.caveats]);

/** Whether verdicts of the rule can be reused: each of its facts over the set reports the affected subjects, and adds nothing else to the report. */
const mayLast = ({ needs, setFacts }: PlannedRule): boolean =>
  needs.length === 0 &&
  setFacts.length > 0 &&
  setFacts.every(
    ({ provider: { needsSet = [], touchedBy, boxes, caveats } }) =>
      needsSet.length > 0 && touchedBy !== undefined && boxes === undefined && caveats === undefined,
  );

/** Returns, by scope, the paths of the subjects that changes since the run before affect; `all` if unknown. */
const touchedSince = async (options: SetMemoryOptions): Promise<ReadonlyMap<string, Touched> | 'all'> => {
  const { cache, store } = options;
  const { set } = cache;
  const changes = set === undefined ? undefined : changesSince(options, set);
  if (set === undefined || changes === undefined) return 'all';
  const touched = new Map<string, Touched>();
  const touch = (scope: string, more: Touched): void => {
    const known = touched.get(scope) ?? new Set();
    touched.set(scope, known === 'all' || more === 'all' ? 'all' : new Set([...known, ...more]));
  };
  for (const [scope, list] of changes) touch(scope, new Set(list.map(({ path }) => path)));
  for (const [scope, id] of set.facts) {
    const entry = store.registry.fact(scope, id);
    touch(scope, entry === undefined ? 'all' : await touchedOf(entry, changes, options));
  }
  return touched;
};

const touchedOf = async (
  { provider, plugin }: FactEntry,
  changes: ReadonlyMap<string, readonly SetChange[]>,
  { store, set }: SetMemoryOptions,
): Promise<Touched> => {
  const { scope, needsSet = [], touchedBy } = provider;
  const [first] = set.get(scope) ?? [];
  if (first === undefined) return new Set();
  const sources = needsSet.flatMap((id) => {
    const entry = findStoredFact(store.registry, scope, id, plugin);
    return entry === undefined ? [] : [{ id, full: entry.id, scope: entry.provider.scope }];
  });
  const pick = (facts: SetChange['after'] = {}, of: string): NonNullable<SetChange['after']> =>
    Object.fromEntries(
      sources.flatMap(({ id, full, scope: from }) => {
        const value = from === of ? facts[full] : undefined;
        return value === undefined ? [] : [[id, value]];
      }),
    );
  const setChanges = [...new Set(sources.map((source) => source.scope))].flatMap((from) =>
    (changes.get(from) ?? []).map(
      ({ path, before, after }): SetChange => ({
        path,
        ...(before && { before: pick(before, from) }),
        ...(after && { after: pick(after, from) }),
      }),
    ),
  );
  try {
    // Also if no subject has changed: the fact may depend on something else, such as a registry.
    return (await touchedBy?.(setChanges, store.contextFor(first, plugin))) ?? 'all';
  } catch {
    // If it fails, everything may be affected: that only costs time.
    return 'all';
  }
};

/** Returns the changed subjects since the run before, by scope; undefined if unknown, or too many. */
const changesSince = (
  { cache, store, set, storedIds }: SetMemoryOptions,
  remembered: RememberedSet,
): ReadonlyMap<string, readonly SetChange[]> | undefined => {
  const { old, now } = cache.entries;
  const changes = new Map<string, SetChange[]>();
  for (const [scope, ids] of Object.entries(remembered.kept)) {
    if (ids.some((id) => storedIds.get(scope)?.includes(id) !== true)) return undefined;
    const list: SetChange[] = [];
    const present = new Set<string>();
    const subjects = set.get(scope) ?? [];
    const most = Math.max(FEW_CHANGED, MOST_CHANGED * subjects.length);
    for (const subject of subjects) {
      const name = subjectKey(subject);
      present.add(name);
      const loose = remembered.loose[name];
      if (loose === undefined && now.isTaken(name, old)) continue;
      const after = store.storedOf(subject, ids);
      const before = loose ?? (old.isOfFile(name) ? old.get(name)?.kept : undefined);
      if (loose === undefined && before !== undefined && isAlike(old, now, name, ids)) continue;
      list.push({ path: subject.path, ...(before && { before }), after });
      if (list.length > most) return undefined;
    }
    for (const name of new Set([...old.subjects, ...Object.keys(remembered.loose)])) {
      if (present.has(name) || !name.startsWith(`${scope}\0`)) continue;
      const path = name.slice(scope.length + 1);
      const before = remembered.loose[name] ?? (old.isOfFile(name) ? old.get(name)?.kept : undefined);
      if (before !== undefined) list.push({ path, before });
    }
    if (list.length > most) return undefined;
    changes.set(scope, list);
  }
  return changes;
};

/** Whether a file that was judged again is the same to other subjects: its attributes and stored facts. */
const isAlike = (old: PackedEntries, now: PackedEntries, name: string, ids: readonly string[]): boolean => {
  const [before, after] = [old.get(name), now.get(name)];
  return (
    before !== undefined &&
    after !== undefined &&
    before.key.slice(0, STATE_DIGITS) === after.key.slice(0, STATE_DIGITS) &&
    ids.every((id) => JSON.stringify(before.kept[id]) === JSON.stringify(after.kept[id]))
  );
};
/** Length of the part of an entry's key that identifies the discoverer's attributes. */
const STATE_DIGITS = 32;
