import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import {
  ANYWHERE,
  escapeControls,
  fileFault,
  isInside,
  ListingLintError,
  MAX_DATA_BYTES,
  pathFrom,
  type ResolvedConfig,
  readBytes,
  readText,
  sha256,
  treeMatcherOf,
} from '@listing-lint/core';
import { copiesIn, type LeftMatch, type SkeletonCopy, type SkeletonPicture } from '@listing-lint/disputes';
import { lfsFault, lfsPointer } from '@listing-lint/rules/image';
import { fewNamed } from '@listing-lint/rules/kernel';
import type { Settings } from '@listing-lint/rules/settings';
import { UNSTAMPED } from '@listing-lint/rules/watermark';
import { picturesOf, publishedAs } from '@listing-lint/vision';
import { UsageError } from '../../output/known-error.ts';
import { namedPaths } from '../../project/paths.ts';

/** What of ours a case is about, paths from the folder of the config. */
export interface NamedSource {
  readonly listings: readonly string[];
  readonly pictures: readonly SkeletonPicture[];
  readonly copies: readonly SkeletonCopy[];
  /** What a result of `match` names and the case is not about: `found/1.jpg: originals/2.jpg (why)`. */
  readonly leftOut: readonly string[];
  /** What of it could not be held against what is there now, in sentences. */
  readonly notes: readonly string[];
}

interface Whereabouts {
  readonly config: ResolvedConfig;
  readonly settings: Settings;
  readonly cwd: string;
}

const NOTHING: NamedSource = { listings: [], pictures: [], copies: [], leftOut: [], notes: [] };
/** A case is about some pictures, not a whole shop. */
const MOST_PICTURES = 60;
const NO_PICTURE = /\.(?:ya?ml|txt|md|pdf|html?|csv|zip|[cm]?[jt]s)$/i;

/** What a folder, a picture or a result of `match` says of ours. Rejects with `usage` for what lies outside of the config's folder. */
export const sourceOf = async (given: string | undefined, where: Whereabouts): Promise<NamedSource> => {
  if (given === undefined) return NOTHING;
  const [named, ...others] = await namedPaths([given], where.cwd);
  if (named === undefined || others.length > 0)
    throw new UsageError(`${given} names ${others.length + 1} files`, 'a case begins with one listing or picture');
  if (/\.json$/i.test(named.absolute) && !named.isFolder) return fromMatch(named.absolute, given, where);
  if (!named.isFolder && NO_PICTURE.test(named.absolute)) {
    throw new UsageError(`${given} is no picture`, 'name a listing, a picture of yours, or the JSON of a match');
  }
  const path = inside(named.absolute, given, where);
  const files = named.isFolder ? (await picturesOf(named.absolute, given)).map(({ file }) => file) : [named.absolute];
  if (files.length > MOST_PICTURES) {
    throw new UsageError(
      `${given} holds ${files.length} pictures`,
      `name one listing, of at most ${MOST_PICTURES} pictures, or one picture`,
    );
  }
  const all = await Promise.all(files.map((file) => pictureAt(file, where)));
  // Of a listing the first picture is proposed; which others the case is about nobody has said yet.
  const pictures = all.map((picture, index) => (index === 0 ? picture : { ...picture, isOther: true }));
  const listing = named.isFolder ? path : listingAbove(path, where.settings);
  return { listings: listing === undefined ? [] : [listing], pictures, copies: [], leftOut: [], notes: [] };
};

const inside = (file: string, name: string, { config: { root } }: Whereabouts): string => {
  if (isInside(root, file) && file !== root) return pathFrom(root, file);
  throw new UsageError(
    `${name} does not lie below the folder of the config`,
    'a case names files by their path from there',
  );
};

/** The folder of a picture where the config says that it is a listing. */
const listingAbove = (path: string, { listings, originals = [] }: Settings): string | undefined => {
  const folder = path.split('/').slice(0, -1).join('/');
  if (folder === '' || treeMatcherOf(originals)(path)) return undefined;
  return listings === undefined || treeMatcherOf(listings)(folder) ? folder : undefined;
};

/** The size that raw files of cameras stay below; the file is read for its hash alone. */
const MAX_PICTURE_BYTES = 500_000_000;

const pictureAt = async (file: string, where: Whereabouts): Promise<SkeletonPicture> => {
  const path = inside(file, file, where);
  const unread = (why: string, cause?: unknown): ListingLintError =>
    new ListingLintError('file-unreadable', `${path} cannot be read: ${why}`, [], { cause });
  const bounds = { maxBytes: MAX_PICTURE_BYTES, within: where.config.root };
  const bytes = await readBytes(file, bounds).catch((error: unknown) => {
    throw unread(fileFault(error), error);
  });
  if (lfsPointer(bytes) !== null) throw unread(lfsFault('picture'));
  return { path, sha256: sha256(bytes), isOriginal: treeMatcherOf(where.settings.originals ?? [])(path) };
};

/**
 * A match names pictures from where it ran, and those of a registry from the folder of the config. Of what was kept when a picture was stamped in place, the
 * case is about the picture, which was published, where that is shown there still.
 */
const ourFile = async (path: string, { config: { root }, cwd }: Whereabouts): Promise<string> => {
  const file = resolve(cwd, path);
  const found = existsSync(file) ? file : resolve(root, path);
  if (!isInside(resolve(root, UNSTAMPED), found)) return found;
  const published = await publishedAs(root, { file: found, name: pathFrom(root, found), within: root });
  return published === undefined ? found : resolve(root, published);
};

const fromMatch = async (file: string, name: string, where: Whereabouts): Promise<NamedSource> => {
  const text = await readText(file, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }).catch((error: unknown) => {
    throw new ListingLintError('file-unreadable', `${name} cannot be read: ${fileFault(error)}`, [], { cause: error });
  });
  const { copies: found, left } = copiesIn(text, name);
  const taken = found.slice(0, MOST_PICTURES);
  const matched = new Map(taken.map(({ ours, oursSha256 }) => [ours, oursSha256]));
  const { pictureOf, unread } = await ownPictures(matched, where);
  const works = [...new Map([...pictureOf.values()].map((picture) => [picture.path, picture])).values()];
  const copies = taken.flatMap(({ suspect, ours, oursSha256: _, turn, ...copy }): SkeletonCopy[] => {
    const of = pictureOf.get(ours)?.path;
    if (of === undefined) return [];
    const absolute = resolve(where.cwd, suspect);
    const isBelow = isInside(where.config.root, absolute);
    const file = isBelow ? pathFrom(where.config.root, absolute) : null;
    return [{ ...copy, file, name: suspect, of, transform: turn }];
  });
  const beyond = found.slice(MOST_PICTURES).map(({ suspect, ours }) => ({ suspect, ours, why: BEYOND }));
  const missing = taken.flatMap(({ suspect, ours }) => {
    const why = unread.get(ours);
    return why === undefined ? [] : [{ suspect, ours, why }];
  });
  const isTaken = new Set(works.map(({ path }) => resolve(where.config.root, path)));
  const others: LeftMatch[] = [];
  for (const one of left) if (one.ours === null || !isTaken.has(await ourFile(one.ours, where))) others.push(one);
  const leftOut = [...beyond, ...missing, ...others];
  const listings = new Set(works.flatMap(({ path }) => listingAbove(path, where.settings) ?? []));
  const unheld = [...matched].flatMap(([path, hash]) => (hash === null && pictureOf.has(path) ? [path] : []));
  const notes = unheld.length === 0 ? [] : [`${name} ${UNHELD}: ${fewNamed(unheld.map(escapeControls))}`];
  return { listings: [...listings].sort(), pictures: works, copies, leftOut: leftOut.map(leftSentence), notes };
};

const BEYOND = `beyond the ${MOST_PICTURES} copies that one case names`;

const UNHELD =
  'does not say which files of yours were matched, as those of earlier versions; whether these are the same now is not known, match again if you changed them';

const leftSentence = ({ suspect, ours, why }: LeftMatch): string =>
  ours === null ? `${suspect}: ${why}` : `${suspect}: ${ours} (${why})`;

const changedSince = (path: string): ListingLintError =>
  new ListingLintError('data-invalid', `${path} is another file now than the one that was matched: match again`);

/** Pictures of ours by the paths of a match, and why others cannot be taken: unread, or another file than was matched. Rejects where none can. */
const ownPictures = async (matched: ReadonlyMap<string, string | null>, where: Whereabouts) => {
  const pictureOf = new Map<string, SkeletonPicture>();
  const faults = new Map<string, ListingLintError>();
  for (const [path, hash] of matched) {
    try {
      const file = await ourFile(path, where);
      const picture = await pictureAt(file, where);
      // Of what was kept when a picture was stamped the case names another file than was matched.
      const isSameFile = !path.includes(`${UNSTAMPED}/`) || picture.path === path;
      if (isSameFile && hash !== null && hash !== picture.sha256) throw changedSince(picture.path);
      pictureOf.set(path, picture);
    } catch (error) {
      if (!(error instanceof ListingLintError)) throw error;
      faults.set(path, error);
    }
  }
  const [first] = faults.values();
  if (pictureOf.size === 0 && first !== undefined) throw first;
  return { pictureOf, unread: new Map([...faults].map(([path, { message }]) => [path, message])) };
};
