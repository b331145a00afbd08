import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { isKnownError, ListingLintError, outputFault, replaceFile } from '@listing-lint/core/plugin';
import { entryPath } from '../entry/entry-text.ts';
import { leafHash, merkleRoot } from '../ledger/merkle.ts';
import { type LedgerEntries, readLedgerEntries } from '../ledger/read-ledger.ts';
import { refuseLinkOut, withLedgerLock } from '../ledger/write-ledger.ts';
import { type JudgedSeals, judgeSeals } from './judge-seals.ts';
import {
  inLeafOrder,
  LEAVES_FILE,
  leavesText,
  queryName,
  SEAL_FILE,
  SEALS,
  type SealedFile,
  sealText,
  tokenName,
} from './seal-file.ts';
import { scriptIn, VERIFY_SCRIPT, VERIFY_SCRIPT_FILE, VERIFY_SCRIPT_HEAD } from './verify-script.ts';

export interface SealOptions {
  /** Absolute folder of the ledger. */
  readonly folder: string;
  /** Addresses; each is asked. */
  readonly authorities: readonly string[];
  /** Posts a request; rejects with the reason where there is no answer. */
  readonly ask: (address: string, query: Buffer) => Promise<Buffer>;
  /** Certificates that are trusted, PEM; a token that leads to none of them is not kept. */
  readonly roots: readonly string[];
  /** A seal is made also where nothing is new: over the seals so far. */
  readonly renew: boolean;
  readonly by: string | null;
  /** To the second, UTC. */
  readonly at: string;
}

export interface SealOutcome {
  /** Null where there was nothing to seal. */
  readonly id: string | null;
  readonly entries: number;
  /** Files of earlier seals that it covers. */
  readonly earlier: number;
  readonly tokens: readonly {
    readonly address: string;
    readonly time: string | null;
    readonly authority: string | null;
  }[];
  readonly failures: readonly { readonly address: string; readonly reason: string }[];
}

/**
 * Seals what no seal covers yet: entries, and earlier seals with their tokens. Each authority signs the root of the tree over them; the seal is
 * written in one step, when one of them has. Throws `data-invalid` where the ledger is damaged, `no-subjects` where it holds
 * nothing, `output-failed` where no authority has signed.
 */
export const sealLedger = (options: SealOptions): Promise<SealOutcome> =>
  withLedgerLock(options.folder, async () => {
    const { folder, roots, renew, by, at } = options;
    const entries = await readLedgerEntries(folder);
    const seals = await judgeSeals(folder, entries, roots);
    refuseDamage(entries, seals);
    refuseNothing(entries, seals);
    const fresh = [...entries.entries.keys()].filter((address) => !seals.sealed.has(address));
    const nothing = { id: null, entries: 0, earlier: 0, tokens: [], failures: [] };
    if (fresh.length === 0 && !(renew && seals.uncovered.length > 0)) {
      await writeScript(folder);
      return nothing;
    }
    const files = inLeafOrder([
      ...fresh.map((address) => ({ path: entryPath(address), sha256: address })),
      ...seals.uncovered.map(({ path, sha256 }) => ({ path, sha256 })),
    ]);
    const leaves = files.map(({ path, sha256 }) => entries.entries.get(sha256)?.leaf ?? leafIn(seals, path));
    const root = merkleRoot(leaves).toString('hex');
    const { text, id } = sealText({ schemaVersion: 1, type: 'seal', leaves: files.length, root, by, at });
    const answers = await Promise.all(
      options.authorities.map((address) => signedBy(address, Buffer.from(text), options)),
    );
    const tokens = answers.flatMap((answer) => ('token' in answer ? [answer] : []));
    const failures = answers.flatMap((answer) => ('reason' in answer ? [answer] : []));
    if (tokens.length === 0) {
      throw new ListingLintError(
        'output-failed',
        'no authority has signed, and nothing was written',
        failures.map(({ address, reason }) => ({ message: `${address}: ${reason}` })),
      );
    }
    await writeSeal(folder, id, { text, files, tokens });
    const told = tokens.map(({ address, time, authority }) => ({ address, time, authority }));
    return { id, entries: fresh.length, earlier: seals.uncovered.length, tokens: told, failures };
  });

const leafIn = ({ uncovered }: JudgedSeals, path: string): Buffer => {
  const file = uncovered.find((each) => each.path === path);
  if (file === undefined) throw new Error(`no leaf for ${path}`);
  return leafHash(file.bytes);
};

/** What to do about a ledger that holds nothing. */
export const ARCHIVE_FIRST =
  'archive originals first (`listing-lint archive`), or see `provenance.folder` of the config';

/** Nobody asks for a seal over nothing: the folder is misspelt, or nothing was archived. */
const refuseNothing = ({ entries }: LedgerEntries, { uncovered, sealed }: JudgedSeals): void => {
  if (entries.size + uncovered.length + sealed.size > 0) return;
  throw new ListingLintError('no-subjects', 'there is nothing to seal: no entry lies in the ledger', [
    { message: 'nothing was sealed', hint: ARCHIVE_FIRST },
  ]);
};

const refuseDamage = (entries: LedgerEntries, seals: JudgedSeals): void => {
  const [fault] = [...entries.faults, ...seals.faults];
  if (fault === undefined) return;
  throw new ListingLintError('data-invalid', `the ledger is damaged: ${fault.path}: ${fault.message}`, [
    {
      message: 'nothing was sealed',
      hint: 'see all of it with `listing-lint ledger verify`, and bring back what git has',
    },
  ]);
};

interface Signed {
  readonly address: string;
  readonly token: Buffer;
  readonly query: Buffer;
  readonly time: string | null;
  readonly authority: string | null;
}

const signedBy = async (
  address: string,
  data: Buffer,
  { ask, roots }: SealOptions,
): Promise<Signed | { readonly address: string; readonly reason: string }> => {
  const { judgeToken, timeStampQuery } = await import('./time-stamp.ts');
  const query = timeStampQuery(data);
  try {
    const token = await ask(address, query);
    const { fault, message, time, authority } = await judgeToken({ token, query, data, roots });
    return fault === null ? { address, token, query, time, authority } : { address, reason: message ?? fault };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { address, reason: error.message };
  }
};

/** All files of a seal come to be there at once: half a one would pass for a damaged one. */
const writeSeal = async (
  folder: string,
  id: string,
  {
    text,
    files,
    tokens,
  }: { readonly text: string; readonly files: readonly SealedFile[]; readonly tokens: readonly Signed[] },
): Promise<void> => {
  const made = join(folder, SEALS, `.${id}.new`);
  try {
    refuseLinkOut(folder, join(folder, SEALS), SEALS);
    await mkdir(join(folder, SEALS), { recursive: true });
    await sweepSeals(join(folder, SEALS));
    await mkdir(made);
    await replaceFile(join(made, LEAVES_FILE), leavesText(files), { within: folder });
    await replaceFile(join(made, SEAL_FILE), text, { within: folder });
    for (const { token, query } of tokens) {
      await replaceFile(join(made, tokenName(token)), token, { within: folder });
      await replaceFile(join(made, queryName(token, query)), query, { within: folder });
    }
    await writeScript(folder);
    await rename(made, join(folder, SEALS, id));
  } catch (cause) {
    await rm(made, { recursive: true, force: true });
    throw outputFault('the seal', cause);
  }
};

/** What killed runs have left half made: nobody else writes seals while the ledger is locked. */
const sweepSeals = async (seals: string): Promise<void> => {
  for (const name of await readdir(seals)) {
    if (/^\.[0-9a-f]{64}\.new$/.test(name)) await rm(join(seals, name), { recursive: true, force: true });
  }
};

/** Writes the script into the ledger, or over one of another version; any other file of that name stays. */
const writeScript = async (folder: string): Promise<void> => {
  const there = await scriptIn(folder);
  if (there === null || (there !== VERIFY_SCRIPT && there.startsWith(VERIFY_SCRIPT_HEAD))) {
    await replaceFile(join(folder, VERIFY_SCRIPT_FILE), VERIFY_SCRIPT, { within: folder, mode: 0o755 });
  }
};
