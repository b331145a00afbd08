import type { LintRunOptions } from '../../api/options.ts';
import { mergerFor } from '../../api/shard/merge-shards.ts';
import type { Io } from '../../output/io.ts';
import { lintAndReport } from './lint-action.ts';
import { type LintFlags, optionsOf } from './lint-flags.ts';

export type MergeFlags = Omit<
  LintFlags,
  'asOf' | 'staged' | 'fix' | 'fixDryRun' | 'permitLoss' | 'debug' | 'shard' | 'shardOutput'
>;

/** Merges shards and writes the reports; gives the exit code. */
export const mergeAction = async (files: readonly string[], flags: MergeFlags, io: Io): Promise<number> => {
  const options: LintRunOptions = optionsOf(flags, io);
  return lintAndReport(flags, io, (needs) => mergerFor(io)(files, { ...options, ...needs }));
};
