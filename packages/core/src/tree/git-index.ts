import { join, resolve } from 'node:path';
import { ANYWHERE } from '../file/path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from '../file/read-file.ts';

/** What a repository tracks, from its top, with `/`. */
export interface GitIndex {
  /** Files and links. */
  readonly files: ReadonlySet<string>;
  /** Folders that hold one of these, at any depth. */
  readonly folders: ReadonlySet<string>;
  /** Folders whose content is of a repository of its own. */
  readonly submodules: ReadonlySet<string>;
}

const NONE: GitIndex = { files: new Set(), folders: new Set(), submodules: new Set() };

/**
 * What git tracks in a working tree, read from the index file itself: git would have to be there, and runs programs that a strange
 * repository names. `top` is absolute and holds `.git`, a folder or a file that leads to one. Without an index nothing is tracked. Throws an
 * `Error` for one that is no index, or of a version that is not known.
 */
export const readGitIndex = (top: string): GitIndex => {
  const folder = gitFolderOf(top);
  const oidBytes = oidBytesOf(folder);
  const files = new Set<string>();
  const submodules = new Set<string>();
  const add = (file: string): string | undefined => {
    const { entries, base } = parseIndex(readBytesSync(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }), oidBytes);
    // What a split index takes away of its base counts as tracked: it is looked at, which is the safe side.
    for (const { path, mode } of entries) {
      if ((mode & KIND) === SUBMODULE) submodules.add(path);
      else if ((mode & KIND) !== SPARSE_FOLDER) files.add(path);
    }
    return base;
  };
  const own = join(folder, 'index');
  try {
    const base = add(own);
    if (base !== undefined) add(join(folder, `sharedindex.${base}`));
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return NONE;
    throw error;
  }
  return { files, folders: foldersOf(files), submodules };
};

const KIND = 0o170000;
const SUBMODULE = 0o160000;
const SPARSE_FOLDER = 0o040000;

const foldersOf = (files: ReadonlySet<string>): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const file of files) {
    for (let cut = file.lastIndexOf('/'); cut > 0; cut = file.lastIndexOf('/', cut - 1)) {
      const folder = file.slice(0, cut);
      if (folders.has(folder)) break;
      folders.add(folder);
    }
  }
  return folders;
};

/** `.git`, or where it leads: in a linked working tree and in a submodule it is a file. */
const gitFolderOf = (top: string): string => {
  const path = join(top, '.git');
  const text = textOf(path);
  const [, target] = /^gitdir: (.*?)[\r\n]*$/.exec(text ?? '') ?? [];
  return target === undefined ? path : resolve(top, target);
};

/** Bytes of a name of an object: 20 of SHA-1, 32 of SHA-256, which the config of the repository says. */
const oidBytesOf = (folder: string): number => {
  const common = resolve(folder, textOf(join(folder, 'commondir'))?.trim() ?? '.');
  return /^\s*objectformat\s*=\s*"?sha256/im.test(textOf(join(common, 'config')) ?? '') ? 32 : 20;
};

const MAX_TEXT_BYTES = 1_000_000;

const textOf = (file: string): string | undefined => {
  try {
    return readBytesSync(file, { maxBytes: MAX_TEXT_BYTES, within: ANYWHERE }).toString('utf8');
  } catch {
    return undefined;
  }
};

interface IndexEntry {
  readonly path: string;
  readonly mode: number;
}

/** Times, device, inode, mode, owner and size, in front of an object's name. */
const STAT_BYTES = 40;
const MODE_AT = 24;

/** Entries of an index (gitformat-index, versions 2 to 4), and the name of the one that it builds on, where it is split. */
const parseIndex = (
  bytes: Buffer,
  oidBytes: number,
): { readonly entries: readonly IndexEntry[]; readonly base: string | undefined } => {
  const version = bytes.length >= 12 && bytes.toString('latin1', 0, 4) === 'DIRC' ? bytes.readUInt32BE(4) : 0;
  if (version < 2 || version > 4) throw new Error('not an index that git 2 writes');
  const entries: IndexEntry[] = [];
  let at = 12;
  let before: Buffer = Buffer.alloc(0);
  for (let left = bytes.readUInt32BE(8); left > 0; left--) {
    const flagsAt = at + STAT_BYTES + oidBytes;
    const isExtended = (bytes.readUInt16BE(flagsAt) & 0x4000) !== 0;
    let start = flagsAt + (isExtended ? 4 : 2);
    let kept = 0;
    if (version === 4) {
      const stripped = offsetAt(bytes, start);
      start = stripped.end;
      kept = before.length - stripped.value;
    }
    const end = bytes.indexOf(0, start);
    if (end < 0 || kept < 0) throw new Error('the index is cut');
    const path =
      kept > 0 ? Buffer.concat([before.subarray(0, kept), bytes.subarray(start, end)]) : bytes.subarray(start, end);
    entries.push({ path: path.toString('utf8'), mode: bytes.readUInt32BE(at + MODE_AT) });
    before = path;
    at = version === 4 ? end + 1 : at + ((end - at + 8) & ~7);
  }
  return { entries: entries.filter(({ path }) => path !== ''), base: baseOf(bytes, at, oidBytes) };
};

/** A number as packs write offsets: seven bits a byte, the highest first, each but the last one more than it says. */
const offsetAt = (bytes: Buffer, start: number): { readonly value: number; readonly end: number } => {
  let end = start;
  let byte = bytes.readUInt8(end++);
  let value = byte & 0x7f;
  while ((byte & 0x80) !== 0) {
    byte = bytes.readUInt8(end++);
    value = (value + 1) * 128 + (byte & 0x7f);
  }
  return { value, end };
};

/** Of the extensions behind the entries only `link` counts: the object name of the shared index. */
const baseOf = (bytes: Buffer, start: number, oidBytes: number): string | undefined => {
  for (let at = start; at + 8 + oidBytes <= bytes.length; at += 8 + bytes.readUInt32BE(at + 4)) {
    const data = at + 8;
    if (bytes.toString('latin1', at, at + 4) !== 'link') continue;
    const base = bytes.toString('hex', data, data + oidBytes);
    return /^0*$/.test(base) ? undefined : base;
  }
  return undefined;
};
