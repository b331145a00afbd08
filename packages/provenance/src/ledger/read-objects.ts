import { join } from 'node:path';
import { fileFault, fileSize } from '@listing-lint/core/plugin';
import { lfsFault } from '@listing-lint/rules/image';
import { fileContent } from './file-content.ts';
import { listOwnFolder } from './own-folder.ts';
import type { KeptEntry, LedgerFault } from './read-ledger.ts';
import { objectPath } from './write-ledger.ts';

/** The archived copies below `objects/` of a ledger. */
export interface StoredObjects {
  /** Bytes of each copy that is as it was archived, by its SHA-256. */
  readonly sizes: ReadonlyMap<string, number>;
  readonly faults: readonly LedgerFault[];
}

export interface ReadObjectsOptions {
  /** `true`: every copy is hashed. `false`: a copy of the size that an entry states is taken for undamaged, and only others are hashed. */
  readonly hash: boolean;
}

const AT_ONCE = 8;

/**
 * Compares each archived copy in a ledger's folder (absolute) with its name. Links are not followed. A Git LFS pointer is a fault only where every copy is
 * hashed.
 */
export const readObjects = async (
  folder: string,
  entries: Iterable<KeptEntry>,
  { hash }: ReadObjectsOptions,
): Promise<StoredObjects> => {
  const { hashes, faults } = await objectNames(folder);
  const stated = hash || hashes.length === 0 ? new Set<string>() : statedSizes(entries);
  const sizes = new Map<string, number>();
  const readOne = async (sha256: string): Promise<void> => {
    const path = objectPath(sha256);
    const file = join(folder, path);
    try {
      if (!hash) {
        const bytes = await fileSize(file, { maxBytes: Number.MAX_SAFE_INTEGER, within: folder, links: 'refuse' });
        if (stated.has(`${sha256} ${bytes}`)) return void sizes.set(sha256, bytes);
      }
      const content = await fileContent(file, folder, 'refuse');
      if (content.sha256 !== sha256) faults.push({ path, message: `its SHA-256 is ${content.sha256}: it is damaged` });
      else if (!content.isPointer) sizes.set(sha256, content.bytes);
      else if (hash) faults.push({ path, message: `it cannot be read: ${lfsFault('file')}` });
    } catch (error) {
      faults.push({ path, message: `it cannot be read: ${fileFault(error)}` });
    }
  };
  for (let start = 0; start < hashes.length; start += AT_ONCE)
    await Promise.all(hashes.slice(start, start + AT_ONCE).map(readOne));
  return { sizes, faults: faults.sort((a, b) => (a.path < b.path ? -1 : 1)) };
};

/** `SHA-256 bytes` of every file that entries name. */
const statedSizes = (entries: Iterable<KeptEntry>): Set<string> => {
  const stated = new Set<string>();
  for (const { entry } of entries) {
    const files = entry.type === 'picture' ? [entry.file, ...entry.documents] : entry.documents;
    for (const { sha256, bytes } of files) stated.add(`${sha256} ${bytes}`);
  }
  return stated;
};

/** SHA-256 of every copy by its name, and what else is in the folder. */
const objectNames = async (folder: string): Promise<{ hashes: readonly string[]; faults: LedgerFault[] }> => {
  const hashes: string[] = [];
  const faults: LedgerFault[] = [];
  const groups = await listOwnFolder(join(folder, 'objects'));
  if (typeof groups === 'string') return { hashes, faults: [{ path: 'objects', message: groups }] };
  for (const group of groups) {
    const path = `objects/${group.name}`;
    const found = /^[0-9a-f]{2}$/.test(group.name)
      ? await listOwnFolder(join(folder, path))
      : 'its name is not that of one';
    if (typeof found === 'string') {
      faults.push({ path, message: `it is no folder of archived copies: ${found}` });
      continue;
    }
    for (const { name } of found) {
      if (/^[0-9a-f]{64}$/.test(name) && name.startsWith(group.name)) hashes.push(name);
      else faults.push({ path: `${path}/${name}`, message: 'it is no archived copy: its name is not that of one' });
    }
  }
  return { hashes, faults };
};
