import { join } from 'node:path';
import { fileFault, isMissingFile } from '@listing-lint/core/plugin';
import { lfsFault } from '@listing-lint/rules/image';
import type { ArchivedFile } from '../entry/entry.ts';
import { entryPath } from '../entry/entry-text.ts';
import { type FileContent, fileContent } from '../ledger/file-content.ts';
import { type KeptEntry, type LedgerFault, readLedgerEntries } from '../ledger/read-ledger.ts';
import { readObjects } from '../ledger/read-objects.ts';
import { type JudgedSeals, judgeSeals, type SealStanding } from '../seal/judge-seals.ts';
import { scriptFaults } from '../seal/verify-script.ts';

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
  /** Addresses of entries that no seal covers which is as it was written: what becomes of those nobody can tell. */
  readonly unsealed: readonly string[];
  /** Entries that say they were written more than a day after a trusted seal over them: a clock was wrong. They are as they were written. */
  readonly wrongClocks: readonly LedgerFault[];
}

/** Whether all is as it was written, and a root vouches for a time of every seal. */
export const isSoundLedger = ({ faults, files, seals }: VerifiedLedger): boolean =>
  faults.length === 0 &&
  files.every(({ standing }) => standing === 'held' || standing === 'superseded') &&
  seals.every(({ trustedTime }) => trustedTime !== null);

export interface VerifyOptions {
  /** Absolute folder of the config. */
  readonly root: string;
  /** `false`: the files that entries name are not read, and archived copies are compared by size. */
  readonly files: boolean;
  /** Certificates of time-stamp authorities that are trusted, PEM. */
  readonly roots: readonly string[];
}

/** Holds a ledger (absolute folder) against itself, and the files it names against it. Nothing is written, nothing is contacted. */
export const verifyLedger = async (folder: string, { root, files, roots }: VerifyOptions): Promise<VerifiedLedger> => {
  const ledger = await readLedgerEntries(folder);
  const { entries } = ledger;
  const { seals, faults, sealed, held } = await judgeSeals(folder, ledger, roots);
  const named = files ? filesOf([...entries.values()]) : [];
  const objects = await readObjects(folder, entries.values(), { hash: files });
  const { standings, wrongSizes } = await standingsOf(named, objects.sizes, root);
  return {
    entryCount: entries.size,
    faults: [...ledger.faults, ...faults, ...objects.faults, ...wrongSizes, ...(await scriptFaults(folder))],
    files: standings.filter(({ standing }) => standing !== 'held').sort((a, b) => (a.path < b.path ? -1 : 1)),
    fileCount: named.length,
    seals,
    unsealed: [...entries.keys()].filter((address) => !held.has(address)),
    wrongClocks: [...entries.values()].flatMap((kept) => wrongClock(kept, sealed)),
  };
};

const DAY_MS = 86_400_000;

const wrongClock = ({ address, entry }: KeptEntry, sealed: JudgedSeals['sealed']): readonly LedgerFault[] => {
  const time = sealed.get(address)?.trustedTime ?? null;
  if (time === null || Date.parse(entry.at) - Date.parse(time) <= DAY_MS) return [];
  const message = `it says that it was written at ${entry.at}, and a seal covers it that was signed at ${time}: a clock was wrong, and the seal is what counts`;
  return [{ path: entryPath(address), message }];
};

interface NamedFile extends ArchivedFile {
  /** Of the first entry that names it so. */
  readonly address: string;
  /** Other bytes at its path are no fault where they are archived as well. */
  readonly mayChange: boolean;
}

/** Files that entries name, each once by path, hash and size. */
const filesOf = (kept: readonly KeptEntry[]): readonly NamedFile[] => {
  const found = new Map<string, NamedFile>();
  const add = ({ path, sha256, bytes }: ArchivedFile, address: string, mayChange: boolean): void => {
    const key = `${sha256} ${bytes} ${path}`;
    found.set(key, { path, sha256, bytes, address, mayChange: mayChange && (found.get(key)?.mayChange ?? true) });
  };
  for (const { entry, address } of kept) {
    if (entry.type === 'picture') add(entry.file, address, entry.stage !== 'original');
    for (const document of entry.documents) add(document, address, false);
  }
  return [...found.values()];
};

type Found = FileContent | { readonly fault: string; readonly isMissing: boolean };

const AT_ONCE = 8;

const standingsOf = async (
  named: readonly NamedFile[],
  archivedCopies: ReadonlyMap<string, number>,
  root: string,
): Promise<{ readonly standings: readonly FileStanding[]; readonly wrongSizes: readonly LedgerFault[] }> => {
  const paths = [...new Set(named.map(({ path }) => path))];
  const found = new Map<string, Found>();
  await inTurns(paths, async (path) => {
    found.set(path, await hashAt(join(root, path), root));
  });
  const sizes = new Map([...found.values()].flatMap((each) => (isAtHand(each) ? [[each.sha256, each.bytes]] : [])));
  const archived = new Set(named.map(({ sha256 }) => sha256));
  const standings: FileStanding[] = [];
  const wrongSizes: LedgerFault[] = [];
  for (const file of named) {
    const { path, sha256, address } = file;
    const size = sizes.get(sha256) ?? archivedCopies.get(sha256) ?? null;
    standings.push(
      size === null ? lostFile(file, found.get(path), archived) : { path, sha256, standing: 'held', message: null },
    );
    if (size === null || size === file.bytes) continue;
    const message = `it says that ${path} has ${file.bytes} bytes; the file of that SHA-256 has ${size}`;
    wrongSizes.push({ path: entryPath(address), message });
  }
  return { standings, wrongSizes };
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
  if (here.isPointer && here.sha256 === sha256) return of('unread', `it cannot be read: ${lfsFault('file')}`);
  if (mayChange && archived.has(here.sha256)) return of('superseded', 'a later version of it is archived');
  return of('changed', `its SHA-256 is ${here.sha256}, not the archived one: it was changed`);
};

const isAtHand = (found: Found): found is FileContent => 'sha256' in found && !found.isPointer;

const hashAt = async (file: string, root: string): Promise<Found> => {
  try {
    return await fileContent(file, root);
  } catch (error) {
    return { fault: fileFault(error), isMissing: isMissingFile(error) };
  }
};

/** A few at once, all of them. */
const inTurns = async <T>(items: readonly T[], work: (item: T) => Promise<void>): Promise<void> => {
  for (let start = 0; start < items.length; start += AT_ONCE)
    await Promise.all(items.slice(start, start + AT_ONCE).map(work));
};
