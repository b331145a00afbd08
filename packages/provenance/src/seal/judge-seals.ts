import { join } from 'node:path';
import { fileFault, isMissingFile, readBytes, sha256 } from '@listing-lint/core/plugin';
import { leafHash, merkleRoot } from '../ledger/merkle.ts';
import type { LedgerEntries, LedgerFault } from '../ledger/read-ledger.ts';
import { type KeptSeal, readLedgerSeals } from './read-seals.ts';
import { LEAVES_FILE, MOST_LEAVES_BYTES, SEAL_FILE, SEALS, type SealedFile } from './seal-file.ts';
import type { TokenStanding } from './token-parts.ts';

/** A seal and what its tokens are worth. */
export interface SealStanding {
  readonly id: string;
  /** When it was made, by the clock of who made it. */
  readonly at: string;
  readonly leafCount: number;
  readonly tokens: readonly (TokenStanding & { readonly sha256: string })[];
  /** The earliest time of a token without a fault; and of one that a given root vouches for. ISO 8601, UTC. */
  readonly statedTime: string | null;
  readonly trustedTime: string | null;
  /** A later seal covers it: its tokens are vouched for beyond the end of their certificates. */
  readonly isCovered: boolean;
  /** Of the last token that a given root vouches for: the last day of its certificate. Null where no later seal that is vouched for has to come before it. */
  readonly renewBy: string | null;
}

/** When an entry was sealed for the first time. */
export interface EntrySeal {
  readonly statedTime: string | null;
  readonly trustedTime: string | null;
}

export interface JudgedSeals {
  readonly seals: readonly SealStanding[];
  readonly faults: readonly LedgerFault[];
  /** By address, of entries that a sound seal covers. */
  readonly sealed: ReadonlyMap<string, EntrySeal>;
  /** Addresses of entries that a seal covers which is as it was written, whoever vouches for its tokens: if one were gone, it would be seen. */
  readonly held: ReadonlySet<string>;
  /** What a seal covers that is as it was written, by the SHA-256 of each of its tokens that holds. */
  readonly leavesByToken: ReadonlyMap<string, readonly SealedFile[]>;
  /** Files of seals that no seal covers yet, with their bytes. */
  readonly uncovered: readonly (SealedFile & { readonly bytes: Buffer })[];
}

/** Holds all seals of a ledger (absolute folder) against its entries, and their tokens against the given roots (PEM). Offline. */
export const judgeSeals = async (
  folder: string,
  { entries }: LedgerEntries,
  roots: readonly string[],
): Promise<JudgedSeals> => {
  const { seals, faults: unread } = await readLedgerSeals(folder);
  const faults = [...unread];
  const sealed = new Map<string, EntrySeal>();
  const covered = new Set<string>();
  const held = new Set<string>();
  const renewed = new Set<string>();
  const leavesByToken = new Map<string, readonly SealedFile[]>();
  const judged: Omit<SealStanding, 'isCovered' | 'renewBy'>[] = [];
  for (const kept of seals) {
    const found = await treeFaults(folder, kept, entries);
    const standing = await standingOf(kept, roots);
    // That a root does not vouch for an authority damages nothing: it is said of the token.
    const tokenFaults = standing.tokens.flatMap(({ sha256: hash, fault, message }) =>
      fault === null || fault === 'unknown-root'
        ? []
        : [{ path: `${SEALS}/${kept.id}/${hash}.tsr`, message: message ?? fault }],
    );
    faults.push(...found, ...tokenFaults);
    for (const { sha256: hash, fault } of found.length > 0 ? [] : standing.tokens)
      if (fault === null || fault === 'unknown-root') leavesByToken.set(hash, kept.leaves);
    judged.push(standing);
    for (const { path, sha256: hash } of kept.leaves) {
      covered.add(path);
      if (found.length === 0 && path === pathOfEntry(hash)) held.add(hash);
      if (found.length === 0 && standing.trustedTime !== null) renewed.add(path);
    }
    if (found.length === 0 && standing.statedTime !== null) noteEntries(sealed, kept, standing);
  }
  const { files: uncovered, faults: unreadable } = await filesApart(folder, seals, covered);
  faults.push(...unreadable.filter(({ path }) => !faults.some((each) => each.path === path)));
  return {
    seals: judged.map((each) => {
      const path = `${SEALS}/${each.id}/${SEAL_FILE}`;
      return { ...each, isCovered: covered.has(path), renewBy: renewed.has(path) ? null : lastDayOf(each.tokens) };
    }),
    faults,
    sealed,
    held,
    leavesByToken,
    uncovered,
  };
};

const lastDayOf = (tokens: SealStanding['tokens']): string | null =>
  tokens
    .flatMap(({ isTrusted, validUntil }) => (isTrusted === true ? (validUntil ?? []) : []))
    .sort()
    .at(-1) ?? null;

const noteEntries = (
  sealed: Map<string, EntrySeal>,
  { leaves }: KeptSeal,
  { statedTime, trustedTime }: EntrySeal,
): void => {
  for (const { path, sha256: address } of leaves) {
    if (!path.startsWith('entries/')) continue;
    const before = sealed.get(address);
    sealed.set(address, {
      statedTime: earlier(before?.statedTime ?? null, statedTime),
      trustedTime: earlier(before?.trustedTime ?? null, trustedTime),
    });
  }
};

const earlier = (a: string | null, b: string | null): string | null => (a === null ? b : b === null || a < b ? a : b);

/** What is not as it was sealed: files that are gone or others, or another root. */
const treeFaults = async (
  folder: string,
  { id, seal, leaves }: KeptSeal,
  entries: LedgerEntries['entries'],
): Promise<readonly LedgerFault[]> => {
  const faults: LedgerFault[] = [];
  const hashes: Buffer[] = [];
  for (const file of leaves) {
    const kept = file.path === pathOfEntry(file.sha256) ? entries.get(file.sha256) : undefined;
    const leaf = kept?.leaf ?? (await leafOfFile(folder, file));
    if (typeof leaf === 'string') faults.push({ path: file.path, message: `${leaf}; it was sealed at ${seal.at}` });
    else hashes.push(leaf);
  }
  if (faults.length > 0) return faults;
  const path = `${SEALS}/${id}/${LEAVES_FILE}`;
  if (leaves.length !== seal.leaves) {
    return [{ path, message: `it names ${leaves.length} files, and the seal was made over ${seal.leaves}` }];
  }
  const isSame = merkleRoot(hashes).toString('hex') === seal.root;
  return isSame ? [] : [{ path, message: 'what it names does not give the root of the seal: it was changed' }];
};

const pathOfEntry = (address: string): string => `entries/${address.slice(0, 2)}/${address}.json`;

const leafOfFile = async (folder: string, { path, sha256: hash }: SealedFile): Promise<Buffer | string> => {
  try {
    const bytes = await readBytes(join(folder, path), { maxBytes: MOST_LEAVES_BYTES, within: folder, links: 'refuse' });
    return sha256(bytes) === hash ? leafHash(bytes) : 'it was changed';
  } catch (error) {
    return isMissingFile(error) ? 'it is gone' : `it cannot be read: ${fileFault(error)}`;
  }
};

const standingOf = async (
  { id, seal, bytes, tokens }: KeptSeal,
  roots: readonly string[],
): Promise<Omit<SealStanding, 'isCovered' | 'renewBy'>> => {
  const { judgeToken } = await import('./time-stamp.ts');
  const standings = await Promise.all(
    tokens.map(async ({ sha256: hash, token, query }) => ({
      sha256: hash,
      ...(await judgeToken({ token, query, data: bytes, roots })),
    })),
  );
  const timesOf = (those: readonly TokenStanding[]): string | null =>
    those.reduce((first: string | null, { time }) => earlier(first, time), null);
  return {
    id,
    at: seal.at,
    leafCount: seal.leaves,
    tokens: standings,
    statedTime: timesOf(standings.filter(({ fault }) => fault === null)),
    trustedTime: timesOf(standings.filter(({ isTrusted }) => isTrusted === true)),
  };
};

/** Files of seals that no seal covers, with their hashes: the next one takes them along. */
const filesApart = async (
  folder: string,
  seals: readonly KeptSeal[],
  covered: ReadonlySet<string>,
): Promise<{ readonly files: JudgedSeals['uncovered']; readonly faults: readonly LedgerFault[] }> => {
  const files: JudgedSeals['uncovered'][number][] = [];
  const faults: LedgerFault[] = [];
  for (const path of seals.flatMap(({ files: own }) => own)) {
    if (covered.has(path)) continue;
    try {
      const bytes = await readBytes(join(folder, path), {
        maxBytes: MOST_LEAVES_BYTES,
        within: folder,
        links: 'refuse',
      });
      files.push({ path, sha256: sha256(bytes), bytes });
    } catch (error) {
      faults.push({ path, message: `it cannot be read: ${fileFault(error)}` });
    }
  }
  return { files, faults };
};
