import { ListingLintError } from '@listing-lint/core';
import type { Client } from 'pg';
import type PgBoss from 'pg-boss';
import type { DatabaseAddress } from '../address.ts';
import { withDatabase } from '../connect.ts';

/** The schema of the queue, and of what has come of its tasks. */
export const QUEUE_SCHEMA = 'listing_lint_queue';
/** How often a task that failed is tried again, and after how many seconds first; then twice as many each time. */
export const RETRIES = 3;
const RETRY_DELAY_SECONDS = 2;
/** The queue takes a task for failed then, whatever its worker does. */
const MOST_SECONDS = 24 * 3600 - 60;
const RETENTION_DAYS = 365;

/** A queue and the connection that it is used over; all that is done over it is done one after the other. */
export interface OpenQueue {
  readonly name: string;
  readonly deadName: string;
  readonly client: Client;
  readonly boss: PgBoss;
  /** The client, as pg-boss wants it. */
  readonly db: PgBoss.Db;
  /** Throws what the last statement of pg-boss failed by, which takes a queue that cannot be asked for an empty one. */
  readonly throwFault: () => void;
  /** Aborted where the connection has ended: what was taken over it is given to others. */
  readonly lost: AbortSignal;
}

const deadQueueOf = (name: string): string => `${name}-dead`;

/** Makes the queue, or brings it up to date. */
export const migrateQueue = (address: DatabaseAddress, name: string): Promise<void> =>
  withDatabase(address, async (client) => {
    const { boss } = bossOver(await loadBoss(), client, true);
    await boss.start();
    const dead = deadQueueOf(name);
    const options = {
      retryLimit: RETRIES,
      retryDelay: RETRY_DELAY_SECONDS,
      retryBackoff: true,
      expireInSeconds: MOST_SECONDS,
      retentionMinutes: RETENTION_DAYS * 24 * 60,
    };
    await boss.createQueue(dead, { name: dead, ...options });
    await boss.createQueue(name, { name, ...options, deadLetter: dead });
    await client.query(RESULTS);
  });

const RESULTS = `CREATE TABLE IF NOT EXISTS ${QUEUE_SCHEMA}.result (
  queue text NOT NULL,
  key text NOT NULL,
  run text NOT NULL,
  exit integer NOT NULL,
  says text NOT NULL,
  attempt integer NOT NULL,
  worker text NOT NULL,
  finished_at timestamptz NOT NULL DEFAULT now(),
  PRIMARY KEY (queue, key)
);
COMMENT ON TABLE ${QUEUE_SCHEMA}.result IS 'what came of a task: written once, by what takes the task out of the queue'`;

/** Does something with a queue. Throws `database-failed`, also where there is no such queue. */
export const withQueue = <T>(
  address: DatabaseAddress,
  name: string,
  work: (queue: OpenQueue) => Promise<T>,
): Promise<T> =>
  withDatabase(address, async (client) => {
    const lost = new AbortController();
    client.once('end', () =>
      lost.abort(new ListingLintError('database-failed', `${address.name}: the connection was lost`)),
    );
    const PgBossClass = await loadBoss();
    await refuseMissing(client, address.name, name);
    await client.query(SESSION);
    const { boss, db, throwFault } = bossOver(PgBossClass, client, false);
    await boss.start();
    return work({ name, deadName: deadQueueOf(name), client, boss, db, throwFault, lost: lost.signal });
  });

/** A worker that is cut off is noticed within a minute, and one that works for hours is not sent away. Not every server knows all of these. */
const SESSION = `SELECT set_config(name, wanted, false) FROM pg_settings JOIN (VALUES
  ('tcp_keepalives_idle', '30'), ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '3'), ('idle_session_timeout', '0')
) AS v (name, wanted) USING (name)`;

const refuseMissing = async (client: Client, database: string, name: string): Promise<void> => {
  const { rows: there } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('${QUEUE_SCHEMA}.queue') IS NOT NULL AND to_regclass('${QUEUE_SCHEMA}.result') IS NOT NULL AS there`,
  );
  const { rows } = there[0]?.there
    ? await client.query(`SELECT FROM ${QUEUE_SCHEMA}.queue WHERE name = $1`, [name])
    : { rows: [] };
  if (rows.length === 0)
    throw new ListingLintError('database-failed', `${database} holds no queue "${name}" yet`, [
      { message: 'listing-lint worker migrate, once, as the owner of the database' },
    ]);
};

type BossClass = new (options: PgBoss.ConstructorOptions) => PgBoss;

const loadBoss = async (): Promise<BossClass> => {
  try {
    return (await import('pg-boss')).default;
  } catch {
    throw new ListingLintError('database-failed', 'workers need the package pg-boss', [
      { message: 'npm install pg-boss@10' },
    ]);
  }
};

/** It is given a connection, never an address: no error of it can hold a password. */
const bossOver = (PgBossClass: BossClass, client: Client, migrate: boolean) => {
  let fault: unknown;
  const db: PgBoss.Db = {
    executeSql: async (text, values) => {
      try {
        return await client.query(text, values);
      } catch (error) {
        fault = error;
        throw error;
      }
    },
  };
  const boss = new PgBossClass({ db, schema: QUEUE_SCHEMA, migrate, supervise: false, schedule: false });
  const throwFault = (): void => {
    if (fault !== undefined) throw fault;
  };
  return { boss, db, throwFault };
};
