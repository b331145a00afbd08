import type { Problem } from '../model/error.ts';
import type { Json } from '../model/json.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import { isJsonObject } from '../rule/references.ts';
import { suggest } from '../text/nearest.ts';
import { describe, type ProblemAt } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { isOfKind, kindNames } from '../value/kinds.ts';
import { isUnknownStep } from '../vocabulary/shape.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';

/** The reason in `{ $unknown: reason }`, or undefined for a value. */
export const unknownReason = (value: Json | undefined): string | undefined =>
  isJsonObject(value) && typeof value.$unknown === 'string' ? value.$unknown : undefined;

/**
 * Checks facts that a test gives against their schemas, as far as they are given: a test names the parts that matter, so parts may be
 * missing, but a name that does not exist or a value of a kind that cannot be is a fault of the test.
 */
export const checkGiven = (
  facts: { readonly [id: string]: Json },
  path: KeyPath,
  rule: RuleDocument,
  registry: Registry,
  problemAt: ProblemAt,
): Problem[] =>
  Object.entries(facts).flatMap(([id, value]) => {
    const entry = registry.fact(rule.scope, id, pluginOf(rule));
    if (!entry) {
      const known = registry.facts(rule.scope).map((fact) => fact.id);
      return [problemAt([...path, id], `unknown fact "${id}" of scope ${rule.scope}`, suggest(id, known), 'key')];
    }
    return unknownReason(value) === undefined ? checkValue(entry, '', value, [...path, id], problemAt) : [];
  });

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
