import type { Problem } from '../model/error.ts';
import type { Json } from '../model/json.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import { isJsonObject } from '../rule/references.ts';
import { suggest } from '../text/nearest.ts';
import { describe, type ProblemAt } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { isOfKind, kindNames, withArticle } from '../value/kinds.ts';
import { isUnknownStep } from '../vocabulary/shape.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import type { GivenSubject } from './given.ts';

/** The reason in `{ $unknown: reason }`, or undefined for a value. */
export const unknownReason = (value: Json | undefined): string | undefined =>
  isJsonObject(value) && typeof value.$unknown === 'string' ? value.$unknown : undefined;

interface GivenContext {
  readonly rule: RuleDocument;
  readonly scope: string;
  readonly registry: Registry;
  readonly problemAt: ProblemAt;
}

/**
 * Checks facts that a test gives against their schemas, as far as they are given: a test names the parts that matter, so parts may be
 * missing, but a name that does not exist or a value of a kind that cannot be is a fault of the test.
 */
export const checkGiven = (
  { facts = {}, related = {} }: GivenSubject,
  path: KeyPath,
  { rule, scope, registry, problemAt }: GivenContext,
): Problem[] => [
  ...Object.entries(facts).flatMap(([id, value]) => {
    const entry = registry.fact(scope, id, pluginOf(rule));
    const at = [...path, 'facts', id];
    if (!entry) {
      const known = registry.facts(scope).map((fact) => fact.id);
      return [problemAt(at, `unknown fact "${id}" of scope ${scope}`, suggest(id, known), 'key')];
    }
    return unknownReason(value) === undefined ? checkValue(entry, '', value, at, problemAt) : [];
  }),
  ...Object.entries(related).flatMap(([name, members]) => {
    const relation = registry.relations(scope).get(name);
    const at = [...path, 'related', name];
    if (!relation) {
      return [
        problemAt(at, `${withArticle(scope)} has no "${name}"`, suggest(name, registry.relations(scope).keys()), 'key'),
      ];
    }
    const context = { rule, scope: relation.relation.scope, registry, problemAt };
    if (!Array.isArray(members)) return [];
    return members.flatMap((member: GivenSubject, index) => checkGiven(member, [...at, index], context));
  }),
];

/** The plugin that a rule's id names, whose short ids its tests may use too. */
export const pluginOf = (rule: RuleDocument): string | undefined =>
  rule.id.includes('/') ? rule.id.slice(0, rule.id.lastIndexOf('/')) : undefined;

const checkValue = (entry: FactEntry, at: string, value: Json, path: KeyPath, problemAt: ProblemAt): Problem[] => {
  const shape = entry.shape.at(at);
  const name = at === '' ? entry.id : `${entry.id}.${at}`;
  if (isUnknownStep(shape)) {
    return [problemAt(path, `"${name}" does not exist`, suggest(shape.unknownStep, shape.known), 'key')];
  }
  if (value === null) return [];
  if (![...shape.kinds].some((kind) => isOfKind(value, kind))) {
    return [problemAt(path, `${name} is ${kindNames(shape.kinds)}, not ${describe(value)}`)];
  }
  if (shape.values && !shape.values.includes(value)) {
    return [problemAt(path, `${name} is never ${describe(value)}`, suggest(String(value), shape.values.map(String)))];
  }
  if (!isJsonObject(value)) return [];
  return Object.entries(value).flatMap(([key, part]) =>
    key.includes('.') ? [] : checkValue(entry, at === '' ? key : `${at}.${key}`, part, [...path, key], problemAt),
  );
};
