import { isKnownError, ListingLintError, type Problem } from '../model/error.ts';

/** A file that is there and is not read: what it is instead, or how large. Raised before anything of it is read. */
export class FileRefusal extends Error {
  readonly code: 'not-a-file' | 'file-too-large' | 'link-not-followed' | 'out-of-bounds' | 'in-git' | 'not-utf8';
  /** Size of the file, where that is what is wrong. */
  readonly bytes: number;
  constructor(code: FileRefusal['code'], message: string, bytes = 0) {
    super(message);
    this.bytes = bytes;
    this.name = 'FileRefusal';
    this.code = code;
  }
}

/** Why a file cannot be read or written, in words; the operating system's own message would name an absolute path. */
export const fileFault = (error: unknown): string => {
  if (error instanceof FileRefusal) return error.message;
  // The engine's own message about JSON quotes the text.
  if (error instanceof SyntaxError) return 'its text cannot be parsed';
  if (isKnownError(error)) return error.cause === undefined ? error.message : fileFault(error.cause);
  const code = faultCode(error);
  if (isUnmadeFolder(error)) return 'the file system is read-only, or the folder above is gone';
  // Such a name comes to us with marks where its bytes are none.
  if (code === 'ENOENT' && error instanceof Error && 'path' in error && String(error.path).includes('\uFFFD'))
    return 'no such file, or a name that is no UTF-8: rename it';
  return FAULTS[code] ?? (code || (error instanceof Error ? error.message : 'unknown reason'));
};

/** `true` where there is no such file. A link that leads nowhere is there. */
export const isMissingFile = (error: unknown): boolean => faultCode(error) === 'ENOENT';

export const faultCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

/** Node's recursive `mkdir` rejects with ENOENT on a read-only file system. */
const isUnmadeFolder = (error: unknown): boolean =>
  isMissingFile(error) && error instanceof Error && 'syscall' in error && error.syscall === 'mkdir';

/**
 * Returns the known error for a fault of the operating system (no space, no permission, too many open files), with its path and what to do; `undefined` for
 * every other error. `path`: the file that was written, where the error does not name it (ENOSPC) or names a temporary one.
 */
export const systemFault = (error: unknown, path?: string): ListingLintError | undefined => {
  const problems = adviceOn(error);
  if (!(error instanceof Error && 'syscall' in error) || problems.length === 0) return undefined;
  const named =
    'path' in error && typeof error.path === 'string' ? error.path : `the call ${String(error.syscall)} failed`;
  const what = path === undefined ? named : `cannot write ${path}`;
  return new ListingLintError('output-failed', `${what}: ${fileFault(error)}`, problems, { cause: error });
};

/** Returns the error `output-failed` for a file or folder that could not be written, with the reason and what to do; `name` is how the user knows it. A known error of
 * another cause than the operating system stays as it is. */
export const outputFault = (name: string, error: unknown): ListingLintError => {
  const cause = isKnownError(error) ? error.cause : error;
  if (isKnownError(error) && adviceOn(cause).length === 0) return error;
  return new ListingLintError('output-failed', `cannot write ${name}: ${fileFault(cause)}`, adviceOn(cause), { cause });
};

const adviceOn = (error: unknown): readonly Problem[] => {
  const advice = ADVICE[isUnmadeFolder(error) ? 'EROFS' : faultCode(error)];
  return advice === undefined ? [] : [{ message: advice }];
};

const OPEN_FILES = 'raise the limit of open files (`ulimit -n 4096`) and run the command again';

/** What to do about faults that the program cannot prevent, by code. */
const ADVICE: { readonly [code: string]: string } = {
  ENOSPC: 'free space on its disk, or write to another one, and run the command again',
  EDQUOT: 'free space within your quota, or write to another disk, and run the command again',
  EFBIG: 'write to a file system that allows larger files',
  EROFS: 'write to another folder, or mount the file system for writing',
  EACCES: 'give this user permission to write there, or write to another folder',
  EPERM: 'give this user permission to write there, or write to another folder',
  EMFILE: OPEN_FILES,
  ENFILE: OPEN_FILES,
  ENOMEM: 'end other programs, or use a machine with more memory',
  EIO: 'check the disk: what is on it may be damaged',
  EBUSY: 'end the program that has it open',
  ESTALE: 'mount the network folder again',
};

const FAULTS: { readonly [code: string]: string } = {
  ENOENT: 'no such file',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left in the disk quota',
  EFBIG: 'the file would be too large',
  EIO: 'the disk fails',
  EMFILE: 'too many files are open',
  ENFILE: 'too many files are open on this machine',
  ENOMEM: 'no memory left',
  EBUSY: 'another program uses it',
  ETXTBSY: 'another program uses it',
  ESTALE: 'its network folder is gone',
  ELOOP: 'it is a link that leads in a circle',
  ENXIO: 'it is a socket or a device, not a file',
  ENAMETOOLONG: 'its name is too long',
};
