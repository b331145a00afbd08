import { ListingLintError } from '@listing-lint/core';
import type { Client } from 'pg';
import type { DatabaseAddress } from './address.ts';

const CONNECT_MS = 15_000;

/** Does something over one connection, which is closed in the end. Throws `database-failed`; no error holds a password. */
export const withDatabase = async <T>(address: DatabaseAddress, work: (client: Client) => Promise<T>): Promise<T> => {
  const { Client: PgClient } = await loadPg();
  const { host, port, database, user, password, ssl } = address;
  const client = new PgClient({
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ssl,
    application_name: 'listing-lint',
    connectionTimeoutMillis: CONNECT_MS,
  });
  // A connection that ends while nobody waits for it is told by the next question.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw databaseFault(error, address);
  } finally {
    await client.end().catch(() => undefined);
  }
};

/** All or nothing of what is done. */
export const inTransaction = async <T>(
  client: Client,
  work: () => Promise<T>,
  mode: 'READ COMMITTED' | 'REPEATABLE READ, READ ONLY' = 'READ COMMITTED',
): Promise<T> => {
  await client.query(`BEGIN ISOLATION LEVEL ${mode}`);
  try {
    const result = await work();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    await client.query('ROLLBACK').catch(() => undefined);
    throw error;
  }
};

const loadPg = async (): Promise<Pick<typeof import('pg'), 'Client'>> => {
  try {
    return (await import('pg')).default;
  } catch {
    throw new ListingLintError('database-failed', 'a registry that is a database needs the package pg', [
      { message: 'npm install pg (8.11 or later)' },
    ]);
  }
};

const HINTS: { readonly [code: string]: string } = {
  '42P01': 'it holds no registry yet: listing-lint registry migrate',
  '3F000': 'it holds no registry yet: listing-lint registry migrate',
  '42501': 'the role lacks a right: docs/scale.md says which each needs',
  '28P01': 'look at the user and the password in the environment',
};

const databaseFault = (error: unknown, { name, password }: DatabaseAddress): unknown => {
  if (error instanceof ListingLintError) return error;
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  const said = error instanceof Error ? error.message || code : String(error);
  const reason = withoutSecret(said, password);
  const hint = HINTS[code];
  return new ListingLintError(
    'database-failed',
    `the registry ${name}: ${reason}`,
    hint === undefined ? [] : [{ message: hint }],
  );
};

/** A driver, or a server, may repeat what it was given. */
export const withoutSecret = (text: string, password: string | undefined): string => {
  const secrets = [password, process.env['PGPASSWORD']].flatMap((secret) =>
    secret ? [secret, encodeURIComponent(secret)] : [],
  );
  return secrets.reduce((told, secret) => told.replaceAll(secret, '…'), text);
};
