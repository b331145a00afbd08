import { join, posix } from 'node:path';
import { isMissingFile, readBytes, sha256 } from '@listing-lint/core/plugin';
import { namedFiles } from '@listing-lint/disputes';
import { sniff } from '@listing-lint/rules/image';
import { pictureData } from '@listing-lint/rules/metadata';
import type { EvidenceSources } from './evidence-sources.ts';
import type { LedgerOfBundle } from './ledger-part.ts';
import { MOST_FILE_BYTES, type WantedFile } from './taken-files.ts';

/** Files that belong into the bundle, each path once: what is named before what only the ledger knows. */
export const wantedFiles = async (
  { root, pictures, case: dispute }: EvidenceSources,
  ledger: LedgerOfBundle | undefined,
): Promise<readonly WantedFile[]> => {
  const wanted = new Map<string, WantedFile>();
  const add = (path: string, what: string): void => {
    const normal = posix.normalize(path);
    if (!wanted.has(normal)) wanted.set(normal, { path: normal, what, ...NAMED });
  };
  for (const path of pictures) add(path, 'picture of ours');
  if (dispute !== undefined) {
    add(dispute.path, 'the case file');
    for (const { file, at } of namedFiles(dispute.value)) add(file, `named by the case: ${wordsOf(at)}`);
  }
  const hashes = ledger === undefined ? [] : await Promise.all(pictures.map((path) => hashesOf(root, path, ledger)));
  for (const file of ledger?.family(hashes.flat()) ?? []) {
    const known = wanted.get(file.path);
    // What is named is taken as it is; where it is gone, the ledger may keep what was archived of it.
    wanted.set(file.path, known === undefined ? file : { ...known, archived: file.archived });
  }
  return [...wanted.values()];
};

const NAMED = { archived: [], isOnlyArchived: false, mayBeLost: false } as const;

/** Under which hashes the ledger may know a picture file: its own, and those of files with the same compressed picture, whose metadata alone differ. */
export const knownHashes = (bytes: Buffer, entries: LedgerOfBundle['entries']): readonly string[] => {
  const data = pictureData(bytes, sniff(bytes, ''));
  const same = entries.flatMap(({ entry }) =>
    entry.type === 'picture' && data !== null && entry.imageDataSha256 === data ? [entry.file.sha256] : [],
  );
  return [...new Set([sha256(bytes), ...same])];
};

/** Of the file as it is; of one that is gone, what was archived under its path. */
const hashesOf = async (root: string, path: string, { entries }: LedgerOfBundle): Promise<readonly string[]> => {
  try {
    return knownHashes(await readBytes(join(root, path), { maxBytes: MOST_FILE_BYTES, within: root }), entries);
  } catch (error) {
    if (!isMissingFile(error)) return [];
    return entries.flatMap(({ entry }) =>
      entry.type === 'picture' && entry.file.path === posix.normalize(path) ? [entry.file.sha256] : [],
    );
  }
};

/** `works › shooting record` of `works.0.shootingRecord.file`. */
const wordsOf = (at: readonly (string | number)[]): string =>
  at
    .filter((key) => typeof key === 'string' && !['file', 'path', 'statement'].includes(key))
    .map((key) => String(key).replace(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`))
    .join(' › ');
