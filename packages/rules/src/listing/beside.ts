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
import { fewNamed } from '../kernel/few-named.ts';

/** What a folder is that has the name of a picture, and holds none. */
export const EMPTY_FOLDER = 'an empty folder';

/** Extensions of pictures that are not looked at: nothing here can judge them. */
const NOT_LOOKED_AT: ReadonlySet<string> = new Set(
  'svg svgz apng avifs ico icns eps ai xcf tga exr hdr ppm pgm pbm pnm jxr wdp jpx jpf j2k mpo'.split(' '),
);
const LOOKED_AT: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);
/** What people keep beside pictures and no shop shows as one: not opened. */
export const KNOWN_OTHERS: ReadonlySet<string> = new Set(
  'yaml yml json txt md csv tsv xml xmp html htm css js ts pdf doc docx xls xlsx odt mp4 mov webm avi mkv mp3 wav zip gz'.split(
    ' ',
  ),
);

const FIRST_TOLD = 3;
/** Files whose names do not say what they are, and that are opened to see it. */
const MOST_OPENED = 2000;
/** Enough for every mark of a format. */
export const MARK_BYTES = 256;

type BesideContext = Pick<DiscoverContext, 'root' | 'ignored' | 'entries' | 'passedOver'>;

export interface Beside {
  /** Folders of listings and of pictures that are looked at. */
  readonly folders: ReadonlySet<string>;
  /** Files of the walk whose names are none of pictures that are looked at, sorted. */
  readonly others: readonly string[];
  /** Globs of the config that name listings and originals. */
  readonly globs: readonly string[];
}

/**
 * What may be a picture and lies beside those that are looked at, a sentence for each reason why it is not: its name says something else or
 * nothing, it is hidden, or in a folder called `node_modules`. Whoever put it there may think that it is checked. What names do not tell the
 * first bytes do; few files are opened, and no link is followed.
 */
export const besideWarnings = async (context: BesideContext, beside: Beside): Promise<readonly string[]> => {
  const opener = new Opener(context.root);
  const near = beside.others.filter((path) => isNear(path, beside.folders));
  const odd = [...(await oddlyNamed(opener, near)), ...emptyFolders(context, beside.folders)];
  const kept = await picturesPassedOver(context, opener, beside);
  const hidden = kept.filter((path) => !isInPackages(path));
  const packages = kept.filter(isInPackages);
  return [
    ...told(odd, 'beside pictures', 'give a picture a name that says so'),
    ...told(hidden.map(quoted), 'hidden beside pictures', 'give a picture a name without a dot in front'),
    ...told(packages.map(quoted), 'in a folder called node_modules beside pictures', 'call the folder something else'),
    ...(opener.left === 0
      ? []
      : [
          `${opener.left} more files beside pictures, whose names do not say what they are, have not been opened to see`,
        ]),
  ];
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
const isNear = (path: string, folders: ReadonlySet<string>): boolean => {
  if (folders.has(posix.dirname(path))) return true;
  for (let at = posix.dirname(path); at !== '.'; at = posix.dirname(at)) if (folders.has(at)) return true;
  return false;
};

const oddlyNamed = async (opener: Opener, paths: readonly string[]): Promise<readonly string[]> => {
  const found: string[] = [];
  for (const path of paths) {
    const why = whyByName(path) ?? (KNOWN_OTHERS.has(extensionOf(path)) ? undefined : await opener.why(path));
    if (why !== undefined) found.push(`"${path}" (${why})`);
  }
  return found;
};

/** Empty folders that have the name of a picture: that of one that was not unpacked, or not brought. */
const emptyFolders = ({ entries, ignored }: BesideContext, folders: ReadonlySet<string>): readonly string[] =>
  entries
    .flatMap(({ path, kind }) => (kind === 'folder' && LOOKED_AT.has(extensionOf(path)) ? [path] : []))
    .filter((path) => isNear(path, folders) && !ignored(path) && !ignored(`${path}/listing.yaml`))
    .filter((path) => !entries.some((each) => each.path.startsWith(`${path}/`)))
    .sort()
    .map((path) => `"${path}" (${EMPTY_FOLDER})`);

/** Why a name says of a picture that it is not looked at; undefined where it does not. */
export const whyByName = (path: string): string | undefined => {
  const extension = extensionOf(path);
  if (NOT_LOOKED_AT.has(extension)) return `.${extension} is not looked at`;
  const isMeant = LOOKED_AT.has(extensionOf(withoutUnseenEnd(path)));
  return isMeant ? 'its name ends in something that is not seen, and not in its extension' : undefined;
};

/** Pictures, by their names and bytes, among what the walk has passed over near pictures. */
const picturesPassedOver = async (
  context: BesideContext,
  opener: Opener,
  { folders, globs }: Beside,
): Promise<readonly string[]> => {
  const isMeant = treeMatcherOf(globs);
  const found: string[] = [];
  for (const path of await filesPassedOver(context, (each) => isNear(each, folders) || isMeant(each)))
    if (LOOKED_AT.has(extensionOf(path)) && (await opener.why(path)) !== undefined) found.push(path);
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

  /** What a file is, as a reason; undefined for what is no picture, or cannot be opened: nobody sees that either. */
  async why(path: string): Promise<string | undefined> {
    if (this.#opened >= MOST_OPENED) {
      this.left += 1;
      return undefined;
    }
    this.#opened += 1;
    const bounds = { maxBytes: MARK_BYTES, first: MARK_BYTES, within: this.#root, links: 'refuse' as const };
    const bytes = await readBytes(join(this.#root, path), bounds).catch(() => undefined);
    if (bytes === undefined) return undefined;
    return whyByBytes(bytes, path);
  }
}

/** What a file is by its first bytes, where that may be a picture; undefined where it is none. */
export const whyByBytes = (bytes: Buffer, path: string): string | undefined => {
  const format = sniff(bytes, '');
  if (format === 'unknown') return cutShort(bytes, path);
  return format === 'pdf' ? undefined : `${format.toUpperCase()} by its bytes`;
};
