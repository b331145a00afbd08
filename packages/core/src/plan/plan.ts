import type { ResolvedConfig } from '../config/load.ts';
import type { Severity } from '../model/report.ts';
import type { Subject } from '../model/subject.ts';
import type { Registry } from '../registry/registry.ts';
import { compileRule } from '../rule/compile.ts';
import type { CompiledRule } from '../rule/formula/formula.ts';
import { type MemberNeed, memberNeeds } from '../rule/formula/needs.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import { type Activation, activationsOf, selectorMatcher } from './activation.ts';
import { memberFactsOf } from './member-values.ts';

/** A rule as it judges some subject. */
export interface PlannedRule {
  readonly id: string;
  readonly severity: Severity;
  readonly compiled: CompiledRule;
  /** A fact that it asks for, or it itself, looks at other subjects: its verdict has to wait for the second pass. */
  readonly needsSet: boolean;
  /** What it looks at of related subjects. */
  readonly needs: readonly MemberNeed[];
  /** Facts over the whole set that it may ask for. */
  readonly setFacts: readonly FactEntry[];
}

/** Which rules judge which subject, and what the set must keep for them. */
export interface Plan {
  /** Rules of a subject, sorted by id. */
  readonly rulesFor: (subject: Subject) => readonly PlannedRule[];
  /** The same with rules that are off, and where each setting came from. */
  readonly activationsFor: (subject: Subject) => ReadonlyMap<string, Activation>;
  /** Returns, by scope, the ids of the facts and values that must be stored for every subject: for these rules, their set facts, and `facts`. */
  readonly storedIdsFor: (
    rules: Iterable<PlannedRule>,
    facts?: readonly FactEntry[],
  ) => ReadonlyMap<string, readonly string[]>;
  /** The same for facts by themselves. */
  readonly storedIdsForFacts: (facts: Iterable<FactEntry>) => ReadonlyMap<string, readonly string[]>;
}

/** Everything about the rules that can be settled before a file is looked at. */
export const makePlan = (config: Pick<ResolvedConfig, 'layers' | 'rules' | 'registry'>): Plan => {
  const { layers, rules, registry } = config;
  const matcher = selectorMatcher(config.registry.attributes);
  const planned = new Map<string, PlannedRule>();
  const byActivation = new Map<string, readonly PlannedRule[]>();
  const ownSeverity = (id: string): Severity => rules.get(id)?.rule.severity ?? 'error';

  const activationsFor = (subject: Subject): ReadonlyMap<string, Activation> => {
    const all = activationsOf(layers, matcher(subject), ownSeverity);
    return new Map([...all].filter(([id]) => rules.get(id)?.rule.scope === subject.scope).sort(byId));
  };

  const planRule = (id: string, { severity, options }: Activation): readonly PlannedRule[] => {
    const rule = rules.get(id)?.rule;
    if (rule === undefined || severity === 'off') return [];
    const key = JSON.stringify([id, severity, Object.entries(options).sort(byId)]);
    let entry = planned.get(key);
    if (entry === undefined) {
      const compiled = compileRule(rule, options, registry);
      const needs = memberNeeds(compiled);
      const setFacts = setFactsOf(compiled, registry);
      const needsSet = needs.length > 0 || setFacts.length > 0;
      entry = { id, severity, compiled, needsSet, needs, setFacts };
      planned.set(key, entry);
    }
    return [entry];
  };

  const selections = layers.flatMap(({ select }) => (select === undefined ? [] : [select]));
  const rulesFor = (subject: Subject): readonly PlannedRule[] => {
    const selects = matcher(subject);
    const key = `${subject.scope} ${selections.map((select) => (selects(select) ? '1' : '0')).join('')}`;
    let list = byActivation.get(key);
    if (list === undefined) {
      list = [...activationsFor(subject)].flatMap(([id, activation]) => planRule(id, activation));
      byActivation.set(key, list);
    }
    return list;
  };

  return {
    rulesFor,
    activationsFor,
    storedIdsFor: (list, facts = []) => {
      const judging = [...new Set(list)];
      const members = memberFactsOf(
        judging.flatMap(({ needs }) => needs),
        registry,
      );
      const setFacts = [...judging.flatMap(({ setFacts }) => setFacts), ...members.setFacts, ...facts];
      return joined(storedFactIds(setFacts, registry), members.storedIds);
    },
    storedIdsForFacts: (list) => storedFactIds(list, registry),
  };
};

const joined = (
  facts: ReadonlyMap<string, readonly string[]>,
  values: ReadonlyMap<string, ReadonlySet<string>>,
): ReadonlyMap<string, readonly string[]> =>
  new Map(
    [...new Set([...facts.keys(), ...values.keys()])].map((scope) => [
      scope,
      [...(facts.get(scope) ?? []), ...[...(values.get(scope) ?? [])].sort()],
    ]),
  );

const byId = ([a]: readonly [string, unknown], [b]: readonly [string, unknown]): number => (a < b ? -1 : a > b ? 1 : 0);

/** Set facts that a rule may ask for. */
const setFactsOf = (compiled: CompiledRule, registry: Registry): readonly FactEntry[] =>
  [...compiled.guardFacts, ...compiled.assertFacts].flatMap(({ fact }) => {
    const entry = registry.fact(compiled.rule.scope, fact);
    return entry?.provider.needsSet === undefined ? [] : [entry];
  });

const storedFactIds = (facts: Iterable<FactEntry>, registry: Registry): ReadonlyMap<string, readonly string[]> => {
  const stored = new Map<string, Set<string>>();
  for (const { provider, plugin } of facts) {
    for (const id of provider.needsSet ?? []) {
      const entry = findStoredFact(registry, provider.scope, id, plugin);
      if (entry === undefined) continue;
      const ids = stored.get(entry.provider.scope) ?? new Set();
      stored.set(entry.provider.scope, ids.add(entry.id));
    }
  }
  return new Map([...stored].map(([scope, ids]) => [scope, [...ids].sort()]));
};

/** Finds a fact that `needsSet` names: in the set fact's scope first, then in any scope that has it (a group needs those of its parts). */
export const findStoredFact = (registry: Registry, scope: string, id: string, plugin: string): FactEntry | undefined =>
  registry.fact(scope, id, plugin) ??
  [...registry.scopes.keys()].flatMap((other) => registry.fact(other, id, plugin) ?? [])[0];
