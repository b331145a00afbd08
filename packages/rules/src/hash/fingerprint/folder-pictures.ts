import { type Dirent, readdirSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { fileFault, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS, sniff } from '../../image/read/container.ts';
import { extensionOf } from '../../image/read/header.ts';
import { mapSome } from './fingerprint-file.ts';

/** The pictures of a folder, and what of it is not looked at. Paths from there, with `/`. */
export interface FolderPictures {
  /** By their names, or, where those say nothing, by their first bytes. Sorted. */
  readonly pictures: readonly string[];
  /** Links that are not followed, and where each leads: `found/more, a link to a folder outside of found`. */
  readonly closed: readonly { readonly path: string; readonly what: string }[];
}

const EXTENSIONS: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);
/** First bytes of a file by which its format is known. */
const FIRST = 512;
/** Formats of which nobody means a picture where no name says so: drawings of pages, documents. */
const NO_PICTURES: ReadonlySet<string> = new Set(['unknown', 'svg', 'pdf']);

/**
 * Looks through a folder that the user named, as a lint walks its own: hidden entries and `node_modules` are passed over, links to folders are told and not followed.
 * Throws `file-unreadable` for a folder that cannot be read.
 */
export const folderPictures = async (folder: string): Promise<FolderPictures> => {
  const [named, unnamed, links]: [string[], string[], string[]] = [[], [], []];
  const folders = new Set(['']);
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    for (const dirent of entriesOf(join(folder, at))) {
      if (dirent.name.startsWith('.') || dirent.name === 'node_modules') continue;
      const path = at === '' ? dirent.name : `${at}/${dirent.name}`;
      if (dirent.isDirectory()) {
        folders.add(path);
        waiting.push(path);
      } else if (EXTENSIONS.has(extensionOf(path))) named.push(path);
      else if (dirent.isFile()) unnamed.push(path);
      else if (dirent.isSymbolicLink()) links.push(path);
    }
  }
  const { files, closed } = await linksIn(folder, links.sort(), folders);
  const others = [...unnamed, ...files];
  const known = await mapSome(others, (path) => isPicture(join(folder, path), path));
  const pictures = [...named, ...others.filter((_, k) => known[k])].sort();
  return { pictures, closed };
};

const entriesOf = (folder: string): readonly Dirent[] => {
  try {
    return readdirSync(folder, { withFileTypes: true });
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `the folder ${folder} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};

/** Whether its first bytes are those of a picture. One that cannot be read is named by nothing as a picture. */
const isPicture = (file: string, path: string): Promise<boolean> =>
  readBytes(file, { maxBytes: FIRST, first: FIRST }).then(
    (bytes) => !NO_PICTURES.has(sniff(bytes, extensionOf(path))),
    () => false,
  );

const linksIn = async (folder: string, links: readonly string[], folders: ReadonlySet<string>) => {
  const files: string[] = [];
  const closed: { path: string; what: string }[] = [];
  const top = links.length === 0 ? '' : await realpath(folder);
  for (const path of links) {
    const target = await realpath(join(folder, path)).catch(() => undefined);
    const isFolder = target !== undefined && (await stat(target)).isDirectory();
    if (target === undefined) closed.push({ path, what: 'a link that leads nowhere' });
    else if (!isFolder) files.push(path);
    else {
      const inside = relative(top, target).split(sep).join('/');
      // What it leads to is found there.
      if (folders.has(inside)) continue;
      const isOutside = inside.startsWith('..') || isAbsolute(inside);
      closed.push({ path, what: `a link to a folder ${isOutside ? 'outside of it' : 'that is left out'}` });
    }
  }
  return { files, closed };
};
