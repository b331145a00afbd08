import { setTimeout as pause } from 'node:timers/promises';
import { escapeControls } from '@listing-lint/core';
import { withoutSecret } from '../../../database/connect.ts';
import { type OpenQueue, withQueue } from '../../../database/queue/open-queue.ts';
import { countTasks, sweepTasks, type TakenTask, takeTask } from '../../../database/queue/tasks.ts';
import type { Program } from '../../flags.ts';
import { doTask, failureReason, nameOfTask, taskIn, type Workplace } from './do-task.ts';
import { queueAddress } from './open-for.ts';

/** How a worker works. */
export interface WorkerOrder extends Workplace {
  readonly queue: string;
  /** `true`: it ends when nothing waits and nobody works. */
  readonly untilEmpty: boolean;
  /** How long the task that is at work when the worker is stopped may go on, ms; then it is given back. */
  readonly graceMs: number;
  /** Aborted where the worker is to end. */
  readonly stop: AbortSignal;
  /** Told of each attempt, a line without an end. */
  readonly say: (line: string) => void;
}

/** What a worker has done. */
export interface WorkerOutcome {
  readonly done: number;
  readonly failed: number;
  readonly givenBack: number;
  /** Tasks that have failed too often by now, whoever tried. */
  readonly dead: number;
}

const POLL_MS = 500;
/** How often workers look for tasks whose worker is gone. */
const SWEEP_MS = 2000;
const MAINTAIN_MS = 60_000;
/** The queue itself takes a task for failed after 24 hours. */
const MOST_TASK_MS = 23 * 3_600_000;

/** Takes one task after the other until it is told to stop, or all is done. */
export const workAt = async (order: WorkerOrder, program?: Program): Promise<WorkerOutcome> => {
  const address = await queueAddress(order, program);
  const outcome = { done: 0, failed: 0, givenBack: 0 };
  const secrets = (text: string): string => withoutSecret(text, address.password);
  return withQueue(address, order.queue, async (queue) => {
    const chores = choresOf(queue);
    while (!order.stop.aborted) {
      await chores();
      const task = await takeTask(queue);
      if (task !== undefined) outcome[await attempt(task, { order, queue, program, secrets })]++;
      else if (order.untilEmpty && (await isEmpty(queue))) break;
      else await pause(POLL_MS, undefined, { signal: order.stop }).catch(() => undefined);
    }
    return { ...outcome, dead: (await countTasks(queue)).dead };
  });
};

const isEmpty = async (queue: OpenQueue): Promise<boolean> => {
  const { waiting, running } = await countTasks(queue);
  return waiting + running === 0;
};

/** What is to be done between tasks: at most so often. */
const choresOf = (queue: OpenQueue) => {
  let [sweptAt, maintainedAt] = [-Infinity, performance.now()];
  return async (): Promise<void> => {
    const now = performance.now();
    if (now - sweptAt >= SWEEP_MS) {
      await sweepTasks(queue);
      sweptAt = now;
    }
    if (now - maintainedAt >= MAINTAIN_MS) {
      await queue.boss.maintain();
      maintainedAt = now;
    }
  };
};

interface AtWork {
  readonly order: WorkerOrder;
  readonly queue: OpenQueue;
  readonly program: Program | undefined;
  readonly secrets: (text: string) => string;
}

const attempt = async (
  taken: TakenTask,
  { order, queue, program, secrets }: AtWork,
): Promise<'done' | 'failed' | 'givenBack'> => {
  const { queue: _, untilEmpty: _until, graceMs, stop, say, ...place } = order;
  const tell = (what: string, more: string): void =>
    say(
      escapeControls(
        `${what} ${nameOfTask(taken.data)}, attempt ${taken.attempt}${more === '' ? '' : `: ${secrets(more)}`}`,
      ),
    );
  const grace = graceAfter(stop, graceMs);
  const signal = AbortSignal.any([grace.over, queue.lost, AbortSignal.timeout(MOST_TASK_MS)]);
  try {
    const task = taskIn(taken.data);
    const result = await Promise.race([doTask(task, { ...place, signal }, program), rejectedBy(signal)]);
    const isOurs = await taken.finish(task, { ...result, says: secrets(result.says) });
    tell(isOurs ? 'done' : 'lost', result.says);
    return isOurs ? 'done' : 'failed';
  } catch (error) {
    queue.lost.throwIfAborted();
    if (grace.over.aborted) {
      await taken.giveBack();
      tell('given back', '');
      return 'givenBack';
    }
    const reason = secrets(failureReason(error));
    await taken.fail(reason);
    tell('failed', reason);
    return 'failed';
  } finally {
    grace.end();
  }
};

/** A fact that is being computed is not waited for. */
const rejectedBy = (signal: AbortSignal): Promise<never> =>
  new Promise((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });

/** Aborted so long after the other signal. */
const graceAfter = (stop: AbortSignal, ms: number): { readonly over: AbortSignal; readonly end: () => void } => {
  const over = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  const begin = (): void => {
    timer = setTimeout(() => over.abort(), ms);
  };
  stop.addEventListener('abort', begin, { once: true });
  return {
    over: over.signal,
    end: () => {
      stop.removeEventListener('abort', begin);
      clearTimeout(timer);
    },
  };
};
