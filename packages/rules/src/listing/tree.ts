import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type DiscoverContext, isMissingFile, noteSeen } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '../image/read/container.ts';
import { extensionOf } from '../image/read/header.ts';
import { mediaType } from '../image/read/other-media.ts';

/** What lies below the root and is not ignored; paths relative to it, with `/`, sorted. */
export interface Tree {
  readonly folders: readonly string[];
  /** By their names: whether one can be read (a link out of the root, a pipe) is told when it is read. */
  readonly pictures: readonly string[];
  /** YAML and JSON files, by their names too: a folder of such a name is told when it is read. */
  readonly texts: readonly string[];
  /** The other files: pictures under another name may be among them. */
  readonly others: readonly string[];
  /** What may stand for a folder and is not entered: what that holds is not looked at. */
  readonly closed: readonly ClosedFolder[];
}

export interface ClosedFolder {
  readonly path: string;
  /** In words: `a link to a folder outside of the folder of the config, which is not followed`. */
  readonly what: string;
  /** What to do where its pictures are meant, unless that is to name the folder itself. */
  readonly advice?: string;
  /** The folder that it links to, relative to the root, if the walk has entered that. */
  readonly target?: string;
}

const TEXT_EXTENSIONS: ReadonlySet<string> = new Set(['yaml', 'yml', 'json']);
const PICTURES: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);

/** What a walk of the root has found. Hidden files are left out. */
export const walkTree = async (context: Pick<DiscoverContext, 'root' | 'ignored' | 'entries'>): Promise<Tree> => {
  const isWanted = (path: string): boolean => !context.ignored(path);
  const pictures = named(
    context.entries.filter(({ kind }) => kind !== 'folder'),
    PICTURES,
    isWanted,
  );
  const holding = foldersAbove(pictures);
  // An ignored folder is one whose files are: globs such as `drafts/*` do not match the folder itself. What holds a picture that is looked at is none.
  const isIgnoredFolder = (path: string): boolean => !holding.has(path) && context.ignored(`${path}/listing.yaml`);
  const folders = context.entries.flatMap(({ path, kind }) =>
    kind === 'folder' && !isIgnoredFolder(path) ? [path] : [],
  );
  const mayBeFolders = context.entries.filter(
    ({ path, kind }) =>
      (kind === 'link' || kind === 'other' || kind === 'submodule') &&
      (kind === 'submodule' || !isFileName(path)) &&
      isWanted(path) &&
      !isIgnoredFolder(path),
  );
  const submodules = mayBeFolders.flatMap(({ path, kind }) => (kind === 'submodule' ? [path] : []));
  const links = mayBeFolders.flatMap(({ path, kind }) => (kind === 'link' ? [path] : []));
  const others = mayBeFolders.flatMap(({ path, kind }) => (kind === 'other' ? [path] : []));
  return {
    folders: folders.sort(),
    pictures,
    texts: named(context.entries, TEXT_EXTENSIONS, isWanted),
    others: context.entries.flatMap(({ path, kind }) => (isOther(path, kind) && isWanted(path) ? [path] : [])).sort(),
    closed: [
      ...(await linkedFolders(context.root, links.sort(), new Set(['', ...folders]))),
      ...others.sort().map((path) => ({
        path,
        what: 'neither a file nor a folder',
      })),
      ...submodules.sort().map((path) => ({
        path,
        what: 'a submodule that is not checked out',
        advice: `fetch what it holds (git submodule update --init ${path})`,
      })),
    ],
  };
};

const named = (
  entries: DiscoverContext['entries'],
  extensions: ReadonlySet<string>,
  isWanted: (path: string) => boolean,
): readonly string[] =>
  entries
    .map(({ path }) => path)
    .filter((path) => extensions.has(extensionOf(path)) && isWanted(path))
    .sort();

/** Every folder that holds one of these, at any depth. */
const foldersAbove = (paths: readonly string[]): ReadonlySet<string> => {
  const folders = new Set<string>();
  for (const path of paths) {
    for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1))
      folders.add(path.slice(0, cut));
  }
  return folders;
};

export const isPictureName = (path: string): boolean => PICTURES.has(extensionOf(path));

/** A link to media is named like the file it leads to; other links are not opened. */
const isOther = (path: string, kind: DiscoverContext['entries'][number]['kind']): boolean =>
  kind === 'file' ? !isFileName(path) : kind === 'link' && mediaType(extensionOf(path)) !== undefined;

const isFileName = (path: string): boolean => isPictureName(path) || TEXT_EXTENSIONS.has(extensionOf(path));

const linkedFolders = async (
  root: string,
  paths: readonly string[],
  folders: ReadonlySet<string>,
): Promise<readonly ClosedFolder[]> => {
  if (paths.length === 0) return [];
  const realRoot = await realpath(root);
  const links = await Promise.all(
    paths.map(async (path): Promise<ClosedFolder | undefined> => {
      try {
        const target = await realpath(join(root, path));
        const stats = await stat(target);
        noteSeen(target, stats);
        if (!stats.isDirectory()) return undefined;
        const inside = relative(realRoot, target).replaceAll(sep, '/');
        if (folders.has(inside)) return { path, what: 'a link to a folder, which is not followed', target: inside };
        const isOutside = inside.startsWith('..') || isAbsolute(inside);
        const where = isOutside ? 'outside of the folder of the config' : 'that is left out';
        return { path, what: `a link to a folder ${where}, which is not followed` };
      } catch (error) {
        noteSeen(join(root, path), undefined);
        // A name with an extension was a file's.
        if (extensionOf(path) !== '') return undefined;
        const what = isMissingFile(error) ? 'a link that leads nowhere' : 'a link that cannot be followed';
        return { path, what: `${what}, which is not followed` };
      }
    }),
  );
  return links.filter((link) => link !== undefined);
};
