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
  const code = faultCode(error);
  // Such a name comes to us with marks where its bytes are none.
  if (code === 'ENOENT' && error instanceof Error && 'path' in error && String(error.path).includes('\uFFFD'))
    return 'no such file, or a name that is no UTF-8: rename it';
  return FAULTS[code] ?? (code || (error instanceof Error ? error.message : 'unknown reason'));
};

/** `true` where there is no such file. A link that leads nowhere is there. */
export const isMissingFile = (error: unknown): boolean => faultCode(error) === 'ENOENT';

export const faultCode = (error: unknown): string =>
  error instanceof Error && 'code' in error ? String(error.code) : '';

const FAULTS: { readonly [code: string]: string } = {
  ENOENT: 'no such file',
  EACCES: 'no permission',
  EPERM: 'no permission',
  EROFS: 'the file system is read-only',
  EISDIR: 'it is a folder',
  ENOTDIR: 'a part of the path is a file',
  EEXIST: 'a part of the path is a file',
  ENOSPC: 'no space left',
  EDQUOT: 'no space left',
  EFBIG: 'the file would be too large',
  EIO: 'the disk fails',
  EMFILE: 'too many files are open',
  ELOOP: 'it is a link that leads in a circle',
  ENXIO: 'it is a socket or a device, not a file',
  ENAMETOOLONG: 'its name is too long',
};
