import type { LedgerLookup, LedgerState } from '@listing-lint/vision';
import type { ArchivedDocument, PictureEntry } from '../entry/entry.ts';
import { type KeptEntry, readLedgerEntries } from '../ledger/read-ledger.ts';
import { type JudgedSeals, judgeSeals } from '../seal/judge-seals.ts';

export interface LedgerSources {
  /** Absolute. */
  readonly folder: string;
  /** Certificates of time-stamp authorities that are trusted, PEM. */
  readonly roots: readonly string[];
}

/** Opens a ledger for looking pictures up; it is read when the first one is asked for. Entries that were changed are none, and told as faults. */
export const ledgerLookup = ({ folder, roots }: LedgerSources): LedgerLookup => {
  let pending: Promise<OpenLedger> | undefined;
  return async ({ sha256, imageData }) => {
    pending ??= openLedger(folder, roots);
    const { pictures, documents, seals, faults } = await pending;
    const damage = { faultCount: faults.length, faults: faults.slice(0, MOST_FAULTS) };
    const same = pictures.filter(({ entry }) => entry.file.sha256 === sha256);
    const alike = pictures.filter(({ entry }) => imageData !== null && entry.imageDataSha256 === imageData);
    const [found] = (same.length > 0 ? same : alike).toSorted((a, b) => (a.entry.at < b.entry.at ? -1 : 1));
    if (found === undefined) return { ...NOT_ARCHIVED, ...damage };
    const { address, entry } = found;
    const seal = seals.sealed.get(address);
    return {
      entry: address,
      by: same.length > 0 ? 'file' : 'picture-data',
      stage: entry.stage,
      path: entry.file.path,
      at: entry.at,
      sealedStated: seal?.statedTime ?? null,
      sealedTrusted: seal?.trustedTime ?? null,
      ...damage,
      documents: [
        ...new Set([...entry.documents, ...(documents.get(entry.file.sha256) ?? [])].map(({ kind }) => kind)),
      ],
    };
  };
};

const MOST_FAULTS = 5;

const NOT_ARCHIVED: Omit<LedgerState, 'faultCount' | 'faults'> = {
  entry: null,
  by: null,
  stage: null,
  path: null,
  at: null,
  sealedStated: null,
  sealedTrusted: null,
  documents: [],
};

interface OpenLedger {
  readonly pictures: readonly (KeptEntry & { readonly entry: PictureEntry })[];
  readonly documents: ReadonlyMap<string, readonly ArchivedDocument[]>;
  readonly seals: JudgedSeals;
  readonly faults: readonly string[];
}

const openLedger = async (folder: string, roots: readonly string[]): Promise<OpenLedger> => {
  const ledger = await readLedgerEntries(folder);
  const documents = new Map<string, ArchivedDocument[]>();
  const pictures: (KeptEntry & { readonly entry: PictureEntry })[] = [];
  for (const kept of ledger.entries.values()) {
    const { entry } = kept;
    if (entry.type === 'picture') pictures.push({ ...kept, entry });
    else
      for (const { sha256 } of entry.about)
        documents.set(sha256, [...(documents.get(sha256) ?? []), ...entry.documents]);
  }
  const seals = await judgeSeals(folder, ledger, roots);
  const faults = [...ledger.faults, ...seals.faults].map(({ path, message }) => `${path}: ${message}`);
  return { pictures, documents, seals, faults };
};
