import { isUtf8 } from 'node:buffer';
import { createHash } from 'node:crypto';
import { closeSync, fstatSync, lstatSync, read, readSync, type Stats, statSync } from 'node:fs';
import { FileRefusal } from './file-fault.ts';
import { type OpenBounds, openFound, openFoundSync } from './open-within.ts';
import { noteRead, noteSeen } from './seen-files.ts';

export interface ReadBounds extends OpenBounds {
  /** A larger file is refused before it is read. */
  readonly maxBytes: number;
  /** So many bytes of the beginning are enough, however large the file is. */
  readonly first?: number;
}

/** Of what we write and read again (baseline, registry, cache): what still fits into one string. */
export const MAX_DATA_BYTES = 500_000_000;

/**
 * The bytes of a regular file. This and its synchronous twin are the only places that open a file of the user's: a pipe or a device is
 * never waited for, no path leads out of `bounds.within`, and the size is known before the first byte is read. Throws a
 * `FileRefusal`, or the operating system's error; `fileFault` puts both into words.
 */
export const readBytes = async (file: string, bounds: ReadBounds): Promise<Buffer> => {
  const descriptor = await openFound(file, bounds);
  try {
    const { first } = bounds;
    const whole = sizeOf(file, fstatSync(descriptor), first === undefined ? bounds.maxBytes : Number.POSITIVE_INFINITY);
    const size = Math.min(first ?? whole, whole);
    const bytes = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const bytesRead = await readAt(descriptor, bytes.subarray(filled), filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    noteRead(filled);
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
};

/** As `readBytes`, at once. */
export const readBytesSync = (file: string, bounds: ReadBounds): Buffer => {
  const descriptor = openFoundSync(file, bounds);
  try {
    const { first } = bounds;
    const whole = sizeOf(file, fstatSync(descriptor), first === undefined ? bounds.maxBytes : Number.POSITIVE_INFINITY);
    const size = Math.min(first ?? whole, whole);
    const bytes = Buffer.allocUnsafe(size);
    let filled = 0;
    while (filled < size) {
      const bytesRead = readSync(descriptor, bytes, filled, size - filled, filled);
      if (bytesRead === 0) break;
      filled += bytesRead;
    }
    noteRead(filled);
    return bytes.subarray(0, filled);
  } finally {
    closeSync(descriptor);
  }
};

/** Size of a regular file in bytes (see `readBytes`), of which nothing is read. */
export const fileSize = async (file: string, bounds: ReadBounds): Promise<number> => {
  const descriptor = await openFound(file, bounds);
  try {
    return sizeOf(file, fstatSync(descriptor), bounds.maxBytes);
  } finally {
    closeSync(descriptor);
  }
};

/** Whether a folder lies there, and no link to one: of that there are no bytes. At once: to open it, only to be told so, takes ten times as long. */
export const isFolderSync = (file: string): boolean => {
  try {
    const stats = lstatSync(file);
    if (!stats.isDirectory()) return false;
    noteSeen(file, stats);
    return true;
  } catch {
    return false;
  }
};

const CHUNK_BYTES = 1 << 20;
const STREAM_BYTES = 1 << 16;

/** Chunks that no read uses, as many as were read side by side: to allocate one for each file takes half as long as to hash 200 KB. */
const spare: Buffer[] = [];

/** SHA-256 of a regular file (see `readBytes`), hex. A chunk of it is in memory at a time. */
export const fileSha256 = async (file: string, bounds: ReadBounds): Promise<string> =>
  (await fileDigest(file, bounds)).sha256;

/** As `fileSha256`, with the size of the file in bytes. */
export const fileDigest = async (
  file: string,
  bounds: ReadBounds,
): Promise<{ readonly sha256: string; readonly bytes: number }> => {
  const descriptor = await openFound(file, bounds);
  try {
    const size = sizeOf(file, fstatSync(descriptor), bounds.maxBytes);
    const hash = createHash('sha256');
    const chunk = spare.pop() ?? Buffer.allocUnsafe(CHUNK_BYTES);
    for (let done = 0; done < size; ) {
      const bytesRead = await readAt(descriptor, chunk.subarray(0, size - done), done);
      if (bytesRead === 0) break;
      hash.update(chunk.subarray(0, bytesRead));
      done += bytesRead;
    }
    spare.push(chunk);
    noteRead(size);
    return { sha256: hash.digest('hex'), bytes: size };
  } finally {
    closeSync(descriptor);
  }
};

/** In which a file is hashed at once. */
let room: Buffer | undefined;

/** The same at once: of thousands of small files a quarter of the time, and of none of them anything stays in memory. */
export const fileSha256Sync = (file: string, bounds: ReadBounds): string => {
  const descriptor = openFoundSync(file, bounds);
  try {
    const size = sizeOf(file, fstatSync(descriptor), bounds.maxBytes);
    const hash = createHash('sha256');
    room ??= Buffer.alloc(STREAM_BYTES);
    for (let done = 0; done < size; ) {
      const bytesRead = readSync(descriptor, room, 0, Math.min(room.length, size - done), done);
      if (bytesRead === 0) break;
      hash.update(room.subarray(0, bytesRead));
      done += bytesRead;
    }
    noteRead(size);
    return hash.digest('hex');
  } finally {
    closeSync(descriptor);
  }
};

/** A regular file in chunks of up to 64 KB (see `readBytes`), from byte `from` up to `to`, the end unless told: one is in memory at a time. */
export async function* fileChunks(
  file: string,
  { from = 0, to = Number.POSITIVE_INFINITY, ...bounds }: ReadBounds & { readonly from?: number; readonly to?: number },
): AsyncGenerator<Buffer> {
  const descriptor = await openFound(file, bounds);
  try {
    const end = Math.min(to, sizeOf(file, fstatSync(descriptor), bounds.maxBytes));
    for (let at = from; at < end; ) {
      const chunk = Buffer.allocUnsafe(Math.min(STREAM_BYTES, end - at));
      const bytesRead = await readAt(descriptor, chunk, at);
      if (bytesRead === 0) break;
      noteRead(bytesRead);
      at += bytesRead;
      yield chunk.subarray(0, bytesRead);
    }
  } finally {
    closeSync(descriptor);
  }
}

/** The text of a regular file (see `readBytes`), which has to be UTF-8: what is not would be read as something else in silence. */
export const readText = async (file: string, bounds: ReadBounds): Promise<string> =>
  textOf(await readBytes(file, bounds));

/** As `readText`, at once. */
export const readTextSync = (file: string, bounds: ReadBounds): string => textOf(readBytesSync(file, bounds));

const textOf = (bytes: Buffer): string => {
  if (isUtf8(bytes)) return bytes.toString('utf8');
  const isWide = (bytes[0] === 0xff && bytes[1] === 0xfe) || (bytes[0] === 0xfe && bytes[1] === 0xff);
  const what = isWide ? 'in UTF-16' : `no UTF-8 text (line ${lineOfFault(bytes)})`;
  throw new FileRefusal('not-utf8', `it is ${what}: save it as UTF-8`);
};

/** The line, from 1, up to which a text that is not UTF-8 is. */
const lineOfFault = (bytes: Buffer): number => {
  let line = 1;
  for (let start = 0; ; line++) {
    const end = bytes.indexOf(0x0a, start);
    if (end < 0 || !isUtf8(bytes.subarray(start, end))) return line;
    start = end + 1;
  }
};

/** How many bytes were read from byte `at` of a file on. */
const readAt = (descriptor: number, into: Buffer, at: number): Promise<number> =>
  new Promise((resolve, reject) => {
    read(descriptor, into, 0, into.length, at, (error, bytesRead) =>
      error === null ? resolve(bytesRead) : reject(error),
    );
  });

const sizeOf = (file: string, stats: Stats, maxBytes: number): number => {
  noteSeen(file, stats);
  if (!stats.isFile()) {
    // Node 20 resolves the links of a module's path wrongly right after a pipe was looked at (`realpathSync` reads the result of the last stat).
    statSync(process.execPath, { throwIfNoEntry: false });
    throw new FileRefusal('not-a-file', kindOf(stats));
  }
  if (stats.size <= maxBytes) return stats.size;
  const message = `it has ${inWords(stats.size)}, more than the ${inWords(maxBytes)} that are read`;
  throw new FileRefusal('file-too-large', message, stats.size);
};

const kindOf = (stats: Stats): string => {
  if (stats.isDirectory()) return 'it is a folder';
  return `it is a ${stats.isFIFO() ? 'named pipe' : stats.isSocket() ? 'socket' : 'device'}, not a file`;
};

const inWords = (bytes: number): string => {
  if (bytes < 1000) return `${bytes} bytes`;
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1024)} KB` : `${(bytes / 1e6).toFixed(1)} MB`;
};
