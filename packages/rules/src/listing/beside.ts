import { join, posix } from 'node:path';
import {
  type DiscoverContext,
  filesPassedOver,
  isInPackages,
  readBytes,
  treeMatcherOf,
  withoutUnseenEnd,
} from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS, sniff } from '../image/read/container.ts';
import { extensionOf } from '../image/read/header.ts';
import { cutShort } from '../image/read/headers/cut-short.ts';
import { type MediaType, mediaType, mediaTypeByBytes } from '../image/read/other-media.ts';
import { fewNamed } from '../kernel/few-named.ts';

/** What a folder is that has the name of a picture, and holds none. */
export const EMPTY_FOLDER = 'an empty folder';

const LOOKED_AT: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);
/** Extensions of texts, which no shop shows: files of these names are not opened. */
const TEXT_EXTENSIONS: ReadonlySet<string> = new Set(
  'yaml yml json txt md csv tsv xml xmp html htm css js ts'.split(' '),
);

/** Media that a shop shows as pictures: where the user names one, it is meant. */
const SHOWN: ReadonlySet<MediaType> = new Set(['animation', 'picture of another format', 'drawing']);

const FIRST_TOLD = 3;
/** Files whose names do not say what they are, and that are opened to see it. */
const MOST_OPENED = 2000;
/** Enough for every mark of a format. */
export const MARK_BYTES = 256;

type BesideContext = Pick<DiscoverContext, 'root' | 'ignored' | 'entries' | 'passedOver'>;

export interface Beside {
  /** Folders of listings and of pictures that are looked at. */
  readonly folders: ReadonlySet<string>;
  /** Paths of listings. */
  readonly listings: ReadonlySet<string>;
  /** Files of the walk whose names are none of pictures that are looked at, sorted. */
  readonly others: readonly string[];
  /** Globs of the config that name listings and originals. */
  readonly globs: readonly string[];
}

/** What a program knows the notice by that media files of a listing are not checked. */
export const MEDIA_NOT_CHECKED = 'media-not-checked';

export interface BesideNotices {
  /** Sentences about files that may be pictures, one for each reason why they are not checked. */
  readonly warnings: readonly string[];
  /** Media files that no rule judges: a sentence for each listing, or for each folder of pictures that is in no listing. */
  readonly media: readonly { readonly path: string; readonly message: string }[];
}

/**
 * Finds what lies beside pictures and is not checked: media files, by name or first bytes, and what may be a picture although its name says something
 * else or nothing, it is hidden, or in a folder called `node_modules`. Whoever put it there may think that it is checked. Few files are opened, and no
 * link is followed.
 */
export const besideNotices = async (context: BesideContext, beside: Beside): Promise<BesideNotices> => {
  const opener = new Opener(context.root);
  const near = beside.others.filter((path) => isNear(path, beside.folders));
  const { odd, media } = await notPictures(opener, near);
  const kept = await picturesPassedOver(context, opener, beside);
  const hidden = kept.filter((path) => !isInPackages(path));
  const packages = kept.filter(isInPackages);
  const named = [...odd, ...emptyFolders(context, beside.folders)];
  const warnings = [
    ...told(named, 'beside pictures', 'give a picture a name that says so'),
    ...told(hidden.map(quoted), 'hidden beside pictures', 'give a picture a name without a dot in front'),
    ...told(packages.map(quoted), 'in a folder called node_modules beside pictures', 'call the folder something else'),
    ...(opener.left === 0
      ? []
      : [
          `${opener.left} more files beside pictures, whose names do not say what they are, have not been opened to see`,
        ]),
  ];
  return { warnings, media: mediaByListing(media, beside) };
};

/** Groups media files by their listing, or by the folder of pictures they are in; in the order of paths. */
const mediaByListing = (
  media: ReadonlyMap<string, MediaType>,
  { listings, folders }: Beside,
): BesideNotices['media'] => {
  const groups = new Map<string, string[]>();
  for (const path of media.keys()) {
    const home = nearest(path, listings) ?? nearest(path, folders) ?? posix.dirname(path);
    const files = groups.get(home) ?? [];
    groups.set(home, files);
    files.push(path);
  }
  return [...groups]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([path, files]) => {
      const names = files.map((file) => `"${posix.relative(path, file)}" (${media.get(file)})`);
      const count = files.length === 1 ? '1 file is' : `${files.length} files are`;
      const message = `${count} not checked: ${fewNamed(names, FIRST_TOLD)}. List under \`ignores\` what need not be checked`;
      return { path, message };
    });
};

const quoted = (path: string): string => `"${path}"`;

const told = (names: readonly string[], where: string, what: string): readonly string[] => {
  if (names.length === 0) return [];
  const lie = names.length === 1 ? `lies ${where} and is` : `lie ${where} and are`;
  return [
    `${fewNamed(names, FIRST_TOLD)} ${lie} not checked: ${what}, and list what is none of yours under \`ignores\``,
  ];
};

/** In one of these folders, or anywhere below one that is not the root. */
const isNear = (path: string, folders: ReadonlySet<string>): boolean => nearest(path, folders) !== undefined;

/** Returns the innermost of these folders that a file is in; the root counts only for files directly in it. */
const nearest = (path: string, folders: ReadonlySet<string>): string | undefined => {
  const parent = posix.dirname(path);
  if (folders.has(parent)) return parent;
  for (let at = parent; at !== '.'; at = posix.dirname(at)) if (folders.has(at)) return at;
  return undefined;
};

/** Sorts files that are not judged into media, by path, and those that may be pictures, in words. Texts and unknown files are in neither. */
const notPictures = async (
  opener: Opener,
  paths: readonly string[],
): Promise<{ readonly odd: readonly string[]; readonly media: ReadonlyMap<string, MediaType> }> => {
  const odd: string[] = [];
  const media = new Map<string, MediaType>();
  for (const path of paths) {
    const extension = extensionOf(path);
    if (TEXT_EXTENSIONS.has(extension)) continue;
    const byName = mediaType(extension);
    const bytes = byName === undefined && !hasUnseenEnd(path) ? await opener.firstBytes(path) : undefined;
    const type = byName ?? (bytes === undefined ? undefined : mediaOf(bytes));
    const why = bytes === undefined ? whyByName(path) : whyByBytes(bytes, path);
    if (type !== undefined) media.set(path, type);
    else if (why !== undefined) odd.push(`"${path}" (${why})`);
  }
  return { odd, media };
};

/** Returns the kind of a media file that is no picture, by its first bytes. */
const mediaOf = (bytes: Buffer): MediaType | undefined => {
  const format = sniff(bytes, '');
  return format === 'unknown' || format === 'pdf' ? mediaTypeByBytes(bytes) : undefined;
};

/** Empty folders that have the name of a picture: that of one that was not unpacked, or not brought. */
const emptyFolders = ({ entries, ignored }: BesideContext, folders: ReadonlySet<string>): readonly string[] =>
  entries
    .flatMap(({ path, kind }) => (kind === 'folder' && LOOKED_AT.has(extensionOf(path)) ? [path] : []))
    .filter((path) => isNear(path, folders) && !ignored(path) && !ignored(`${path}/listing.yaml`))
    .filter((path) => !entries.some((each) => each.path.startsWith(`${path}/`)))
    .sort()
    .map((path) => `"${path}" (${EMPTY_FOLDER})`);

/** Whether an extension is that of a text or of media: the name alone says what the file is. */
export const isTextOrMedia = (extension: string): boolean =>
  TEXT_EXTENSIONS.has(extension) || mediaType(extension) !== undefined;

/** Why a name says of a picture that it is not looked at; undefined where it does not. */
export const whyByName = (path: string): string | undefined => {
  const type = mediaType(extensionOf(path));
  if (type !== undefined && SHOWN.has(type)) return `.${extensionOf(path)} is not looked at`;
  return hasUnseenEnd(path) ? 'its name ends in something that is not seen, and not in its extension' : undefined;
};

const hasUnseenEnd = (path: string): boolean => LOOKED_AT.has(extensionOf(withoutUnseenEnd(path)));

/** Pictures, by their names and bytes, among what the walk has passed over near pictures. */
const picturesPassedOver = async (
  context: BesideContext,
  opener: Opener,
  { folders, globs }: Beside,
): Promise<readonly string[]> => {
  const isMeant = treeMatcherOf(globs);
  const found: string[] = [];
  for (const path of await filesPassedOver(context, (each) => isNear(each, folders) || isMeant(each)))
    if (LOOKED_AT.has(extensionOf(path)) && (await opener.isPicture(path))) found.push(path);
  return found;
};

/** Opens files to see what they are, but not any number of them. */
class Opener {
  /** Files that were not opened any more. */
  left = 0;
  readonly #root: string;
  #opened = 0;

  constructor(root: string) {
    this.#root = root;
  }

  /** Returns the first bytes of a file; undefined where it cannot be opened (nobody sees it either) or too many were. */
  async firstBytes(path: string): Promise<Buffer | undefined> {
    if (this.#opened >= MOST_OPENED) {
      this.left += 1;
      return undefined;
    }
    this.#opened += 1;
    const bounds = { maxBytes: MARK_BYTES, first: MARK_BYTES, within: this.#root, links: 'refuse' as const };
    return readBytes(join(this.#root, path), bounds).catch(() => undefined);
  }

  /** Whether a file is a picture, or one that was cut off, by its first bytes. */
  async isPicture(path: string): Promise<boolean> {
    const bytes = await this.firstBytes(path);
    return bytes !== undefined && whyByBytes(bytes, path) !== undefined;
  }
}

/** What a file is by its first bytes, where that may be a picture; undefined where it is none. */
export const whyByBytes = (bytes: Buffer, path: string): string | undefined => {
  const format = sniff(bytes, '');
  if (format === 'unknown') return cutShort(bytes, path);
  return format === 'pdf' ? undefined : `${format.toUpperCase()} by its bytes`;
};
