import { type Placeholder, parseTemplate } from '../message/template.ts';
import type { Json } from '../model/json.ts';
import type { Operator, ValueKind } from '../model/operator.ts';
import { suggest } from '../text/nearest.ts';
import { describe } from '../text/schema-problems.ts';
import type { KeyPath } from '../text/yaml-document.ts';
import { kindNames } from '../value/kinds.ts';
import { isUnknownStep, type ValueShape } from '../vocabulary/shape.ts';
import { type CheckContext, report } from './check-context.ts';
import { optionKinds } from './check-expected.ts';

/** What an operator or a quantifier gives to messages. */
type Spoken = Pick<Operator, 'placeholders' | 'expects'>;

/** Checks a leaf's message: that every `{{…}}` names a value the engine can give, in a way that it can be written. */
export const checkMessage = (
  value: Json,
  path: KeyPath,
  context: CheckContext,
  operator: Spoken | undefined,
  actual: ValueShape | undefined,
): void => {
  if (typeof value !== 'string' || value.trim() === '') {
    report(context, path, `"message" must be text, not ${value === '' ? 'empty' : describe(value)}`);
    return;
  }
  const { parts, problems } = parseTemplate(value);
  for (const problem of problems) {
    report(
      context,
      path,
      problem.message,
      problem.name === undefined ? undefined : suggest(problem.name, problem.known ?? []),
    );
  }
  for (const part of parts) if (typeof part !== 'string') checkPlaceholder(part, path, context, operator, actual);
};

/** The words that a headline knows beside facts and options. */
export const HEADLINE_WORDS: readonly string[] = ['causes', 'first'];

/** Checks the headline of a rule: it stands above all conditions, so that it knows the number of causes, facts and options. */
export const checkHeadline = (value: unknown, context: CheckContext): void => {
  if (typeof value !== 'string' || value === '') return; // The schema of the rule tells that.
  const own = parseTemplate(value).parts.find(
    (part) => typeof part !== 'string' && ['actual', 'expected', 'each'].includes(part.name),
  );
  if (own !== undefined && typeof own !== 'string') {
    const hint = 'use causes (their number), first (the first of them), option.NAME or FACT.PATH';
    report(context, ['headline'], `{{${own.name}}} is of one condition, and a headline stands above all`, hint);
    return;
  }
  checkMessage(value, ['headline'], context, { placeholders: HEADLINE_WORDS, expects: [] }, undefined);
};

const checkPlaceholder = (
  part: Placeholder,
  path: KeyPath,
  context: CheckContext,
  operator: Spoken | undefined,
  actual: ValueShape | undefined,
): void => {
  const kinds = kindsOf(part.name, path, context, operator, actual);
  if (!kinds || !part.formatter) return;
  const accepts = part.formatter.accepts;
  if (accepts.some((kind) => kinds.has(kind))) return;
  report(
    context,
    path,
    `formatter "${part.formatter.id}" is for ${kindNames(accepts)}, but {{${part.name}}} is ${kindNames(kinds)}`,
  );
};

/** Kinds that a placeholder's value can have; undefined when there is nothing to check or its name is unknown (reported). */
const kindsOf = (
  name: string,
  path: KeyPath,
  context: CheckContext,
  operator: Spoken | undefined,
  actual: ValueShape | undefined,
): ReadonlySet<ValueKind> | undefined => {
  const words = operator?.placeholders ?? [];
  if (name === 'actual') return actual?.kinds;
  if (name === 'each') return checkEach(path, context, actual);
  if (name === 'expected') return operator && new Set(operator.expects);
  if (words.includes(name)) return undefined;
  const [head = '', ...rest] = name.split('.');
  if (head === 'option') return optionKindsOf(rest.join('.'), path, context);
  const entry = context.vocabulary.fact(context.scope, head, context.plugin);
  if (!entry) {
    const facts = context.vocabulary.facts(context.scope).map(({ id }) => id);
    const known = [
      'actual',
      'expected',
      ...words,
      ...Object.keys(context.options).map((option) => `option.${option}`),
      ...facts,
    ];
    report(
      context,
      path,
      `{{${name}}} names nothing that a message can use`,
      suggest(name, known) ?? 'use actual, expected, option.NAME or FACT.PATH',
    );
    return undefined;
  }
  const shape = entry.shape.at(rest.join('.'));
  if (!isUnknownStep(shape)) return shape.kinds;
  report(
    context,
    path,
    `{{${name}}} does not exist: ${head} has no "${shape.unknownStep}"`,
    suggest(shape.unknownStep, shape.known),
  );
  return undefined;
};

/** `{{each}}` makes a cause of every item of a list. */
const checkEach = (
  path: KeyPath,
  context: CheckContext,
  actual: ValueShape | undefined,
): ReadonlySet<ValueKind> | undefined => {
  if (actual === undefined) return undefined;
  if (!actual.kinds.has('array')) {
    const hint = 'use {{actual}}';
    report(context, path, `{{each}} is an item of a list, but the value is ${kindNames(actual.kinds)}`, hint);
  }
  return actual.itemKinds;
};

const optionKindsOf = (name: string, path: KeyPath, context: CheckContext): ReadonlySet<ValueKind> | undefined => {
  const spec = Object.hasOwn(context.options, name) ? context.options[name] : undefined;
  if (spec) {
    context.usedOptions.add(name);
    return optionKinds(spec);
  }
  if (!context.optionNames.includes(name))
    report(context, path, `unknown option "${name}"`, suggest(name, Object.keys(context.options)));
  return undefined;
};
