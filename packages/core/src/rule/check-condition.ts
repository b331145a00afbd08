import type { Json } from '../model/json.ts';
import { type Condition, QUANTIFIERS } from '../model/rule.ts';
import { nearest, suggest } from '../text/nearest.ts';
import { describe } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { type CheckContext, report } from './check-context.ts';
import { checkLeaf } from './check-leaf.ts';
import { checkQuantified, QUANTIFIED_KEYS } from './check-quantified.ts';

const GROUPS: readonly string[] = ['all', 'any', 'not'];
const LEAF_KEYS: readonly string[] = ['of', 'fact', 'path', 'params', 'operator', 'value', 'message'];
const KEYS: readonly string[] = [...GROUPS, ...LEAF_KEYS];
/** A quantifier that is no group by another name. */
const OVER_MEMBERS: readonly string[] = QUANTIFIERS.filter((name) => !GROUPS.includes(name));
/** Deeper than any rule that a person writes; keeps a hostile file from exhausting the stack. */
const MAX_DEPTH = 32;
const MAX_LEAVES = 500;

/** Reads `when` or `assert`: a condition with full ids, or undefined when something in it is wrong (every fault is reported). */
export const checkCondition = (value: unknown, path: KeyPath, context: CheckContext): Condition | undefined => {
  const budget = { leaves: MAX_LEAVES };
  return checkNode(value, path, context, 0, budget);
};

const checkNode = (
  value: unknown,
  path: KeyPath,
  context: CheckContext,
  depth: number,
  budget: { leaves: number },
): Condition | undefined => {
  if (depth > MAX_DEPTH) {
    report(context, path, `conditions are nested more than ${MAX_DEPTH} deep`);
    return undefined;
  }
  if (!isMapping(value)) {
    const hint = Array.isArray(value)
      ? 'put the list under all: or any:'
      : 'write fact, operator and value, or one of all, any, not';
    report(context, path, `a condition must be a mapping, not ${describe(value)}`, hint);
    return undefined;
  }
  const isOverMembers = Object.hasOwn(value, 'of') && !Object.hasOwn(value, 'fact');
  const keys = isOverMembers ? QUANTIFIED_KEYS : KEYS;
  const meant = new Set<string>();
  for (const key of Object.keys(value).filter((name) => !keys.includes(name))) {
    const whose = !isOverMembers && OVER_MEMBERS.includes(key);
    const message = whose ? `"${key}" needs "of": whose?` : `unknown key "${key}" in a condition`;
    report(context, [...path, key], message, whose ? whoseHint(context) : suggest(key, keys), 'key');
    meant.add(whose ? 'all' : (nearest(key, keys) ?? key));
  }
  if (isOverMembers) {
    spend(path, context, budget);
    if (budget.leaves < 0 || context.scope === '') return undefined;
    return checkQuantified(value, path, context, (inner, at, members) =>
      checkNode(inner, at, members, depth + 1, budget),
    );
  }
  const groups = GROUPS.filter((name) => Object.hasOwn(value, name));
  const group = groups[0];
  if (group === undefined) return checkLeafNode(value, path, context, meant, budget);
  const others = Object.keys(value).filter(
    (name) => name !== group && (GROUPS.includes(name) || LEAF_KEYS.includes(name)),
  );
  for (const other of others) {
    report(
      context,
      [...path, other],
      `"${other}" stands beside "${group}"; a condition has one of them`,
      'put each into a condition of its own, under all: or any:',
      'key',
    );
  }
  if (others.length > 0) return undefined;
  return checkGroup(group, value[group], { path: [...path, group], depth }, context, budget);
};

const whoseHint = ({ vocabulary, scope }: CheckContext): string | undefined => {
  const known = [...vocabulary.relations(scope).keys()];
  return known.length === 0 ? undefined : `add of: ${known.join(', ')}`;
};

/** Counts a condition; those of one rule are bounded. */
const spend = (path: KeyPath, context: CheckContext, budget: { leaves: number }): void => {
  budget.leaves -= 1;
  if (budget.leaves === -1) report(context, path, `more than ${MAX_LEAVES} conditions in one rule`);
};

const checkLeafNode = (
  value: { readonly [key: string]: Json },
  path: KeyPath,
  context: CheckContext,
  meant: ReadonlySet<string>,
  budget: { leaves: number },
): Condition | undefined => {
  spend(path, context, budget);
  if (budget.leaves < 0) return undefined;
  if (GROUPS.some((group) => meant.has(group))) return undefined;
  return checkLeaf(value, path, context, meant);
};

const checkGroup = (
  group: string,
  value: Json | undefined,
  { path, depth }: { readonly path: KeyPath; readonly depth: number },
  context: CheckContext,
  budget: { leaves: number },
): Condition | undefined => {
  if (group === 'not') {
    const hint = Array.isArray(value) ? 'write not: { any: […] } or not: { all: […] }' : undefined;
    if (hint !== undefined) {
      report(context, path, '"not" takes one condition, not a list', hint);
      return undefined;
    }
    const inner = checkNode(value, path, context, depth + 1, budget);
    return inner && { not: inner };
  }
  if (!Array.isArray(value)) {
    report(context, path, `"${group}" takes a list of conditions, not ${describe(value)}`, 'begin each with a hyphen');
    return undefined;
  }
  if (value.length === 0) {
    report(
      context,
      path,
      `"${group}" is empty`,
      'a rule that checks nothing would always pass; write at least one condition',
      'key',
    );
    return undefined;
  }
  const list: readonly Json[] = value;
  const children = list.map((child, index) => checkNode(child, [...path, index], context, depth + 1, budget));
  const sound = children.filter((child) => child !== undefined);
  if (sound.length < children.length) return undefined;
  return group === 'all' ? { all: sound } : { any: sound };
};

const isMapping = (value: unknown): value is { readonly [key: string]: Json } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
