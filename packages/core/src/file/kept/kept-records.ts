import { createHash } from 'node:crypto';
import {
  closeSync,
  constants,
  fstatSync,
  mkdirSync,
  openSync,
  readdirSync,
  readSync,
  statSync,
  unlinkSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { noteDamaged } from '../seen-files.ts';
import { KeptPlaces, type RecordPlace } from './kept-places.ts';

/** Small records by the SHA-256 (hex) of what they were made from: on disk; in memory where each lies, and no more. */
export interface KeptRecords {
  readonly has: (content: string) => boolean;
  /** Keeps a record of at most 64 KB, where none is kept yet. */
  readonly put: (content: string, record: Buffer) => void;
  /** Undefined where none is kept, or it is damaged, which is looked at when it is read first: a search reads one of 20,000 again and again. Where it has room in `room`, it lies there until something else is read into it. */
  readonly get: (content: string, room?: Buffer) => Buffer | undefined;
  /** The same of its last bytes, from where `start` says by its length: of a record that was read before no others are read. */
  readonly tail: (content: string, start: (length: number) => number, room?: Buffer) => Buffer | undefined;
  readonly close: () => void;
}

const CONTENT_BYTES = 32;
const CHECK_BYTES = 8;
/** Content, checksum of the record, its length. */
const HEAD = CONTENT_BYTES + CHECK_BYTES + 4;
const LONGEST_RECORD = 1 << 16;
const NAME = /^[0-9a-z]+-\d+-\d+\.[a-z]+-\d+$/;
/** Beyond so many bytes, or files, the oldest are taken away. */
const MOST_BYTES = 300e6;
const MOST_FILES = 64;

/**
 * Opens the records of a kind that are kept; each process adds a file of its own, so that none waits for another. What is damaged counts as not there, and is counted for `--stats`.
 * `kind` are small letters and a version, for records of another version are taken away: `features-1`. They lie below the system's temporary folder unless
 * told otherwise; without a folder, or where it cannot be written, what is put is held in memory.
 */
export const openKeptRecords = (kind: string, folder: string | undefined = userFolder(kind)): KeptRecords => {
  const places = new KeptPlaces();
  const held = new Map<string, Buffer>();
  const opened = folder === undefined ? [] : [...openFiles(folder, kind)];
  for (const file of opened) for (const [content, place] of recordsIn(file)) places.set(content, place);
  let own: { readonly file: number; end: number } | undefined;
  let isWritable = folder !== undefined;
  const write = (content: string, bytes: Buffer): boolean => {
    if (!isWritable || folder === undefined || bytes.length > LONGEST_RECORD) return false;
    try {
      own ??= { file: openSync(join(folder, newName(kind)), 'wx+', 0o600), end: 0 };
      const head = Buffer.alloc(4);
      head.writeUInt32LE(bytes.length);
      const record = Buffer.concat([Buffer.from(content, 'hex'), checkOf(bytes), head, bytes]);
      for (let done = 0; done < record.length; )
        done += writeSync(own.file, record, done, record.length - done, own.end + done);
      places.set(content, { file: own.file, at: own.end + HEAD, length: bytes.length });
      own.end += record.length;
      return true;
    } catch {
      isWritable = false;
      return false;
    }
  };
  const get = (content: string, room?: Buffer): Buffer | undefined => {
    const place = places.get(content);
    if (place === undefined) return held.get(content);
    const record = readRecord(place, places.isSound(content), room);
    if (record === undefined) {
      places.delete(content);
      noteDamaged();
    } else places.noteSound(content);
    return record;
  };
  return {
    has: (content) => places.has(content) || held.has(content),
    put: (content, record) => {
      if (places.has(content) || held.has(content)) return;
      if (!write(content, record)) held.set(content, record);
    },
    get,
    tail: (content, start, room) => {
      const place = places.sound(content);
      if (place === undefined) {
        const record = get(content, room);
        return record?.subarray(start(record.length));
      }
      const first = start(place.length);
      const length = place.length - first;
      const bytes = room !== undefined && room.length >= length ? room.subarray(0, length) : Buffer.alloc(length);
      return readSync(place.file, bytes, 0, length, place.at + first) < length ? undefined : bytes;
    },
    close: () => {
      places.clear();
      isWritable = false;
      for (const file of [...opened.splice(0), ...(own === undefined ? [] : [own.file])]) closeSync(file);
      own = undefined;
    },
  };
};

const checkOf = (bytes: Buffer): Buffer => createHash('sha256').update(bytes).digest().subarray(0, CHECK_BYTES);

let made = 0;
const newName = (kind: string): string => `${Date.now().toString(36)}-${process.pid}-${made++}.${kind}`;

/** A folder of the temporary one that is ours alone; undefined where it is not. */
const userFolder = (kind: string): string | undefined => {
  const user = process.getuid?.();
  const folder = join(tmpdir(), `listing-lint-${user ?? 'user'}`, kind.replace(/-\d+$/, ''));
  try {
    mkdirSync(folder, { recursive: true, mode: 0o700 });
    const isOurs = [join(folder, '..'), folder].every((each) => {
      const { uid, mode } = statSync(each);
      return user === undefined || (uid === user && (mode & 0o022) === 0);
    });
    return isOurs ? folder : undefined;
  } catch {
    return undefined;
  }
};

/** Opens what lies there, the oldest first; what is too much is taken away. */
const openFiles = (folder: string, kind: string): readonly number[] => {
  try {
    const names = readdirSync(folder).filter((name) => NAME.test(name));
    const files = names
      .map((name) => ({
        path: join(folder, name),
        isOf: name.endsWith(`.${kind}`),
        stats: statSync(join(folder, name)),
      }))
      .sort((a, b) => b.stats.mtimeMs - a.stats.mtimeMs);
    let [bytes, count] = [0, 0];
    const kept: string[] = [];
    for (const { path, isOf, stats } of files) {
      bytes += stats.size;
      count++;
      if (isOf && bytes <= MOST_BYTES && count <= MOST_FILES) kept.push(path);
      else unlinkSync(path);
    }
    return kept.reverse().map((path) => openSync(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0)));
  } catch {
    return [];
  }
};

/** Where the whole records of a file lie; the last one of a killed process is not whole. */
const recordsIn = function* (file: number): Generator<readonly [string, RecordPlace]> {
  const { size } = fstatSync(file);
  const head = Buffer.alloc(HEAD);
  for (let at = 0; at + HEAD <= size; ) {
    if (readSync(file, head, 0, HEAD, at) < HEAD) return;
    const length = head.readUInt32LE(CONTENT_BYTES + CHECK_BYTES);
    if (length > LONGEST_RECORD) noteDamaged();
    if (length > LONGEST_RECORD || at + HEAD + length > size) return;
    yield [head.toString('hex', 0, CONTENT_BYTES), { file, at: at + HEAD, length }];
    at += HEAD + length;
  }
};

const readRecord = ({ file, at, length }: RecordPlace, isSound: boolean, room?: Buffer): Buffer | undefined => {
  const whole = CHECK_BYTES + 4 + length;
  const bytes = room !== undefined && room.length >= whole ? room.subarray(0, whole) : Buffer.allocUnsafeSlow(whole);
  if (readSync(file, bytes, 0, bytes.length, at - CHECK_BYTES - 4) < bytes.length) return undefined;
  const record = bytes.subarray(CHECK_BYTES + 4);
  return isSound || checkOf(record).equals(bytes.subarray(0, CHECK_BYTES)) ? record : undefined;
};
