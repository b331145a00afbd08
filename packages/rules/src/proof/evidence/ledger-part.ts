import { join } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import type { LedgerEntry, PictureEntry } from '../../provenance/entry/entry.ts';
import { leafHash } from '../../provenance/ledger/merkle.ts';
import { type KeptEntry, readLedgerEntries } from '../../provenance/ledger/read-ledger.ts';
import { type KeptSeal, readLedgerSeals } from '../../provenance/seal/read-seals.ts';
import { SEAL_FILE, SEALS } from '../../provenance/seal/seal-file.ts';
import type { BagFile } from './bag.ts';
import { inclusionPath, inclusionText } from './inclusion.ts';

/** A ledger as a bundle takes of it. */
export interface LedgerOfBundle {
  /** Paths of pictures that belong to the family of these, by the hashes of their files, and of the papers of all; and what they are. */
  readonly family: (hashes: readonly string[]) => ReadonlyMap<string, string>;
  /** Entries about these files, seals that cover them, and the way from each entry to the root of its seal, below `data/provenance`. */
  readonly files: (hashes: readonly string[]) => Promise<readonly BagFile[]>;
}

const MOST_RELATIVES = 200;
const MOST_FILE_BYTES = 200_000_000;

/** Opens a ledger (absolute folder). Entries that were changed are none. */
export const ledgerOfBundle = async (folder: string): Promise<LedgerOfBundle> => {
  const { entries } = await readLedgerEntries(folder);
  const { seals } = await readLedgerSeals(folder);
  const kept = [...entries.values()];
  const pictures = kept.flatMap(({ entry }) => (entry.type === 'picture' ? [entry] : []));
  return {
    family: (hashes) => pathsOf(kept, relatives(pictures, hashes)),
    files: async (hashes) => {
      const about = kept.filter(({ entry }) => isAbout(entry, relatives(pictures, hashes)));
      const parts = await Promise.all(about.map((each) => entryFiles(folder, each, seals, entries)));
      return [...new Map(parts.flat().map((file) => [file.path, file])).values()];
    },
  };
};

/** Hashes of files that a picture was made from, or that were made from it, however many steps away. */
const relatives = (pictures: readonly PictureEntry[], hashes: readonly string[]): ReadonlySet<string> => {
  const found = new Set(hashes);
  for (let before = 0; before !== found.size && found.size < MOST_RELATIVES; ) {
    before = found.size;
    for (const { file, parents } of pictures) {
      const isChild = parents.some(({ sha256 }) => found.has(sha256));
      if (isChild) found.add(file.sha256);
      if (found.has(file.sha256)) for (const { sha256 } of parents) found.add(sha256);
    }
  }
  return found;
};

const isAbout = (entry: LedgerEntry, hashes: ReadonlySet<string>): boolean =>
  entry.type === 'picture' ? hashes.has(entry.file.sha256) : entry.about.some(({ sha256 }) => hashes.has(sha256));

const pathsOf = (kept: readonly KeptEntry[], hashes: ReadonlySet<string>): ReadonlyMap<string, string> => {
  const paths = new Map<string, string>();
  for (const { entry } of kept) {
    if (!isAbout(entry, hashes)) continue;
    if (entry.type === 'picture') paths.set(entry.file.path, `${entry.stage} picture of the ledger`);
    for (const { path, kind } of entry.documents) paths.set(path, `paper of the ledger: ${kind}`);
  }
  return paths;
};

const HOME = 'data/provenance';

const entryFiles = async (
  folder: string,
  { address }: KeptEntry,
  seals: readonly KeptSeal[],
  entries: ReadonlyMap<string, KeptEntry>,
): Promise<readonly BagFile[]> => {
  const path = `entries/${address.slice(0, 2)}/${address}.json`;
  const bytesAt = (file: string): Promise<Buffer> =>
    readBytes(join(folder, file), { maxBytes: MOST_FILE_BYTES, links: 'refuse' });
  const files: BagFile[] = [{ path: `${HOME}/${path}`, bytes: await bytesAt(path) }];
  for (const { id, leaves, files: names } of seals) {
    const index = leaves.findIndex((leaf) => leaf.path === path);
    if (index < 0) continue;
    const hashes = await Promise.all(
      leaves.map(async (leaf) => entries.get(leaf.sha256)?.leaf ?? leafHash(await bytesAt(leaf.path))),
    );
    const seal = `${SEALS}/${id}/${SEAL_FILE}`;
    const proof = inclusionText(path, seal, inclusionPath(hashes, index));
    files.push({ path: `${HOME}/proofs/${address}.${id.slice(0, 16)}.txt`, bytes: Buffer.from(proof) });
    for (const name of names) {
      if (name === seal || /\.ts[rq]$/.test(name)) files.push({ path: `${HOME}/${name}`, bytes: await bytesAt(name) });
    }
  }
  return files;
};
