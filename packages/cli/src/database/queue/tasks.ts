import { createHash } from 'node:crypto';
import { hostname } from 'node:os';
import { inTransaction } from '../connect.ts';
import { type OpenQueue, QUEUE_SCHEMA, RETRIES } from './open-queue.ts';
import { idOfTask, keyOfTask, type WorkTask } from './work-task.ts';

/** What a task has come to. */
export interface TaskResult {
  /** As the command line would end: 1 where something was found. */
  readonly exit: 0 | 1;
  readonly says: string;
}

/** A task that is this worker's, until one of its functions is called or the connection ends. */
export interface TakenTask {
  /** As it stands in the queue: whoever may write there has written it. */
  readonly data: unknown;
  /** 1 for the first. */
  readonly attempt: number;
  /** Takes it out of the queue and writes what came of it, both or neither; `false` where it is not this worker's any more. */
  readonly finish: (task: WorkTask, result: TaskResult) => Promise<boolean>;
  /** It is tried again after a while, and after the last attempt is a dead letter. */
  readonly fail: (reason: string) => Promise<void>;
  /** Puts it back as if it had not been taken. */
  readonly giveBack: () => Promise<void>;
}

/** Puts tasks in; those that are there, done or dead are not put in again. */
export const putTasks = (queue: OpenQueue, tasks: readonly WorkTask[]): Promise<number> =>
  inTransaction(queue.client, async () => {
    const keyed = tasks.map((task) => ({ task, key: keyOfTask(task) }));
    const { rows } = await queue.client.query<{ key: string }>(KNOWN, [
      queue.name,
      queue.deadName,
      keyed.map(({ key }) => key),
      keyed.map(({ key }) => idOfTask(queue.name, key)),
      keyed.map(({ task }) => JSON.stringify(task)),
    ]);
    const known = new Set(rows.map(({ key }) => key));
    const missing = keyed.filter(({ key }) => !known.has(key));
    if (missing.length > 0)
      await queue.boss.insert(
        missing.map(({ task, key }) => ({ id: idOfTask(queue.name, key), name: queue.name, data: task })),
        { db: queue.db },
      );
    return missing.length;
  });

const KNOWN = `SELECT key FROM unnest($3::text[], $4::uuid[], $5::jsonb[]) AS given (key, id, data) WHERE
  EXISTS (SELECT FROM ${QUEUE_SCHEMA}.result AS r WHERE r.queue = $1 AND r.key = given.key)
  OR EXISTS (SELECT FROM ${QUEUE_SCHEMA}.job AS j WHERE j.name = $1 AND j.id = given.id)
  OR data IN (SELECT j.data FROM ${QUEUE_SCHEMA}.job AS j WHERE j.name = $2)`;

/** Takes the oldest task that waits; none where none does. */
export const takeTask = async (queue: OpenQueue): Promise<TakenTask | undefined> => {
  const { name, client, boss, db } = queue;
  await client.query('BEGIN');
  try {
    const [job] = await boss.fetch<object>(name, { includeMetadata: true, db });
    queue.throwFault();
    // Held by this connection as long as it lives: that is how others know that somebody works on it.
    const isHeld = job !== undefined && (await lockOver(queue, job.id));
    await client.query(isHeld ? 'COMMIT' : 'ROLLBACK');
    return isHeld ? taken(queue, job) : undefined;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
};

interface Job {
  readonly id: string;
  readonly data: object;
  readonly retryCount: number;
  readonly retryLimit: number;
}

const taken = (queue: OpenQueue, { id, data, retryCount, retryLimit }: Job): TakenTask => {
  const { name, client, boss, db } = queue;
  const end = async (work: () => Promise<void>): Promise<boolean> => {
    const isOurs = await inTransaction(client, async () => {
      if (!(await isActive(queue, id))) return false;
      await work();
      return true;
    });
    await client.query('SELECT pg_advisory_unlock($1)', [lockOf(name, id)]);
    return isOurs;
  };
  return {
    data,
    attempt: retryCount + 1,
    finish: (task, { exit, says }) =>
      end(async () => {
        const values = [name, keyOfTask(task), task.run, exit, bounded(says), retryCount + 1, WORKER];
        await client.query(FINISH, values);
        await boss.complete(name, id, { db });
      }),
    fail: async (reason) => {
      await end(() => boss.fail(name, id, { message: bounded(reason) }, { db }));
    },
    giveBack: async () => {
      await end(async () => {
        await boss.deleteJob(name, id, { db });
        await boss.send(name, data, { id, retryLimit: retryLimit - retryCount, db });
      });
    },
  };
};

const FINISH = `INSERT INTO ${QUEUE_SCHEMA}.result (queue, key, run, exit, says, attempt, worker)
  VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT DO NOTHING`;
const WORKER = `${hostname()}/${process.pid}`;
const MOST_SAID = 2000;
const bounded = (text: string): string => text.replaceAll('\0', '').slice(0, MOST_SAID);

/** Whether a worker has it, by the queue; no other transaction changes that until this one ends. */
const isActive = async ({ name, client }: OpenQueue, id: string): Promise<boolean> => {
  const { rows } = await client.query(
    `SELECT FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND id = $2 AND state = 'active' FOR UPDATE`,
    [name, id],
  );
  return rows.length > 0;
};

const lockOf = (queue: string, id: string): string =>
  createHash('sha256').update(`${queue}\n${id}`).digest().readBigInt64BE().toString();

const lockOver = async ({ name, client }: OpenQueue, id: string, level: 'lock' | 'xact_lock' = 'lock') => {
  const { rows } = await client.query<{ held: boolean }>(`SELECT pg_try_advisory_${level}($1) AS held`, [
    lockOf(name, id),
  ]);
  return rows[0]?.held === true;
};

/** Fails the tasks whose worker is gone, which others then try again; gives how many. Not while this worker has one itself. */
export const sweepTasks = async (queue: OpenQueue): Promise<number> => {
  const { name, client, boss, db } = queue;
  const { rows } = await client.query<{ id: string }>(
    `SELECT id FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND state = 'active'`,
    [name],
  );
  let swept = 0;
  for (const { id } of rows)
    await inTransaction(client, async () => {
      if (!(await lockOver(queue, id, 'xact_lock')) || !(await isActive(queue, id))) return;
      await boss.fail(name, id, { message: GONE }, { db });
      swept++;
    });
  return swept;
};

const GONE = 'its worker ended without a word: killed, out of memory, or cut off';

/** How it stands with the tasks of a queue, or of one run. */
export interface TaskCounts {
  readonly waiting: number;
  readonly running: number;
  /** Done; `found` are those of them that would have ended with 1. */
  readonly done: number;
  readonly found: number;
  readonly dead: number;
}

export const countTasks = async ({ name, deadName, client }: OpenQueue, run?: string): Promise<TaskCounts> => {
  const { rows } = await client.query<{ [K in keyof TaskCounts]: string }>(COUNTS, [name, deadName, run ?? null]);
  const number = (key: keyof TaskCounts): number => Number(rows[0]?.[key] ?? 0);
  return {
    waiting: number('waiting'),
    running: number('running'),
    done: number('done'),
    found: number('found'),
    dead: number('dead'),
  };
};

const COUNTS = `SELECT
  count(*) FILTER (WHERE state IN ('created', 'retry') AND name = $1) AS waiting,
  count(*) FILTER (WHERE state = 'active' AND name = $1) AS running,
  count(*) FILTER (WHERE state = 'created' AND name = $2) AS dead,
  (SELECT count(*) FROM ${QUEUE_SCHEMA}.result WHERE queue = $1 AND run = coalesce($3, run)) AS done,
  (SELECT count(*) FROM ${QUEUE_SCHEMA}.result WHERE queue = $1 AND run = coalesce($3, run) AND exit = 1) AS found
FROM ${QUEUE_SCHEMA}.job WHERE name IN ($1, $2) AND ($3::text IS NULL OR data->>'run' = $3)`;

/** A task that failed too often. */
export interface DeadTask {
  readonly id: string;
  readonly data: unknown;
  readonly reason: string;
}

export const deadTasks = async ({ deadName, client }: OpenQueue): Promise<readonly DeadTask[]> => {
  const { rows } = await client.query<{ id: string; data: unknown; reason: string | null }>(
    `SELECT id, data, output->>'message' AS reason FROM ${QUEUE_SCHEMA}.job WHERE name = $1 AND state = 'created' ORDER BY created_on, id`,
    [deadName],
  );
  return rows.map(({ reason, ...task }) => ({ ...task, reason: reason ?? 'not said' }));
};

/** Takes a dead letter away; with a task, it is put among those that wait, to be tried as often as a new one. */
export const buryTask = ({ name, deadName, client, boss, db }: OpenQueue, { id }: DeadTask, revived?: WorkTask) =>
  inTransaction(client, async () => {
    await boss.deleteJob(deadName, id, { db });
    if (revived === undefined) return;
    const former = idOfTask(name, keyOfTask(revived));
    await boss.deleteJob(name, former, { db });
    await boss.send(name, revived, { id: former, retryLimit: RETRIES, db });
  });
