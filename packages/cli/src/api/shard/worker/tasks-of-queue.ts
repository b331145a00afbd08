import { escapeControls } from '@listing-lint/core';
import { migrateQueue, withQueue } from '../../../database/queue/open-queue.ts';
import { buryTask, countTasks, deadTasks, putTasks, type TaskCounts } from '../../../database/queue/tasks.ts';
import { type WorkTask, workTaskSchema } from '../../../database/queue/work-task.ts';
import type { Program } from '../../flags.ts';
import type { RunQuery } from '../../options.ts';
import { nameOfTask } from './do-task.ts';
import { queueAddress } from './open-for.ts';

/** Makes the queue in the database of the config's registry, or brings it up to date. */
export const makeQueue = async (
  queue: string,
  query: RunQuery,
  program?: Program,
): Promise<{ readonly name: string }> => {
  const address = await queueAddress(query, program);
  await migrateQueue(address, queue);
  return { name: address.name };
};

/** Puts tasks into the queue; those that it knows already are not put in again. */
export const enqueue = async (
  tasks: readonly WorkTask[],
  { queue, ...query }: RunQuery & { readonly queue: string },
  program?: Program,
): Promise<{ readonly put: number; readonly known: number }> => {
  const put = await withQueue(await queueAddress(query, program), queue, (open) => putTasks(open, tasks));
  return { put, known: tasks.length - put };
};

/** How it stands with the tasks of a run, or of all. */
export const queueState = async (
  { queue, run, ...query }: RunQuery & { readonly queue: string; readonly run?: string },
  program?: Program,
): Promise<TaskCounts> => withQueue(await queueAddress(query, program), queue, (open) => countTasks(open, run));

/** What failed too often, a line each; with `then`, these are put back or taken away. */
export const deadLetters = async (
  { queue, then, ...query }: RunQuery & { readonly queue: string; readonly then?: 'retry' | 'drop' },
  program?: Program,
): Promise<{ readonly lines: readonly string[]; readonly changed: number }> =>
  withQueue(await queueAddress(query, program), queue, async (open) => {
    const dead = await deadTasks(open);
    let changed = 0;
    for (const each of dead) {
      const { success, data } = workTaskSchema.safeParse(each.data);
      // What is no task would only fail again.
      if (then === undefined || (then === 'retry' && !success)) continue;
      await buryTask(open, each, then === 'retry' ? data : undefined);
      changed++;
    }
    return { lines: dead.map(({ data, reason }) => escapeControls(`${nameOfTask(data)}: ${reason}`)), changed };
  });
