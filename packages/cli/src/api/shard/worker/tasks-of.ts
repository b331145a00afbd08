import { MOST_SHARDS } from '@listing-lint/core';
import { type WorkTask, workTaskSchema } from '../../../database/queue/work-task.ts';
import type { Surroundings } from '../../../output/io.ts';
import { UsageError } from '../../../output/known-error.ts';
import { dateOfReport, todayOf } from '../../../project/today.ts';

/** What is to be done, as it was typed. */
export interface TaskOrder {
  /** Shards of a lint. */
  readonly shards?: number;
  readonly sources: readonly string[];
  readonly run?: string;
  readonly asOf?: string;
  readonly formats?: readonly string[];
  readonly draftCases?: boolean;
}

/** The tasks of an order. Throws a usage error where it names none, or what no task can be. */
export const tasksOf = (
  { shards = 0, sources, run: named, asOf: day, formats = [], draftCases = false }: TaskOrder,
  { env, now }: Pick<Surroundings, 'env' | 'now'>,
): { readonly run: string; readonly tasks: readonly WorkTask[] } => {
  if (shards === 0 && sources.length === 0)
    throw new UsageError('there is nothing to put in', 'say --shards 16, or name sources as for `monitor`');
  if (shards > MOST_SHARDS) throw new UsageError(`--shards ${shards}: there may be 1 to ${MOST_SHARDS} shards`);
  const asOf = todayOf(day ?? dateOfReport(undefined, env)?.slice(0, 10), now());
  const run = named ?? asOf;
  const ofShards = Array.from({ length: shards }, (_, i) => ({ kind: 'shard', index: i + 1, count: shards, formats }));
  const ofSources = [...new Set(sources)].map((source) => ({ kind: 'monitor', source, draftCases }));
  const tasks = [...ofShards, ...ofSources].map((task) => {
    const parsed = workTaskSchema.safeParse({ run, asOf, ...task });
    if (parsed.success) return parsed.data;
    throw new UsageError(parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`).join('; '));
  });
  return { run, tasks };
};
