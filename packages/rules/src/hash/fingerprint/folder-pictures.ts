import { type Dirent, readdirSync } from 'node:fs';
import { realpath, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, sep } from 'node:path';
import { ANYWHERE, fileFault, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS, sniff } from '../../image/read/container.ts';
import { extensionOf } from '../../image/read/header.ts';
import { cutShort } from '../../image/read/headers/cut-short.ts';
import { isUnknownBinary, type MediaType, mediaType, mediaTypeByBytes } from '../../image/read/other-media.ts';
import { mapSome } from './fingerprint-file.ts';
import { countPassed, type PassedOver, type PassedReason } from './passed-over.ts';

/** The pictures of a folder, and the entries that are skipped. Paths are relative to it, with `/`. */
export interface FolderPictures {
  /** By their names, or, where those say nothing, by their first bytes; of what cannot be read, is empty or was cut off nobody knows that it is none. Sorted. */
  readonly pictures: readonly string[];
  /** Links that are not followed, and where each leads: `found/more, a link to a folder outside of found`. */
  readonly closed: readonly { readonly path: string; readonly what: string }[];
  /** All other skipped entries. */
  readonly passed: readonly PassedOver[];
  /** The same, each file; of a folder, which ends in `/`, nothing was counted inside. */
  readonly entries: readonly PassedEntry[];
}

export interface PassedEntry {
  readonly why: PassedReason;
  readonly path: string;
}

const EXTENSIONS: ReadonlySet<string> = new Set(PICTURE_EXTENSIONS);
export const hasPictureName = (path: string): boolean => EXTENSIONS.has(extensionOf(path));
/** First bytes of a file by which its format is known. */
const FIRST = 512;

/**
 * Walks a folder that the user named, as a lint walks its own: hidden entries and `node_modules` are skipped, links to folders are not followed;
 * both are reported, and so is what is no picture by name and content. `isNamed`: files that are taken by their names; `apart`: an absolute folder that is no part of it. Throws `file-unreadable` for a folder that
 * cannot be read.
 */
export const folderPictures = async (
  folder: string,
  isNamed: (path: string) => boolean = hasPictureName,
  apart?: string,
): Promise<FolderPictures> => {
  const [named, unnamed, links]: [string[], string[], string[]] = [[], [], []];
  const passed: PassedEntry[] = [];
  const folders = new Set(['']);
  const waiting = [''];
  for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
    const entries = entriesOf(join(folder, at));
    // Somebody may take it for a picture.
    if (entries.length === 0 && hasPictureName(at)) passed.push({ why: 'special', path: `${at}/` });
    for (const dirent of entries) {
      const path = at === '' ? dirent.name : `${at}/${dirent.name}`;
      const displayed = dirent.isDirectory() ? `${path}/` : path;
      if (join(folder, path) === apart) continue;
      if (dirent.name.startsWith('.')) passed.push({ why: 'hidden', path: displayed });
      else if (dirent.name === 'node_modules') passed.push({ why: 'node_modules', path: displayed });
      else if (dirent.isDirectory()) {
        folders.add(path);
        waiting.push(path);
      } else if (isNamed(path)) named.push(path);
      else if (dirent.isFile()) unnamed.push(path);
      else if (dirent.isSymbolicLink()) links.push(path);
      else passed.push({ why: 'special', path });
    }
  }
  const { files, closed } = await linksIn(folder, links.sort(), folders);
  const others = [...unnamed, ...files];
  const reasons = await mapSome(others, (path) => whyNot(join(folder, path), path));
  const pictures = [...named, ...others.filter((_, k) => reasons[k] === null)].sort();
  const unlike = others.flatMap((path, k) => {
    const why = reasons[k] ?? null;
    return why === null ? [] : [{ why, path }];
  });
  const entries = [...passed, ...unlike];
  return { pictures, closed, passed: countPassed(entries), entries };
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

/** Why a file whose name says nothing is no picture by its first bytes; null where it is one, or cannot be read, or may have been one before it was cut off. Nobody means a drawing of pages or a document where no name says so. */
const whyNot = (file: string, path: string): Promise<PassedReason | null> =>
  readBytes(file, { maxBytes: FIRST, first: FIRST, within: ANYWHERE }).then(
    (bytes) => {
      const format = sniff(bytes, extensionOf(path));
      if (format === 'unknown' && cutShort(bytes, path) !== undefined) return null;
      if (format === 'svg') return holdsPictures(file);
      if (format === 'pdf') return 'pdf';
      return format === 'unknown' ? otherReason(bytes, extensionOf(path)) : null;
    },
    () => null,
  );

/** Of a vector drawing that is larger nobody looks whether it holds pictures. */
const MOST_DRAWING = 2_000_000;

const holdsPictures = (file: string): Promise<PassedReason> =>
  readBytes(file, { maxBytes: MOST_DRAWING, within: ANYWHERE }).then(
    (bytes) => (/<image\b|data:image\/(?!svg)/i.test(bytes.toString('latin1')) ? 'drawing' : 'svg'),
    () => 'drawing',
  );

/** Lists that `monitor` reads where they are named. */
const LISTS: ReadonlySet<string> = new Set(['jsonl', 'ndjson', 'jl', 'tsv', 'lst']);

const REASON_OF: { readonly [type in MediaType]: PassedReason } = {
  video: 'video',
  animation: 'video',
  'picture of another format': 'binary',
  drawing: 'drawing',
  '3D model': 'drawing',
  document: 'pdf',
  archive: 'archive',
  audio: 'unknown',
};

const otherReason = (bytes: Buffer, extension: string): PassedReason => {
  // Favicons of pages.
  if (extension === 'ico') return 'unknown';
  const type = mediaTypeByBytes(bytes) ?? mediaType(extension);
  if (type !== undefined) return REASON_OF[type];
  if (LISTS.has(extension)) return 'list';
  return isUnknownBinary(bytes) ? 'binary' : 'unknown';
};

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
