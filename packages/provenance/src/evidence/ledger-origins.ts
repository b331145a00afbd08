import { readLedgerEntries } from '../ledger/read-ledger.ts';
import { judgeSeals } from '../seal/judge-seals.ts';
import { SEALS } from '../seal/seal-file.ts';
import { familyOf, indexOf } from '../standing/run-ledger.ts';
import type { LedgerSources } from './ledger-lookup.ts';

/** What the ledger proves of a picture: its archived original, and the first seal over it that a root vouches for. */
export interface LedgerOrigin {
  /** Path of the original, from the folder of the config. */
  readonly path: string;
  readonly sha256: string;
  /** YYYY-MM-DD; null where its metadata do not say. */
  readonly captureDate: string | null;
  /** `file` is the token, below the folder of the ledger. */
  readonly seal: { readonly time: string; readonly file: string } | null;
}

/** Opens a ledger for looking up where pictures come from, by the SHA-256 of their files; null for one that leads to no archived original. */
export const ledgerOrigins = async ({
  folder,
  roots,
}: LedgerSources): Promise<(sha256: string) => LedgerOrigin | null> => {
  const ledger = await readLedgerEntries(folder);
  const seals = await judgeSeals(folder, ledger, roots);
  const index = indexOf(ledger, seals);
  const tokens = new Map(
    seals.seals.flatMap(({ id, tokens: all }) =>
      all.flatMap(({ sha256, time, isTrusted }) =>
        isTrusted === true && time !== null ? [[time, `${SEALS}/${id}/${sha256}.tsr`] as const] : [],
      ),
    ),
  );
  return (sha256) => {
    const family = familyOf(index, [sha256]).filter(({ entry }) => entry.stage === 'original');
    // The one that the others were made from.
    const found = family.find(({ entry }) => entry.parents.length === 0) ?? family[0];
    if (found === undefined) return null;
    const { entry, sealedAt } = found;
    const file = tokens.get(sealedAt ?? '');
    const day = /^\d{4}-\d\d-\d\d/.exec(entry.captured?.local ?? '')?.[0];
    return {
      path: entry.file.path,
      sha256: entry.file.sha256,
      captureDate: day ?? null,
      seal: sealedAt === null || file === undefined ? null : { time: sealedAt, file },
    };
  };
};
