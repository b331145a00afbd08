import { join } from 'node:path';
import { defineRunResource, type FactContext, ListingLintError } from '@listing-lint/core/plugin';
import { lfsFault } from '@listing-lint/rules/image';
import type { ArchivedDocument, PictureEntry } from '../entry/entry.ts';
import { type FileContent, fileContent } from '../ledger/file-content.ts';
import { type LedgerEntries, type LedgerFault, readLedgerEntries } from '../ledger/read-ledger.ts';
import { objectPath } from '../ledger/write-ledger.ts';
import { LEDGER_FOLDER, provenanceSettings } from '../provenance-settings.ts';
import { type JudgedSeals, judgeSeals } from '../seal/judge-seals.ts';
import { readRoots } from '../seal/read-roots.ts';

/** An archived picture, and when a root vouches for that it was sealed. */
export interface ArchivedPicture {
  readonly address: string;
  readonly entry: PictureEntry;
  /** ISO 8601, UTC; null where no seal that a root vouches for covers it. */
  readonly sealedAt: string | null;
}

/** The ledger of a run, ready to be asked. */
export interface RunLedger {
  readonly ledger: LedgerEntries;
  readonly seals: JudgedSeals;
  /** Archived pictures by the hash of their file, and by path; in order of time. */
  readonly byHash: ReadonlyMap<string, readonly ArchivedPicture[]>;
  readonly byPath: ReadonlyMap<string, readonly ArchivedPicture[]>;
  /** Papers about a picture, by the hash of its file. */
  readonly papers: ReadonlyMap<string, readonly ArchivedDocument[]>;
  /**
   * Whether a file (path from the root) has these bytes, or the ledger keeps them; asked once a file. Rejects with `content-unreadable` where a pointer to them
   * stands in its place.
   */
  readonly isHeld: (path: string, sha256: string) => Promise<boolean>;
}

const runLedger = defineRunResource<RunLedger>({
  id: 'provenanceLedger',
  create: async (context) => {
    const { provenance } = provenanceSettings.of(context);
    if (provenance === undefined) {
      throw new ListingLintError('fact-unavailable', 'the config has no ledger: add a line `provenance: {}`');
    }
    const folder = join(context.root, provenance.folder ?? LEDGER_FOLDER);
    const ledger = await readLedgerEntries(folder);
    const { root } = context;
    const trusted = (provenance.roots ?? []).map((name) => ({ file: join(root, name), name, within: root }));
    const roots = await readRoots(trusted);
    const seals = await judgeSeals(folder, ledger, roots);
    return { ledger, seals, ...indexOf(ledger, seals), isHeld: holder(context.root, folder) };
  },
});

/** The ledger of a run. What is made from it depends on more than its own subject: it is never remembered without the others. */
export const ledgerOfRun = (context: FactContext): Promise<RunLedger> => {
  context.subjects('image');
  return context.useRun(runLedger);
};

/** The ledger of a run, or null where the config names none. Rejects where it cannot be read. */
export const ledgerIfNamed = async (context: FactContext): Promise<RunLedger | null> =>
  provenanceSettings.of(context).provenance === undefined ? null : ledgerOfRun(context);

/** What of a ledger is not as it was written. */
export const ledgerFaults = ({ ledger, seals }: Pick<RunLedger, 'ledger' | 'seals'>): readonly LedgerFault[] => [
  ...ledger.faults,
  ...seals.faults,
];

/** Archived pictures and papers of a ledger, ready to be looked up. */
export const indexOf = (
  { entries }: LedgerEntries,
  { sealed }: JudgedSeals,
): Pick<RunLedger, 'byHash' | 'byPath' | 'papers'> => {
  const byHash = new Map<string, ArchivedPicture[]>();
  const byPath = new Map<string, ArchivedPicture[]>();
  const papers = new Map<string, ArchivedDocument[]>();
  const add = <T>(map: Map<string, T[]>, key: string, value: T): void =>
    void map.set(key, [...(map.get(key) ?? []), value]);
  const inTime = [...entries.values()].sort((a, b) => (a.entry.at < b.entry.at ? -1 : a.entry.at > b.entry.at ? 1 : 0));
  for (const { address, entry } of inTime) {
    const about = entry.type === 'picture' ? [entry.file] : entry.about;
    for (const { sha256 } of about) for (const document of entry.documents) add(papers, sha256, document);
    if (entry.type !== 'picture') continue;
    const picture = { address, entry, sealedAt: sealed.get(address)?.trustedTime ?? null };
    add(byHash, entry.file.sha256, picture);
    add(byPath, entry.file.path, picture);
  }
  return { byHash, byPath, papers };
};

const holder = (root: string, folder: string): RunLedger['isHeld'] => {
  const found = new Map<string, Promise<FileContent | null>>();
  const contentAt = (base: string, path: string): Promise<FileContent | null> => {
    const file = join(base, path);
    const known = found.get(file) ?? fileContent(file, base).catch(() => null);
    found.set(file, known);
    return known;
  };
  return async (path, sha256) => {
    const here = await contentAt(root, path);
    if (here?.sha256 === sha256 && !here.isPointer) return true;
    const kept = await contentAt(folder, objectPath(sha256));
    if (kept?.sha256 === sha256 && !kept.isPointer) return true;
    if ([here, kept].some((each) => each?.sha256 === sha256)) {
      throw new ListingLintError('content-unreadable', `${path}: ${lfsFault('file')}`);
    }
    return false;
  };
};

/** The first archived pictures of these bytes, and of what they were made from, through all generations. */
export const familyOf = (
  { byHash }: Pick<RunLedger, 'byHash'>,
  hashes: readonly string[],
): readonly ArchivedPicture[] => {
  const found = new Map<string, ArchivedPicture>();
  const seen = new Set<string>();
  const open = [...hashes];
  for (let hash = open.pop(); hash !== undefined; hash = open.pop()) {
    if (seen.has(hash)) continue;
    seen.add(hash);
    for (const picture of byHash.get(hash) ?? []) {
      found.set(picture.address, picture);
      open.push(...picture.entry.parents.map(({ sha256 }) => sha256));
    }
  }
  return [...found.values()];
};
