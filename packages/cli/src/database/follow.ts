import { FileRefusal, isKnownError } from '@listing-lint/core';
import { dropReplica, extendReplica, REPLICA_FOLDER, type Replica, readReplica } from '@listing-lint/rules/hash';
import type { DatabaseAddress } from './address.ts';
import { inTransaction, READ_MS, withDatabase } from './connect.ts';
import { usableState } from './migrations.ts';
import { lastOfLog, loggedRows, type Numbered, presentRows } from './postgres-registry.ts';

/** Pictures of one segment of a fresh copy. */
const SEGMENT = 250_000;

/** Brings the copy of a registry in a folder up to date, or makes it; `say` is told where that takes long, or a copy is begun anew. */
export const followRegistry = async (
  address: DatabaseAddress,
  folder: string,
  say: (message: string) => void = () => undefined,
): Promise<Replica> => {
  let replica = await usableReplica(folder, say);
  return withDatabase(
    address,
    (client) =>
      inTransaction(
        client,
        async () => {
          const { registry, change } = await usableState(client);
          const isOther =
            replica.change > change ||
            (replica.registry !== undefined &&
              (replica.registry !== registry || replica.last !== (await lastOfLog(client, replica.change))));
          if (isOther) {
            say(`the copy of the registry ${address.name} is of another one, or of before a backup, and is made anew`);
            await dropReplica(folder);
            replica = await readReplica(folder);
          }
          const isFresh = replica.change === 0;
          if (isFresh && change > 0) say(`the registry ${address.name} is copied`);
          let rows: Numbered[] = [];
          const write = async (to: number): Promise<void> => {
            const last = await lastOfLog(client, to);
            replica = await extendReplica(folder, replica, { registry, to, last, rows, isFresh });
            rows = [];
          };
          const read = isFresh ? presentRows : loggedRows;
          for await (const page of read(client, replica.change)) {
            rows.push(...page);
            if (rows.length >= SEGMENT) await write(rows.at(-1)?.change ?? change);
          }
          await write(change);
          return replica;
        },
        'REPEATABLE READ, READ ONLY',
      ),
    READ_MS,
  );
};

const usableReplica = async (folder: string, say: (message: string) => void): Promise<Replica> => {
  try {
    return await readReplica(folder);
  } catch (error) {
    const isRefused = error instanceof FileRefusal;
    if (!isRefused && !isKnownError(error, 'data-invalid')) throw error;
    say(`${isRefused ? `${REPLICA_FOLDER}: ${error.message}` : error.message}: the copy of the registry is made anew`);
    await dropReplica(folder);
    return readReplica(folder);
  }
};
