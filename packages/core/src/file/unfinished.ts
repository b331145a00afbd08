import { createHash, randomBytes } from 'node:crypto';
import { lstat, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { hasEnded, ownIdentity } from './process-identity.ts';

/** Ends what is not whole yet; hidden, so that no list of pictures takes it for one. */
export const UNFINISHED = '.ll-new';

/** Of a process of another machine, or one that cannot be told from a later one of its id: nothing is written for that long. */
const ABANDONED_AFTER_MS = 24 * 3_600_000;

const OWNED = /\.(\d+)-(\d+|x)-([0-9a-f]{8})-[0-9a-f]{8}\.ll-new$/;

/** A name for the unfinished content of a file that several processes may write at a time: it says whose it is. */
export const ownedName = (name: string): string => {
  const { pid, started } = ownIdentity();
  return `.${name}.${pid}-${started ?? 'x'}-${ownMachine()}-${randomBytes(4).toString('hex')}${UNFINISHED}`;
};

let machine: string | undefined;
const ownMachine = (): string => {
  machine ??= createHash('sha256').update(ownIdentity().machine).digest('hex').slice(0, 8);
  return machine;
};

/** Takes away what processes that are gone have not finished in a folder (absolute; not below it). Never throws: what cannot be taken away stays. */
export const sweepUnfinished = async (folder: string): Promise<void> => {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, pid, started, of] = (name.startsWith('.') && OWNED.exec(name)) || [];
    if (pid === undefined) continue;
    const file = join(folder, name);
    const owner = { pid: Number(pid), started: started === 'x' ? null : (started ?? null) };
    const isGone = of === ownMachine() && hasEnded({ ...owner, machine: ownIdentity().machine }) === true;
    if (isGone || (await isAbandoned(file))) await rm(file, { force: true }).catch(() => undefined);
  }
};

const isAbandoned = async (file: string): Promise<boolean> => {
  const known = await lstat(file).catch(() => undefined);
  return known !== undefined && Date.now() - known.mtimeMs > ABANDONED_AFTER_MS;
};
