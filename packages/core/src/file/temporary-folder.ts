import { createHash } from 'node:crypto';
import { lstat, mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { hasEnded, ownIdentity } from './process-identity.ts';

/**
 * Does the work in a folder of its own below the system's temporary folder, which goes with the work. Its name says which process made it, so
 * that what a killed one has left is known: it is taken away when a process makes its first. `purpose` are small letters.
 */
export const withTemporaryFolder = async <T>(purpose: string, work: (folder: string) => Promise<T>): Promise<T> => {
  sweep ??= sweepTemporaryFolders();
  await sweep;
  const folder = await mkdtemp(join(tmpdir(), `${PREFIX}${purpose}-${ownMark()}-`));
  try {
    return await work(folder);
  } finally {
    // A program that was started in it may be about to end.
    await rm(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 });
  }
};

let sweep: Promise<void> | undefined;

const PREFIX = 'listing-lint-';
/** Purpose, process, its start (0: not known), machine. */
const NAME = /^listing-lint-[a-z]+-(\d+)-(\d+)-([0-9a-f]{12})-[^-]{6}$/;
/** Of a process that cannot be looked for. */
const STALE_MS = 24 * 60 * 60 * 1000;

const ownMark = (): string => {
  const { pid, started } = ownIdentity();
  return `${pid}-${started ?? 0}-${ownMachine()}`;
};

/** A machine's name may hold anything, and a folder's name is short. */
const ownMachine = (): string => createHash('sha256').update(ownIdentity().machine).digest('hex').slice(0, 12);

/** Takes away the folders of this user's that processes have left which were killed. Never throws: it is not what the run is about. */
export const sweepTemporaryFolders = async (): Promise<void> => {
  const names = await readdir(tmpdir()).catch(() => []);
  for (const name of names) {
    const [, pid, started, machine] = NAME.exec(name) ?? [];
    if (pid === undefined) continue;
    const folder = join(tmpdir(), name);
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
