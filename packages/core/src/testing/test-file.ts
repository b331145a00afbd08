import { z } from 'zod';
import type { Problem } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Outcome } from '../model/report.ts';
import type { RuleDocument, YamlSource } from '../model/rule.ts';
import type { Registry } from '../registry/registry.ts';
import { checkOptions } from '../rule/options.ts';
import { suggest } from '../text/nearest.ts';
import { schemaProblems } from '../text/schema-problems.ts';
import { readYaml, type YamlDocument } from '../text/yaml-document.ts';
import { checkGiven } from './check-given.ts';
import { type GivenFacts, relatedSchema } from './given.ts';

const json = z.json();

const caseSchema = z.strictObject({
  name: z.string().min(1),
  /** Values by fact id; `{ $unknown: reason }` where it cannot be had. A fact that is not given must not be asked for. */
  facts: z.record(z.string(), json).optional(),
  /** Related subjects by relation, or `{ $unknown: reason }`. A relation that is not given must not be asked for. */
  related: relatedSchema.optional(),
  /** Paths beside the test file; the rule judges `subject`, the first unless told. */
  files: z.array(z.string().min(1)).min(1).optional(),
  subject: z.string().min(1).optional(),
  /** Config of the run over `files` (`brand`, say). */
  config: z.record(z.string(), json).optional(),
  options: z.record(z.string(), json).optional(),
  asOf: z.iso.date().optional(),
  outcome: z.enum(['pass', 'fail', 'skip', 'inconclusive']),
  /** The causes' sentences, in order. */
  causes: z.array(z.string()).optional(),
  /** The finding's whole message. */
  message: z.string().optional(),
});

export const ruleTestSchema = z.strictObject({
  rule: z.string().min(1),
  cases: z.array(caseSchema).min(1),
});

/** One example of a rule: what is given, and what the rule must say. */
export interface RuleTestCase {
  readonly name: string;
  readonly given: GivenFacts | GivenFiles;
  readonly options: JsonObject;
  readonly asOf: string;
  readonly outcome: Outcome;
  readonly causes?: readonly string[];
  readonly message?: string;
}

export interface GivenFiles {
  readonly files: readonly string[];
  readonly subject: string;
  readonly config: JsonObject;
}

export interface RuleTestFile {
  readonly rule: RuleDocument;
  readonly cases: readonly RuleTestCase[];
  readonly document: YamlDocument;
}

/** The day that stands for today where a case does not say. */
const DEFAULT_AS_OF = '2026-01-01';

/**
 * Reads a `<rule>.test.yaml`. `rules` gives rules beside those of the registry, by id. Everything that is wrong is found at once: keys,
 * facts, paths and kinds of values against the facts' schemas, options.
 */
export const parseRuleTest = (
  source: YamlSource,
  registry: Registry,
  rules: ReadonlyMap<string, RuleDocument> = new Map(),
): { readonly file?: RuleTestFile; readonly problems: readonly Problem[] } => {
  const document = readYaml(source);
  if (document.problems.length > 0) return { problems: document.problems };
  const parsed = ruleTestSchema.safeParse(document.value);
  if (!parsed.success) {
    return { problems: schemaProblems(parsed.error.issues, ruleTestSchema, document.value, document.problemAt) };
  }
  const { rule: id, cases } = parsed.data;
  const rule = rules.get(id) ?? registry.rules.get(id)?.rule;
  if (!rule) {
    const known = [...rules.keys(), ...registry.rules.keys()];
    return { problems: [document.problemAt(['rule'], `unknown rule "${id}"`, suggest(id, known))] };
  }
  const problems = cases.flatMap((given, index) => caseProblems(given, index, rule, registry, document));
  return problems.length > 0 ? { problems } : { file: { rule, cases: cases.map(toCase), document }, problems: [] };
};

type ParsedCase = z.infer<typeof caseSchema>;

const caseProblems = (
  given: ParsedCase,
  index: number,
  rule: RuleDocument,
  registry: Registry,
  document: YamlDocument,
): Problem[] => {
  const at = ['cases', index];
  const problems: Problem[] = [];
  if (((given.facts ?? given.related) === undefined) === (given.files === undefined)) {
    problems.push(document.problemAt(at, `case "${given.name}" needs either facts or files`));
  }
  for (const { key, message, hint } of checkOptions(rule, given.options ?? {}, registry)) {
    problems.push(document.problemAt([...at, 'options', key], message, hint));
  }
  if (
    (given.causes !== undefined || given.message !== undefined) &&
    (given.outcome === 'pass' || given.outcome === 'skip')
  ) {
    problems.push(document.problemAt(at, `case "${given.name}": ${given.outcome} has no causes and no message`));
  }
  const context = { rule, scope: rule.scope, registry, problemAt: document.problemAt };
  return [...problems, ...checkGiven(given, at, context)];
};

const toCase = (given: ParsedCase): RuleTestCase => ({
  name: given.name,
  given: given.files
    ? { files: given.files, subject: given.subject ?? given.files[0] ?? '', config: given.config ?? {} }
    : { facts: given.facts ?? {}, related: given.related ?? {} },
  options: given.options ?? {},
  asOf: given.asOf ?? DEFAULT_AS_OF,
  outcome: given.outcome,
  ...(given.causes ? { causes: given.causes } : {}),
  ...(given.message === undefined ? {} : { message: given.message }),
});
