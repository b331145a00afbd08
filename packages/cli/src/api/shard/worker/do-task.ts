import { isAbsolute, join, resolve } from 'node:path';
import { boundFault, isKnownError } from '@listing-lint/core';
import type { TaskResult } from '../../../database/queue/tasks.ts';
import { keyOfTask, type WorkTask, workTaskSchema } from '../../../database/queue/work-task.ts';
import { UsageError } from '../../../output/known-error.ts';
import { refuseOutput, writeOutput } from '../../../output/write-output.ts';
import { monitorFor } from '../../case/monitor/monitor.ts';
import type { Program } from '../../flags.ts';
import type { LintEvent, RunQuery } from '../../options.ts';
import { shardLookerFor } from '../look-at-shard.ts';

/** Where a worker works, which no task says. */
export interface Workplace extends RunQuery {
  /** Absolute working directory. */
  readonly cwd: string;
  /** Where shards are written, a folder for each run; from `cwd`. */
  readonly shards: string;
  readonly env: { readonly [name: string]: string | undefined };
}

/** Reads what stands in the queue. Throws `usage` for what is no task of this program. */
export const taskIn = (data: unknown): WorkTask => {
  const parsed = workTaskSchema.safeParse(data);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  throw new UsageError(
    `it is no task that this program knows: ${issue?.path.join('.') || 'all of it'}: ${issue?.message}`,
  );
};

/** Does what the command line would: `lint --shard` or `monitor`. Throws what that would. */
export const doTask = async (task: WorkTask, place: Workplace, program: Program | undefined): Promise<TaskResult> => {
  const result = task.kind === 'shard' ? await shardOf(task, place, program) : await lookOf(task, place, program);
  const [fault] = program?.guards?.guard?.takeFaults() ?? [];
  if (fault !== undefined) throw new UsageError(fault.message);
  return result;
};

const shardOf = async (
  { run, asOf, index, count, formats }: Extract<WorkTask, { kind: 'shard' }>,
  { shards, onEvent, ...query }: Workplace,
  program: Program | undefined,
): Promise<TaskResult> => {
  const tell = (event: LintEvent): void => (event.type === 'message' ? onEvent?.(event) : undefined);
  const name = join(shards, run, `${index}-of-${count}.shard`);
  const file = resolve(query.cwd, name);
  refuseOutput(file, name, query.cwd);
  const { bytes, subjects } = await shardLookerFor(program)(
    { index, count },
    { ...query, asOf, formats, onEvent: tell },
  );
  query.signal?.throwIfAborted();
  await writeOutput(bytes, file, name, query.cwd);
  return { exit: 0, says: `looked at ${subjects}, written to ${name}` };
};

const lookOf = async (
  { asOf, source, draftCases }: Extract<WorkTask, { kind: 'monitor' }>,
  { shards: _, ...query }: Workplace,
  program: Program | undefined,
): Promise<TaskResult> => {
  refuseOutside(source, query.cwd);
  const { report, hasNews, isCut, hasUnread } = await monitorFor(program)({
    ...query,
    asOf,
    draftCases,
    sources: [source],
  });
  const { log, checks } = report;
  if (isCut) {
    const [first = 'it ends too early'] = checks.flatMap(({ run }) => run?.looked.firstFaults ?? []);
    throw new UsageError(`${source} was not looked through to its end: ${first}`, `what was found is in ${log}`);
  }
  const found = checks.reduce((sum, check) => sum + (check.found ?? []).length, 0);
  return { exit: hasNews || hasUnread ? 1 : 0, says: `${found} new or back, log ${log}` };
};

/** A queue may be written by others than who runs the worker. */
const refuseOutside = (source: string, cwd: string): void => {
  if (isAbsolute(source) || boundFault(resolve(cwd, source), cwd) !== undefined)
    throw new UsageError(`${source} does not lie below the folder of the worker`);
};

/** What an attempt failed by, on one line. */
export const failureReason = (error: unknown): string => {
  if (!isKnownError(error)) return error instanceof Error ? error.message : String(error);
  const places = error.problems.map(({ file, line, message }) =>
    file === undefined ? message : `${file}${line === undefined ? '' : `:${line}`}: ${message}`,
  );
  return [error.message, ...places].join('; ').replace(/\s+/g, ' ');
};

/** What a task is called, however it came into the queue. */
export const nameOfTask = (data: unknown): string => {
  const parsed = workTaskSchema.safeParse(data);
  return parsed.success ? keyOfTask(parsed.data) : 'something that is no task';
};
