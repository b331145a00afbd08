import type { Json, JsonObject } from '../model/json.ts';
import type { Registry } from '../registry/registry.ts';
import type { PlacedUse } from '../rule/formula/formula.ts';
import type { MemberNeed } from '../rule/formula/needs.ts';
import { isJsonObject } from '../rule/references.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';

/**
 * What is kept of every subject of a scope for rules that look at it as a member: one value of one fact, not the whole fact. Its id says
 * which: `["image","shortSide",{}]`. Facts by themselves are kept under their own ids, which never begin with a bracket.
 */
export const keptId = ({ fact, path, params }: Pick<PlacedUse, 'fact' | 'path' | 'params'>): string =>
  JSON.stringify([fact, path, params]);

/** The value that an id means; undefined for a fact by itself. */
export const keptValue = (id: string): { fact: string; path: string; params: JsonObject } | undefined => {
  if (!id.startsWith('[')) return undefined;
  const [fact, path, params]: readonly Json[] = JSON.parse(id);
  return { fact: String(fact), path: String(path), params: isJsonObject(params) ? params : {} };
};

/** Values to keep and set facts to make ready, by scope. */
export interface MemberFacts {
  readonly kept: ReadonlyMap<string, ReadonlySet<string>>;
  readonly setFacts: readonly FactEntry[];
}

/** What has to be kept of members for these needs: set facts of theirs are computed from what these keep in turn. */
export const memberFactsOf = (needs: readonly MemberNeed[], registry: Registry): MemberFacts => {
  const kept = new Map<string, Set<string>>();
  const setFacts: FactEntry[] = [];
  const keep = (scope: string, use: Pick<PlacedUse, 'fact' | 'path' | 'params'>): void => {
    const entry = registry.fact(scope, use.fact);
    if (entry?.provider.needsSet !== undefined) {
      setFacts.push(entry);
      return;
    }
    const ids = kept.get(scope) ?? new Set();
    kept.set(scope, ids.add(keptId(use)));
  };
  const visit = ({ relation: { relation, from, plugin }, uses, inner }: MemberNeed, isOwn: boolean): void => {
    // The subject that is judged is asked itself; a member that has members is not at hand any more.
    if (relation.names !== undefined && !isOwn) keep(from, namesUse(from, plugin, relation.names, registry));
    for (const use of uses) keep(relation.scope, use);
    for (const each of inner) visit(each, false);
  };
  for (const need of needs) visit(need, true);
  return { kept, setFacts };
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
