import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeTemporaryFolder } from './temporary-folder.ts';

/** A file whose bytes are exchanged: to make one anew each time would take as long again. */
class NamedBytes {
  readonly path: string;
  readonly #file: number;

  constructor(path: string) {
    this.path = path;
    this.#file = openSync(path, 'wx', 0o600);
  }

  put(bytes: Uint8Array): void {
    for (let at = 0; at < bytes.length; ) at += writeSync(this.#file, bytes, at, bytes.length - at, at);
    ftruncateSync(this.#file, bytes.length);
  }

  close(): void {
    closeSync(this.#file);
  }
}

/** Of this thread; what a killed process leaves the next one takes away. */
let folder: Promise<string> | undefined;
const idle: NamedBytes[] = [];
let count = 0;

const makeFolder = async (): Promise<string> => {
  const { folder: made } = await makeTemporaryFolder('decode', tmpdir());
  process.once('exit', () => {
    for (const file of idle) file.close();
    rmSync(made, { recursive: true, force: true });
  });
  return made;
};

const anotherFile = async (): Promise<NamedBytes> => {
  folder ??= makeFolder();
  return new NamedBytes(join(await folder, `${++count}`));
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
