import { fileDigest, readBytes, sha256 } from '@listing-lint/core/plugin';
import { LFS_POINTER_BYTES, lfsPointer } from '@listing-lint/rules/image';

/** What a file holds, or the pointer of Git LFS in its place stands for. */
export interface FileContent {
  /** Hex. */
  readonly sha256: string;
  /** Of the file that lies there. */
  readonly bytes: number;
  readonly isPointer: boolean;
}

/** Content of a regular file in the folder `base`, both absolute; rejects as `readBytes` does. Links within the folder are followed unless refused. */
export const fileContent = async (file: string, base: string, links?: 'refuse'): Promise<FileContent> => {
  const bounds = { maxBytes: Number.MAX_SAFE_INTEGER, within: base, ...(links !== undefined && { links }) };
  const digest = await fileDigest(file, bounds);
  if (digest.bytes > LFS_POINTER_BYTES) return { ...digest, isPointer: false };
  const read = await readBytes(file, bounds);
  const pointed = lfsPointer(read)?.sha256 ?? null;
  return { sha256: pointed ?? sha256(read), bytes: read.length, isPointer: pointed !== null };
};
