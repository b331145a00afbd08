import type { Json } from '../model/json.ts';
import {
  type ComparedPlace,
  type Condition,
  QUANTIFIERS,
  type QuantifiedCondition,
  type Quantifier,
} from '../model/rule.ts';
import { suggest } from '../text/nearest.ts';
import { describe, orList } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { withArticle } from '../value/kinds.ts';
import type { RelationEntry } from '../vocabulary/relations.ts';
import { type CheckContext, report } from './check-context.ts';
import { checkActual, checkCount, NUMBER_OF_MEMBERS, optionKinds } from './check-expected.ts';
import { checkMessage } from './check-message.ts';
import { checkOperator } from './check-operator.ts';
import { checkPlace, checkRelation, type Mapping, placeKeys, useOptions } from './check-place.ts';
import { checkValue } from './check-value.ts';
import { QUANTIFIER_WORDS } from './formula/bind-quantified.ts';
import { parseTolerance, TOLERANCE_FORMS } from './formula/tolerance.ts';
import { isJsonObject, optionName } from './references.ts';

const COMPARING = ['same', 'distinct', 'unique'] as const;
const NUMBERED = ['atLeast', 'atMost'] as const;

export const QUANTIFIED_KEYS: readonly string[] = [
  'of',
  'where',
  ...QUANTIFIERS,
  'that',
  'operator',
  'value',
  'message',
];
const PLACE_KEYS: readonly string[] = ['fact', 'path', 'params', 'tolerance'];

/** Members of members of members are as deep as rules go: each step looks at all of the one before. */
const MAX_STEPS = 3;

/** Reads a condition on a member; undefined when something in it is wrong (every fault is reported). */
export type CheckMember = (value: unknown, path: KeyPath, context: CheckContext) => Condition | undefined;

/** Reads a condition over related subjects; undefined when something in it is wrong (every fault is reported). */
export const checkQuantified = (
  node: Mapping,
  path: KeyPath,
  context: CheckContext,
  checkMember: CheckMember,
): QuantifiedCondition | undefined => {
  const before = context.problems.length;
  const relation = checkRelation(node.of, [...path, 'of'], context);
  const quantifier = checkOneQuantifier(node, path, context);
  if (!relation || !quantifier) return undefined;
  const steps = (context.steps ?? 0) + 1;
  if (steps > MAX_STEPS) {
    report(context, [...path, 'of'], `related subjects are nested more than ${MAX_STEPS} deep`, undefined, 'key');
    return undefined;
  }
  const members: CheckContext = { ...context, scope: relation.relation.scope, steps };
  const read: { -readonly [key in keyof QuantifiedCondition]: QuantifiedCondition[key] } = { of: relation.name };
  if (node.where !== undefined) assign(read, 'where', checkMember(node.where, [...path, 'where'], members));
  checkThat(node, path, context, { quantifier, members, checkMember, read });
  if (quantifier === 'exist') checkExist(node, path, context, relation, read);
  if (isOneOf(COMPARING, quantifier)) {
    if (quantifier === 'unique') checkOwnKind(path, context, relation);
    assign(read, quantifier, checkCompared(node[quantifier], [...path, quantifier], members));
  }
  if (isOneOf(NUMBERED, quantifier))
    assign(read, quantifier, checkNumber(node[quantifier], [...path, quantifier], context));
  checkComparison(node, path, context, { quantifier, relation, read });
  if (node.message !== undefined) {
    const spoken = { placeholders: QUANTIFIER_WORDS[quantifier], expects: ['number' as const] };
    const shape = quantifier === 'unique' ? undefined : NUMBER_OF_MEMBERS;
    checkMessage(node.message, [...path, 'message'], context, spoken, shape);
    if (typeof node.message === 'string') read.message = node.message;
  }
  return context.problems.length > before ? undefined : read;
};

type Read = { -readonly [key in keyof QuantifiedCondition]: QuantifiedCondition[key] };

const assign = <K extends keyof Read>(read: Read, key: K, value: Read[K] | undefined): void => {
  if (value !== undefined) read[key] = value;
};

const isOneOf = <T extends string>(list: readonly T[], value: string): value is T =>
  list.some((each) => each === value);

const checkOneQuantifier = (node: Mapping, path: KeyPath, context: CheckContext): Quantifier | undefined => {
  const [first, ...more] = QUANTIFIERS.filter((name) => Object.hasOwn(node, name));
  if (first === undefined) {
    const hint = `add one of ${orList(QUANTIFIERS)}; or fact:, where one related subject is compared`;
    if (!Object.keys(node).some((key) => !QUANTIFIED_KEYS.includes(key))) {
      report(context, path, `"of" says whose, and nothing says what must hold of them`, hint);
    }
    return undefined;
  }
  for (const other of more) {
    report(
      context,
      [...path, other],
      `"${other}" stands beside "${first}"; a condition over related subjects has one quantifier`,
      'put each into a condition of its own, under all: or any:',
      'key',
    );
  }
  return more.length === 0 ? first : undefined;
};

interface Parts {
  readonly quantifier: Quantifier;
  readonly members: CheckContext;
  readonly checkMember: CheckMember;
  readonly read: Read;
}

/** What must hold of members: under the quantifier itself, or under `that` beside a number. */
const checkThat = (node: Mapping, path: KeyPath, context: CheckContext, { quantifier, ...parts }: Parts): void => {
  const { members, checkMember, read } = parts;
  if (node.that !== undefined) {
    if (isOneOf(NUMBERED, quantifier)) assign(read, 'that', checkMember(node.that, [...path, 'that'], members));
    else {
      const hint = `put the condition under "${quantifier}" itself`;
      report(context, [...path, 'that'], '"that" belongs to "atLeast" and "atMost"', hint, 'key');
    }
  }
  const under = node[quantifier];
  if (quantifier === 'count' && under === 'all') read.count = 'all';
  else if (quantifier === 'count' && typeof under === 'string') {
    report(context, [...path, 'count'], `"count" takes all or a condition, not ${describe(under)}`);
  } else if (isOneOf(['any', 'every', 'none', 'count'], quantifier)) {
    assign(read, quantifier, checkMember(under, [...path, quantifier], members));
  }
};

const checkExist = (node: Mapping, path: KeyPath, context: CheckContext, relation: RelationEntry, read: Read): void => {
  if (node.exist === true) read.exist = true;
  else
    report(
      context,
      [...path, 'exist'],
      `"exist" must be true, not ${describe(node.exist)}`,
      'put not: around the condition',
    );
  if (relation.relation.names !== undefined) return;
  const message = `${relation.name} of ${withArticle(relation.from)} are found, not named: none of them can be missing`;
  report(context, [...path, 'exist'], message, 'use any, atLeast or count', 'key');
};

const checkOwnKind = (path: KeyPath, context: CheckContext, { name, relation }: RelationEntry): void => {
  if (relation.scope === context.scope) return;
  const message = `"unique" compares ${withArticle(context.scope)} with others of its kind, and ${name} are of scope ${relation.scope}`;
  report(context, [...path, 'unique'], message, 'write distinct: for members that must differ among themselves', 'key');
};

const checkCompared = (value: Json | undefined, path: KeyPath, members: CheckContext): ComparedPlace | undefined => {
  if (!isJsonObject(value)) {
    report(members, path, `a value to compare is { fact: name, path: … }, not ${describe(value)}`);
    return undefined;
  }
  for (const key of Object.keys(value).filter((name) => !PLACE_KEYS.includes(name))) {
    report(members, [...path, key], `unknown key "${key}" in a value to compare`, suggest(key, PLACE_KEYS), 'key');
  }
  const place = checkPlace(value, path, members);
  if (!place) return undefined;
  const { kinds, keys } = place.shape;
  if (kinds.has('object') && keys.length > 0) {
    const hint = `name one of its parts with path: ${keys.slice(0, 12).join(', ')}`;
    report(members, path, `${place.name} is a group of values, which cannot be compared`, hint);
    return undefined;
  }
  if (value.tolerance === undefined) return placeKeys(place);
  if (!kinds.has('number')) {
    report(members, [...path, 'tolerance'], `a tolerance is for numbers, and ${place.name} is none`, undefined, 'key');
  }
  const option = optionName(value.tolerance);
  if (option !== undefined) useOptions(value.tolerance, [...path, 'tolerance'], members);
  else if (parseTolerance(value.tolerance) === undefined) {
    report(members, [...path, 'tolerance'], `${describe(value.tolerance)} is not a tolerance`, TOLERANCE_FORMS);
  }
  return { ...placeKeys(place), tolerance: value.tolerance };
};

const checkNumber = (value: Json | undefined, path: KeyPath, context: CheckContext): Json | undefined => {
  const option = optionName(value);
  if (option === undefined) {
    const complaint = checkCount(String(path.at(-1)), value ?? null);
    if (complaint) report(context, path, complaint.message, complaint.hint);
    return value;
  }
  useOptions({ option }, path, context);
  const spec = Object.hasOwn(context.options, option) ? context.options[option] : undefined;
  if (spec && !optionKinds(spec).has('number')) report(context, path, `option "${option}" is no number`);
  return value;
};

/** `operator` and `value`, by which the number of `count` and `distinct` is compared. */
const checkComparison = (
  node: Mapping,
  path: KeyPath,
  context: CheckContext,
  { quantifier, relation, read }: { quantifier: Quantifier; relation: RelationEntry; read: Read },
): void => {
  const given = ['operator', 'value'].filter((key) => node[key] !== undefined);
  if (quantifier !== 'count' && (quantifier !== 'distinct' || given.length === 0)) {
    for (const key of given) {
      report(
        context,
        [...path, key],
        `"${key}" belongs to "count" and "distinct", not to "${quantifier}"`,
        undefined,
        'key',
      );
    }
    return;
  }
  const operator = checkOperator(node, path, context);
  if (!operator) return;
  const place = { name: `the number of ${relation.name}`, shape: NUMBER_OF_MEMBERS };
  const complaint = checkActual(operator, place.name, place.shape);
  if (complaint) report(context, [...path, 'operator'], complaint.message, complaint.hint);
  assign(read, 'operator', operator.id);
  assign(read, 'value', checkValue(node, path, context, operator, complaint ? undefined : place));
};
