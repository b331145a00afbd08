import { UsageError } from '../../output/known-error.ts';
import type { ConfigOptions } from '../../project/command-options.ts';
import type { ScopeFlags } from '../../project/run-scope.ts';

export interface FixFlags {
  readonly fix?: boolean;
  readonly fixDryRun?: boolean;
  readonly permitLoss?: readonly string[];
}

export const isFixing = ({ fix, fixDryRun }: FixFlags): boolean => fix === true || fixDryRun === true;

/** Throws a usage error where these options cannot be meant together. */
export const checkFixFlags = (flags: FixFlags & ScopeFlags & Pick<ConfigOptions, 'ignore'>): void => {
  if (flags.permitLoss !== undefined && !isFixing(flags))
    throw new UsageError('--permit-loss is for --fix and --fix-dry-run');
  if (flags.fix === true && flags.fixDryRun === true)
    throw new UsageError('--fix and --fix-dry-run exclude each other');
  if (isFixing(flags) && flags.ignore === false)
    throw new UsageError('--no-ignore is for looking: what is ignored is not mended');
  if (isFixing(flags) && flags.staged === true) {
    throw new UsageError(
      '--staged judges what is staged, which a fix cannot write',
      'name the files instead, as lint-staged does: `listing-lint lint --fix PATHS`, then `git add` them',
    );
  }
};
