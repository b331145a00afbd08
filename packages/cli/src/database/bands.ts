import { ListingLintError } from '@listing-lint/core';
import {
  BAND_MASKS,
  BAND_VALUES,
  BANDS,
  bandRadius,
  bandValue,
  type ComparedPicture,
  type Copy,
  copySearch,
  decodeRecord,
  type Fingerprint,
  FORMS,
  inverseOf,
  isPlain,
  isSearchable,
  PARTS,
  turnHash,
} from '@listing-lint/rules/hash';
import type { Client } from 'pg';
import { inTransaction } from './connect.ts';
import { usableState } from './migrations.ts';

/**
 * For those who cannot hold a copy of the registry: each hash in 16 rows, one a band of 16 bits, with the hash inside the index. Two hashes within r bits agree within
 * `bandRadius` bits in some band, so that what the index finds is all there is (multi-index hashing, as in the copy).
 */
const TABLE = `CREATE TABLE listing_lint.bands (band integer NOT NULL, hash bit(256) NOT NULL, id bigint NOT NULL)`;
const INDEXES = `CREATE INDEX bands_covering ON listing_lint.bands (band) INCLUDE (hash, id);
  CREATE INDEX IF NOT EXISTS bands_id ON listing_lint.bands (id);
  CREATE INDEX IF NOT EXISTS published_id ON listing_lint.published (id);
  CREATE INDEX IF NOT EXISTS published_file ON listing_lint.published (substr(fingerprint, 2, 32));
  CREATE INDEX IF NOT EXISTS published_data ON listing_lint.published (substr(fingerprint, 34, 10));`;

/** Hash of part p begins at byte 76 + 32 p (from 1); an inner part that is the whole is left out, as it is in searches. */
const FILL = `INSERT INTO listing_lint.bands (band, hash, id)
  SELECT b * ${BAND_VALUES} + get_byte(h, 2 * b) + 256 * get_byte(h, 2 * b + 1), ('x' || encode(h, 'hex'))::bit(256), p.id
  FROM listing_lint.published AS p
  CROSS JOIN generate_series(0, 2) AS part
  CROSS JOIN LATERAL (SELECT substr(fingerprint, 76 + 32 * part, 32)) AS of_part (h)
  CROSS JOIN generate_series(0, ${BANDS - 1}) AS b
  WHERE (part <> 1 OR h <> substr(fingerprint, 76, 32))`;

/** Makes the table and fills it; where it is there, makes it anew. */
export const makeBands = async (client: Client): Promise<void> => {
  await inTransaction(client, async () => {
    await usableState(client, 'FOR UPDATE');
    await client.query('DROP TABLE IF EXISTS listing_lint.bands');
    await client.query(TABLE);
    await client.query(FILL);
    await client.query(INDEXES);
  });
  // What is inside the index is only read from there where the table is known to be settled.
  await client.query('VACUUM (ANALYZE) listing_lint.bands');
};

export const hasBands = async (client: Client): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>(
    `SELECT to_regclass('listing_lint.bands') IS NOT NULL AS there`,
  );
  return rows[0]?.there === true;
};

/** Adds rows of `published`, of which those that were there before have theirs already. */
export const insertBands = async (client: Client, ids: readonly string[]): Promise<void> => {
  if (ids.length === 0) return;
  await client.query(
    `${FILL} AND p.id = ANY ($1::bigint[]) AND NOT EXISTS (SELECT FROM listing_lint.bands AS there WHERE there.id = p.id)`,
    [ids],
  );
};

/** Keys of the bands in which whatever lies within `radius` bits agrees. */
export const bandKeys = (hash: Uint32Array, radius: number): readonly number[] =>
  Array.from({ length: BANDS }, (_, band) => {
    const masks = BAND_MASKS[bandRadius(band, radius)] ?? new Uint16Array(0);
    const value = bandValue(hash, 0, band);
    return Array.from(masks, (mask) => band * BAND_VALUES + (value ^ mask));
  }).flat();

export const NEAR = `SELECT DISTINCT id FROM listing_lint.bands
  WHERE band = ANY ($1::integer[]) AND bit_count(hash # $2::bit(256)) <= $3`;

/** Throws `database-failed` where the database cannot find by itself what is near. */
export const needBands = async (client: Client): Promise<void> => {
  if (await hasBands(client)) return;
  throw new ListingLintError('database-failed', 'the database has no table of bands', [
    { message: 'listing-lint registry index' },
  ]);
};

/** Whether anything is published that a picture could be near. */
export const hasPublished = async (client: Client): Promise<boolean> => {
  const { rows } = await client.query<{ there: boolean }>(
    'SELECT EXISTS (SELECT FROM listing_lint.published WHERE NOT is_gone) AS there',
  );
  return rows[0]?.there === true;
};

/** Published pictures that a fingerprint is near, by the database alone, which has bands. Throws `fact-unavailable` for one that only its colours could tell. */
export const findByBands = async (client: Client, own: Fingerprint, radius: number): Promise<readonly Copy[]> => {
  if (isPlain(own))
    throw new ListingLintError(
      'fact-unavailable',
      'the picture has too little detail to be looked for in the database',
      [{ message: 'look in a copy of the registry: leave --sql out' }],
    );
  const ids = new Set<string>();
  for (const part of PARTS) {
    if (!isSearchable(own, part)) continue;
    for (const form of FORMS) {
      const hash = turnHash(own.parts[part].hash, inverseOf(form));
      const { rows } = await client.query<{ id: string }>(NEAR, [bandKeys(hash, radius), bitsOf(hash), radius]);
      for (const { id } of rows) ids.add(id);
    }
  }
  const { rows } = await client.query<{ fingerprint: Buffer; product: string; path: string }>(
    `SELECT fingerprint, product, path FROM listing_lint.published WHERE NOT is_gone
     AND (id = ANY ($1::bigint[]) OR substr(fingerprint, 2, 32) = $2 OR substr(fingerprint, 34, 10) = $3)`,
    [[...ids], Buffer.from(own.sha256, 'hex'), Buffer.from(own.imageData ?? '', 'hex')],
  );
  const entries = rows.map(
    ({ fingerprint, product, path }): ComparedPicture => ({
      path,
      product,
      role: 'published',
      fingerprint: decodeRecord(fingerprint),
    }),
  );
  return copySearch(entries).find({ path: `sha256 ${own.sha256}`, product: '', role: '', fingerprint: own }, radius);
};

/** As the column has it: the bytes of the words, little-endian, the highest bit of each byte first. */
export const bitsOf = (hash: Uint32Array): string =>
  Array.from(Buffer.from(hash.buffer, hash.byteOffset, hash.byteLength), (byte) =>
    byte.toString(2).padStart(8, '0'),
  ).join('');
