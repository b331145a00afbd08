import { join, posix } from 'node:path';
import { fileFault, isKnownError, ListingLintError, readBytes, sha256 } from '@listing-lint/core/plugin';
import { contentFault, TELLING_BYTES } from '@listing-lint/disputes';
import { objectPath } from '../ledger/write-ledger.ts';
import { bagPathsOf } from './bag-path.ts';
import type { HashFault } from './stated-hashes.ts';

/** A file that belongs into a bundle. */
export interface WantedFile {
  /** From the folder of the config. */
  readonly path: string;
  /** What it is, in words. */
  readonly what: string;
  /** Hashes of what was archived under this path: the ledger may keep these bytes where others lie there now, or none. */
  readonly archived: readonly string[];
  /** It is there by the word of the ledger alone: with no other bytes than archived ones. */
  readonly isOnlyArchived: boolean;
  /** A later version may have taken its place: it is left out then. */
  readonly mayBeLost: boolean;
}

/** A file of a bundle. */
export interface TakenFile {
  readonly path: string;
  /** From the folder of the bundle: a name that every system takes. */
  readonly place: string;
  readonly what: string;
  /** Absolute: where its bytes were read, at its path or in the ledger. */
  readonly file: string;
  /** The folder that it is in: that of the config, or the ledger. */
  readonly within: string;
  readonly sha256: string;
  readonly bytes: Buffer;
}

/** The bytes that are taken, and where they were read. */
interface ReadFile {
  readonly file: string;
  readonly within: string;
  readonly bytes: Buffer;
  readonly hash: string;
}

/** A file that could not be put in, or is not the one that is stated. */
export interface MissingFile {
  readonly path: string;
  readonly reason: string;
}

export interface TakeOptions {
  /** Absolute folder of the config; nothing outside of it is taken. */
  readonly root: string;
  /** Absolute folder of the ledger, which may keep the bytes of files; undefined without one. */
  readonly ledger: string | undefined;
  readonly faultOf: HashFault;
  /** No file that holds it is put in. */
  readonly secret: string | undefined;
  readonly signal: AbortSignal | undefined;
}

/** Bytes of all that one bundle may hold. */
const MOST_BYTES = 1_500_000_000;
export const MOST_FILE_BYTES = 300_000_000;

/** Reads what belongs into a bundle, in the order of its paths. Throws `content-too-large` where it is more than a bundle holds. */
export const takeFiles = async (
  wanted: readonly WantedFile[],
  options: TakeOptions,
): Promise<{ readonly taken: readonly TakenFile[]; readonly missing: readonly MissingFile[] }> => {
  const found: { readonly wanted: WantedFile; readonly read: ReadFile }[] = [];
  const missing: MissingFile[] = [];
  let all = 0;
  for (const file of wanted.toSorted((a, b) => (a.path < b.path ? -1 : 1))) {
    options.signal?.throwIfAborted();
    const read = await bytesOf(file, options);
    if (typeof read === 'string') {
      if (!file.mayBeLost) missing.push({ path: file.path, reason: read });
      continue;
    }
    all += read.bytes.length;
    if (all > MOST_BYTES)
      throw new ListingLintError('content-too-large', `the bundle would have more than ${MOST_BYTES / 1e6} MB`);
    if (options.secret !== undefined && read.bytes.includes(options.secret))
      missing.push({ path: file.path, reason: 'it holds the secret that provenance.salt names' });
    else found.push({ wanted: file, read });
  }
  const places = bagPathsOf(
    found.map(({ wanted: { path } }) => path),
    'data/files',
  );
  const taken = found.map(({ wanted: { path, what }, read: { file, within, bytes, hash } }) => ({
    ...{ path, what, file, within, bytes, sha256: hash },
    place: places.get(path) ?? '',
  }));
  return { taken, missing };
};

/** The bytes that lie at the path, or those that the ledger keeps of it; a sentence where there are none that may be taken. */
const bytesOf = async (
  { path, archived, isOnlyArchived }: WantedFile,
  options: TakeOptions,
): Promise<ReadFile | string> => {
  const there = await bytesAt(path, options);
  if (typeof there !== 'string') {
    const hash = sha256(there);
    const fault =
      isOnlyArchived && !archived.includes(hash) ? 'it is not the file that was archived' : options.faultOf(path, hash);
    if (fault === null) return { file: join(options.root, path), within: options.root, bytes: there, hash };
    return (await keptBytes(archived, options)) ?? fault;
  }
  return (await keptBytes(archived, options)) ?? there;
};

const bytesAt = async (path: string, { root }: TakeOptions): Promise<Buffer | string> => {
  if (path === '..' || path.startsWith('../') || posix.isAbsolute(path))
    return 'it is outside of the folder of the config';
  try {
    const bytes = await readBytes(join(root, path), { maxBytes: MOST_FILE_BYTES, within: root });
    return contentFault(bytes.subarray(0, TELLING_BYTES), path)?.message ?? bytes;
  } catch (error) {
    return isKnownError(error) ? error.message : fileFault(error);
  }
};

const keptBytes = async (archived: readonly string[], { ledger }: TakeOptions): Promise<ReadFile | null> => {
  if (ledger === undefined) return null;
  for (const hash of archived) {
    const file = join(ledger, objectPath(hash));
    const bytes = await readBytes(file, { maxBytes: MOST_FILE_BYTES, within: ledger }).catch(() => null);
    if (bytes !== null && sha256(bytes) === hash) return { file, within: ledger, bytes, hash };
  }
  return null;
};
