import { closeSync, openSync, readSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { withTemporaryFolder } from './temporary-folder.ts';

/** Bytes on disk for as long as it is open, one behind the other. */
export interface ScratchFile {
  /** Where they lie; undefined where there is no room for them, or they cannot be written. */
  readonly put: (bytes: Uint8Array) => number | undefined;
  /** Fills `into` from there; false where that cannot be read. */
  readonly read: (at: number, into: Uint8Array) => boolean;
  readonly close: () => Promise<void>;
}

/** A file in a temporary folder of its own, which goes with it; at most so many bytes. `purpose` are small letters. Where none can be made nothing has room. */
export const openScratchFile = async (purpose: string, mostBytes: number): Promise<ScratchFile> => {
  let [file, room, end]: [number | undefined, number, number] = [undefined, mostBytes, 0];
  let finish = (): void => undefined;
  const finished = new Promise<void>((settle) => {
    finish = settle;
  });
  let gone: Promise<void> = Promise.resolve();
  await new Promise<void>((settle) => {
    gone = withTemporaryFolder(purpose, async (folder) => {
      file = openSync(join(folder, purpose), 'wx+', 0o600);
      settle();
      await finished;
    }).catch(() => settle());
  });
  return {
    put: (bytes) => {
      if (file === undefined || end + bytes.length > room) return undefined;
      const at = end;
      try {
        for (let done = 0; done < bytes.length; ) done += writeSync(file, bytes, done, bytes.length - done, at + done);
      } catch {
        room = 0;
        return undefined;
      }
      end += bytes.length;
      return at;
    },
    read: (at, into) => {
      try {
        return file !== undefined && readSync(file, into, 0, into.length, at) === into.length;
      } catch {
        return false;
      }
    },
    close: async () => {
      if (file !== undefined) closeSync(file);
      file = undefined;
      finish();
      await gone;
    },
  };
};
