import { lstat } from 'node:fs/promises';
import {
  type FixPolicy,
  fileFault,
  isKnownError,
  readBytes,
  replaceFile,
  type Subject,
} from '@listing-lint/core/plugin';
import { extensionOf, imageDataHash, readHeader } from '@listing-lint/rules/image';
import {
  findCarriers,
  isOwner,
  otherOwner,
  readMetadata,
  type Statement,
  statementsOf,
  unreadOwner,
} from '@listing-lint/rules/metadata';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';

import { editFile } from './edit-file.ts';
import { rightsOfBrand } from './kept-statements.ts';
import type { XmpValue } from './xmp-edit.ts';

const IPTC_EXTENSION = 'http://iptc.org/std/Iptc4xmpExt/2008-02-29/';
const WRITE_BITS = 0o222;
const IMAGE_ID = 'Iptc4xmpExt:DigImageGUID';

export interface FingerprintOptions {
  readonly root: string;
  /** `false`: nothing that lies below the root is run, such as an exiftool that is installed there. */
  readonly allowsCode: boolean;
  readonly brand: Settings['brand'];
  readonly dryRun: boolean;
  /** Whether a C2PA manifest may be taken out, which the change would break. */
  readonly dropManifest: boolean;
  /** Whether our rights may be written into a file that names another owner or creator. */
  readonly permitOtherOwner: boolean;
  /** Puts a file in its place, and keeps in step what is recorded of it elsewhere. */
  readonly replace: NonNullable<FixPolicy['replace']>;
  /** Where it is aborted, no further picture is begun, and its reason is thrown. */
  readonly signal?: AbortSignal;
}

/** What became of one picture. */
export type FingerprintOutcome =
  | {
      readonly path: string;
      readonly kind: 'written';
      readonly fields: readonly string[];
      readonly lostManifest: boolean;
    }
  | { readonly path: string; readonly kind: 'skipped' | 'failed'; readonly reason: string };

/**
 * Writes the config's rights and an id of its own into published pictures, as XMP, without changing the picture or another field. Originals
 * are left as they are. A picture that cannot be written is an outcome, not an error.
 */
export const fingerprintFiles = async (
  subjects: readonly Subject[],
  options: FingerprintOptions,
): Promise<readonly FingerprintOutcome[]> => {
  const outcomes: FingerprintOutcome[] = [];
  for (const subject of subjects.filter(({ scope }) => scope === 'image')) {
    options.signal?.throwIfAborted();
    outcomes.push(await writeOne(subject, options));
  }
  return outcomes;
};

const writeOne = async (subject: Subject, options: FingerprintOptions): Promise<FingerprintOutcome> => {
  const { path, file, role } = subject;
  if (role === 'original') return { path, kind: 'skipped', reason: 'it is an original, which stays as it is' };
  try {
    const within = options.root;
    const bytes = await readBytes(file, { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6, within });
    const stats = await lstat(file);
    if (stats.isSymbolicLink())
      return { path, kind: 'skipped', reason: 'it is a link: name the file that it leads to' };
    if ((stats.mode & WRITE_BITS) === 0) return { path, kind: 'skipped', reason: 'it is write-protected' };
    const { format, problem } = await readHeader(bytes, extensionOf(path));
    if (problem !== null) return { path, kind: 'failed', reason: `it cannot be read: ${problem}` };
    const metadata = readMetadata(findCarriers(bytes, format));
    const statements = statementsOf(metadata);
    const other = options.permitOtherOwner
      ? null
      : (otherOwner(statements, options.brand, { creators: true }) ?? unreadOwner(metadata));
    if (other !== null)
      return { path, kind: 'failed', reason: `${other}: with --permit-other-owner yours are written all the same` };
    const rights = [...rightsOfBrand(options.brand), ...ownId(bytes, statements)];
    const missing = rights.filter(
      (value) => !states(statements, value) && (options.permitOtherOwner || !saysMore(statements, value)),
    );
    if (missing.length === 0) return { path, kind: 'skipped', reason: 'it says all of it already' };
    const { dropManifest } = options;
    const edited = await editFile(bytes, format, { remove: [], rights: missing, dropManifest }, options);
    const fields = edited.written.map(({ name }) => name);
    const mending = { before: bytes, after: edited.bytes, changed: fields };
    const put = (): Promise<void> => replaceFile(file, edited.bytes, { within });
    if (!options.dryRun) await options.replace(mending, subject, { root: options.root, settings: {} }, put);
    return { path, kind: 'written', fields, lostManifest: edited.lostManifest };
  } catch (error) {
    return { path, kind: 'failed', reason: isKnownError(error) ? error.message : fileFault(error) };
  }
};

/** An id out of the picture's own data, so that the same picture has the same; one that is there already stays. */
const ownId = (bytes: Buffer, statements: readonly Statement[]): readonly XmpValue[] => {
  const hash = imageDataHash(bytes);
  if (hash === null || statements.some(({ name, depth }) => name === IMAGE_ID && depth === 0)) return [];
  const value = `urn:listing-lint:picture:${Buffer.from(hash).toString('hex')}`;
  return [{ name: IMAGE_ID, namespace: IPTC_EXTENSION, form: 'text', value }];
};

/** Whether the file's XMP has a line of this kind that names more than the config's: it stays as it is. */
const saysMore = (statements: readonly Statement[], { name, value }: XmpValue): boolean =>
  (name === 'dc:rights' || name === 'dc:creator') &&
  statements.some(
    (each) => each.source === 'xmp' && each.depth === 0 && each.name === name && !isOwner(each.value, value),
  );

const states = (statements: readonly Statement[], { name, value }: XmpValue): boolean =>
  statements.some((each) => each.source === 'xmp' && each.depth === 0 && each.name === name && each.value === value);
