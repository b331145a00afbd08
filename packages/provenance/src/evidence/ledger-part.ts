import { join } from 'node:path';
import { readBytes } from '@listing-lint/core/plugin';
import type { SealedLedger } from '../case-tokens/judge-token.ts';
import type { LedgerEntry, PictureEntry } from '../entry/entry.ts';
import { entryPath } from '../entry/entry-text.ts';
import { leafHash } from '../ledger/merkle.ts';
import { type KeptEntry, type LedgerFault, readLedgerEntries } from '../ledger/read-ledger.ts';
import { type JudgedSeals, judgeSeals, type SealStanding } from '../seal/judge-seals.ts';
import { type KeptSeal, readLedgerSeals } from '../seal/read-seals.ts';
import { SEAL_FILE, SEALS } from '../seal/seal-file.ts';
import type { BagFile } from './bag.ts';
import { inclusionPath, inclusionText } from './inclusion.ts';
import type { LedgerSources } from './ledger-lookup.ts';
import type { WantedFile } from './taken-files.ts';

/** A ledger as a bundle takes of it. */
export interface LedgerOfBundle {
  readonly entries: readonly KeptEntry[];
  readonly sealed: JudgedSeals['sealed'];
  readonly tokens: SealedLedger;
  /** What is not as it was written; of entries that were changed nothing is taken. */
  readonly faults: readonly LedgerFault[];
  /** Pictures that belong to the family of these, by the hashes of their files, and the papers of all. */
  readonly family: (hashes: readonly string[]) => readonly WantedFile[];
  /** Entries about these files (`taken` are hashes of what is in the bundle), seals over them, and the way from each entry to the root of its seal. */
  readonly part: (hashes: readonly string[], taken: ReadonlySet<string>) => Promise<LedgerPart>;
}

export interface LedgerPart {
  readonly files: readonly BagFile[];
  readonly entries: readonly KeptEntry[];
  readonly seals: readonly SealStanding[];
}

const MOST_RELATIVES = 200;
const MOST_FILE_BYTES = 200_000_000;

/** Opens a ledger and holds its seals against the given roots. */
export const ledgerOfBundle = async ({ folder, roots }: LedgerSources): Promise<LedgerOfBundle> => {
  const ledger = await readLedgerEntries(folder);
  const { seals } = await readLedgerSeals(folder);
  const judged = await judgeSeals(folder, ledger, roots);
  const kept = [...ledger.entries.values()];
  const pictures = kept.flatMap(({ entry }) => (entry.type === 'picture' ? [entry] : []));
  return {
    entries: kept,
    sealed: judged.sealed,
    tokens: { leavesByToken: judged.leavesByToken, entries: ledger.entries },
    faults: [...ledger.faults, ...judged.faults],
    family: (hashes) => filesOf(kept, relatives(pictures, hashes)),
    part: async (hashes, taken) => {
      const family = relatives(pictures, hashes);
      const about = kept.filter(({ entry }) => isAbout(entry, family) && isShown(entry, taken));
      const parts = await Promise.all(about.map((each) => entryFiles(folder, each, seals, ledger.entries)));
      const files = [...new Map(parts.flat().map((file) => [file.path, file])).values()];
      const standings = judged.seals.filter(({ id }) => files.some(({ path }) => path.includes(id)));
      return { files, entries: about, seals: standings };
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

/** An entry whose very file is in the bundle; of an original also without it, as it is missed then. */
const isShown = (entry: LedgerEntry, taken: ReadonlySet<string>): boolean =>
  entry.type === 'document' || entry.stage === 'original' || taken.has(entry.file.sha256);

const filesOf = (kept: readonly KeptEntry[], hashes: ReadonlySet<string>): readonly WantedFile[] => {
  const files = new Map<string, { what: string; hashes: Set<string>; mayBeLost: boolean }>();
  const add = (path: string, sha256: string, what: string, mayBeLost: boolean): void => {
    const known = files.get(path) ?? { what, hashes: new Set(), mayBeLost };
    known.hashes.add(sha256);
    files.set(path, { ...known, mayBeLost: known.mayBeLost && mayBeLost });
  };
  for (const { entry } of kept) {
    if (!isAbout(entry, hashes)) continue;
    if (entry.type === 'picture')
      add(entry.file.path, entry.file.sha256, `${entry.stage} picture of the ledger`, entry.stage !== 'original');
    for (const { path, kind, sha256 } of entry.documents) add(path, sha256, `paper of the ledger: ${kind}`, false);
  }
  return [...files].map(([path, { what, hashes: own, mayBeLost }]) => ({
    ...{ path, what, mayBeLost, archived: [...own] },
    isOnlyArchived: true,
  }));
};

const HOME = 'data/provenance';

const entryFiles = async (
  folder: string,
  { address }: KeptEntry,
  seals: readonly KeptSeal[],
  entries: ReadonlyMap<string, KeptEntry>,
): Promise<readonly BagFile[]> => {
  const path = entryPath(address);
  const bytesAt = (file: string): Promise<Buffer | null> =>
    readBytes(join(folder, file), { maxBytes: MOST_FILE_BYTES, within: folder, links: 'refuse' }).catch(() => null);
  const files: BagFile[] = [];
  const put = (place: string, bytes: Buffer | null): void => {
    if (bytes !== null) files.push({ path: `${HOME}/${place}`, bytes });
  };
  put(path, await bytesAt(path));
  for (const { id, leaves, files: names } of seals) {
    const index = leaves.findIndex((leaf) => leaf.path === path);
    if (index < 0) continue;
    const hashes = await Promise.all(
      leaves.map(
        async (leaf) => entries.get(leaf.sha256)?.leaf ?? leafHash((await bytesAt(leaf.path)) ?? Buffer.alloc(0)),
      ),
    );
    const seal = `${SEALS}/${id}/${SEAL_FILE}`;
    const proof = inclusionText(path, seal, inclusionPath(hashes, index));
    put(`proofs/${address}.${id.slice(0, 16)}.txt`, Buffer.from(proof));
    for (const name of names) if (name === seal || /\.ts[rq]$/.test(name)) put(name, await bytesAt(name));
  }
  return files;
};
