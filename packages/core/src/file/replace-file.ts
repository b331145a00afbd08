// biome-ignore lint/style/noRestrictedImports: a folder is opened, and nothing read of it
import { appendFile, chmod, chown, lstat, mkdir, open, realpath, rename, rm, stat, writeFile } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { FileRefusal, systemFault } from './file-fault.ts';
import { boundFault, type PathBound } from './path-bound.ts';
import { ownedName, sweepUnfinished, UNFINISHED } from './unfinished.ts';
import { utf8Of } from './utf8.ts';

/** Where the new content of a file lies until it takes its place: beside it, hidden, always the same, so that what a killed process left is found. */
export const temporaryOf = (file: string): string => join(dirname(file), `.${basename(file)}${UNFINISHED}`);

export interface ReplaceOptions {
  /** How far the path may lead: see `PathBound`. */
  readonly within: PathBound;
  /** Of a new file; 0o666 less the umask unless told. */
  readonly mode?: number;
  /** No lock is held, so that another process may write the same file at the same time: the last one wins. */
  readonly unlocked?: boolean;
}

/**
 * Writes a file so that it is there whole or as it was, whatever happens to process or machine; folders are made. A file that is there keeps
 * mode and owner, a new one gets `mode`; a link is written through. Throws a `FileRefusal` where the path leads out of `within`, and
 * `output-failed` for faults of the operating system (see `systemFault`). Only one process may write to a file at a time (`withLock`) unless it says
 * `unlocked`. (write-file-atomic does not look how much was written: on a full disk it puts half a file in the place of the old one.)
 */
export const replaceFile = async (file: string, bytes: string | Uint8Array, options: ReplaceOptions): Promise<void> => {
  const laid = await layBeside(file, bytes, options);
  await laid.take();
};

/** The new content of a file, on the disk beside it. */
export interface LaidBeside {
  /** Absolute. */
  readonly temporary: string;
  /** Lets it take the file's place, in one step. */
  readonly take: () => Promise<void>;
  /** Takes it away; the file stays as it is. */
  readonly drop: () => Promise<void>;
}

/** The first half of `replaceFile`, for who has a look at what lies on the disk before it takes the file's place. */
export const layBeside = (file: string, bytes: string | Uint8Array, options: ReplaceOptions): Promise<LaidBeside> =>
  namingFile(file, () => laidBeside(file, bytes, options));

const laidBeside = async (
  file: string,
  bytes: string | Uint8Array,
  { within, mode = 0o666, unlocked = false }: ReplaceOptions,
): Promise<LaidBeside> => {
  refuseOutOfBounds(file, within);
  await mkdir(dirname(file), { recursive: true });
  const target = await realpath(file).catch(() => file);
  const known = await stat(target).catch(() => undefined);
  if (unlocked) await sweepOnce(dirname(target));
  const temporary = unlocked ? join(dirname(target), ownedName(basename(target))) : temporaryOf(target);
  // What lies there may be a link that somebody else has laid: it is taken away, not written through.
  const drop = (): Promise<void> => rm(temporary, { force: true });
  await drop();
  const orDrop = async (work: () => Promise<void>): Promise<void> => {
    try {
      await work();
    } catch (error) {
      await drop();
      throw error;
    }
  };
  await orDrop(async () => {
    await writeFile(temporary, typeof bytes === 'string' ? utf8Of(bytes) : bytes, { flag: 'wx', mode, flush: true });
    if (known !== undefined) {
      // Only the administrator may give a file away, and only for them it is somebody else's.
      await chown(temporary, known.uid, known.gid).catch(() => undefined);
      await chmod(temporary, known.mode & 0o7777);
    }
  });
  const take = async (): Promise<void> => {
    await namingFile(file, () => orDrop(() => rename(temporary, target)));
    await syncFolder(dirname(target));
  };
  return { temporary, take, drop };
};

const swept = new Set<string>();
const sweepOnce = async (folder: string): Promise<void> => {
  if (swept.has(folder)) return;
  swept.add(folder);
  await sweepUnfinished(folder);
};

/** Whether anything lies there, a link too. */
export const isThere = (path: string): Promise<boolean> =>
  lstat(path).then(
    () => true,
    () => false,
  );

/** Adds lines at the end of a file, and returns when they are on the disk. Throws a `FileRefusal` where the path leads out of a bound. */
export const appendDurably = async (file: string, text: string, within: PathBound): Promise<void> => {
  refuseOutOfBounds(file, within);
  await namingFile(file, () => appendFile(file, text, { flush: true }));
};

/** Does the work; a fault of the operating system in it names the file. */
const namingFile = async <T>(file: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    throw systemFault(error, file) ?? error;
  }
};

/** Throws a `FileRefusal` where a file that would be written at an absolute path would not be within a bound. */
const refuseOutOfBounds = (file: string, within: PathBound): void => {
  const fault = boundFault(file, within);
  if (fault !== undefined) throw new FileRefusal(fault.code, fault.message);
};

/** A name is safe once its folder is; systems that cannot do that do it themselves. */
const syncFolder = async (folder: string): Promise<void> => {
  const handle = await open(folder, 'r').catch(() => undefined);
  await handle?.sync().catch(() => undefined);
  await handle?.close();
};
