import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import {
  isMissingFile,
  ListingLintError,
  leadsOut,
  outputFault,
  readBytes,
  replaceFile,
  sha256,
  withLock,
} from '@listing-lint/core/plugin';
import type { LedgerEntry } from '../entry/entry.ts';
import { entryPath, entryText, MOST_ENTRY_BYTES } from '../entry/entry-text.ts';

/** Writing ten thousand entries takes a few minutes on a slow disk. */
const PATIENCE_MS = 600_000;

/** Does the work while nobody else writes to the ledger in this folder (absolute), which is made. */
export const withLedgerLock = async <T>(folder: string, work: () => Promise<T>): Promise<T> => {
  await mkdir(folder, { recursive: true }).catch((error) => {
    throw outputFault('the ledger', error);
  });
  return withLock(join(folder, '.lock'), { what: 'the ledger', patienceMs: PATIENCE_MS, within: folder }, work);
};

/**
 * Puts an entry into the ledger and gives its address. One that is there already stays as it is: nothing is ever written over. Throws
 * `output-failed`, and `data-invalid` where other bytes lie at its address.
 */
export const writeEntry = async (folder: string, entry: LedgerEntry): Promise<string> => {
  const text = entryText(entry);
  const address = sha256(text);
  await putOnce(folder, entryPath(address), Buffer.from(text), MOST_ENTRY_BYTES);
  return address;
};

/** Writes a file of the ledger that never changes: `path` is below its folder, which a link may not lead out of. */
export const putOnce = async (folder: string, path: string, bytes: Buffer, maxBytes: number): Promise<void> => {
  const file = join(folder, path);
  const known = await knownBytes(folder, path, maxBytes);
  if (known?.equals(bytes)) return;
  if (known !== undefined) {
    throw new ListingLintError(
      'data-invalid',
      `${path} of the ledger is not what its name says: see \`ledger verify\``,
    );
  }
  try {
    await replaceFile(file, bytes, { within: folder, unlocked: true });
  } catch (error) {
    throw outputFault(path, error);
  }
};

/** Throws `output-failed` where a folder (absolute) below that of the ledger is a link that leads out of it; `path` is what was to be written. */
export const refuseLinkOut = (folder: string, below: string, path: string): void => {
  if (!leadsOut(folder, below)) return;
  throw new ListingLintError('output-failed', `cannot write ${path}: a link there leads out of the ledger`);
};

/** Where the bytes of a file lie below the folder of the ledger, where they are kept there. */
export const objectPath = (hash: string): string => `objects/${hash.slice(0, 2)}/${hash}`;

/** Keeps the bytes of a file in the ledger in this folder (absolute), under their SHA-256. Throws `output-failed`. */
export const keepObject = (folder: string, bytes: Buffer): Promise<void> =>
  putOnce(folder, objectPath(sha256(bytes)), bytes, bytes.length + 1);

const knownBytes = async (folder: string, path: string, maxBytes: number): Promise<Buffer | undefined> => {
  try {
    return await readBytes(join(folder, path), { maxBytes, within: folder, links: 'refuse' });
  } catch (error) {
    if (isMissingFile(error)) return undefined;
    throw outputFault(path, error);
  }
};
