import { relative, sep } from 'node:path';
import { fileFault, ListingLintError, suggest } from '@listing-lint/core/plugin';
import { lfsFault } from '@listing-lint/rules/image';
import {
  type ArchivedDocument,
  type ArchivedFile,
  DOCUMENT_KINDS,
  type DocumentEntry,
  type PictureEntry,
  pathFault,
} from '../entry/entry.ts';
import { fileContent } from '../ledger/file-content.ts';
import { type KeptEntry, readLedgerEntries } from '../ledger/read-ledger.ts';
import { withLedgerLock, writeEntry } from '../ledger/write-ledger.ts';
import { isSameDocument } from './known-pictures.ts';

/** A paper as somebody names it. */
export interface NamedDocument {
  readonly kind: string;
  /** Absolute; and as the user typed it. */
  readonly path: string;
  readonly name: string;
  readonly root: string;
  readonly from?: string | undefined;
  readonly until?: string | undefined;
  readonly party?: string | undefined;
}

/** A paper with the hash of its bytes. Throws `usage` for an unknown kind, a file that cannot be read or lies outside of the root, and days the wrong way round. */
export const readDocument = async ({
  kind,
  path,
  name,
  root,
  from,
  until,
  party,
}: NamedDocument): Promise<ArchivedDocument> => {
  const known = DOCUMENT_KINDS.find((each) => each === kind);
  if (known === undefined) {
    const hint = suggest(kind, DOCUMENT_KINDS);
    throw new ListingLintError(
      'usage',
      `unknown kind of document "${kind}"`,
      hint === undefined ? [] : [{ message: hint }],
    );
  }
  if (from !== undefined && until !== undefined && until < from) {
    throw new ListingLintError('usage', `${name} would end to hold on ${until}, before it begins on ${from}`);
  }
  return {
    kind: known,
    ...(await hashedFile(path, name, root)),
    from: from ?? null,
    until: until ?? null,
    party: party ?? null,
  };
};

/** A file below the root (both absolute) with its hash. Throws `usage` for others; `name` is how messages call it. */
export const hashedFile = async (file: string, name: string, root: string): Promise<ArchivedFile> => {
  const path = relative(root, file).replaceAll(sep, '/');
  if (path === '..' || path.startsWith('../') || /^[A-Za-z]:/.test(path)) {
    throw new ListingLintError('usage', `${name} does not lie below the folder of the config`, [
      { message: 'copy it there: what the ledger names must be there for whoever checks it' },
    ]);
  }
  const unfit = pathFault(path);
  if (unfit !== null) throw new ListingLintError('usage', `${name} cannot be archived: ${unfit}`);
  const { sha256, bytes, isPointer } = await fileContent(file, root).catch((cause: unknown) => {
    throw new ListingLintError('usage', `${name} cannot be read: ${fileFault(cause)}`, [], { cause });
  });
  if (isPointer) throw new ListingLintError('usage', `${name} cannot be archived: ${lfsFault('file')}`);
  return { path, sha256, bytes };
};

export interface AddedDocument {
  /** Of the entry; the one that was there already where nothing is new. */
  readonly address: string;
  readonly isNew: boolean;
  readonly about: DocumentEntry['about'];
}

/** A paper, and the pictures that it is about. */
export interface DocumentAbout {
  readonly document: ArchivedDocument;
  readonly about: readonly ArchivedFile[];
}

type Said = Pick<DocumentEntry, 'by' | 'at'>;

/** Adds papers to archived pictures, by the hash of their files: an entry each, as none is ever changed. For one about a picture that is not archived, the path of that. */
export const addDocuments = (
  folder: string,
  added: readonly DocumentAbout[],
  said: Said,
): Promise<readonly (AddedDocument | string)[]> =>
  withLedgerLock(folder, async () => {
    const { entries } = await readLedgerEntries(folder);
    const kept = [...entries.values()];
    const held = pictureHashes(kept);
    const done: (AddedDocument | string)[] = [];
    for (const { document, about } of added) {
      const missing = about.find(({ sha256 }) => !held.has(sha256));
      const pictures = about.map(({ sha256, path }) => ({ sha256, path }));
      const known = kept.find(({ entry }) => says(entry, document, pictures));
      if (missing !== undefined) done.push(missing.path);
      else if (known !== undefined) done.push({ address: known.address, isNew: false, about: pictures });
      else {
        const entry: DocumentEntry = {
          ...{ schemaVersion: 1, type: 'document', about: pictures, documents: [document] },
          ...said,
        };
        done.push({ address: await writeEntry(folder, entry), isNew: true, about: pictures });
      }
    }
    return done;
  });

/** Adds one paper. Throws `usage` for pictures that are not archived. */
export const addDocument = async (folder: string, added: DocumentAbout, said: Said): Promise<AddedDocument> => {
  const [done] = await addDocuments(folder, [added], said);
  if (typeof done === 'object') return done;
  throw new ListingLintError('usage', `${done} is not archived as it is now`, [
    { message: 'archive it first: `listing-lint archive` with its path' },
  ]);
};

/** Hashes of the files of all archived pictures. */
const pictureHashes = (kept: readonly KeptEntry[]): ReadonlySet<string> =>
  new Set(kept.flatMap(({ entry }) => (entry.type === 'picture' ? [entry.file.sha256] : [])));

const says = (
  entry: PictureEntry | DocumentEntry,
  document: ArchivedDocument,
  pictures: DocumentEntry['about'],
): boolean =>
  entry.type === 'document' &&
  entry.documents.some((each) => isSameDocument(each, document)) &&
  pictures.every(({ sha256 }) => entry.about.some((each) => each.sha256 === sha256));
