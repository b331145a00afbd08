import type { ConnectionOptions } from 'node:tls';
import { ANYWHERE, MAX_DATA_BYTES, readTextSync } from '@listing-lint/core';
import { UsageError } from '../output/known-error.ts';

/** Where a database is, and who asks. */
export interface DatabaseAddress {
  /** As it may be told to anybody: host and database. */
  readonly name: string;
  readonly host: string | undefined;
  readonly port: number | undefined;
  readonly database: string | undefined;
  readonly user: string | undefined;
  readonly password: string | undefined;
  /** `false` for a connection that is not encrypted. */
  readonly ssl: false | ConnectionOptions;
}

/**
 * Reads an address such as `postgres://user:password@host:5432/database?sslmode=verify-full`; `from` is where it was said. What is not said, PGHOST, PGUSER,
 * PGPASSWORD and ~/.pgpass say. A server elsewhere is only talked to under TLS, its certificate checked, unless `sslmode=disable` is said. Throws a usage error, which never holds what the address does.
 */
export const databaseAddress = (text: string, from: string): DatabaseAddress => {
  if (!/^postgres(?:ql)?:\/\//i.test(text) || !URL.canParse(text))
    throw new UsageError(
      `${from} is no address of a PostgreSQL database`,
      'write postgres://user:password@host/database',
    );
  const url = new URL(text);
  const unknown = [...url.searchParams.keys()].find((key) => !PARAMETERS.includes(key));
  if (unknown !== undefined)
    throw new UsageError(`${from}: there is no parameter "${unknown}"`, `there are ${PARAMETERS.join(', ')}`);
  const host = url.searchParams.get('host') ?? (decoded(url.hostname) || process.env['PGHOST'] || undefined);
  const database = decoded(url.pathname.slice(1)) || undefined;
  return {
    name: `${host ?? 'localhost'}${url.port === '' ? '' : `:${url.port}`}/${database ?? ''}`,
    host,
    port: url.port === '' ? undefined : Number(url.port),
    database,
    user: decoded(url.username) || undefined,
    password: decoded(url.password) || undefined,
    ssl: sslOf(url.searchParams, host, from),
  };
};

const PARAMETERS: readonly string[] = ['host', 'sslmode', 'sslrootcert'];
const decoded = (part: string): string => decodeURIComponent(part);

const HERE = /^(?:localhost|127\.\d+\.\d+\.\d+|\[?::1\]?|\/.*)$/;
const isHere = (host: string | undefined): boolean => host === undefined || HERE.test(host);

/** Whether the server is on another machine. */
export const isElsewhere = ({ host }: DatabaseAddress): boolean => !isHere(host);

const sslOf = (parameters: URLSearchParams, host: string | undefined, from: string): DatabaseAddress['ssl'] => {
  const mode = parameters.get('sslmode');
  const root = parameters.get('sslrootcert');
  if (mode === 'disable') return false;
  if (mode === null && root === null && isHere(host)) return false;
  if (mode !== null && !['require', 'verify-ca', 'verify-full'].includes(mode))
    throw new UsageError(
      `${from}: sslmode=${mode} is not taken`,
      'say verify-full, or disable for no encryption at all',
    );
  if (root === null) return { rejectUnauthorized: true };
  try {
    return { rejectUnauthorized: true, ca: readTextSync(root, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }) };
  } catch {
    throw new UsageError(`${from}: the file that sslrootcert names cannot be read`);
  }
};
