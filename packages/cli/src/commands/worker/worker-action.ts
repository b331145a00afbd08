import { queryOf } from '../../api/flags.ts';
import { workAt } from '../../api/shard/worker/run-worker.ts';
import { type TaskOrder, tasksOf } from '../../api/shard/worker/tasks-of.ts';
import { deadLetters, enqueue, makeQueue, queueState } from '../../api/shard/worker/tasks-of-queue.ts';
import type { Io } from '../../output/io.ts';
import { UsageError } from '../../output/known-error.ts';
import { progressLine, showEvents } from '../../output/progress.ts';
import type { ConfigOptions } from '../../project/command-options.ts';

export interface QueueFlags extends ConfigOptions {
  readonly queue: string;
}

export interface RunFlags extends QueueFlags {
  readonly shards: string;
  readonly untilEmpty?: boolean;
  /** Seconds. */
  readonly grace: number;
}

export interface EnqueueFlags extends QueueFlags, Omit<TaskOrder, 'sources' | 'formats'> {
  readonly format?: readonly string[];
}

export interface WorkerStatusFlags extends QueueFlags {
  readonly run?: string;
}

export interface DeadFlags extends QueueFlags {
  readonly retry?: boolean;
  readonly drop?: boolean;
}

const inQueue = (flags: QueueFlags, io: Io) => ({
  ...queryOf(flags, io),
  queue: flags.queue,
  onEvent: showEvents(progressLine(io)),
});

export const workerRun = async (flags: RunFlags, io: Io): Promise<number> => {
  const { stop, forget } = stopBySignals();
  try {
    const { done, failed, givenBack, dead } = await workAt(
      {
        ...inQueue(flags, io),
        cwd: io.cwd,
        env: io.env,
        shards: flags.shards,
        untilEmpty: flags.untilEmpty === true,
        graceMs: flags.grace * 1000,
        stop,
        say: (line) => io.stdout(`${line}\n`),
      },
      io,
    );
    io.stdout(`${done} done, ${failed} failed, ${givenBack} given back; ${deadText(dead)}\n`);
    return flags.untilEmpty === true && dead > 0 ? 1 : 0;
  } finally {
    forget();
  }
};

/** The first signal asks the worker to end; the second one ends it. */
const stopBySignals = (): { readonly stop: AbortSignal; readonly forget: () => void } => {
  const controller = new AbortController();
  const names = ['SIGTERM', 'SIGINT'] as const;
  const forget = (): void => {
    for (const name of names) process.removeListener(name, onSignal);
  };
  const onSignal = (): void => {
    forget();
    controller.abort();
  };
  for (const name of names) process.on(name, onSignal);
  return { stop: controller.signal, forget };
};

const deadText = (dead: number): string =>
  dead === 0 ? 'no dead letters' : `${dead} dead ${dead === 1 ? 'letter' : 'letters'} (listing-lint worker dead)`;

export const workerEnqueue = async (sources: readonly string[], flags: EnqueueFlags, io: Io): Promise<number> => {
  const { run, tasks } = tasksOf({ ...flags, sources, ...(flags.format && { formats: flags.format }) }, io);
  const { put, known } = await enqueue(tasks, inQueue(flags, io), io);
  io.stdout(`${put} ${put === 1 ? 'task' : 'tasks'} of ${run} put in, ${known} known already\n`);
  return 0;
};

export const workerStatus = async ({ run, ...flags }: WorkerStatusFlags, io: Io): Promise<number> => {
  const of = { ...inQueue(flags, io), ...(run === undefined ? {} : { run }) };
  const { waiting, running, done, found, dead } = await queueState(of, io);
  io.stdout(`${waiting} waiting, ${running} at work, ${done} done (${found} found something), ${dead} dead\n`);
  return dead > 0 ? 1 : 0;
};

export const workerDead = async ({ retry, drop, ...flags }: DeadFlags, io: Io): Promise<number> => {
  if (retry === true && drop === true) throw new UsageError('--retry and --drop exclude each other');
  const then = retry === true ? 'retry' : drop === true ? 'drop' : undefined;
  const { lines, changed } = await deadLetters({ ...inQueue(flags, io), ...(then && { then }) }, io);
  for (const line of lines) io.stdout(`${line}\n`);
  if (then !== undefined) io.stdout(`${changed} ${then === 'retry' ? 'put back' : 'taken away'}\n`);
  return lines.length > changed ? 1 : 0;
};

export const workerMigrate = async (flags: QueueFlags, io: Io): Promise<number> => {
  const { name } = await makeQueue(flags.queue, inQueue(flags, io), io);
  io.stdout(`${name} holds the queue ${flags.queue} now\n`);
  return 0;
};
