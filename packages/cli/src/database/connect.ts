import { Socket } from 'node:net';
import { ListingLintError } from '@listing-lint/core';
import type { Client } from 'pg';
import type { DatabaseAddress } from './address.ts';

const CONNECT_MS = 15_000;
/** How long one answer may take to what only reads, and to what writes: writers take turns. */
export const READ_MS = 60_000;
const WRITE_MS = 3_600_000;
const END_MS = 2000;

/** Of one answer. The largest honest ones are pages of 10,000 pictures: 8 MB, and 60 MB where every path is 4 KB long. */
const MOST_ANSWER_BYTES = 100_000_000;
const WATCH_MS = 20;

/**
 * Does something over one connection, which is closed in the end; one answer takes at most `answerMs` and `MOST_ANSWER_BYTES`. Throws `database-failed`; no error
 * holds a password.
 */
export const withDatabase = async <T>(
  address: DatabaseAddress,
  work: (client: Client) => Promise<T>,
  answerMs = WRITE_MS,
): Promise<T> => {
  const { Client: PgClient } = await loadPg();
  const { host, port, database, user, password, ssl } = address;
  const socket = boundedSocket(address.name);
  const client = new PgClient({
    stream: () => socket,
    ...(host === undefined ? {} : { host }),
    ...(port === undefined ? {} : { port }),
    ...(database === undefined ? {} : { database }),
    ...(user === undefined ? {} : { user }),
    ...(password === undefined ? {} : { password }),
    ssl,
    application_name: 'listing-lint',
    connectionTimeoutMillis: CONNECT_MS,
    query_timeout: answerMs,
  });
  // A connection that ends while nobody waits for it is told by the next question.
  client.on('error', () => undefined);
  try {
    await client.connect();
    return await work(client);
  } catch (error) {
    throw databaseFault(error, address, answerMs);
  } finally {
    const giveUp = setTimeout(() => socket.destroy(), END_MS);
    await client.end().catch(() => undefined);
    clearTimeout(giveUp);
  }
};

/** Is destroyed where too many bytes come after the last that was sent; pg holds a row in memory until it has all of it. */
const boundedSocket = (name: string): Socket => {
  const socket = new Socket();
  let [written, start] = [0, 0];
  const watch = setInterval(() => {
    if (socket.bytesWritten !== written) [written, start] = [socket.bytesWritten, socket.bytesRead];
    if (socket.bytesRead - start <= MOST_ANSWER_BYTES) return;
    const megabytes = MOST_ANSWER_BYTES / 1_000_000;
    const message = `the registry ${name}: an answer has more than ${megabytes} MB`;
    socket.destroy(
      new ListingLintError('database-failed', message, [{ message: 'look whether the address is the right one' }]),
    );
  }, WATCH_MS);
  socket.once('close', () => clearInterval(watch));
  return socket;
};

const isSilent = (error: unknown): boolean => error instanceof Error && error.message === 'Query read timeout';

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
    if (!isSilent(error)) await client.query('ROLLBACK').catch(() => undefined);
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

const databaseFault = (error: unknown, { name, password }: DatabaseAddress, answerMs: number): unknown => {
  if (error instanceof ListingLintError) return error;
  if (isSilent(error))
    return new ListingLintError('database-failed', `the registry ${name}: no answer within ${answerMs / 1000} s`, [
      { message: 'look whether its server is overloaded, or waits for a lock' },
    ]);
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
