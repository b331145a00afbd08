import { mkdtempSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeFingerprint, fingerprintBytes, type Published } from '@listing-lint/rules/hash';
import { runIn } from 'listing-lint/program';
import { afterAll, beforeAll, expect } from 'vitest';
import { put, scene } from '../watermark/shop.ts';

import { hasPostgres, type Server, startPostgres } from './postgres.ts';

/** A photograph of 240 pixels; the same seed shows the same. */
export const photo = (seed: number, quality = 85): Promise<Buffer> =>
  scene(seed).resize(240).jpeg({ quality }).toBuffer();

export const published = async (seed: number, product = `p${seed}`): Promise<Published> => ({
  fingerprint: encodeFingerprint(await fingerprintBytes(await photo(seed), `${seed}.jpg`)),
  product,
  path: `listings/${product}/${seed}.jpg`,
  added: '2026-11-24',
});

/** What tests of databases have: a server of their own, shops beside each other, and a new database for each that asks. */
export interface DatabaseShops {
  /** Whether there is a server here; without one, nothing that needs it is to be tried. */
  readonly isThere: boolean;
  /** The folder of all shops. */
  readonly scratch: string;
  readonly server: () => Server;
  /** A new shop whose registry is where REGISTRY says, or the file that is named; gives its folder. */
  readonly newShop: (name: string, registry?: string) => string;
  /** A new database with the tables of a registry; gives its name. */
  readonly newDatabase: () => Promise<string>;
}

/** Starts a server before the tests of a file, and ends it after them; `what` is told as not tried where there is none. */
export const databaseShops = (what: string): DatabaseShops => {
  const isThere = hasPostgres();
  if (!isThere) process.stderr.write(`There is no PostgreSQL here: ${what} are not tried.\n`);
  const scratch = realpathSync(mkdtempSync(join(tmpdir(), 'listing-lint-database-')));
  let server: Server | undefined;
  let databases = 0;
  beforeAll(async () => {
    if (isThere) server = await startPostgres();
  });
  afterAll(() => {
    server?.stop();
    rmSync(scratch, { recursive: true, force: true });
  });
  const started = (): Server => {
    if (server === undefined) throw new Error('there is no server yet');
    return server;
  };
  const newShop = (name: string, registry = 'env:REGISTRY'): string => {
    const shop = join(scratch, name);
    put(
      shop,
      'listing-lint.config.yaml',
      `extends: recommended\nregistry: ${registry}\nrules: { hash-unique: error }\n`,
    );
    return shop;
  };
  const newDatabase = async (): Promise<string> => {
    const name = `registry_${++databases}`;
    started().sql(`CREATE DATABASE ${name}`);
    const env = { REGISTRY: started().url(name) };
    expect((await runIn(newShop(`migrate-${name}`), ['registry', 'migrate'], { env })).err).toBe('');
    return name;
  };
  return { isThere, scratch, server: started, newShop, newDatabase };
};
