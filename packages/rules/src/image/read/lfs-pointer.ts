/** What Git LFS leaves in the place of a file that it keeps elsewhere. */
export interface LfsPointer {
  /** SHA-256 of the file that it stands for, hex; null where it names none. */
  readonly sha256: string | null;
}

/** A pointer is smaller: https://github.com/git-lfs/git-lfs/blob/main/docs/spec.md, read 2026-11-27. */
export const LFS_POINTER_BYTES = 1024;

const VERSION = 'version https://git-lfs.github.com/spec/';

/** The pointer that bytes are, by their beginning; null where they are none. */
export const lfsPointer = (bytes: Buffer): LfsPointer | null => {
  if (bytes.toString('latin1', 0, VERSION.length) !== VERSION) return null;
  const text = bytes.toString('latin1', 0, LFS_POINTER_BYTES);
  return { sha256: /^oid sha256:([0-9a-f]{64})$/m.exec(text)?.[1] ?? null };
};

/** Why a pointer is not what it stands for, and what to do. */
export const lfsFault = (what: string): string =>
  `a Git LFS pointer stands in place of the ${what}: fetch it (git lfs pull)`;
