import { resolve } from 'node:path';
import { keepNoPictures } from '../../api/lint.ts';
import type { LintRunOptions } from '../../api/options.ts';
import { shardLookerFor } from '../../api/shard/look-at-shard.ts';
import { shardNamed } from '../../api/shard/shard-name.ts';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { progressLine } from '../../output/progress.ts';
import { refuseOutput, writeOutput } from '../../output/write-output.ts';
import { allowRoomyHeap } from '../../project/heap-growth.ts';
import { type LintFlags, tellerOf } from './lint-flags.ts';

interface ShardOrder {
  /** As it was typed. */
  readonly shard: string;
  readonly file: string | undefined;
  readonly query: LintRunOptions;
}

/** Looks at a shard and writes what it has found; the exit code says nothing of the findings. */
export const lookAtShard = async (
  { shard: text, file, query }: ShardOrder,
  { format = [], output, quiet, maxFindings, maxWarnings }: LintFlags,
  io: Io,
): Promise<number> => {
  const shard = shardNamed(text, io.env);
  if (file === undefined || file === '')
    throw new UsageError(
      '--shard-output is missing: where what the shard has found is to be written',
      `--shard-output ${shard.index}.shard`,
    );
  const withFile = format.find((name) => name.includes(':'));
  const isReport = [output, maxFindings, maxWarnings].some((each) => each !== undefined) || quiet === true;
  if (withFile !== undefined || isReport)
    throw new UsageError(
      'a shard writes no report',
      'give -f FORMAT:FILE, -o, --quiet, --max-findings and --max-warnings to the merge; -f FORMAT here says what it will need, such as thumbnails',
    );
  const place = resolve(io.cwd, file);
  refuseOutput(place, file, io.cwd);
  const progress = progressLine(io);
  const heap = allowRoomyHeap();
  keepNoPictures();
  const { bytes, subjects } = await shardLookerFor(io)(shard, {
    ...query,
    formats: format,
    onEvent: tellerOf(progress, io),
  })
    .finally(progress.clear)
    .finally(heap.end);
  await writeOutput(bytes, place, file, io.cwd);
  io.stdout(`shard ${shard.index}/${shard.count}: looked at ${subjects}, written to ${file}\n`);
  return 0;
};
