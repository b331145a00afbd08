import { createHash } from 'node:crypto';
import { ListingLintError } from '@listing-lint/core';
import { type Logged, type Published, type PublishedRegistry, recordOf } from '@listing-lint/rules/hash';
import type { Client } from 'pg';
import type { DatabaseAddress } from './address.ts';
import { hasBands, insertBands } from './bands.ts';
import { inTransaction, READ_MS, withDatabase } from './connect.ts';
import { usableState } from './migrations.ts';

/** Rows of one statement. */
const BATCH = 2000;
/** Rows of one answer. */
const PAGE = 10_000;

/** A registry in a PostgreSQL database. What is added is added wholly or not at all, and once, however many add it at the same time. */
export const postgresRegistry = (address: DatabaseAddress): PublishedRegistry => ({
  all: () =>
    withDatabase(
      address,
      (client) =>
        inTransaction(
          client,
          async () => {
            await usableState(client);
            const all: Published[] = [];
            for await (const rows of presentRows(client, 0))
              all.push(
                ...rows.map(({ record, product, path, added }) => ({
                  fingerprint: record.toString('base64url'),
                  product,
                  path,
                  added,
                })),
              );
            return all;
          },
          'REPEATABLE READ, READ ONLY',
        ),
      READ_MS,
    ),
  add: (pictures) => withDatabase(address, (client) => inTransaction(client, () => addAll(client, pictures))),
  remove: (paths) => withDatabase(address, (client) => inTransaction(client, () => removeAll(client, paths))),
});

const addAll = async (client: Client, pictures: readonly Published[]): Promise<number> => {
  const byKey = new Map(pictures.map((picture) => [keyOf(picture).toString('latin1'), picture]));
  const wanted = [...byKey.values()];
  const { change } = await usableState(client, 'FOR UPDATE');
  const banded = await hasBands(client);
  let [next, added] = [change, 0];
  for (let start = 0; start < wanted.length; start += BATCH) {
    const batch = wanted.slice(start, start + BATCH);
    const { rows } = await client.query<{ id: string }>(ADD, [
      next,
      batch.map(keyOf),
      batch.map(({ fingerprint }) => recordOf(fingerprint)),
      batch.map(({ product }) => storable(product)),
      batch.map(({ path }) => storable(path)),
      batch.map(({ added: day }) => day),
    ]);
    next += batch.length;
    added += rows.length;
    if (banded)
      await insertBands(
        client,
        rows.map(({ id }) => id),
      );
  }
  if (added > 0) await client.query('UPDATE listing_lint.state SET change = $1', [next]);
  return added;
};

const ADD = `WITH given AS (
  SELECT * FROM unnest($2::bytea[], $3::bytea[], $4::text[], $5::text[], $6::date[])
    WITH ORDINALITY AS g (key, fingerprint, product, path, added, n)
), stored AS (
  INSERT INTO listing_lint.published AS p (key, change, fingerprint, product, path, added)
  SELECT key, $1::bigint + n, fingerprint, product, path, added FROM given
  ON CONFLICT (key) DO UPDATE SET is_gone = false, change = excluded.change, path = excluded.path, added = excluded.added WHERE p.is_gone
  RETURNING p.id, p.key, p.change, p.product, p.path, p.added
), logged AS (
  INSERT INTO listing_lint.log (change, key, is_gone, product, path, added)
  SELECT change, key, false, product, path, added FROM stored
)
SELECT id FROM stored`;

const removeAll = async (client: Client, paths: readonly string[]): Promise<number> => {
  const { change } = await usableState(client, 'FOR UPDATE');
  const { rows } = await client.query<{ change: string }>(REMOVE, [change, paths.map(storable)]);
  const last = Math.max(change, ...rows.map((row) => Number(row.change)));
  if (last > change) await client.query('UPDATE listing_lint.state SET change = $1', [last]);
  return rows.length;
};

const REMOVE = `WITH wanted AS (
  SELECT key, row_number() OVER (ORDER BY key) AS n FROM listing_lint.published
  WHERE NOT is_gone AND EXISTS (SELECT FROM unnest($2::text[]) AS named WHERE path = named OR starts_with(path, named || '/'))
), taken AS (
  UPDATE listing_lint.published AS p SET is_gone = true, change = $1::bigint + n FROM wanted WHERE p.key = wanted.key
  RETURNING p.key, p.change, p.product, p.path, p.added
), logged AS (
  INSERT INTO listing_lint.log (change, key, is_gone, product, path, added)
  SELECT change, key, true, product, path, added FROM taken
)
SELECT change FROM taken`;

/** A picture of the log, with the number of its change. */
export type Numbered = Logged & { readonly change: number };

interface Row {
  readonly change: string;
  readonly is_gone: boolean;
  readonly fingerprint: Buffer;
  readonly product: string;
  readonly path: string;
  readonly added: string;
}

const numbered = ({ change, is_gone, fingerprint, product, path, added }: Row): Numbered => ({
  change: Number(change),
  isGone: is_gone,
  record: fingerprint,
  product,
  path,
  added,
});

/** What is published after a change, by the number of its last one. */
export async function* presentRows(client: Client, after: number): AsyncGenerator<readonly Numbered[]> {
  yield* pages(
    client,
    after,
    `SELECT change, is_gone, fingerprint, product, path, added::text AS added FROM listing_lint.published
    WHERE NOT is_gone AND change > $1 ORDER BY change LIMIT $2`,
  );
}

/** What was changed after a change, in the order of changes. */
export async function* loggedRows(client: Client, after: number): AsyncGenerator<readonly Numbered[]> {
  yield* pages(
    client,
    after,
    `SELECT l.change, l.is_gone, p.fingerprint, l.product, l.path, l.added::text AS added
    FROM listing_lint.log AS l JOIN listing_lint.published AS p USING (key) WHERE l.change > $1 ORDER BY l.change LIMIT $2`,
  );
}

async function* pages(client: Client, after: number, text: string): AsyncGenerator<readonly Numbered[]> {
  for (let from = after; ; ) {
    const { rows } = await client.query<Row>(text, [from, PAGE]);
    const found = rows.map(numbered);
    if (found.length > 0) yield found;
    if (found.length < PAGE) return;
    from = found.at(-1)?.change ?? from;
  }
}

/** SHA-256 of the last line of the log up to a change: says whether a copy up to there is one of this log, or of what it was before a backup came back. */
export const lastOfLog = async (client: Client, change: number): Promise<string> => {
  const { rows } = await client.query(
    `SELECT change, encode(key, 'hex') AS key, is_gone, product, path, added::text AS added,
    to_char(recorded_at AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24:MI:SS.US') AS recorded_at, recorded_by
    FROM listing_lint.log WHERE change <= $1 ORDER BY change DESC LIMIT 1`,
    [change],
  );
  return createHash('sha256').update(JSON.stringify(rows)).digest('hex');
};

/** What makes two additions one: the same picture of the same product. */
const keyOf = ({ fingerprint, product }: Published): Buffer =>
  createHash('sha256').update(`${fingerprint}\t${product}`).digest();

const storable = (text: string): string => {
  if (text.includes('\0')) throw new ListingLintError('data-invalid', `a database cannot hold ${JSON.stringify(text)}`);
  return text;
};
