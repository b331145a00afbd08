import { ListingLintError } from '../model/error.ts';
import type { Registry } from '../registry/registry.ts';
import { orList } from '../text/schema-problems.ts';
import { nounsOf } from '../vocabulary/vocabulary.ts';
import type { LintOptions, LintResult } from './lint-options.ts';
import { LintRun } from './lint-run.ts';

/**
 * Lints everything that the config names and reports the selected part. Reads files through the plugins' discoverers and facts, and
 * writes none. Throws a `ListingLintError` with code `no-subjects` where there is nothing to judge.
 */
export const lint = async (options: LintOptions): Promise<LintResult> => {
  const run = await LintRun.open(options);
  try {
    if (run.isEmpty && options.allowEmpty !== true)
      throw nothingToLint(options.selection?.paths.join(', ') ?? options.config.root, options.config.registry);
    await run.judgeFirst();
    return await run.finish();
  } finally {
    await run.dispose();
  }
};

/** `where`: what was to be linted, as the user knows it. */
export const nothingToLint = (where: string, { scopes }: Registry): ListingLintError => {
  const nouns = nounsOf(scopes).map((noun) => `${noun}s`);
  const settings = new Set([...scopes.values()].flatMap(({ kind }) => kind.settings ?? []));
  const named = [...settings, 'ignores'].map((key) => `\`${key}\``);
  return new ListingLintError('no-subjects', `nothing to lint in ${where}: no ${orList(nouns)} found`, [
    {
      message: 'a run that checks nothing is not a pass',
      hint: `look at ${named.slice(0, -1).join(', ')} and ${named.at(-1)} of the config, and at .gitignore`,
    },
  ]);
};
