import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, realpath, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isInside } from '../folders.ts';
import { hasEnded, ownIdentity } from '../process-identity.ts';

/**
 * Does the work in a folder of its own below the system's temporary folder, which goes with the work. Its name says which process made it, so
 * that what a killed one has left is known: it is taken away when a process makes its first. `purpose` are small letters.
 */
export const withTemporaryFolder = async <T>(purpose: string, work: (folder: string) => Promise<T>): Promise<T> => {
  const { folder, remove } = await makeTemporaryFolder(purpose, tmpdir());
  try {
    return await work(folder);
  } finally {
    await remove();
  }
};

export interface TemporaryFolder {
  /** Absolute. */
  readonly folder: string;
  readonly remove: () => Promise<void>;
}

/** Such a folder below any other one (absolute), which whoever asked for it takes away. Those that killed processes have left there go first. */
export const makeTemporaryFolder = async (purpose: string, parent: string): Promise<TemporaryFolder> => {
  const sweep = sweeps.get(parent) ?? sweepTemporaryFolders(parent);
  sweeps.set(parent, sweep);
  await sweep;
  const folder = await mkdtemp(join(parent, `${PREFIX}${purpose}-${ownMark()}-`));
  const real = await realpath(folder);
  made.add(real);
  // A program that was started in it may be about to end.
  const remove = async (): Promise<void> => {
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
    made.delete(real);
  };
  return { folder, remove };
};

/** Real paths of the folders that this process has made and not taken away. */
const made = new Set<string>();

/** Whether a real path is in such a folder: nobody could name it in advance, and only this process writes there. */
export const isInOwnFolder = (real: string): boolean => [...made].some((folder) => isInside(folder, real));

const sweeps = new Map<string, Promise<void>>();

const PREFIX = 'listing-lint-';
/** Purpose, process, its start (0: not known), machine. */
const NAME = /^listing-lint-[a-z]+-(\d+)-(\d+)-([0-9a-f]{12})-[^-]{6}$/;
/** Of a process that cannot be looked for. */
const STALE_MS = 24 * 60 * 60 * 1000;

/** Whether a folder's name is that of such a folder. */
export const isTemporaryName = (name: string): boolean => NAME.test(name);

const ownMark = (): string => {
  const { pid, started } = ownIdentity();
  return `${pid}-${started ?? 0}-${ownMachine()}`;
};

/** A machine's name may hold anything, and a folder's name is short. */
const ownMachine = (): string => createHash('sha256').update(ownIdentity().machine).digest('hex').slice(0, 12);

/** Takes away the folders of this user's that processes have left which were killed. Never throws: it is not what the run is about. */
export const sweepTemporaryFolders = async (parent: string = tmpdir()): Promise<void> => {
  const names = await readdir(parent).catch(() => []);
  for (const name of names) {
    const [, pid, started, machine] = NAME.exec(name) ?? [];
    if (pid === undefined) continue;
    const folder = join(parent, name);
    const identity = {
      pid: Number(pid),
      started: started === '0' ? null : (started ?? null),
      machine: machine === ownMachine() ? ownIdentity().machine : '',
    };
    if (await isLeft(folder, hasEnded(identity))) await rm(folder, { recursive: true, force: true }).catch(() => {});
  }
};

const isLeft = async (folder: string, ended: boolean | undefined): Promise<boolean> => {
  if (ended === false) return false;
  const stats = await lstat(folder).catch(() => undefined);
  // A link, or a folder of somebody else's, is none of ours whatever its name.
  if (stats?.isDirectory() !== true || stats.uid !== (process.getuid?.() ?? stats.uid)) return false;
  return ended === true || Date.now() - stats.mtimeMs > STALE_MS;
};
