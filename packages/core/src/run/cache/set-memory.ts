import type { Kept, SetChange, Touched } from '../../model/fact.ts';
import { type Subject, subjectKey } from '../../model/subject.ts';
import { findKept, type PlannedRule } from '../../plan/plan.ts';
import { sha256 } from '../../text/canonical-json.ts';
import type { FactEntry } from '../../vocabulary/vocabulary.ts';
import type { SubjectSet } from '../discover.ts';
import type { FactStore } from '../fact-store.ts';
import type { Judgement, RuleVerdict } from '../judge.ts';
import { NO_FILE, type Settled } from './cache-entry.ts';
import { EntryKeys } from './entry-keys.ts';
import type { JudgementCache, RememberedSet } from './judgement-cache.ts';
import type { PackedEntries } from './packed-entries.ts';

export interface SetMemoryOptions {
  readonly cache: JudgementCache;
  /** The store of the run, when its set is complete. */
  readonly store: FactStore;
  readonly set: SubjectSet;
  /** Facts that are kept of every subject of a scope: all of them have been looked at. */
  readonly kept: ReadonlyMap<string, readonly string[]>;
  readonly asOf: string;
}

/** Of more changes than this share of a set, and some, nobody is asked whom they concern: most of it is judged again. */
const MOST_CHANGED = 0.1;
const FEW_CHANGED = 32;

/** Of so many subjects without an entry nothing is written down. */
const MOST_LOOSE = 1000;

/**
 * Verdicts of the second pass, from one run to the next: a verdict stands where subject, rule and config are the same and each fact over the set
 * that it rests on says that no change of the set concerns the subject. What is not known to stand is judged again.
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

  /** Holds the set against that of the run before. */
  static async open(options: SetMemoryOptions): Promise<SetMemory> {
    return new SetMemory(options, await touchedSince(options));
  }

  /** Verdicts on a subject, of rules that wait for the set, that still hold. */
  async standing(judgement: Judgement, rules: readonly PlannedRule[]): Promise<readonly RuleVerdict[]> {
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

  /** As `standing`, at once, of a subject whose file has not changed; undefined where some of what it waits for has to be judged, which is noted then. */
  recall({ subject, waiting }: Judgement): readonly RuleVerdict[] | undefined {
    const { cache, asOf } = this.#options;
    const { old, now } = cache.entries;
    const name = subjectKey(subject);
    if (this.#isTouched(name) || !now.isOfFile(name) || !now.isTaken(name, old)) return undefined;
    const settled = old.settledOf(name);
    if (settled === undefined || (settled.asOf !== undefined && settled.asOf !== asOf)) return undefined;
    const isAwaited = ({ ruleId }: RuleVerdict): boolean => waiting.includes(ruleId);
    const standing = settled.verdicts.every(isAwaited) ? settled.verdicts : settled.verdicts.filter(isAwaited);
    if (standing.length !== waiting.length) return undefined;
    this.#noted.add(name);
    return standing;
  }

  /** Remembers what the second pass came to. `standing`: what was given for it. */
  async note(
    first: Judgement,
    second: Judgement,
    rules: readonly PlannedRule[],
    standing: readonly RuleVerdict[],
  ): Promise<void> {
    const { cache, store, asOf } = this.#options;
    const { now } = cache.entries;
    const { subject, waiting } = first;
    const name = subjectKey(subject);
    if (waiting.length === 0) return;
    const lasting = this.#lastingOf(rules).filter(({ id }) => waiting.includes(id));
    if (lasting.length === 0) return;
    const isKnown = standing.length === lasting.length;
    if (!isKnown && !(isVerdictsAlone(first, second) && store.willBeSame(subject, now.isOfFile(name)))) return;
    this.#noted.add(name);
    if (isKnown && now.isOfFile(name)) return;
    for (const { provider, id } of lasting.flatMap(({ setFacts }) => setFacts))
      this.#facts.set(`${provider.scope}\0${id}`, [provider.scope, id]);
    const kept = second.verdicts.filter(({ ruleId }) => lasting.some(({ id }) => id === ruleId));
    const settled: Settled = { ...(kept.some(({ timed }) => timed) ? { asOf } : {}), verdicts: kept };
    if (now.isOfFile(name)) now.settle(name, settled);
    else if (isKnown) now.take(name, cache.entries.old);
    else {
      const key = await this.#ownKey(subject, rules);
      now.put(name, { stat: NO_FILE, sha256: '', key, kept: {}, settled });
    }
  }

  /** All are settled: says so to the cache. */
  close(): void {
    const { cache, store, set, kept } = this.#options;
    const { now } = cache.entries;
    const loose: { [subject: string]: { readonly [id: string]: Kept<unknown> } } = Object.create(null);
    for (const [scope, ids] of kept) {
      for (const subject of set.get(scope) ?? []) {
        const name = subjectKey(subject);
        if (!now.isOfFile(name)) loose[name] = store.keptOf(subject, ids);
      }
    }
    if (kept.size === 0 || Object.keys(loose).length > MOST_LOOSE) return;
    const remembered: RememberedSet = { kept: Object.fromEntries(kept), facts: [...this.#facts.values()], loose };
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

  /** Of a subject of which no entry says what it is: of all that its lasting rules see of it, but for the set. */
  async #ownKey(subject: Subject, rules: readonly PlannedRule[]): Promise<string> {
    const seen: [string, unknown][] = [];
    for (const { compiled, setFacts } of this.#lastingOf(rules)) {
      for (const { fact, params } of [...compiled.guardFacts, ...compiled.assertFacts]) {
        if (setFacts.some(({ id }) => id === fact)) continue;
        const resolved = await this.#options.store.resolve(subject, fact, params);
        seen.push([fact, resolved]);
      }
    }
    // In the order in which facts give their members, which is the same in each run of a program.
    return `${OWN}${this.#keys.of(subject, rules)} ${sha256(JSON.stringify(seen)).slice(0, 32)}`;
  }
}

/** Keys of entries that hold nothing but what is settled begin so. */
const OWN = 'own ';

/** Whether the second pass has found nothing that a report tells beside verdicts. */
const isVerdictsAlone = (first: Judgement, second: Judgement): boolean =>
  JSON.stringify([first.boxes, first.caveats]) === JSON.stringify([second.boxes, second.caveats]);

/** Whether a verdict of the rule may stand: whom a change concerns is told by each fact over the set, and nothing but the verdict comes of these. */
const mayLast = ({ needs, setFacts }: PlannedRule): boolean =>
  needs.length === 0 &&
  setFacts.length > 0 &&
  setFacts.every(
    ({ provider: { needsSet = [], touchedBy, boxes, caveats } }) =>
      needsSet.length > 0 && touchedBy !== undefined && boxes === undefined && caveats === undefined,
  );

/** By scope, the paths of subjects that changes since the run before concern. */
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
    const entry = findKept(store.registry, scope, id, plugin);
    return entry === undefined ? [] : [{ id, full: entry.id, scope: entry.provider.scope }];
  });
  const own = (kept: SetChange['after'] = {}, of: string): NonNullable<SetChange['after']> =>
    Object.fromEntries(
      sources.flatMap(({ id, full, scope: from }) => {
        const value = from === of ? kept[full] : undefined;
        return value === undefined ? [] : [[id, value]];
      }),
    );
  const asked = [...new Set(sources.map((source) => source.scope))].flatMap((from) =>
    (changes.get(from) ?? []).map(
      ({ path, before, after }): SetChange => ({
        path,
        ...(before && { before: own(before, from) }),
        ...(after && { after: own(after, from) }),
      }),
    ),
  );
  try {
    // Also where no subject has changed: the fact may rest on something beside the set, as on a registry.
    return (await touchedBy?.(asked, store.contextFor(first, plugin))) ?? 'all';
  } catch {
    // What it cannot say it may have touched: that costs time alone.
    return 'all';
  }
};

/** What is another than in the run before, by scope; undefined where that cannot be said, or is much. */
const changesSince = (
  { cache, store, set, kept }: SetMemoryOptions,
  remembered: RememberedSet,
): ReadonlyMap<string, readonly SetChange[]> | undefined => {
  const { old, now } = cache.entries;
  const changes = new Map<string, SetChange[]>();
  for (const [scope, ids] of Object.entries(remembered.kept)) {
    if (ids.some((id) => kept.get(scope)?.includes(id) !== true)) return undefined;
    const list: SetChange[] = [];
    const present = new Set<string>();
    const subjects = set.get(scope) ?? [];
    const most = Math.max(FEW_CHANGED, MOST_CHANGED * subjects.length);
    for (const subject of subjects) {
      const name = subjectKey(subject);
      present.add(name);
      const loose = remembered.loose[name];
      if (loose === undefined && now.isTaken(name, old)) continue;
      const after = store.keptOf(subject, ids);
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

/** Whether a file that was judged anew is to others what it was: its attributes, and what is kept of it. */
const isAlike = (old: PackedEntries, now: PackedEntries, name: string, ids: readonly string[]): boolean => {
  const [before, after] = [old.get(name), now.get(name)];
  return (
    before !== undefined &&
    after !== undefined &&
    before.key.slice(0, STATE_DIGITS) === after.key.slice(0, STATE_DIGITS) &&
    ids.every((id) => JSON.stringify(before.kept[id]) === JSON.stringify(after.kept[id]))
  );
};
/** Of an entry's key, what says what the discoverer says of the subject. */
const STATE_DIGITS = 32;
