import { z } from 'zod';
import type { Json, JsonObject } from '../model/json.ts';
import { suggest } from '../text/nearest.ts';
import { describe, schemaProblems } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { withArticle } from '../value/kinds.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
import { isUnknownStep, type ValueShape } from '../vocabulary/shape.ts';
import type { FactEntry } from '../vocabulary/vocabulary.ts';
import { type CheckContext, report } from './check-context.ts';
import { bindParams, isJsonObject, optionsUsed } from './references.ts';

export type Mapping = { readonly [key: string]: Json };

/** A fact, a path in it, and what its schema says about the value there. `of`: it is that of a related subject. */
export interface FactPlace {
  readonly of?: RelationEntry;
  readonly entry: FactEntry;
  readonly path?: string;
  readonly params?: JsonObject;
  readonly shape: ValueShape;
  readonly name: string;
}

/** The keys of a condition or value that name a place, with the full id. */
export const placeKeys = ({
  of,
  entry,
  path,
  params,
}: FactPlace): { of?: string; fact: string; path?: string; params?: JsonObject } => ({
  ...(of === undefined ? {} : { of: of.name }),
  fact: entry.id,
  ...(path === undefined ? {} : { path }),
  ...(params === undefined ? {} : { params }),
});

/** The relation that `of` names; undefined when the scope has none of that name (reported). */
export const checkRelation = (
  value: Json | undefined,
  path: KeyPath,
  context: CheckContext,
): RelationEntry | undefined => {
  const relations = context.vocabulary.relations(context.scope);
  if (typeof value !== 'string') {
    report(context, path, `"of" must be the name of a relation, not ${describe(value)}`);
    return undefined;
  }
  const relation = relations.get(value);
  if (relation) return relation;
  const known = [...relations.keys()];
  const hint = known.length === 0 ? `nothing is related to ${withArticle(context.scope)}` : suggest(value, known);
  const all = known.length > 0 && hint === undefined ? `known: ${known.join(', ')}` : hint;
  report(context, path, `${withArticle(context.scope)} has no "${value}"`, all);
  return undefined;
};

/** Reads `of`, `fact`, `path` and `params`; undefined when one of them is wrong (every fault is reported). */
export const checkPlace = (node: Mapping, path: KeyPath, context: CheckContext): FactPlace | undefined => {
  if (node.of === undefined) return checkOwnPlace(node, path, context);
  const of = checkRelation(node.of, [...path, 'of'], context);
  if (of === undefined) return undefined;
  const place = checkOwnPlace(node, path, { ...context, scope: of.relation.scope });
  if (of.relation.one !== true) {
    const message = `${withArticle(context.scope)} can have several ${of.name}, and a comparison needs one`;
    report(context, [...path, 'of'], message, 'say what must hold of them with any, every, none, …');
    return undefined;
  }
  return place && { ...place, of, name: `${of.name}.${place.name}` };
};

const checkOwnPlace = (node: Mapping, path: KeyPath, context: CheckContext): FactPlace | undefined => {
  const { vocabulary, scope, plugin } = context;
  const known = vocabulary.facts(scope).map((entry) => entry.id);
  if (typeof node.fact !== 'string') {
    const message =
      node.fact === undefined ? 'a condition needs "fact"' : `"fact" must be a fact's name, not ${describe(node.fact)}`;
    report(
      context,
      node.fact === undefined ? path : [...path, 'fact'],
      message,
      known.length > 0 && known.length <= 12 ? `known: ${known.join(', ')}` : undefined,
    );
    return undefined;
  }
  const entry = vocabulary.fact(scope, node.fact, plugin);
  if (!entry) {
    const elsewhere = [...vocabulary.scopes.keys()].find(
      (other) => other !== scope && vocabulary.fact(other, String(node.fact), plugin),
    );
    const hint =
      elsewhere === undefined
        ? suggest(node.fact, known)
        : `"${node.fact}" is a fact of scope ${elsewhere}; ${context.steps === undefined ? 'this rule has' : 'here it is asked of members of'} scope ${scope}`;
    report(context, [...path, 'fact'], `unknown fact "${node.fact}"`, hint);
    return undefined;
  }
  const params = checkParams(node.params, [...path, 'params'], context, entry);
  const shape = checkPath(node.path, [...path, 'path'], context, entry);
  if (!shape || params === 'wrong') return undefined;
  const at = typeof node.path === 'string' ? { path: node.path } : {};
  return { entry, ...at, ...(params ? { params } : {}), shape, name: [entry.id, node.path].filter(Boolean).join('.') };
};

const checkPath = (
  value: Json | undefined,
  path: KeyPath,
  context: CheckContext,
  entry: FactEntry,
): ValueShape | undefined => {
  if (value !== undefined && (typeof value !== 'string' || value === '')) {
    report(context, path, `"path" must be a dotted name, not ${value === '' ? 'empty' : describe(value)}`);
    return undefined;
  }
  if (value?.startsWith('$')) {
    report(
      context,
      path,
      `"${value}" is written as JSONPath`,
      `write it with dots: ${value.replace(/^\$\.?/, '').replace(/\[(\d+)\]/g, '.$1')}`,
    );
    return undefined;
  }
  const shape = entry.shape.at(value ?? '');
  if (!isUnknownStep(shape)) return shape;
  report(
    context,
    path,
    `"${entry.id}.${value}" does not exist: ${entry.id} has no "${shape.unknownStep}"`,
    suggest(shape.unknownStep, shape.known),
  );
  return undefined;
};

const checkParams = (
  value: Json | undefined,
  path: KeyPath,
  context: CheckContext,
  entry: FactEntry,
): JsonObject | undefined | 'wrong' => {
  if (value === undefined) return undefined;
  if (!isJsonObject(value)) {
    report(context, path, `"params" must be a mapping (key: value), not ${describe(value)}`);
    return 'wrong';
  }
  const before = context.problems.length;
  for (const [key, part] of Object.entries(value)) useOptions(part, [...path, key], context);
  if (context.problems.length > before) return 'wrong';
  const schema = entry.provider.params;
  if (!schema) {
    report(context, path, `fact "${entry.id}" takes no params`, undefined, 'key');
    return 'wrong';
  }
  const defaults = Object.fromEntries(Object.entries(context.options).map(([name, spec]) => [name, spec.default]));
  const bound = bindParams(value, defaults);
  const strict = z.strictObject(schema.shape);
  const result = strict.safeParse(bound);
  if (!result.success)
    context.problems.push(
      ...schemaProblems(result.error.issues, strict, bound, (at, ...rest) =>
        context.problemAt([...path, ...at], ...rest),
      ),
    );
  return result.success ? value : 'wrong';
};

/** Notes the options that a value uses; reports unknown ones. */
export const useOptions = (value: Json, path: KeyPath, context: CheckContext): void => {
  for (const name of optionsUsed(value)) {
    context.usedOptions.add(name);
    if (!context.optionNames.includes(name)) {
      report(
        context,
        path,
        `unknown option "${name}"`,
        suggest(name, Object.keys(context.options)) ?? 'declare it under options:',
      );
    }
  }
};
