import { join } from 'node:path';
import { fileFault, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import type { LedgerEntry } from '../entry/entry.ts';
import { MOST_ENTRY_BYTES, readEntry } from '../entry/entry-text.ts';
import { leafHash } from './merkle.ts';
import { listOwnFolder } from './own-folder.ts';

/** An entry as the ledger has it. */
export interface KeptEntry {
  /** SHA-256 of its bytes, hex; its name. */
  readonly address: string;
  readonly entry: LedgerEntry;
  /** Hash of the leaf that it is in a tree of entries (RFC 6962, 2.1). */
  readonly leaf: Buffer;
}

/** Something in the ledger that is not as it was written. */
export interface LedgerFault {
  /** Below the folder of the ledger. */
  readonly path: string;
  readonly message: string;
}

/** All entries of a ledger, by address, and what is wrong with others. */
export interface LedgerEntries {
  readonly entries: ReadonlyMap<string, KeptEntry>;
  readonly faults: readonly LedgerFault[];
}

/** A ledger of more is not read: it would not fit into memory. */
const MOST_ENTRIES = 1_000_000;
/** Files that are read side by side. */
const AT_ONCE = 64;

/**
 * Reads every entry below `entries/` of a ledger's folder (absolute) and holds it against its name. A folder that is not there has none. Links are
 * not followed. Throws `content-too-large` for more than a million entries.
 */
export const readLedgerEntries = async (folder: string): Promise<LedgerEntries> => {
  const entries = new Map<string, KeptEntry>();
  const { files, faults } = await entryFiles(folder);
  if (files.length > MOST_ENTRIES) {
    throw new ListingLintError('content-too-large', `the ledger has ${files.length} entries, more than are read`);
  }
  for (let start = 0; start < files.length; start += AT_ONCE) {
    const read = await Promise.all(files.slice(start, start + AT_ONCE).map((file) => readOne(folder, file)));
    for (const each of read) {
      if ('message' in each) faults.push(each);
      else entries.set(each.address, each);
    }
  }
  return { entries, faults };
};

const readOne = async (folder: string, path: string): Promise<KeptEntry | LedgerFault> => {
  let bytes: Buffer;
  try {
    bytes = await readBytes(join(folder, path), { maxBytes: MOST_ENTRY_BYTES, within: folder, links: 'refuse' });
  } catch (error) {
    return { path, message: `it cannot be read: ${fileFault(error)}` };
  }
  const read = readEntry(bytes, addressIn(path));
  return 'fault' in read ? { path, message: read.fault } : { ...read, leaf: leafHash(bytes) };
};

const addressIn = (path: string): string => path.slice(-69, -5);

/** Paths of entries below the folder, sorted by address, and what lies there that is none. */
const entryFiles = async (folder: string): Promise<{ files: readonly string[]; faults: LedgerFault[] }> => {
  const files: string[] = [];
  const faults: LedgerFault[] = [];
  const shelves = await listOwnFolder(join(folder, 'entries'));
  if (typeof shelves === 'string') return { files, faults: [{ path: 'entries', message: shelves }] };
  for (const shelf of shelves) {
    const path = `entries/${shelf.name}`;
    const found = /^[0-9a-f]{2}$/.test(shelf.name)
      ? await listOwnFolder(join(folder, path))
      : 'its name is not that of one';
    if (typeof found === 'string') {
      faults.push({ path, message: `it is no folder of entries: ${found}` });
      continue;
    }
    for (const { name } of found) {
      if (/^[0-9a-f]{64}\.json$/.test(name) && name.startsWith(shelf.name)) files.push(`${path}/${name}`);
      else faults.push({ path: `${path}/${name}`, message: 'it is no entry: its name is not that of one' });
    }
  }
  return { files: files.sort(), faults };
};
