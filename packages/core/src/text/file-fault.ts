/** Why the operating system refused a file, in words; its own message would name an absolute path. */
export const fileFault = (error: unknown): string => {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  return FAULTS[code] ?? (code || (error instanceof Error ? error.message : 'unknown reason'));
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
  EMFILE: 'too many files are open',
  ELOOP: 'it is a link that leads in a circle',
};
