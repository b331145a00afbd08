import { z } from 'zod';
import type { Json, JsonObject } from '../model/json.ts';
import type { OptionSpec, RuleDocument } from '../model/rule.ts';
import { suggest } from '../text/nearest.ts';
import { schemaProblems } from '../text/schema-problems.ts';
import { isUnknownStep } from '../vocabulary/shape.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { checkCount, checkExpected, checkOptionValue, NUMBER_OF_MEMBERS } from './check-expected.ts';
import { parseTolerance, TOLERANCE_FORMS } from './formula/tolerance.ts';
import { conditionParts, type ScopedLeaf, type ScopedQuantified, scopeOf } from './parts-of-condition.ts';
import { bindOptions, bindParams, factReference, optionName, optionsUsed } from './references.ts';
import { optionSpecSchema } from './rule-schema.ts';

/** What is wrong with one option that a config gives. `key` is the option's name. */
export interface OptionProblem {
  readonly key: string;
  readonly message: string;
  readonly hint?: string;
}

/** Checks option values of a config: unknown name, type, range, allowed values, and whether the operators that use them can. */
export const checkOptions = (
  rule: RuleDocument,
  values: { readonly [name: string]: Json },
  vocabulary: Vocabulary,
): readonly OptionProblem[] => {
  if (Object.keys(values).length === 0) return [];
  const problems = Object.entries(values).flatMap(([key, value]): OptionProblem[] => {
    const spec = Object.hasOwn(rule.options, key) ? rule.options[key] : undefined;
    if (!spec) {
      const known = Object.keys(rule.options);
      const hint = known.length === 0 ? 'the rule takes no options' : suggest(key, known);
      return [{ key, message: `unknown option "${key}" of ${rule.id}`, ...(hint === undefined ? {} : { hint }) }];
    }
    const complaint = checkOptionValue(spec, value);
    return complaint
      ? [{ key, message: `"${key}" ${complaint.message}`, ...(complaint.hint ? { hint: complaint.hint } : {}) }]
      : [];
  });
  return problems.length > 0
    ? problems
    : optionUseProblems(rule, values, vocabulary).filter(({ key }) => Object.hasOwn(values, key));
};

/** Defaults with the given values over them. */
export const bindDefaults = (rule: RuleDocument, values: { readonly [name: string]: Json }): JsonObject =>
  Object.fromEntries(
    Object.entries(rule.options).map(([name, spec]) => [
      name,
      Object.hasOwn(values, name) ? (values[name] ?? null) : spec.default,
    ]),
  );

/** What the operators and facts that use the options say about their values. */
export const optionUseProblems = (
  rule: RuleDocument,
  values: { readonly [name: string]: Json },
  vocabulary: Vocabulary,
): OptionProblem[] => {
  const options = bindDefaults(rule, values);
  const parts = [...(rule.when ? [rule.when] : []), rule.assert].map((each) =>
    conditionParts(each, rule.scope, vocabulary),
  );
  const found = parts.flatMap(({ leaves, quantified }) => [
    ...leaves.flatMap((leaf) => [
      ...valueProblems(leaf, options, vocabulary),
      ...paramProblems(leaf, options, vocabulary),
    ]),
    ...quantified.flatMap((each) => memberProblems(each, options, vocabulary)),
  ]);
  return [...new Map(found.map((problem) => [`${problem.key} ${problem.message}`, problem])).values()];
};

const valueProblems = ({ leaf, scope }: ScopedLeaf, options: JsonObject, vocabulary: Vocabulary): OptionProblem[] => {
  const keys = optionsUsed(leaf.value);
  const operator = vocabulary.operators.get(leaf.operator);
  const [key] = keys;
  if (key === undefined || !operator || factReference(leaf.value) !== undefined) return [];
  const shape = vocabulary.fact(scopeOf(scope, leaf.of, vocabulary), leaf.fact)?.shape.at(leaf.path ?? '');
  const name = [leaf.fact, leaf.path].filter(Boolean).join('.');
  const complaint = checkExpected(
    operator,
    name,
    shape && !isUnknownStep(shape) ? shape : undefined,
    bindOptions(leaf.value, options),
  );
  return complaint ? keys.map((each) => ({ key: each, ...complaint })) : [];
};

/** What quantifiers say about the numbers and tolerances that options give them. */
const memberProblems = (
  { quantified }: ScopedQuantified,
  options: JsonObject,
  vocabulary: Vocabulary,
): OptionProblem[] => {
  const { atLeast, atMost, operator, value } = quantified;
  const found: OptionProblem[] = [];
  for (const [name, bound] of Object.entries({ atLeast, atMost })) {
    const key = optionName(bound);
    const complaint = key === undefined ? undefined : checkCount(name, options[key] ?? null);
    if (key !== undefined && complaint) found.push({ key, ...complaint });
  }
  const tolerance = optionName((quantified.same ?? quantified.distinct ?? quantified.unique)?.tolerance);
  if (tolerance !== undefined && parseTolerance(options[tolerance]) === undefined) {
    found.push({ key: tolerance, message: 'it is not a tolerance', hint: TOLERANCE_FORMS });
  }
  const compared = operator === undefined ? undefined : vocabulary.operators.get(operator);
  const keys = optionsUsed(value);
  if (compared && value !== undefined && keys.length > 0 && factReference(value) === undefined) {
    const complaint = checkExpected(compared, 'a number of members', NUMBER_OF_MEMBERS, bindOptions(value, options));
    if (complaint) found.push(...keys.map((key) => ({ key, ...complaint })));
  }
  return found;
};

const paramProblems = ({ leaf, scope }: ScopedLeaf, options: JsonObject, vocabulary: Vocabulary): OptionProblem[] => {
  const uses = [{ of: leaf.of, fact: leaf.fact, params: leaf.params }, factReference(leaf.value)];
  return uses.flatMap((use): OptionProblem[] => {
    if (use?.params === undefined) return [];
    const { params } = use;
    const schema = vocabulary.fact(scopeOf(scope, use.of, vocabulary), use.fact)?.provider.params;
    const result = schema?.safeParse(bindParams(params, options));
    if (!schema || !result || result.success) return [];
    return schemaProblems(result.error.issues, schema, bindParams(params, options), (path, message, hint) => ({
      message,
      key: String(path[0] ?? ''),
      ...(hint === undefined ? {} : { hint }),
    })).flatMap((problem) =>
      optionsUsed(params[problem.key ?? '']).map((key) => ({
        key,
        message: problem.message,
        ...(problem.hint ? { hint: problem.hint } : {}),
      })),
    );
  });
};

/** The options of a rule that are declared well; faulty ones are reported by the schema of the rule. */
export const optionSpecs = (value: unknown): { readonly [name: string]: OptionSpec } => {
  const record = z.record(z.string(), z.unknown()).safeParse(value);
  if (!record.success) return {};
  return Object.fromEntries(
    Object.entries(record.data).flatMap(([name, spec]) => {
      const parsed = optionSpecSchema.safeParse(spec);
      return parsed.success ? [[name, withoutUndefined(parsed.data)]] : [];
    }),
  );
};

const withoutUndefined = (spec: z.infer<typeof optionSpecSchema>): OptionSpec => ({
  type: spec.type,
  default: spec.default,
  ...(spec.title === undefined ? {} : { title: spec.title }),
  ...(spec.minimum === undefined ? {} : { minimum: spec.minimum }),
  ...(spec.maximum === undefined ? {} : { maximum: spec.maximum }),
  ...(spec.enum === undefined ? {} : { enum: spec.enum }),
  ...(spec.items === undefined ? {} : { items: spec.items }),
});
