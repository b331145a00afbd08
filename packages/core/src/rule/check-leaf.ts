import { z } from 'zod';
import type { Json, JsonObject } from '../model/json.ts';
import type { Operator } from '../model/operator.ts';
import type { LeafCondition } from '../model/rule.ts';
import { kindNames } from '../operators/kinds.ts';
import type { FactEntry } from '../registry.ts';
import { suggest } from '../text/nearest.ts';
import { describe, schemaProblems } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type CheckContext, report } from './check-context.ts';
import { type Complaint, checkActual, checkExpected, optionKinds, present } from './check-expected.ts';
import { checkMessage } from './check-message.ts';
import { bindParams, isJsonObject, optionName, optionsUsed } from './references.ts';
import { isUnknownStep, type ValueShape } from './shape.ts';

type Mapping = { readonly [key: string]: Json };

/** A fact, a path in it, and what its schema says about the value there. */
interface Place {
  readonly entry: FactEntry;
  readonly path?: string;
  readonly params?: JsonObject;
  readonly shape: ValueShape;
  readonly name: string;
}

/**
 * Reads one leaf; undefined when something in it is wrong (every fault is reported). `meant`: keys that a misspelt key, reported already,
 * stands for.
 */
export const checkLeaf = (
  leaf: Mapping,
  path: KeyPath,
  context: CheckContext,
  meant: ReadonlySet<string>,
): LeafCondition | undefined => {
  for (const key of ['fact', 'operator', 'value']) if (leaf[key] === undefined && meant.has(key)) return undefined;
  const before = context.problems.length;
  const place = checkPlace(leaf, path, context);
  const operator = checkOperator(leaf, path, context);
  const complaint = place && operator && checkActual(operator, place.name, place.shape);
  if (complaint) complain(context, [...path, 'operator'], complaint);
  const value = operator && checkValue(leaf, path, context, operator, complaint ? undefined : place);
  if (leaf.message !== undefined) checkMessage(leaf.message, [...path, 'message'], context, operator, place?.shape);
  if (!place || !operator || value === undefined || context.problems.length > before) return undefined;
  return {
    fact: place.entry.id,
    ...(place.path === undefined ? {} : { path: place.path }),
    ...(place.params === undefined ? {} : { params: place.params }),
    operator: operator.id,
    value,
    ...(typeof leaf.message === 'string' ? { message: leaf.message } : {}),
  };
};

const complain = (context: CheckContext, path: KeyPath, complaint: Complaint): void =>
  report(context, path, complaint.message, complaint.hint);

const checkPlace = (node: Mapping, path: KeyPath, context: CheckContext): Place | undefined => {
  const { registry, scope, plugin } = context;
  const known = registry.facts(scope).map((entry) => entry.id);
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
  const entry = registry.fact(scope, node.fact, plugin);
  if (!entry) {
    const elsewhere = [...registry.scopes.keys()].find(
      (other) => other !== scope && registry.fact(other, String(node.fact), plugin),
    );
    const hint =
      elsewhere === undefined
        ? suggest(node.fact, known)
        : `"${node.fact}" is a fact of scope ${elsewhere}; this rule has scope ${scope}`;
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
const useOptions = (value: Json, path: KeyPath, context: CheckContext): void => {
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

const checkOperator = (leaf: Mapping, path: KeyPath, context: CheckContext): Operator | undefined => {
  const { operators } = context.registry;
  if (typeof leaf.operator !== 'string') {
    const message =
      leaf.operator === undefined
        ? 'a condition needs "operator"'
        : `"operator" must be an operator's name, not ${describe(leaf.operator)}`;
    report(context, leaf.operator === undefined ? path : [...path, 'operator'], message);
    return undefined;
  }
  const own = context.plugin === undefined ? undefined : operators.get(`${context.plugin}/${leaf.operator}`);
  const operator = own ?? operators.get(leaf.operator);
  if (!operator)
    report(
      context,
      [...path, 'operator'],
      `unknown operator "${leaf.operator}"`,
      operatorHint(leaf.operator, operators.keys()),
    );
  return operator;
};

/** What people write for an operator before they know its name. */
const SYNONYMS: { readonly [name: string]: string | undefined } = {
  '=': 'equal',
  '==': 'equal',
  is: 'equal',
  equals: 'equal',
  '!=': 'notEqual',
  isNot: 'notEqual',
  '>': 'greaterThan',
  moreThan: 'greaterThan',
  '>=': 'greaterThanInclusive',
  atLeast: 'greaterThanInclusive',
  '<': 'lessThan',
  '<=': 'lessThanInclusive',
  atMost: 'lessThanInclusive',
  oneOf: 'in',
  noneOf: 'notIn',
  includes: 'contains',
  regex: 'matches',
  like: 'matches',
};

const operatorHint = (name: string, known: Iterable<string>): string | undefined => {
  const meant = Object.hasOwn(SYNONYMS, name) ? SYNONYMS[name] : undefined;
  return meant === undefined ? suggest(name, known) : `did you mean "${meant}"?`;
};

/** The leaf's value with full ids, or undefined when it is wrong. */
const checkValue = (
  leaf: Mapping,
  path: KeyPath,
  context: CheckContext,
  operator: Operator,
  place: Place | undefined,
): Json | undefined => {
  const at = [...path, 'value'];
  const yesNo = operator.expects.length === 1 && operator.expects[0] === 'boolean';
  const value = leaf.value === undefined && yesNo ? true : leaf.value;
  if (value === undefined) {
    report(
      context,
      path,
      `"${operator.id}" needs "value"`,
      `${kindNames(operator.expects)}, { option: name } or { fact: name }`,
    );
    return undefined;
  }
  const option = optionName(value);
  if (option !== undefined) return checkOptionReference(option, at, context, operator) ? value : undefined;
  if (isJsonObject(value)) return checkFactReference(value, at, context, operator, place);
  const complaint = checkExpected(operator, place?.name ?? 'the fact', place?.shape, value);
  if (complaint) complain(context, at, complaint);
  return complaint ? undefined : value;
};

const checkOptionReference = (name: string, at: KeyPath, context: CheckContext, operator: Operator): boolean => {
  useOptions({ option: name }, at, context);
  const spec = Object.hasOwn(context.options, name) ? context.options[name] : undefined;
  if (!spec) return false;
  const kinds = optionKinds(spec);
  if (operator.expects.some((kind) => kinds.has(kind))) return true;
  report(
    context,
    at,
    `"${operator.id}" needs ${kindNames(operator.expects)}, but option "${name}" is ${kindNames(kinds)}`,
  );
  return false;
};

const checkFactReference = (
  value: Mapping,
  at: KeyPath,
  context: CheckContext,
  operator: Operator,
  actual: Place | undefined,
): Json | undefined => {
  const known = ['option', 'fact', 'path', 'params'];
  const unknown = Object.keys(value).filter((key) => !known.includes(key));
  for (const key of unknown)
    report(context, [...at, key], `unknown key "${key}" in a value`, suggest(key, known), 'key');
  if (unknown.length > 0) return undefined;
  if (Object.hasOwn(value, 'option') || !Object.hasOwn(value, 'fact')) {
    report(context, at, 'a value that is a mapping must be { option: name } or { fact: name, path: … }');
    return undefined;
  }
  const place = checkPlace(value, at, context);
  if (!place) return undefined;
  if (!operator.expects.some((kind) => place.shape.kinds.has(kind))) {
    report(
      context,
      at,
      `"${operator.id}" needs ${kindNames(operator.expects)}, but ${place.name} is ${kindNames(present(place.shape.kinds))}`,
    );
    return undefined;
  }
  if (
    operator.sameKind === 'actual' &&
    actual &&
    !place.shape.kinds.has('array') &&
    ![...place.shape.kinds].some((kind) => kind !== 'null' && actual.shape.kinds.has(kind))
  ) {
    report(
      context,
      at,
      `${actual.name} is ${kindNames(present(actual.shape.kinds))}, but ${place.name} is ${kindNames(present(place.shape.kinds))}`,
    );
    return undefined;
  }
  return {
    fact: place.entry.id,
    ...(place.path === undefined ? {} : { path: place.path }),
    ...(place.params === undefined ? {} : { params: place.params }),
  };
};
