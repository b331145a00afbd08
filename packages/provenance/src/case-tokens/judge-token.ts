import { createHash } from 'node:crypto';
import { sha256 } from '@listing-lint/core/plugin';
import type { LedgerEntries } from '../ledger/read-ledger.ts';
import type { JudgedSeals } from '../seal/judge-seals.ts';
import { openToken } from '../seal/own-token.ts';

/** A file of a work, by its name; `bytes` are asked for where the token is of another hash than SHA-256. */
export interface StampedFile {
  readonly name: string;
  readonly sha256: () => Promise<string | null>;
  readonly bytes: () => Promise<Buffer | null>;
}

/** What a token says of the files of a work. */
export interface WorkToken {
  /** ISO 8601, UTC; null where it cannot be read. */
  readonly time: string | null;
  /** The first file that it is of; null where it is of none of them. */
  readonly of: string | null;
  /** `sound`: signed by an authority that a given root vouches for. `unvouched`: it holds, and nobody vouches for who signed it. */
  readonly state: 'sound' | 'unvouched' | 'faulty';
  /** What is wrong, or not known; null where nothing is. */
  readonly message: string | null;
}

/**
 * Judges a token that lies by itself (RFC 3161), with the certificates that are trusted (PEM). `sealed` is the file of the work that the ledger
 * holds under a seal with this token. Offline; never rejects but where a file does.
 */
export const judgeWorkToken = async (
  token: Buffer,
  files: readonly StampedFile[],
  roots: readonly string[],
  sealed: string | null = null,
): Promise<WorkToken> => {
  const opened = openToken(token);
  if (opened === null)
    return { time: null, of: null, state: 'faulty', message: 'it is no time-stamp token (RFC 3161)' };
  const { time, imprint } = opened;
  if (imprint === null)
    return { time, of: null, state: 'faulty', message: 'it is of a kind of hash that is not known here' };
  const of = sealed ?? (await fileOf(imprint, files));
  if (of === null) return { time, of, state: 'faulty', message: 'it is of none of the files of the work' };
  const { fault, message, isTrusted, authority } = await opened.standing(roots);
  if (fault !== null && fault !== 'unknown-root') return { time, of, state: 'faulty', message };
  if (isTrusted === true) return { time, of, state: 'sound', message: null };
  const why =
    message ??
    `no certificate is given that vouches for ${authority ?? 'who signed it'}: name it under provenance.roots`;
  return { time, of, state: 'unvouched', message: why };
};

/** What seals of a ledger cover, by the SHA-256 of their tokens, and its entries by address. */
export interface SealedLedger {
  readonly leavesByToken: JudgedSeals['leavesByToken'];
  readonly entries: LedgerEntries['entries'];
}

/** The name of the first of these files that a ledger holds under a seal with this token; null where there is none. */
export const fileSealedBy = async (
  token: Buffer,
  files: readonly StampedFile[],
  { leavesByToken, entries }: SealedLedger,
): Promise<string | null> => {
  const archived = new Set(
    (leavesByToken.get(sha256(token)) ?? []).flatMap((leaf) => {
      const entry = entries.get(leaf.sha256)?.entry;
      return entry?.type === 'picture' ? [entry.file.sha256] : [];
    }),
  );
  if (archived.size === 0) return null;
  for (const file of files) if (archived.has((await file.sha256()) ?? '')) return file.name;
  return null;
};

const fileOf = async (
  { algorithm, hex }: { readonly algorithm: string; readonly hex: string },
  files: readonly StampedFile[],
): Promise<string | null> => {
  for (const { name, sha256: hash, bytes } of files) {
    const own = algorithm === 'sha256' ? await hash() : hashOf(algorithm, await bytes());
    if (own === hex) return name;
  }
  return null;
};

const hashOf = (algorithm: string, bytes: Buffer | null): string | null =>
  bytes === null ? null : createHash(algorithm).update(bytes).digest('hex');
