import { realpath } from 'node:fs/promises';
import { join } from 'node:path';
import { type KeyPath, keyText } from '@listing-lint/core/plugin';
import type { FileFault } from './check-file.ts';
import type { NamedFile } from './named-files.ts';

/** Where a file really lies; as it is named where nothing is there. */
export const realPath = (file: string): Promise<string> => realpath(file).catch(() => file);

/** What a file is put on record as: its place without the numbers of lists. */
const roleOf = (at: KeyPath): string => at.filter((key) => typeof key === 'string').join('.');

/** What was sent or said may hold any of the proofs. */
const isProof = (at: KeyPath): boolean => at[0] !== 'events';

/**
 * Files that stand for two proofs of different kinds, by the place of each but the first: one paper is not a certificate and a shooting record,
 * and an original that is the published picture was anybody's. One file may be the same proof of several works.
 */
export const usedTwice = async (named: readonly NamedFile[], root: string): Promise<ReadonlyMap<string, FileFault>> => {
  const firsts = new Map<string, KeyPath>();
  const found = new Map<string, FileFault>();
  for (const { at, file, sha256 } of named) {
    if (!isProof(at)) continue;
    const keys = [await realPath(join(root, file)), ...(sha256 === null ? [] : [`sha256 ${sha256}`])];
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
