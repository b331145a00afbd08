import { existsSync } from 'node:fs';
import { join, posix } from 'node:path';
import { fileFault, ListingLintError, readBytes } from '@listing-lint/core/plugin';
import {
  type FolderPictures,
  folderPictures,
  hasPictureName,
  joinPassed,
  type PassedOver,
} from '@listing-lint/rules/hash';

import { inMegabytes } from './bounded-bytes.ts';
import type { Capture, SourceBounds } from './capture.ts';

const PAGE = /\.x?html?$/i;

/** Pictures and saved pages below a folder: pictures by name and content, pages by name. */
export interface FolderFiles {
  /** Paths from the folder, sorted. */
  readonly files: readonly string[];
  /** Links that are not followed, and where each leads. */
  readonly closed: FolderPictures['closed'];
  /** What else lies there, under the name of the source. */
  readonly passed: readonly PassedOver[];
  /** Paths from the folder of captured web pages in a format that is not read from a folder. */
  readonly unread: readonly string[];
}

/** Formats of captured web pages. WARC and WACZ are read when they are named one by one. */
const CAPTURE_FORMAT = /\.(?:mhtml?|har|webarchive|maff|warc(?:\.gz)?|wacz)$/i;

const isCapture = (path: string): boolean => CAPTURE_FORMAT.test(path);

/** What lies in the folder `folder` that the user calls `source`. */
export const folderFiles = async (folder: string, source: string): Promise<FolderFiles> => {
  const { pictures, closed, passed } = await folderPictures(
    folder,
    (path) => PAGE.test(path) || hasPictureName(path) || isCapture(path),
  );
  return {
    files: pictures.filter((path) => !isCapture(path)),
    closed,
    passed: below(source, passed),
    unread: pictures.filter(isCapture),
  };
};

const below = (folder: string, passed: readonly PassedOver[]): readonly PassedOver[] =>
  passed.map((each) => ({ ...each, named: each.named.map((path) => `${folder}/${path}`) }));

/** What a folder holds: pictures, and pages saved beside them. Links are not followed out of it. */
export async function* folderCaptures(
  folder: string,
  source: string,
  { files, closed, unread }: FolderFiles,
  bounds: SourceBounds,
): AsyncGenerator<Capture> {
  let index = 0;
  for (const path of files) {
    const name = `${source}/${path}`;
    if (index >= bounds.captures) {
      yield { kind: 'fault', name, index, problem: `${source} holds more than ${bounds.captures} files`, ends: true };
      return;
    }
    yield fileCapture({ file: join(folder, path), path, name, index, root: folder }, bounds);
    index++;
  }
  for (const { path, what } of closed) {
    const problem = `${what}, which is not followed: name it to look there`;
    yield { kind: 'fault', name: `${source}/${path}`, index: index++, problem, ends: false };
  }
  for (const path of unread) {
    const problem = `captured pages in this format are not read from a folder: ${/warc|wacz/i.test(path) ? 'name the file itself' : 'save the page as "web page, complete"'}`;
    yield { kind: 'fault', name: `${source}/${path}`, index: index++, problem, ends: false };
  }
}

/** The file of a saved page, and how the user calls it. */
interface SavedPage {
  readonly file: string;
  readonly folder: string;
  readonly path: string;
}

/** What lies beside a saved page for it: in its folder, as browsers name that, and below. */
export const savedFiles = async ({ folder, path }: SavedPage, source: string): Promise<FolderFiles> => {
  const page = posix.basename(path).replace(PAGE, '');
  const names = [`${page}-Dateien`, `${page}_files`].filter((name) => existsSync(join(folder, name)));
  const top = posix.dirname(source);
  const parts = await Promise.all(
    names.map(async (name) => {
      const { pictures, closed, passed } = await folderPictures(
        join(folder, name),
        (path) => hasPictureName(path) || isCapture(path),
      );
      const inside = (each: string): string => `${name}/${each}`;
      return {
        files: pictures.filter((each) => !PAGE.test(each) && !isCapture(each)).map(inside),
        closed: closed.map((link) => ({ ...link, path: inside(link.path) })),
        passed: below(`${top}/${name}`, passed),
        unread: pictures.filter(isCapture).map(inside),
      };
    }),
  );
  return {
    files: parts.flatMap(({ files }) => files),
    closed: parts.flatMap(({ closed }) => closed),
    passed: joinPassed(parts.map(({ passed }) => passed)),
    unread: parts.flatMap(({ unread }) => unread),
  };
};

/** One saved page, and the pictures that lie beside it. */
export async function* savedPageCaptures(
  { file, folder, path }: SavedPage,
  source: string,
  beside: FolderFiles,
  bounds: SourceBounds,
): AsyncGenerator<Capture> {
  yield fileCapture({ file, path, name: source, index: 0, root: folder }, bounds);
  const within = folderCaptures(folder, posix.dirname(source), beside, bounds);
  for await (const capture of within) yield { ...capture, index: capture.index + 1 };
}

interface FoundFile {
  readonly file: string;
  /** From the folder of the source. */
  readonly path: string;
  readonly name: string;
  readonly index: number;
  /** Links may lead to what lies below it. */
  readonly root: string;
}

const fileCapture = ({ file, path, name, index, root }: FoundFile, bounds: SourceBounds): Capture => {
  const origin = { name, index, address: null, at: null };
  return PAGE.test(path)
    ? { kind: 'page', ...origin, status: 200, path, bytes: () => sourceFileBytes(file, root, name, bounds.pageBytes) }
    : {
        kind: 'picture',
        ...origin,
        key: path,
        offer: null,
        bytes: () => sourceFileBytes(file, root, name, bounds.pictureBytes),
      };
};

/** The bytes of a file of a source; no link leads out of its folder, neither the file nor a folder on the way. Throws `file-unreadable`. */
export const sourceFileBytes = async (file: string, root: string, name: string, maxBytes: number): Promise<Buffer> => {
  try {
    return await readBytes(file, { maxBytes, within: root, called: 'the source' });
  } catch (error) {
    const fault = `${name} cannot be read: ${fileFault(error)} (bound: ${inMegabytes(maxBytes)})`;
    throw new ListingLintError('file-unreadable', fault, [], { cause: error });
  }
};
