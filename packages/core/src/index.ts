export { disclosed, disclosureFor } from './config/disclosure.ts';
export { EXCEPTIONS_NAME, exceptionsSchema } from './config/exceptions.ts';
export { CONFIG_FILES, type ConfigFinder, configFinder } from './config/find.ts';
export { inputFilesOf } from './config/input-files.ts';
export { type LoadOptions, loadConfig, type ResolvedConfig, reportersByName } from './config/load.ts';
export type { KnownRule } from './config/rule-files.ts';
export { configSchema } from './config/schema.ts';
export type { FileView } from './config/view.ts';
export {
  configEditorSchema,
  documentJsonSchema,
  type EditorSources,
  exceptionsEditorSchema,
  schemaWithTerms,
} from './editor/config-schema.ts';
export { unjudged } from './evaluate/causes.ts';
export { evaluateRule, type Resolved, type ResolveFact, type Verdict } from './evaluate/evaluate.ts';
export { ruleInWords } from './evaluate/sentences.ts';
export { systemFault } from './file/file-fault.ts';
export { commonFolder, isInside, pathFrom } from './file/folders.ts';
export { boundFault, hasGitFolder, realPlaceOf, repositoryAround } from './file/path-bound.ts';
export { isAlive } from './file/process-identity.ts';
export { readBytesSync } from './file/read-file.ts';
export { ScannedFiles } from './file/scanned-files.ts';
export { makeTemporaryFolder } from './file/temporary/temporary-folder.ts';
export { applyFixes, compareFixes, type FixOptions, type FixResult } from './fix/apply-fixes.ts';
export { encodeCache, type OpenedCache, openCache } from './lint/cache-bytes.ts';
export type { CachedReport } from './lint/cached-report.ts';
export { lint } from './lint/lint.ts';
export type { DebugEntry, LintOptions, LintResult, RunProgress } from './lint/lint-options.ts';
export { recallReport } from './lint/reuse-report.ts';
export { SUBJECT_UNREAD } from './lint/run-notices.ts';
export { RunStats } from './lint/run-stats.ts';
export { plainActivations } from './plan/activation.ts';
export { describeConfig } from './plan/describe-config.ts';
export { makePlan } from './plan/plan.ts';
export { type StatedSetting, statedSettings } from './plan/stated-settings.ts';
export { DEFAULT_TIMEOUT_MS, type Fault, Guard, type GuardOptions } from './plugin/guard.ts';
export * from './plugin-door.ts';
export { GatheredShards, type NamedShard } from './project/gather-shards.ts';
export { lintProjects, type ProjectResult, reportOf } from './project/lint-projects.ts';
export { lintShard } from './project/lint-shard.ts';
export {
  type NamedPath,
  type OpenedProjects,
  type OpenOptions,
  openProjects,
  type Project,
} from './project/open-projects.ts';
export type { LintProjectsOptions, ProjectOptions } from './project/open-runs.ts';
export { encodeShard, invalidShard, openShard, type ShardFile } from './project/shard-file.ts';
export { joinPlugins } from './registry/join-plugins.ts';
export { createRegistry, type Registry, type RuleEntry } from './registry/registry.ts';
export { loadReportSchema } from './report/load-report-schema.ts';
export { compileRule } from './rule/compile.ts';
export { type CompiledRule, type FactUse, useKey } from './rule/formula/formula.ts';
export { ruleJsonSchema } from './rule/json-schema.ts';
export { checkOptions, type OptionProblem } from './rule/options.ts';
export { type ParsedRule, parseRule } from './rule/parse-rule.ts';
export { unlessAborted } from './run/abort.ts';
export { cacheKeyOf } from './run/cache/cache-keys.ts';
export type { CacheData } from './run/cache/judgement-cache.ts';
export { ignoredIn } from './run/discover.ts';
export { findSubjects, type Inspection, type InspectOptions, inspect } from './run/inspect.ts';
export { outputsLeftOut } from './run/outputs.ts';
export type { Selection } from './run/selection.ts';
export { MOST_SHARDS, type Shard, shardName } from './shard/shard.ts';
export { type Baseline, type BaselineEntry, baselineText, parseBaseline, scopesAsSaid } from './suppress/baseline.ts';
export { formatRuleTest } from './testing/format-result.ts';
export { judgeFilesIn } from './testing/judge-files.ts';
export { type RuleTestOptions, type RuleTestResult, ruleTestPassed, runRuleTests } from './testing/rule-tests.ts';
export type { CaseResult, CaseStatus, JudgeFiles } from './testing/run-cases.ts';
export {
  type GivenFiles,
  parseRuleTest,
  type RuleTestCase,
  type RuleTestFile,
  ruleTestSchema,
} from './testing/test-file.ts';
export { compareText } from './text/compare.ts';
export { escapeControlLines, printableJson } from './text/escape-controls.ts';
export { compileGlob } from './text/glob/glob.ts';
export { globProblem } from './text/glob/glob-syntax.ts';
export { formatProblem } from './text/problems.ts';
export { describe, orList, type ProblemAt } from './text/schema-problems.ts';
export type { PairPart, ReadYamlOptions } from './text/yaml-document.ts';
export { type GlobMatch, type GlobOptions, globFiles } from './tree/glob-files.ts';
export { namesIn } from './tree/names-in.ts';
export { isTracked } from './tree/repository.ts';
export { partsOfWalk, walkFolder, withoutPaths, writtenPaths } from './tree/walk.ts';
export { describeFacts, type FactDescription, type ValueDescription } from './vocabulary/describe-facts.ts';
export type { FactEntry, Vocabulary } from './vocabulary/vocabulary.ts';
