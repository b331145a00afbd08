import type { Problem } from '../model/error.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import { suggest } from '../text/nearest.ts';
import { schemaProblems } from '../text/schema-problems.ts';
import { readYaml, type YamlDocument } from '../text/yaml-document.ts';
import type { Vocabulary } from '../vocabulary/vocabulary.ts';
import { checkCondition } from './check-condition.ts';
import { type CheckContext, report } from './check-context.ts';
import { checkOptionValue } from './check-expected.ts';
import { checkHeadline } from './check-message.ts';
import { optionSpecs, optionUseProblems } from './options.ts';
import { checkRequiredKeys } from './requires.ts';
import { type RuleEnvelope, ruleEnvelope } from './rule-schema.ts';

export interface ParsedRule {
  /** Present when there is no problem. Ids of facts and operators in it are full ids. */
  readonly rule?: RuleDocument;
  readonly document: YamlDocument;
  readonly problems: readonly Problem[];
}

/**
 * Reads a YAML rule and finds everything that is wrong with it at once, each with its place. Never throws for a bad text.
 * `plugin` names the plugin whose rule it is: its id gets the plugin's prefix, and it may use the plugin's short ids.
 */
export const parseRule = (
  source: YamlSource,
  vocabulary: Vocabulary,
  options: { readonly plugin?: string } = {},
): ParsedRule => {
  const document = readYaml(source);
  if (document.problems.length > 0) return { document, problems: document.problems };
  if (document.value === null || document.value === undefined) {
    return {
      document,
      problems: [
        document.problemAt([], 'the file is empty', 'a rule needs id, scope, severity, title, why, fix and assert'),
      ],
    };
  }
  const value = document.value;
  const envelope = ruleEnvelope.safeParse(value);
  const problems = envelope.success ? [] : envelopeProblems(envelope.error.issues, value, document);
  if (!isMapping(value)) return { document, problems };
  const context: CheckContext = {
    vocabulary,
    scope: typeof value.scope === 'string' ? value.scope : '',
    plugin: options.plugin === vocabulary.builtIn ? undefined : options.plugin,
    options: optionSpecs(value.options),
    optionNames: isMapping(value.options) ? Object.keys(value.options) : [],
    usedOptions: new Set(),
    problemAt: document.problemAt,
    problems,
  };
  const scopeKnown = checkScope(value.scope, context);
  const inScope = scopeKnown ? context : { ...context, scope: '' };
  const when = value.when === undefined ? undefined : checkCondition(value.when, ['when'], inScope);
  const assert = value.assert === undefined ? undefined : checkCondition(value.assert, ['assert'], inScope);
  if (value.assert === undefined) report(context, [], '"assert" is missing', 'say under assert: what must hold');
  if (value.headline !== undefined && scopeKnown) checkHeadline(value.headline, inScope);
  checkOptionSpecs(context, scopeKnown);
  if (envelope.success) checkRequiredKeys(envelope.data.requires, context);
  if (problems.length === 0 && (!envelope.success || !assert)) report(context, ['assert'], 'this rule cannot be read');
  const sorted = inOrder(withoutEchoes(problems));
  if (!envelope.success || !assert || problems.length > 0) return { document, problems: sorted };
  const rule = toRule(envelope.data, context, { assert, ...(when === undefined ? {} : { when }) });
  const late = optionUseProblems(rule, {}, vocabulary).map(({ key, message, hint }) =>
    document.problemAt(['options', key, 'default'], `"${key}": ${message}`, hint),
  );
  return late.length > 0 ? { document, problems: inOrder(late) } : { rule, document, problems: [] };
};

const isMapping = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

const envelopeProblems = (
  issues: Parameters<typeof schemaProblems>[0],
  value: unknown,
  document: YamlDocument,
): Problem[] => {
  if (!isMapping(value))
    return [document.problemAt([], 'a rule must be a mapping (key: value)', 'it begins with id:, scope:, severity:')];
  const idIssue = (path: readonly PropertyKey[]): boolean =>
    path.length === 1 && path[0] === 'id' && typeof value.id === 'string';
  const others = issues.filter(
    (issue) => !idIssue(issue.path) && !(issue.path.length === 1 && issue.path[0] === 'assert'),
  );
  const problems = schemaProblems(others, ruleEnvelope, value, document.problemAt);
  if (others.length < issues.length && typeof value.id === 'string' && issues.some((issue) => idIssue(issue.path))) {
    problems.push(
      document.problemAt(
        ['id'],
        `"${value.id}" is not a valid id`,
        'use lower-case words joined by hyphens, as in watermark-present',
      ),
    );
  }
  return problems;
};

const checkScope = (scope: unknown, context: CheckContext): boolean => {
  if (typeof scope !== 'string' || scope === '') return false;
  const known = [...context.vocabulary.scopes.keys()];
  if (known.includes(scope) || context.vocabulary.facts(scope).length > 0) return true;
  report(context, ['scope'], `unknown scope "${scope}"`, suggest(scope, known));
  return false;
};

const checkOptionSpecs = (context: CheckContext, usesKnown: boolean): void => {
  for (const [name, spec] of Object.entries(context.options)) {
    if (spec.minimum !== undefined && spec.maximum !== undefined && spec.minimum > spec.maximum) {
      report(context, ['options', name, 'minimum'], `option "${name}": the minimum is above the maximum`);
    }
    const complaint = checkOptionValue(spec, spec.default);
    if (complaint)
      report(
        context,
        ['options', name, 'default'],
        `the default of option "${name}" ${complaint.message}`,
        complaint.hint,
      );
    if (usesKnown && context.problems.length === 0 && !context.usedOptions.has(name)) {
      report(
        context,
        ['options', name],
        `option "${name}" is used nowhere`,
        `use it as value: { option: ${name} }, or take it out`,
        'key',
      );
    }
  }
};

const toRule = (
  envelope: RuleEnvelope,
  { plugin, options }: CheckContext,
  conditions: Pick<RuleDocument, 'assert' | 'when'>,
): RuleDocument => ({
  id: plugin === undefined ? envelope.id : `${plugin}/${envelope.id}`,
  scope: envelope.scope,
  severity: envelope.severity,
  title: envelope.title,
  why: envelope.why,
  fix: envelope.fix,
  references: envelope.references.map(({ certainty, ...rest }) => ({ ...rest, ...(certainty ? { certainty } : {}) })),
  options,
  requires: envelope.requires,
  ...(envelope.headline === undefined ? {} : { headline: envelope.headline }),
  ...conditions,
});

/** A misspelt key is one mistake: what it was meant to be is not reported as missing too. */
const withoutEchoes = (problems: readonly Problem[]): readonly Problem[] =>
  problems.filter(
    ({ message }) =>
      !message.endsWith(' is missing') ||
      !problems.some(({ hint }) => hint === `did you mean ${message.slice(0, -' is missing'.length)}?`),
  );

const inOrder = (problems: readonly Problem[]): Problem[] =>
  [...problems].sort((a, b) => (a.line ?? 0) - (b.line ?? 0) || (a.column ?? 0) - (b.column ?? 0));
