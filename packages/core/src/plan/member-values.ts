import type { Json, JsonObject } from '../model/json.ts';
import type { Registry } from '../registry/registry.ts';
import type { PlacedUse } from '../rule/formula/formula.ts';
import type { MemberNeed } from '../rule/formula/needs.ts';
import { isJsonObject } from '../rule/references.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';

/**
 * Returns the id of one value of one fact that is stored for every subject of a scope, for rules that compare it as a member. The id says
 * which: `["image","shortSide",{}]`. Whole facts are stored under their own ids, which never begin with a bracket.
 */
export const memberValueId = ({ fact, path, params }: Pick<PlacedUse, 'fact' | 'path' | 'params'>): string =>
  JSON.stringify([fact, path, params]);

/** Parses such an id; undefined for the id of a whole fact. */
export const parseMemberValueId = (id: string): { fact: string; path: string; params: JsonObject } | undefined => {
  if (!id.startsWith('[')) return undefined;
  const [fact, path, params]: readonly Json[] = JSON.parse(id);
  return { fact: String(fact), path: String(path), params: isJsonObject(params) ? params : {} };
};

/** Ids of values to store, by scope, and set facts to compute. */
export interface MemberFacts {
  readonly storedIds: ReadonlyMap<string, ReadonlySet<string>>;
  readonly setFacts: readonly FactEntry[];
}

/** Returns what has to be stored of members for these needs. Set facts of members are computed from what they need stored in turn. */
export const memberFactsOf = (needs: readonly MemberNeed[], registry: Registry): MemberFacts => {
  const storedIds = new Map<string, Set<string>>();
  const setFacts: FactEntry[] = [];
  const store = (scope: string, use: Pick<PlacedUse, 'fact' | 'path' | 'params'>): void => {
    const entry = registry.fact(scope, use.fact);
    if (entry?.provider.needsSet !== undefined) {
      setFacts.push(entry);
      return;
    }
    const ids = storedIds.get(scope) ?? new Set();
    storedIds.set(scope, ids.add(memberValueId(use)));
  };
  const visit = ({ relation: { relation, from, plugin }, uses, inner }: MemberNeed, isOwn: boolean): void => {
    // The judged subject resolves its own facts; those of a member that has members are no longer in memory.
    if (relation.names !== undefined && !isOwn) store(from, namesUse(from, plugin, relation.names, registry));
    for (const use of uses) store(relation.scope, use);
    for (const each of inner) visit(each, false);
  };
  for (const need of needs) visit(need, true);
  return { storedIds, setFacts };
};

/** Where a fact names members, with its full id. */
export const namesUse = (
  scope: string,
  plugin: string,
  names: { readonly fact: string; readonly path?: string },
  registry: Registry,
): { fact: string; path: string; params: JsonObject } => ({
  fact: registry.fact(scope, names.fact, plugin)?.id ?? names.fact,
  path: names.path ?? '',
  params: {},
});
