import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { type DiscoverContext, isMissingFile } from '@listing-lint/core';
import { PICTURE_EXTENSIONS } from '../image/read/container.ts';
import { extensionOf } from '../image/read/header.ts';

/** What lies below the root and is not ignored; paths relative to it, with `/`, sorted. */
export interface Tree {
  readonly folders: readonly string[];
  /** By their names: whether one can be read (a link out of the root, a pipe) is told when it is read. */
  readonly pictures: readonly string[];
  /** YAML and JSON files, by their names too. */
  readonly texts: readonly string[];
  /** Links that may stand for a folder: what that holds is not looked at. */
  readonly folderLinks: readonly FolderLink[];
}

export interface FolderLink {
  readonly path: string;
  /** In words: `a link to a folder outside of the folder of the config`. */
  readonly what: string;
  /** The folder lies below the root itself, and what it holds is found there. */
  readonly isFoundElsewhere: boolean;
}

const TEXT_EXTENSIONS: ReadonlySet<string> = new Set(['yaml', 'yml', 'json']);
const PICTURES: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);

/** What a walk of the root has found. Hidden files are left out. */
export const walkTree = async (context: Pick<DiscoverContext, 'root' | 'ignored' | 'entries'>): Promise<Tree> => {
  // An ignored folder is one whose files are: globs such as `**/drafts/**` do not match the folder itself.
  const isIgnoredFolder = (path: string): boolean => context.ignored(`${path}/listing.yaml`);
  const isWanted = (path: string): boolean => !context.ignored(path);
  const folders = context.entries.flatMap(({ path, kind }) =>
    kind === 'folder' && !isIgnoredFolder(path) ? [path] : [],
  );
  const files = context.entries.filter(({ kind }) => kind !== 'folder');
  const links = files.filter(
    ({ path, kind }) => kind === 'link' && !isFileName(path) && isWanted(path) && !isIgnoredFolder(path),
  );
  const withExtension = (extensions: ReadonlySet<string>): readonly string[] =>
    files
      .map(({ path }) => path)
      .filter((path) => extensions.has(extensionOf(path)) && isWanted(path))
      .sort();
  return {
    folders: folders.sort(),
    pictures: withExtension(PICTURES),
    texts: withExtension(TEXT_EXTENSIONS),
    folderLinks: await folderLinksOf(context.root, links.map(({ path }) => path).sort(), new Set(['', ...folders])),
  };
};

const isFileName = (path: string): boolean => PICTURES.has(extensionOf(path)) || TEXT_EXTENSIONS.has(extensionOf(path));

const folderLinksOf = async (
  root: string,
  paths: readonly string[],
  folders: ReadonlySet<string>,
): Promise<readonly FolderLink[]> => {
  if (paths.length === 0) return [];
  const realRoot = await realpath(root);
  const links = await Promise.all(
    paths.map(async (path): Promise<FolderLink | undefined> => {
      try {
        const target = await realpath(join(root, path));
        if (!(await stat(target)).isDirectory()) return undefined;
        const inside = relative(realRoot, target).replaceAll(sep, '/');
        if (folders.has(inside)) return { path, what: 'a link to a folder', isFoundElsewhere: true };
        const isOutside = inside.startsWith('..') || isAbsolute(inside);
        const where = isOutside ? 'outside of the folder of the config' : 'that is left out';
        return { path, what: `a link to a folder ${where}`, isFoundElsewhere: false };
      } catch (error) {
        // A name with an extension was a file's.
        if (extensionOf(path) !== '') return undefined;
        const what = isMissingFile(error) ? 'a link that leads nowhere' : 'a link that cannot be followed';
        return { path, what, isFoundElsewhere: false };
      }
    }),
  );
  return links.filter((link) => link !== undefined);
};
