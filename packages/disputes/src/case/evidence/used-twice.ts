import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyPath, keyText } from '@listing-lint/core/plugin';
import type { FileFault, NamedFiles } from './check-file.ts';
import type { NamedFile } from './named-files.ts';

/** Where a file really lies; as it is named where nothing is there. */
export const realPath = (file: string): Promise<string> => realpath(file).catch(() => file);

/** What a file is put on record as: its place without the numbers of lists. */
const roleOf = (at: KeyPath): string => at.filter((key) => typeof key === 'string').join('.');

/** What was sent or said may hold any of the proofs. */
const isProof = (at: KeyPath): boolean => at[0] !== 'events';

/** Files of the other side: a copy that is ours byte for byte, or a picture of ours that they sent, is what the dispute is about. */
const isTheirs = (at: KeyPath): boolean => at[0] === 'accusation' || roleOf(at) === 'infringements.image.file';

/**
 * Files that stand for two proofs of different kinds, by the place of each but the first: one paper is not a certificate and a shooting record,
 * and an original that is the published picture was anybody's. One file may be the same proof of several works. A copy under another name is the same file:
 * what has as many bytes as another is hashed.
 */
export const usedTwice = async (
  named: readonly NamedFile[],
  root: string,
  files: NamedFiles,
): Promise<ReadonlyMap<string, FileFault>> => {
  const proofs = named.filter(({ at }) => isProof(at));
  const contents = await contentsOf(proofs, files);
  const firsts = new Map<string, KeyPath>();
  const found = new Map<string, FileFault>();
  for (const proof of proofs) {
    const { at, file } = proof;
    const keys = [await realPath(join(root, file)), ...(contents.get(proof) ?? [])];
    const first = keys
      .map((key) => firsts.get(key))
      .find((other) => other !== undefined && roleOf(other) !== roleOf(at));
    if (first !== undefined) {
      const message = `the same file stands under ${keyText(first)}, and one file is one proof`;
      found.set(keyText(at), { kind: 'refused', message });
    }
    for (const key of keys) if (!firsts.has(key)) firsts.set(key, at);
  }
  return found;
};

/** What proofs of ours hold, by the SHA-256 that the case gives and by that of the file where another has its size. */
const contentsOf = async (
  proofs: readonly NamedFile[],
  { sizeOf, sha256Of }: NamedFiles,
): Promise<ReadonlyMap<NamedFile, readonly string[]>> => {
  const contents = new Map<NamedFile, string[]>();
  const bySize = new Map<number, NamedFile[]>();
  for (const proof of proofs) {
    if (isTheirs(proof.at)) continue;
    contents.set(proof, proof.sha256 === null ? [] : [`sha256 ${proof.sha256}`]);
    const size = await sizeOf(proof.file);
    if (size === null) continue;
    const alike = bySize.get(size);
    if (alike === undefined) bySize.set(size, [proof]);
    else alike.push(proof);
  }
  for (const alike of bySize.values()) {
    if (new Set(alike.map(({ at }) => roleOf(at))).size < 2) continue;
    for (const proof of alike) {
      const hash = await sha256Of(proof.file);
      if (hash !== null) contents.get(proof)?.push(`sha256 ${hash}`);
    }
  }
  return contents;
};
