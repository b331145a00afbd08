import { canonicalJson, ListingLintError, parseJson, schemaProblems, sha256 } from '@listing-lint/core/plugin';
import { entrySchema, type LedgerEntry } from './entry.ts';

/** No entry that is written comes near it; what is larger is not read. */
export const MOST_ENTRY_BYTES = 256 * 1024;

/** An entry as its file holds it: RFC 8785, without a line break, so that its SHA-256 is that of the file. Throws `usage` for what an entry cannot hold. */
export const entryText = (entry: LedgerEntry): string => {
  const { data, error } = entrySchema.safeParse(entry);
  if (data !== undefined) return canonicalJson(data);
  const [problem] = schemaProblems(error.issues, entrySchema, entry, (path, message) => ({
    message: `${path.join('.')}: ${message}`,
  }));
  throw new ListingLintError('usage', 'an entry of the ledger cannot hold this', [
    { message: problem?.message ?? 'it has another form' },
  ]);
};

/** Where an entry lies below the folder of the ledger: `entries/<ab>/<SHA-256 of its bytes>.json`. */
export const entryPath = (address: string): string => `entries/${address.slice(0, 2)}/${address}.json`;

/** What an entry's file says, or what is wrong with it. */
export type ReadEntry = { readonly entry: LedgerEntry; readonly address: string } | { readonly fault: string };

/** Reads the bytes of an entry that lies at an address: they have that SHA-256, are an entry, and are written as entries are. */
export const readEntry = (bytes: Buffer, address: string): ReadEntry => {
  const found = sha256(bytes);
  if (found !== address) return { fault: `its SHA-256 is ${found}, not the one of its name: it was changed` };
  const value = parseJson(bytes.toString('utf8'));
  if (value === undefined) return { fault: 'it is no JSON' };
  const { data, error } = entrySchema.safeParse(value);
  if (data === undefined) {
    const [problem] = schemaProblems(error.issues, entrySchema, value, (_path, message) => ({ message }));
    const version = isObject(value) ? value['schemaVersion'] : undefined;
    return typeof version === 'number' && version > 1
      ? { fault: `it is an entry of version ${version}, which a later listing-lint wrote: take that one` }
      : { fault: `it is no entry: ${problem?.message ?? 'it has another form'}` };
  }
  if (!Buffer.from(canonicalJson(data)).equals(bytes)) return { fault: 'it is not written as RFC 8785 asks' };
  return { entry: data, address };
};

const isObject = (value: unknown): value is { readonly [key: string]: unknown } =>
  typeof value === 'object' && value !== null;
