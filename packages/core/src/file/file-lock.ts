import { writeFileSync } from 'node:fs';
import { rm, stat, utimes } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { ListingLintError } from '../model/error.ts';
import { faultCode, outputFault } from './file-fault.ts';
import { ANYWHERE, boundFault, type PathBound } from './path-bound.ts';
import { hasEnded, ownIdentity, type ProcessIdentity } from './process-identity.ts';
import { readText } from './read-file.ts';

const holderSchema = z.strictObject({ pid: z.int().min(1), started: z.string().nullable(), machine: z.string() });

export interface LockOptions {
  /** How far the path of the lock may lead: see `PathBound`. */
  readonly within: PathBound;
  /** What the lock guards, for the error: "the registry". */
  readonly what: string;
  /** How long another holder is waited for, in ms. */
  readonly patienceMs: number;
}

const RETRY_MS = 20;
/** A holder says this often that it lives, for those that cannot look. */
const HEARTBEAT_MS = 10_000;
/** A holder that cannot be looked for (another machine) and has not been heard of for this long is gone. */
const SILENT_MS = 60_000;
/** A lock says a few words. */
const MAX_LOCK_BYTES = 10_000;
/** A lock without content is being written, or its writer was killed between making and writing it. */
const EMPTY_MS = 1_000;

/**
 * Does the work while no other process holds the lock, which is a file beside what it guards. A lock whose process was killed is taken over
 * at once: its file names the process and when that began. Throws `output-failed` where the lock cannot be made, leads out of `within`, or is held for longer
 * than `patienceMs`.
 */
export const withLock = async <T>(lock: string, options: LockOptions, work: () => Promise<T>): Promise<T> => {
  refuseOutOfBounds(lock, options);
  await acquire(lock, options);
  const heartbeat = setInterval(() => void touch(lock), HEARTBEAT_MS).unref();
  try {
    return await work();
  } finally {
    clearInterval(heartbeat);
    // One that was thought to be gone may have lost its lock to another.
    if ((await holderOf(lock))?.pid === process.pid) await rm(lock, { force: true });
  }
};

const acquire = async (lock: string, { what, patienceMs }: LockOptions): Promise<void> => {
  const until = Date.now() + patienceMs;
  while (!take(lock, what)) {
    if (await isLeftBehind(lock)) {
      await remove(lock, what, until);
      continue;
    }
    if (Date.now() > until) throw heldBy(await holderOf(lock), lock, what);
    await sleep(RETRY_MS + Math.random() * RETRY_MS);
  }
  // Its remover was killed as well.
  if (await isLeftBehind(guardOf(lock))) await rm(guardOf(lock), { force: true });
};

const refuseOutOfBounds = (lock: string, { what, within }: LockOptions): void => {
  const fault = boundFault(lock, within);
  if (fault === undefined) return;
  throw new ListingLintError('output-failed', `${what} cannot be written: ${lock}: ${fault.message}`);
};

const guardOf = (lock: string): string => `${lock}.removal`;

/** Makes the lock's file, which only one can. One step for the process, so that nothing comes between making and writing. */
const take = (lock: string, what: string): boolean => {
  try {
    writeFileSync(lock, JSON.stringify(ownIdentity()), { flag: 'wx' });
    return true;
  } catch (error) {
    if (faultCode(error) === 'EEXIST') return false;
    throw outputFault(`${what} (${lock})`, error);
  }
};

/** Takes a lock away that was left behind. Two that see the same one take turns, so that none removes the lock that the other has just made. */
const remove = async (lock: string, what: string, until: number): Promise<void> => {
  const guard = guardOf(lock);
  if (take(guard, what)) {
    if (await isLeftBehind(lock)) await rm(lock, { force: true });
    await rm(guard, { force: true });
  } else if (await isLeftBehind(guard)) {
    await rm(guard, { force: true });
  } else if (Date.now() > until) {
    throw heldBy(await holderOf(guard), guard, what);
  } else {
    await sleep(RETRY_MS);
  }
};

const heldBy = (holder: ProcessIdentity | undefined, lock: string, what: string): ListingLintError => {
  const who = holder === undefined ? 'another run' : `another run (process ${holder.pid})`;
  return new ListingLintError(
    'output-failed',
    `${who} is at work on ${what}: wait for it, or, if there is none, remove ${lock}`,
  );
};

const isLeftBehind = async (lock: string): Promise<boolean> => {
  const age = await stat(lock).then(
    ({ mtimeMs }) => Date.now() - mtimeMs,
    () => undefined,
  );
  if (age === undefined) return false;
  const holder = await holderOf(lock);
  if (holder === undefined) return age > EMPTY_MS;
  return hasEnded(holder) ?? age > SILENT_MS;
};

const holderOf = async (lock: string): Promise<ProcessIdentity | undefined> => {
  try {
    return holderSchema.safeParse(
      JSON.parse(await readText(lock, { maxBytes: MAX_LOCK_BYTES, within: ANYWHERE, links: 'refuse' })),
    ).data;
  } catch {
    return undefined;
  }
};

const touch = (lock: string): Promise<void> => utimes(lock, new Date(), new Date()).catch(() => undefined);
