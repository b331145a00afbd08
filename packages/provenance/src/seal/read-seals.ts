import { join } from 'node:path';
import { fileFault, isMissingFile, readBytes, sha256 } from '@listing-lint/core/plugin';
import { listOwnFolder } from '../ledger/own-folder.ts';
import type { LedgerFault } from '../ledger/read-ledger.ts';
import {
  LEAVES_FILE,
  MOST_LEAVES_BYTES,
  MOST_SEAL_BYTES,
  MOST_TOKEN_BYTES,
  readLeaves,
  readSeal,
  SEAL_FILE,
  SEALS,
  type Seal,
  type SealedFile,
} from './seal-file.ts';

/** A token and the request that it answers, as they lie in the ledger. */
export interface KeptToken {
  /** SHA-256 of the token, hex. */
  readonly sha256: string;
  readonly token: Buffer;
  readonly query: Buffer;
}

/** A seal as the ledger has it, held against its name. */
export interface KeptSeal {
  readonly id: string;
  /** Its bytes, which the authorities have signed. */
  readonly bytes: Buffer;
  readonly seal: Seal;
  readonly leaves: readonly SealedFile[];
  readonly tokens: readonly KeptToken[];
  /** Paths of its files below the folder of the ledger. */
  readonly files: readonly string[];
}

export interface LedgerSeals {
  readonly seals: readonly KeptSeal[];
  readonly faults: readonly LedgerFault[];
}

/** As many authorities are asked for one seal, some of them again. */
const MOST_FILES = 100;
const TOKEN = /^([0-9a-f]{64})\.tsr$/;
const QUERY = /^([0-9a-f]{64})\.([0-9a-f]{64})\.tsq$/;

/** Reads every seal below `seals/` of a ledger's folder (absolute). Links are not followed. */
export const readLedgerSeals = async (folder: string): Promise<LedgerSeals> => {
  const seals: KeptSeal[] = [];
  const faults: LedgerFault[] = [];
  const found = await listOwnFolder(join(folder, SEALS));
  if (typeof found === 'string') return { seals, faults: [{ path: SEALS, message: found }] };
  for (const { name } of found) {
    const path = `${SEALS}/${name}`;
    if (!/^[0-9a-f]{64}$/.test(name)) faults.push({ path, message: 'it is no seal: its name is not that of one' });
    else await readInto(folder, name, { seals, faults });
  }
  return { seals: seals.sort((a, b) => (a.seal.at < b.seal.at ? -1 : a.seal.at > b.seal.at ? 1 : 0)), faults };
};

interface Found {
  readonly seals: KeptSeal[];
  readonly faults: LedgerFault[];
}

const readInto = async (folder: string, id: string, { seals, faults }: Found): Promise<void> => {
  const base = `${SEALS}/${id}`;
  const found = await listOwnFolder(join(folder, base));
  if (typeof found === 'string') return void faults.push({ path: base, message: `it is no seal: ${found}` });
  const names = found.map(({ name }) => name);
  const fault = (name: string, message: string): void => void faults.push({ path: `${base}/${name}`, message });
  const read = (name: string, maxBytes: number): Promise<Buffer | undefined> =>
    readBytes(join(folder, base, name), { maxBytes, within: folder, links: 'refuse' }).catch((error) => {
      fault(name, isMissingFile(error) ? 'it is not there' : `it cannot be read: ${fileFault(error)}`);
      return undefined;
    });
  const bytes = await read(SEAL_FILE, MOST_SEAL_BYTES);
  const list = await read(LEAVES_FILE, MOST_LEAVES_BYTES);
  const seal = bytes === undefined ? undefined : readSeal(bytes, id);
  const leaves = list === undefined ? undefined : readLeaves(list.toString('latin1'));
  if (typeof seal === 'string') fault(SEAL_FILE, seal);
  if (typeof leaves === 'string') fault(LEAVES_FILE, leaves);
  for (const name of names) {
    if (name !== SEAL_FILE && name !== LEAVES_FILE && !TOKEN.test(name) && !QUERY.test(name))
      fault(name, 'it is no part of a seal');
  }
  if (names.length > MOST_FILES) fault('', `it has ${names.length} files, more than are read`);
  const tokens = await readTokens(names.slice(0, MOST_FILES), read, fault);
  if (bytes === undefined || typeof seal !== 'object' || typeof leaves !== 'object') return;
  if (tokens.length === 0) fault('', 'it has no token: nobody says when it was made');
  seals.push({ id, bytes, seal, leaves, tokens, files: names.map((name) => `${base}/${name}`) });
};

const readTokens = async (
  names: readonly string[],
  read: (name: string, maxBytes: number) => Promise<Buffer | undefined>,
  fault: (name: string, message: string) => void,
): Promise<readonly KeptToken[]> => {
  const whole = async (name: string, hash: string): Promise<Buffer | undefined> => {
    const bytes = await read(name, MOST_TOKEN_BYTES);
    if (bytes === undefined || sha256(bytes) === hash) return bytes;
    fault(name, 'its SHA-256 is not that of its name: it was changed');
    return undefined;
  };
  const queries = new Map<string, Buffer>();
  for (const name of names) {
    const [, token, query] = QUERY.exec(name) ?? [];
    if (token === undefined || query === undefined) continue;
    if (!names.includes(`${token}.tsr`)) fault(name, 'the token that answers it is not there');
    const bytes = await whole(name, query);
    if (bytes !== undefined) queries.set(token, bytes);
  }
  const tokens: KeptToken[] = [];
  for (const name of names) {
    const hash = TOKEN.exec(name)?.[1];
    if (hash === undefined) continue;
    const token = await whole(name, hash);
    const query = queries.get(hash);
    if (query === undefined) fault(name, 'the request that it answers is not there');
    if (token !== undefined && query !== undefined) tokens.push({ sha256: hash, token, query });
  }
  return tokens;
};
