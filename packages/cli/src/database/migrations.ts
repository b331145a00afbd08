import { ListingLintError } from '@listing-lint/core';
import type { Client } from 'pg';
import { inTransaction } from './connect.ts';

/** Each takes the schema from one version to the next; what stands here is never changed, only added to. */
const MIGRATIONS: readonly string[] = [
  `CREATE TABLE listing_lint.published (
     id bigint GENERATED ALWAYS AS IDENTITY,
     key bytea PRIMARY KEY,
     change bigint NOT NULL UNIQUE,
     is_gone boolean NOT NULL DEFAULT false,
     fingerprint bytea NOT NULL CHECK (length(fingerprint) = 296),
     product text NOT NULL,
     path text NOT NULL,
     added date NOT NULL
   );
   COMMENT ON TABLE listing_lint.published IS 'what is published; key: SHA-256 of fingerprint and product';
   CREATE INDEX published_path ON listing_lint.published (path text_pattern_ops);
   CREATE TABLE listing_lint.log (
     change bigint PRIMARY KEY,
     key bytea NOT NULL,
     is_gone boolean NOT NULL,
     product text NOT NULL,
     path text NOT NULL,
     added date NOT NULL,
     recorded_at timestamptz NOT NULL DEFAULT now(),
     recorded_by text NOT NULL DEFAULT session_user
   );
   COMMENT ON TABLE listing_lint.log IS 'what was published or taken out, by whom and when; only ever added to';`,
];

export const SCHEMA_VERSION = MIGRATIONS.length;
/** Of `pg_advisory_xact_lock`: one migration at a time. */
const LOCK = 7_114_210_661;

/** Makes the tables, or brings them up to date; gives the version that was there before, 0 for none. */
export const migrate = (client: Client): Promise<number> =>
  inTransaction(client, async () => {
    await client.query('SELECT pg_advisory_xact_lock($1)', [LOCK]);
    await client.query(`CREATE SCHEMA IF NOT EXISTS listing_lint`);
    await client.query(`CREATE TABLE IF NOT EXISTS listing_lint.state (
      one boolean PRIMARY KEY DEFAULT true CHECK (one),
      version integer NOT NULL,
      registry uuid NOT NULL DEFAULT gen_random_uuid(),
      change bigint NOT NULL DEFAULT 0
    )`);
    await client.query('INSERT INTO listing_lint.state (version) VALUES (0) ON CONFLICT DO NOTHING');
    const { version } = await stateOf(client, 'FOR UPDATE');
    if (version > SCHEMA_VERSION) throw newer(version);
    for (const statements of MIGRATIONS.slice(version)) await client.query(statements);
    await client.query('UPDATE listing_lint.state SET version = $1', [SCHEMA_VERSION]);
    return version;
  });

/** Which registry it is, of which version, and its last change. */
export interface RegistryState {
  readonly version: number;
  readonly registry: string;
  readonly change: number;
}

/** Reads it; `FOR UPDATE` has all other writers wait until the transaction ends, so that changes are seen in the order of their numbers. */
const stateOf = async (client: Client, lock: '' | 'FOR UPDATE' = ''): Promise<RegistryState> => {
  const { rows } = await client.query<{ version: number; registry: string; change: string }>(
    `SELECT version, registry, change FROM listing_lint.state ${lock}`,
  );
  const [row] = rows;
  if (row === undefined)
    throw new ListingLintError('database-failed', 'the registry in the database is damaged: it has no state');
  return { version: row.version, registry: row.registry, change: Number(row.change) };
};

/** The state of a registry that this program reads and writes. */
export const usableState = async (client: Client, lock: '' | 'FOR UPDATE' = ''): Promise<RegistryState> => {
  const state = await stateOf(client, lock);
  if (state.version > SCHEMA_VERSION) throw newer(state.version);
  if (state.version < SCHEMA_VERSION)
    throw new ListingLintError(
      'database-failed',
      `the registry in the database has version ${state.version}, this program reads ${SCHEMA_VERSION}`,
      [{ message: 'listing-lint registry migrate' }],
    );
  return state;
};

const newer = (version: number): ListingLintError =>
  new ListingLintError(
    'database-failed',
    `the registry in the database has version ${version}, and this program knows ${SCHEMA_VERSION}`,
    [{ message: 'use a newer version of listing-lint' }],
  );
