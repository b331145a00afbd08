import { cp, mkdir } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { valueDocument } from '../config/document.ts';
import type { Layer } from '../config/layers.ts';
import type { ResolvedConfig } from '../config/load.ts';
import { mergeSettings } from '../config/settings.ts';
import { checkDocument } from '../config/validate.ts';
import type { Verdict } from '../evaluate/evaluate.ts';
import { withTemporaryFolder } from '../file/temporary/temporary-folder.ts';
import { lint } from '../lint/lint.ts';
import { ListingLintError, type Problem } from '../model/error.ts';
import type { JsonObject } from '../model/json.ts';
import type { Report } from '../model/report.ts';
import type { RuleDocument } from '../model/rule.ts';
import type { JudgeFiles } from './run-cases.ts';
import type { GivenFiles, RuleTestCase } from './test-file.ts';

/**
 * Judges the files of rule tests as a lint would: the given files alone, laid out in a temporary folder, the rule under test alone, and
 * the case's own config. `folder` is that of the test file. Rejects with a `ListingLintError` for a case that cannot be run.
 */
export const judgeFilesIn =
  (folder: string, config: ResolvedConfig): JudgeFiles =>
  (rule, test, given) =>
    withTemporaryFolder('test', async (root) => {
      await layOut(folder, root, given);
      const { report } = await lint({
        config: caseConfig(root, rule, test, given, config),
        tool: { name: 'listing-lint', version: 'test' },
        asOf: test.asOf,
      });
      return verdictIn(report, rule, given);
    });

const layOut = async (folder: string, root: string, { files }: GivenFiles): Promise<void> => {
  for (const file of files) {
    await mkdir(dirname(join(root, file)), { recursive: true });
    await cp(join(folder, file), join(root, file)).catch((error: unknown) => {
      throw new ListingLintError('data-invalid', `the case gives "${file}", which is not beside the test file`, [], {
        cause: error,
      });
    });
  }
};

const caseConfig = (
  root: string,
  rule: RuleDocument,
  test: RuleTestCase,
  given: GivenFiles,
  config: ResolvedConfig,
): ResolvedConfig => {
  const { registry } = config;
  const builtin = registry.plugins.find(({ name }) => name === registry.builtIn);
  const plugins = registry.plugins.filter((plugin) => plugin !== builtin);
  const problems: Problem[] = [];
  const document = checkDocument(
    valueDocument(given.config, { kind: 'config', label: 'config of the case' }),
    builtin ?? {},
    problems,
  );
  const settings = mergeSettings([document], builtin ?? { name: '', version: '' }, plugins, 0, problems);
  if (problems.length > 0)
    throw new ListingLintError('config-invalid', 'the config of the case is not valid', problems);
  const layer: Layer = {
    explicit: true,
    entries: new Map([[rule.id, { severity: 'error', options: test.options, from: () => 'case' }]]),
  };
  const rules = new Map(config.rules).set(rule.id, { rule, source: { path: '', text: '' } });
  const own: JsonObject = {};
  return {
    ...config,
    root,
    file: undefined,
    rules,
    layers: [layer],
    notChecked: [],
    ignores: [],
    settings,
    reporters: own,
  };
};

const verdictIn = (report: Report, rule: RuleDocument, { subject }: GivenFiles): Verdict => {
  const judged = report.subjects.find(({ path, scope }) => path === subject && scope === rule.scope);
  if (judged === undefined) {
    throw new ListingLintError('data-invalid', `the case's files hold no ${rule.scope} "${subject}"`);
  }
  const { outcomes } = judged;
  const outcome = (['pass', 'fail', 'skip', 'inconclusive'] as const).find((each) => outcomes[each].includes(rule.id));
  const finding = report.findings.find((each) => each.subject.path === subject && each.ruleId === rule.id);
  return {
    outcome: outcome ?? 'skip',
    message: finding?.message ?? '',
    causes: finding?.causes ?? [],
    related: finding?.related ?? [],
    blamed: [],
    memberKeys: [],
    relatedCount: finding?.relatedCount ?? finding?.related.length ?? 0,
    timed: report.asOf !== undefined,
    codes: [],
  };
};
