import {
  defineFact,
  defineRunResource,
  type FactContext,
  type FactId,
  isKnownError,
  ListingLintError,
  type Subject,
} from '@listing-lint/core/plugin';
import { fileBytes, LFS_POINTER_BYTES, lfsFault, lfsPointer } from '@listing-lint/rules/image';
import { isOriginal, namedOriginal } from '@listing-lint/rules/subject';
import { z } from 'zod';

import { type ArchivedPicture, familyOf, ledgerOfRun, type RunLedger } from './run-ledger.ts';

const FILE: FactId<{ readonly sha256: string; readonly bytes: number }> = 'file';
/** What `shownOriginals` is made from is kept for the set where a fact that rules name says so. */
export const FINGERPRINT: FactId<string> = 'fingerprint';
const SHOWN_ORIGINALS: FactId<{ readonly matches: readonly { readonly path: string }[] }> = 'shownOriginals';

/** `same`: as it was archived; `changed`: other bytes are archived under its path; `replaced`: these are, and others before, which nobody has any more; `none`: nothing is. */
const STANDINGS = ['same', 'changed', 'replaced', 'none'] as const;
const MOST_LISTED = 20;

export const provenanceFact = defineFact({
  id: 'provenance',
  scope: 'image',
  version: 2,
  title:
    'What the ledger has of a picture: whether it is archived, from which archived original it comes, and since when that is sealed.',
  schema: z.object({
    archived: z.boolean().meta({ title: 'whether these very bytes are archived' }),
    pathStanding: z.enum(STANDINGS).meta({
      title: 'how the file stands to what was archived under its path',
      description: '`replaced`: other bytes were archived under it before, and are not held any more.',
    }),
    archivedBefore: z.string().nullable().meta({ title: 'when other bytes were archived under its path' }),
    originals: z.array(z.string()).meta({ title: 'archived originals that it leads to' }),
    lacks: z
      .array(z.string())
      .meta({ title: 'why it leads to no archived original', description: 'none where it does.' }),
    sealedAt: z.string().nullable().meta({ title: 'when its original, or itself, was sealed for the first time' }),
  }),
  needsSet: [FILE, FINGERPRINT],
  compute: async (subject, _params, context) => {
    const run = await ledgerOfRun(context);
    const { sha256, bytes } = await context.get(FILE);
    if (bytes <= LFS_POINTER_BYTES && lfsPointer(await context.use(fileBytes)) !== null)
      throw new ListingLintError('content-unreadable', lfsFault('picture'));
    const { originals, unarchived } = await knownOriginals(subject, run, context);
    return {
      archived: run.byHash.has(sha256),
      ...(await pathStandingOf(subject, sha256, run, context)),
      originals: pathsOf(originals),
      lacks: originals.length > 0 ? [] : lacksOf(unarchived),
      sealedAt: firstSealed(originals.length > 0 ? originals : (run.byHash.get(sha256) ?? [])),
    };
  },
});

const lacksOf = (unarchived: readonly string[]): string[] =>
  unarchived.length === 0
    ? ['no original of it is known']
    : unarchived.slice(0, MOST_LISTED).map((path) => `its original ${path} is not archived as it is`);

const pathsOf = (pictures: readonly ArchivedPicture[]): string[] =>
  [...new Set(pictures.map(({ entry }) => entry.file.path))].slice(0, MOST_LISTED);

/** The first time that a root vouches for, of several. */
export const firstSealed = (pictures: readonly ArchivedPicture[]): string | null =>
  pictures.flatMap(({ sealedAt }) => sealedAt ?? []).sort()[0] ?? null;

/** Hashes of all pictures of the run that can be read, by path. */
const pictureHashes = defineRunResource<ReadonlyMap<string, string>>({
  id: 'pictureHashes',
  create: (context) =>
    new Map(
      [...context.set(FILE)].flatMap(([path, kept]) => ('value' in kept ? [[path, kept.value.sha256] as const] : [])),
    ),
});

const pathStandingOf = async (
  { path }: Subject,
  sha256: string,
  { byPath }: RunLedger,
  context: FactContext,
): Promise<{ readonly pathStanding: (typeof STANDINGS)[number]; readonly archivedBefore: string | null }> => {
  const archived = byPath.get(path) ?? [];
  if (archived.length === 0) return { pathStanding: 'none', archivedBefore: null };
  const held = new Set((await context.useRun(pictureHashes)).values());
  const lost = archived.find(({ entry }) => entry.file.sha256 !== sha256 && !held.has(entry.file.sha256));
  const isSame = archived.some(({ entry }) => entry.file.sha256 === sha256);
  if (lost === undefined)
    return { pathStanding: isSame ? 'same' : 'changed', archivedBefore: archived[0]?.entry.at ?? null };
  return { pathStanding: isSame ? 'replaced' : 'changed', archivedBefore: lost.entry.at };
};

export interface KnownOriginals {
  readonly originals: readonly ArchivedPicture[];
  /** Paths of originals of the run that the ledger does not have as they are. */
  readonly unarchived: readonly string[];
}

/**
 * Originals that a picture leads to: itself where it is one; by its entry and the parents there; by its listing.yaml; by what it shows. Rejects where
 * nothing leads to one and what it shows cannot be told.
 */
export const knownOriginals = async (
  subject: Subject,
  run: RunLedger,
  context: FactContext,
): Promise<KnownOriginals> => {
  const { sha256 } = await context.get(FILE);
  const isItself = isOriginal(subject);
  const hashes = await context.useRun(pictureHashes);
  const stated = isItself ? undefined : namedOriginal(subject);
  const named = stated === undefined ? [] : [stated];
  const known = familyOf(run, [sha256, ...named.flatMap((path) => hashes.get(path) ?? [])]).filter(isOriginalStage);
  const shown = isItself || known.length > 0 ? [] : await shownBy(context, named.length > 0);
  const leads = [...(isItself ? [subject.path] : []), ...named, ...shown];
  const unarchived = leads.filter((path) => !(run.byHash.get(hashes.get(path) ?? '') ?? []).some(isOriginalStage));
  const more = familyOf(
    run,
    shown.flatMap((path) => hashes.get(path) ?? []),
  ).filter(isOriginalStage);
  return { originals: [...known, ...more], unarchived: [...new Set(unarchived)] };
};

const isOriginalStage = ({ entry }: ArchivedPicture): boolean => entry.stage === 'original';

const shownBy = async (context: FactContext, hasOther: boolean): Promise<readonly string[]> => {
  try {
    const { matches } = await context.get(SHOWN_ORIGINALS);
    return matches.map(({ path }) => path);
  } catch (error) {
    if (hasOther && isKnownError(error)) return [];
    throw error;
  }
};
