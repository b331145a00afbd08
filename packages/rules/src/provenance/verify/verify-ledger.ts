import { join } from 'node:path';
import { fileFault, fileSha256, isMissingFile } from '@listing-lint/core/plugin';
import type { ArchivedFile } from '../entry/entry.ts';
import { type KeptEntry, type LedgerFault, readLedgerEntries } from '../ledger/read-ledger.ts';
import { objectPath } from '../ledger/write-ledger.ts';
import { judgeSeals, type SealStanding } from '../seal/judge-seals.ts';

/** A file that entries name, and how it stands. */
export interface FileStanding {
  readonly path: string;
  readonly sha256: string;
  /**
   * `held`: its bytes are there, at this path, at another that the ledger knows, or kept in the ledger. `superseded`: of a picture that was
   * published or edited, other bytes lie there that are archived, too.
   */
  readonly standing: 'held' | 'superseded' | 'changed' | 'missing' | 'unread';
  readonly message: string | null;
}

export interface VerifiedLedger {
  readonly entryCount: number;
  readonly faults: readonly LedgerFault[];
  /** Of files that are not held as they were archived; sorted by path. */
  readonly files: readonly FileStanding[];
  readonly fileCount: number;
  readonly seals: readonly SealStanding[];
  /** Addresses of entries that no sound seal covers: what becomes of those nobody can tell. */
  readonly unsealed: readonly string[];
}

/** Whether all is as it was written, and a root vouches for a time of every seal. */
export const isSoundLedger = ({ faults, files, seals }: VerifiedLedger): boolean =>
  faults.length === 0 &&
  files.every(({ standing }) => standing === 'held' || standing === 'superseded') &&
  seals.every(({ trustedTime }) => trustedTime !== null);

export interface VerifyOptions {
  /** Absolute folder of the config. */
  readonly root: string;
  /** `false`: only the ledger itself is looked at, not the files that it names. */
  readonly files: boolean;
  /** Certificates of time-stamp authorities that are trusted, PEM. */
  readonly roots: readonly string[];
}

/** Holds a ledger (absolute folder) against itself, and the files it names against it. Nothing is written, nothing is contacted. */
export const verifyLedger = async (folder: string, { root, files, roots }: VerifyOptions): Promise<VerifiedLedger> => {
  const ledger = await readLedgerEntries(folder);
  const { entries } = ledger;
  const { seals, faults, sealed } = await judgeSeals(folder, ledger, roots);
  const named = files ? filesOf([...entries.values()]) : [];
  const standings = await standingsOf(named, folder, root);
  return {
    entryCount: entries.size,
    faults: [...ledger.faults, ...faults],
    files: standings.filter(({ standing }) => standing !== 'held').sort((a, b) => (a.path < b.path ? -1 : 1)),
    fileCount: named.length,
    seals,
    unsealed: [...entries.keys()].filter((address) => !sealed.has(address)),
  };
};

interface NamedFile extends ArchivedFile {
  /** Other bytes at its path are no fault where they are archived as well. */
  readonly mayChange: boolean;
}

/** Files that entries name, each once by path and hash. */
const filesOf = (kept: readonly KeptEntry[]): readonly NamedFile[] => {
  const found = new Map<string, NamedFile>();
  const add = ({ path, sha256, bytes }: ArchivedFile, mayChange: boolean): void => {
    const key = `${sha256} ${path}`;
    found.set(key, { path, sha256, bytes, mayChange: mayChange && (found.get(key)?.mayChange ?? true) });
  };
  for (const { entry } of kept) {
    if (entry.type === 'picture') add(entry.file, entry.stage !== 'original');
    for (const document of entry.documents) add(document, false);
  }
  return [...found.values()];
};

type Found = { readonly sha256: string } | { readonly fault: string; readonly isMissing: boolean };

const AT_ONCE = 8;

const standingsOf = async (named: readonly NamedFile[], folder: string, root: string): Promise<FileStanding[]> => {
  const paths = [...new Set(named.map(({ path }) => path))];
  const found = new Map<string, Found>();
  await inTurns(paths, async (path) => {
    found.set(path, await hashAt(join(root, path), root));
  });
  const hashes = new Set([...found.values()].flatMap((each) => ('sha256' in each ? [each.sha256] : [])));
  const archived = new Set(named.map(({ sha256 }) => sha256));
  const standings: FileStanding[] = [];
  await inTurns(named, async (file) => {
    const { path, sha256 } = file;
    const isHeld = hashes.has(sha256) || (await isKept(folder, sha256));
    const here = found.get(path);
    standings.push(isHeld ? { path, sha256, standing: 'held', message: null } : lostFile(file, here, archived));
  });
  return standings;
};

const lostFile = (
  { path, sha256, mayChange }: NamedFile,
  here: Found | undefined,
  archived: ReadonlySet<string>,
): FileStanding => {
  const of = (standing: FileStanding['standing'], message: string): FileStanding => ({
    path,
    sha256,
    standing,
    message,
  });
  if (here === undefined || 'fault' in here) {
    return here?.isMissing === false
      ? of('unread', `it cannot be read: ${here.fault}`)
      : of('missing', 'its bytes are not here');
  }
  if (mayChange && archived.has(here.sha256)) return of('superseded', 'a later version of it is archived');
  return of('changed', `its SHA-256 is ${here.sha256}, not the archived one: it was changed`);
};

const isKept = async (folder: string, sha256: string): Promise<boolean> => {
  const found = await hashAt(join(folder, objectPath(sha256)), folder);
  return 'sha256' in found && found.sha256 === sha256;
};

const hashAt = async (file: string, root: string): Promise<Found> => {
  try {
    return { sha256: await fileSha256(file, { maxBytes: Number.MAX_SAFE_INTEGER, links: { inside: root } }) };
  } catch (error) {
    return { fault: fileFault(error), isMissing: isMissingFile(error) };
  }
};

/** A few at once, all of them. */
const inTurns = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  for (let start = 0; start < items.length; start += AT_ONCE)
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
};
