import { existsSync, statSync } from 'node:fs';
import { join, posix } from 'node:path';
import { isKnownError, readBytes } from '@listing-lint/core/plugin';
import {
  countPassed,
  type FolderPictures,
  folderPictures,
  hasPictureName,
  joinPassed,
  type PassedOver,
  type PassedReason,
} from '@listing-lint/rules/hash';
import type { Capture, SourceBounds } from './capture.ts';
import { sourceFileBytes } from './one-file.ts';
import { type PageSighting, pageSighting } from './page-sighting.ts';
import { inSnapshot, Snapshots } from './snapshots.ts';
import { SOURCE_READERS, type SourceReader } from './source-readers.ts';

export const PAGE = /\.x?html?$/i;

/** Pictures and saved pages below a folder: pictures by name and content, pages by name. */
export interface FolderFiles {
  /** Paths from the folder, sorted. */
  readonly files: readonly string[];
  /** Links that are not followed, and where each leads. */
  readonly closed: FolderPictures['closed'];
  /** What may hold pictures and is not read, and why. */
  readonly unread: readonly { readonly path: string; readonly problem: string }[];
  /** What else lies there, under the name of the source. */
  readonly passed: readonly PassedOver[];
}

/** What lies in the folder `folder` that the user calls `source`; `named`: absolute paths of the sources of the run. */
export const folderFiles = async (folder: string, source: string, named: ReadonlySet<string>): Promise<FolderFiles> => {
  const found = await folderPictures(
    folder,
    (path) => PAGE.test(path) || hasPictureName(path) || readerOf(path) !== undefined,
  );
  const entries = await Promise.all(
    found.entries.map(async (entry) => ({ ...entry, isRead: await isReadByContent(entry, folder) })),
  );
  const isNamed = (path: string): boolean => readerOf(path) !== undefined && named.has(join(folder, path));
  const files = [
    ...found.pictures.filter((path) => !isNamed(path)),
    ...entries.flatMap(({ path, isRead }) => (isRead ? path : [])),
  ];
  const others = entries.filter(({ isRead }) => !isRead);
  return filesOf({ ...found, pictures: files.sort(), entries: others }, folder, source, named);
};

const isReadByContent = async ({ why, path }: FolderPictures['entries'][number], folder: string): Promise<boolean> =>
  (why === 'archive' || why === 'pdf') && readerOf(path, await firstBytes(join(folder, path), folder)) !== undefined;

const firstBytes = (file: string, folder: string): Promise<Buffer> =>
  readBytes(file, { maxBytes: 512, first: 512, within: folder }).catch(() => Buffer.alloc(0));

/** What reads a file of a folder, by its name; by its first bytes where those are given. */
const readerOf = (path: string, first?: Buffer): SourceReader | undefined =>
  SOURCE_READERS.find(
    ({ name, content, isNamedOnly }) =>
      isNamedOnly !== true && (name.test(path) || (first !== undefined && content?.test(first.toString('latin1')))),
  );

/** Why a file of a folder is not read although it may hold pictures, and what to do. */
const UNREAD: { readonly [why in PassedReason]?: string } = {
  video: 'videos are not read: save the frames that matter as pictures',
  archive: 'archives of this format are not read: unpack it',
  list: 'a list is a source of its own: name it',
  pdf: 'documents of this format are not read: print it as PDF',
  drawing: 'pictures in a drawing are not read: save them as files',
  binary: 'its format is not read: save its pictures as PNG or JPEG',
};

const filesOf = (
  { pictures, closed, entries }: FolderPictures,
  folder: string,
  source: string,
  named: ReadonlySet<string>,
): FolderFiles => {
  const others = entries.filter(({ path }) => !named.has(join(folder, path)));
  const unread = others.flatMap(({ path, why }) => {
    const problem = UNREAD[why];
    return problem === undefined ? [] : [{ path, problem }];
  });
  const passed = countPassed(others.filter(({ why }) => UNREAD[why] === undefined));
  return { files: pictures, closed, unread, passed: below(source, passed) };
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
  const snapshots = new Snapshots(folder);
  for (const path of files) {
    const name = `${source}/${path}`;
    const snapshot = await snapshots.of(posix.dirname(path));
    for await (const capture of capturesOfFile({ file: join(folder, path), path, name, root: folder }, bounds)) {
      if (index >= bounds.captures) {
        yield { kind: 'fault', name, index, problem: `${source} holds more than ${bounds.captures} files`, ends: true };
        return;
      }
      yield { ...inSnapshot(capture, snapshot), index: index++ };
    }
  }
  for (const { path, what } of closed) {
    const problem = `${what}, which is not followed: name it to look there`;
    yield { kind: 'fault', name: `${source}/${path}`, index: index++, problem, ends: false };
  }
  for (const { path, problem } of unread)
    yield { kind: 'fault', name: `${source}/${path}`, index: index++, problem, ends: false };
}

/** The file of a saved page, and how the user calls it. */
interface SavedPage {
  readonly file: string;
  readonly folder: string;
  readonly path: string;
}

/** What lies beside a saved page for it: in its folder, as browsers name that, and below; and the files elsewhere below its own folder that it shows. */
export const savedFiles = async (
  { file, folder, path }: SavedPage,
  source: string,
  named: ReadonlySet<string>,
  bounds: SourceBounds,
): Promise<FolderFiles> => {
  const page = posix.basename(path).replace(PAGE, '');
  const names = [`${page}-Dateien`, `${page}_files`].filter((name) => existsSync(join(folder, name)));
  const top = posix.dirname(source);
  const parts = await Promise.all(
    names.map(async (name) => {
      const found = await folderFiles(join(folder, name), `${top}/${name}`, named);
      const inside = <T extends { readonly path: string }>(each: T): T => ({ ...each, path: `${name}/${each.path}` });
      return {
        files: found.files.map((each) => `${name}/${each}`),
        closed: found.closed.map(inside),
        unread: found.unread.map(inside),
        passed: found.passed,
      };
    }),
  );
  const files = new Set(parts.flatMap((part) => part.files));
  const known = new Set(parts.flatMap(({ closed, unread }) => [...closed, ...unread].map((each) => each.path)));
  for (const shown of await filesShownBy(file, { folder, path }, bounds)) if (!known.has(shown)) files.add(shown);
  return {
    files: [...files].sort(),
    closed: parts.flatMap(({ closed }) => closed),
    unread: parts.flatMap(({ unread }) => unread),
    passed: joinPassed(parts.map(({ passed }) => passed)),
  };
};

/** Pages in frames of pages; browsers save some levels. */
const DEEPEST_FRAMES = 8;
const MOST_FRAMES = 1000;

/**
 * Files below the folder of a page that it displays, and the pages of its frames with what these display. None of a page that cannot be read, which is
 * reported when it is looked at. A frame beyond the bounds is not read, which is reported too.
 */
const filesShownBy = async (
  file: string,
  { folder, path }: Pick<SavedPage, 'folder' | 'path'>,
  { pageBytes }: SourceBounds,
): Promise<readonly string[]> => {
  const isFile = (key: string): boolean => statSync(join(folder, key), { throwIfNoEntry: false })?.isFile() === true;
  const pictures: string[] = [];
  const pages = new Set([path]);
  let level: readonly string[] = [path];
  for (let depth = 0; depth <= DEEPEST_FRAMES && level.length > 0; depth++) {
    const next: string[] = [];
    for (const page of level) {
      const bounds = { maxBytes: pageBytes, within: folder };
      const html = await readBytes(page === path ? file : join(folder, page), bounds).catch(() => undefined);
      const sighting = html === undefined ? undefined : sightingOf(html, page);
      const keys = sighting?.shown.flatMap(({ sources, later }) => [...sources, ...later]) ?? [];
      pictures.push(...keys.filter((key) => !PAGE.test(key) && isFile(key)));
      for (const { path: frame } of sighting?.frames ?? []) {
        if (frame === undefined || pages.has(frame) || pages.size > MOST_FRAMES) continue;
        if (depth === DEEPEST_FRAMES || !PAGE.test(frame) || !isFile(frame)) continue;
        pages.add(frame);
        next.push(frame);
      }
    }
    level = next;
  }
  pages.delete(path);
  return [...pictures, ...pages];
};

const sightingOf = (html: Buffer, path: string): PageSighting | undefined => {
  try {
    return pageSighting(html.toString('utf8'), { address: null, path });
  } catch (error) {
    if (isKnownError(error)) return undefined;
    throw error;
  }
};

/** One saved page, and the pictures that lie beside it. */
export async function* savedPageCaptures(
  { file, folder, path }: SavedPage,
  source: string,
  beside: FolderFiles,
  bounds: SourceBounds,
): AsyncGenerator<Capture> {
  yield* capturesOfFile({ file, path, name: source, root: folder }, bounds);
  const within = folderCaptures(folder, posix.dirname(source), beside, bounds);
  for await (const capture of within) yield { ...capture, index: capture.index + 1 };
}

interface FoundFile {
  readonly file: string;
  /** From the folder of the source. */
  readonly path: string;
  readonly name: string;
  /** Links may lead to what lies below it. */
  readonly root: string;
}

async function* capturesOfFile({ file, path, name, root }: FoundFile, bounds: SourceBounds): AsyncGenerator<Capture> {
  const origin = { name, index: 0, address: null, at: null };
  const bytes = (most: number) => (): Promise<Buffer> => sourceFileBytes(file, root, name, most);
  if (PAGE.test(path)) yield { kind: 'page', ...origin, status: 200, path, bytes: bytes(bounds.pageBytes) };
  else if (hasPictureName(path))
    yield { kind: 'picture', ...origin, key: path, offer: null, bytes: bytes(bounds.pictureBytes) };
  else {
    const reader = readerOf(path) ?? readerOf(path, await firstBytes(file, root));
    if (reader === undefined)
      yield { kind: 'picture', ...origin, key: path, offer: null, bytes: bytes(bounds.pictureBytes) };
    // A file that ends early is no end of its folder.
    else
      for await (const capture of reader.captures({ file, name, within: root }, bounds))
        yield capture.kind === 'fault' ? { ...capture, ends: false } : capture;
  }
}
