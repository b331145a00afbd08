import { fileSha256, fileSize, readBytes } from '@listing-lint/core/plugin';
import { LFS_POINTER_BYTES, lfsPointer } from '../../image/read/lfs-pointer.ts';

/** What a file holds, or the pointer of Git LFS in its place stands for. */
export interface FileContent {
  /** Hex. */
  readonly sha256: string;
  /** Of the file that lies there. */
  readonly bytes: number;
  readonly isPointer: boolean;
}

/** Content of a regular file in the folder `base`, both absolute; rejects as `readBytes` does. */
export const fileContent = async (file: string, base: string): Promise<FileContent> => {
  const bounds = { maxBytes: Number.MAX_SAFE_INTEGER, links: { inside: base } };
  const bytes = await fileSize(file, bounds);
  const pointer = bytes > LFS_POINTER_BYTES ? null : lfsPointer(await readBytes(file, bounds));
  const pointed = pointer?.sha256 ?? null;
  if (pointed !== null) return { sha256: pointed, bytes, isPointer: true };
  return { sha256: await fileSha256(file, bounds), bytes, isPointer: false };
};
