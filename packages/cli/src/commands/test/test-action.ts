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
  readTextSync,
  ruleTestPassed,
  runRuleTests,
} from '@listing-lint/core';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import { loadFor } from '../../project/load.ts';
import { namedPaths } from '../../project/paths.ts';

/** Runs every rule test below a folder; 1 where one is not validated. */
export const testAction = async (folder: string, flags: ConfigOptions, io: Io): Promise<number> => {
  const [named] = await namedPaths([folder], io.cwd);
  if (named === undefined || !named.isFolder) throw new UsageError(`${folder} is no folder`);
  const files = globPaths(named.absolute, ['**/*.test.{yaml,yml}']);
  if (files.length === 0) {
    throw new UsageError(`no rule tests in ${folder}`, 'a test stands beside its rule and is named <rule>.test.yaml');
  }
  const config = await loadFor(flags, io, named.absolute);
  let failed = 0;
  for (const path of files) {
    const file = join(named.absolute, path);
    const result = await runRuleTests({ path, text: readNamed(file, path) }, config.registry, {
      rules: rulesFor(file, config),
      judgeFiles: judgeFilesIn(dirname(file), config),
    });
    if (!ruleTestPassed(result)) failed++;
    io.stdout(`${formatRuleTest(result)}\n`);
  }
  io.stdout(`\n${files.length - failed} of ${files.length} rules hold what their tests say\n`);
  return failed === 0 ? 0 : 1;
};

/** Rules of the config, and the one beside the test, which no config needs to name. */
const rulesFor = (testFile: string, config: ResolvedConfig): ReadonlyMap<string, RuleDocument> => {
  const rules = new Map([...config.rules].map(([id, { rule }]) => [id, rule]));
  const path = testFile.replace(/\.test(\.ya?ml)$/, '$1');
  const text = readIfThere(path);
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

const readIfThere = (path: string): string | undefined => {
  try {
    return readTextSync(path, { maxBytes: MAX_YAML_BYTES });
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw new ListingLintError('rule-invalid', `the rule ${path} cannot be read: ${fileFault(error)}`);
  }
};

const readNamed = (file: string, name: string): string => {
  try {
    return readTextSync(file, { maxBytes: MAX_YAML_BYTES });
  } catch (error) {
    throw new ListingLintError('file-unreadable', `the rule test ${name} cannot be read: ${fileFault(error)}`);
  }
};
