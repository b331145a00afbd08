import { closeSync, existsSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** A file whose bytes are exchanged: to make one anew each time would take as long again. */
class NamedBytes {
  readonly path: string;
  readonly #file: number;

  constructor(path: string, file: number) {
    this.path = path;
    this.#file = file;
  }

  /** Throws where there is no room for them, and holds none then. */
  put(bytes: Uint8Array): void {
    try {
      for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at, bytes.length - at, at);
      ftruncateSync(this.#file, bytes.length);
    } catch (cause) {
      ftruncateSync(this.#file, 0);
      throw cause;
    }
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Of this thread. */
const idle: NamedBytes[] = [];

/** Where a process can open what it has open by a name (Linux), the file has no other name: nothing is left of it however the process ends. */
const ownNameOf = (file: number): string => `/proc/self/fd/${file}`;

const anotherFile = async (): Promise<NamedBytes> => {
  const { folder, remove } = await makeTemporaryFolder('decode', tmpdir());
  const path = join(folder, 'bytes');
  const file = openSync(path, 'wx', 0o600);
  if (existsSync(ownNameOf(file))) {
    await remove();
    return new NamedBytes(ownNameOf(file), file);
  }
  const named = new NamedBytes(path, file);
  // What a killed process leaves the next one takes away.
  if (left.length === 0) process.once('exit', takeAway);
  left.push({ named, folder });
  return named;
};

/** Files that have a name in a folder. */
const left: { readonly named: NamedBytes; readonly folder: string }[] = [];
const takeAway = (): void => {
  for (const { named, folder } of left) {
    named.close();
    rmSync(folder, { recursive: true, force: true });
  }
};

/**
 * Does work that needs a name with bytes that are at hand: they lie in a file below the system's folder for temporary files until it is done, of which there is one
 * for each that is done at a time. Rejects as `work` does, and where nothing can be written there.
 */
export const withNamedBytes = async <T>(bytes: Uint8Array, work: (path: string) => Promise<T>): Promise<T> => {
  const file = idle.pop() ?? (await anotherFile());
  try {
    file.put(bytes);
    return await work(file.path);
  } finally {
    idle.push(file);
  }
};
