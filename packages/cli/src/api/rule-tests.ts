import { dirname, join } from 'node:path';
import {
  fileFault,
  formatRuleTest,
  globPaths,
  isMissingFile,
  judgeFilesIn,
  ListingLintError,
  MAX_YAML_BYTES,
  parseRule,
  type ResolvedConfig,
  type RuleDocument,
  type RuleTestResult,
  readTextSync,
  repositoryOr,
  ruleTestPassed,
  runRuleTests,
} from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';
import { loadFor } from '../project/load.ts';
import { namedPaths } from '../project/paths.ts';
import { CONFIG_QUERY, checkCall, FUNCTION, type Kinds, SIGNAL, TEXT } from './check-call.ts';
import { configOptionsOf, type Program, surroundingsOf } from './flags.ts';
import type { ConfigQuery } from './options.ts';

export interface RuleTestQuery extends ConfigQuery {
  /** Told of each test as it has run. What it throws ends the run. */
  readonly onResult?: (tested: TestedRule) => void;
  /** Where it is aborted, no further test is begun, and the call rejects with its reason. */
  readonly signal?: AbortSignal;
}

const KINDS: Kinds<RuleTestQuery> = { ...CONFIG_QUERY, onResult: FUNCTION, signal: SIGNAL };

/** What the test of one rule has come to. */
export interface TestedRule {
  /** `true`: every case is as said, every mutant is noticed, every outcome is shown. */
  readonly passed: boolean;
  readonly result: RuleTestResult;
  /** The result in words, lines with `\n` between them. */
  readonly text: string;
}

/** Gives `testRules` for a program that holds the guard of plugins. */
export const ruleTesterFor =
  (program?: Program) =>
  async (folder: string, query: RuleTestQuery = {}): Promise<readonly TestedRule[]> => {
    checkCall({ name: 'testRules', args: { folder: [folder, TEXT] }, options: query, kinds: KINDS });
    const around = surroundingsOf(query, program);
    const [named] = await namedPaths([folder], around.cwd);
    if (named === undefined || !named.isFolder) throw new UsageError(`${folder} is no folder`);
    // What is wrong with a rule or a test is shown with its lines.
    const within = repositoryOr(named.absolute);
    const files = globPaths(named.absolute, ['**/*.test.{yaml,yml}'], { within });
    if (files.length === 0) {
      throw new UsageError(`no rule tests in ${folder}`, 'a test stands beside its rule and is named <rule>.test.yaml');
    }
    const config = await loadFor(configOptionsOf(query), around, named.absolute);
    const all: TestedRule[] = [];
    for (const path of files) {
      query.signal?.throwIfAborted();
      const file = join(named.absolute, path);
      const result = await runRuleTests({ path, text: readNamed(file, path, within) }, config.registry, {
        rules: rulesFor(file, config, within),
        judgeFiles: judgeFilesIn(dirname(file), config),
      });
      const tested = { passed: ruleTestPassed(result), result, text: formatRuleTest(result) };
      query.onResult?.(tested);
      all.push(tested);
    }
    return all;
  };

/** Runs every `<rule>.test.yaml` below a folder, in the order of their paths. Rejects with `usage` where there is none. */
export const testRules: (folder: string, query?: RuleTestQuery) => Promise<readonly TestedRule[]> = ruleTesterFor();

/** Rules of the config, and the one beside the test, which no config needs to name. */
const rulesFor = (testFile: string, config: ResolvedConfig, within: string): ReadonlyMap<string, RuleDocument> => {
  const rules = new Map([...config.rules].map(([id, { rule }]) => [id, rule]));
  const path = testFile.replace(/\.test(\.ya?ml)$/, '$1');
  const text = readIfThere(path, within);
  if (text === undefined) return rules;
  const parsed = parseRule({ path, text }, config.registry);
  if (parsed.rule !== undefined) return rules.set(parsed.rule.id, parsed.rule);
  // A rule of a plugin is known by its prefixed id, and its facts by names that hold inside the plugin alone.
  const id = String(ruleId(parsed.document.value));
  const { plugins, rules: registered } = config.registry;
  const isKnown =
    parsed.document.problems.length === 0 &&
    (rules.has(id) || plugins.some(({ name }) => registered.has(`${name}/${id}`)));
  if (!isKnown) throw new ListingLintError('rule-invalid', `the rule ${path} cannot be read`, parsed.problems);
  return rules;
};

const ruleId = (value: unknown): unknown =>
  typeof value === 'object' && value !== null && 'id' in value ? value.id : undefined;

const readIfThere = (path: string, within: string): string | undefined => {
  try {
    return readTextSync(path, { maxBytes: MAX_YAML_BYTES, within });
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw new ListingLintError('rule-invalid', `the rule ${path} cannot be read: ${fileFault(error)}`);
  }
};

const readNamed = (file: string, name: string, within: string): string => {
  try {
    return readTextSync(file, { maxBytes: MAX_YAML_BYTES, within });
  } catch (error) {
    throw new ListingLintError('file-unreadable', `the rule test ${name} cannot be read: ${fileFault(error)}`);
  }
};
