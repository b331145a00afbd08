import { createHash } from 'node:crypto';
import { stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';
import { ANYWHERE, fileFault, fileSha256, ListingLintError, sha256, suggest } from '@listing-lint/core/plugin';
import { type PassedOver, passedSentence } from '@listing-lint/rules/hash';
import type { Capture, SourceBounds } from './capture.ts';
import { withEmbedded } from './embedded.ts';
import { type FolderFiles, folderCaptures, folderFiles, PAGE, savedFiles, savedPageCaptures } from './folder.ts';
import { SOURCE_READERS } from './source-readers.ts';

/** Material that is looked through: what it is, and what of it can be told from every other. */
export interface MonitorSource {
  /** As the user named it. */
  readonly name: string;
  /** `folder`, `page`, `service`, or the `kind` of a `SourceReader`. */
  readonly kind: string;
  /** Of the file; of a folder of the names and sizes of what is looked at in it. */
  readonly sha256: string;
  /** Of a saved page: changes with the names and sizes of the files beside it, too. */
  readonly state?: string;
  /** Null for a folder. */
  readonly bytes: number | null;
  /** What lies in a folder and is neither picture nor page; absent for what is no folder. */
  readonly passed?: readonly PassedOver[];
  /** From the beginning each time; all that it holds, in one order. */
  readonly captures: () => AsyncGenerator<Capture>;
}

/** Files that an error names. */
const MOST_NAMED = 5;
/** Of files that the user names. */
const UNBOUNDED = { maxBytes: Number.MAX_SAFE_INTEGER, within: ANYWHERE };

/** Opens what the user names, absolute `path`; `named`: all absolute paths that the user names. Throws `usage` for what is none of the kinds, and `file-unreadable`. */
export const openSource = async (
  path: string,
  name: string,
  bounds: SourceBounds,
  named: ReadonlySet<string> = new Set(),
): Promise<MonitorSource> => {
  const source = await openAny(path, name, bounds, named);
  return { ...source, captures: () => withEmbedded(source.captures()) };
};

const openAny = async (
  path: string,
  name: string,
  bounds: SourceBounds,
  named: ReadonlySet<string>,
): Promise<MonitorSource> => {
  const stats = await stat(path).catch(() => {
    throw new ListingLintError('usage', `no such file or folder: ${name}`);
  });
  if (stats.isDirectory()) return folderSource(path, name.replace(/\/+$/, '') || '.', bounds, named);
  const reader = SOURCE_READERS.find((each) => each.name.test(path));
  const isPage = PAGE.test(path);
  if (reader === undefined && !isPage) {
    const ends = ['.html', '.mhtml', '.webarchive', '.har', '.warc', '.warc.gz', '.wacz', '.pdf', '.jsonl', '.txt'];
    const hint = suggest(path.replace(/^.*?(?=\.[^.]+$)/, ''), ends);
    throw new ListingLintError('usage', `${name} is none of the kinds that are looked through`, [
      { message: `those are folders, pictures, and files that end in ${ends.join(', ')}`, ...(hint ? { hint } : {}) },
    ]);
  }
  const digest = await fileSha256(path, UNBOUNDED).catch((error) => {
    throw new ListingLintError('file-unreadable', `${name} cannot be read: ${fileFault(error)}`, [], { cause: error });
  });
  const file = { name, kind: reader?.kind ?? 'page', sha256: digest, bytes: stats.size };
  if (reader !== undefined)
    return { ...file, captures: () => reader.captures({ file: path, name, within: ANYWHERE }, bounds) };
  const page = { file: path, folder: dirname(path), path: basename(path) };
  const beside = await savedFiles(page, name, named, bounds);
  const state = sha256(`${digest} ${await digestOf(page.folder, beside)}`);
  return { ...file, state, passed: beside.passed, captures: () => savedPageCaptures(page, name, beside, bounds) };
};

/** Of the names and sizes of files, and of the names of what is not read. */
const digestOf = async (folder: string, { files, closed, unread }: FolderFiles): Promise<string> => {
  const hash = createHash('sha256');
  for (const each of files) {
    const size = await stat(join(folder, each)).then(
      (stats) => stats.size,
      () => -1,
    );
    hash.update(`${each}\0${size}\n`);
  }
  for (const { path } of [...closed, ...unread]) hash.update(`${path}\0unread\n`);
  return hash.digest('hex');
};

const folderSource = async (
  path: string,
  name: string,
  bounds: SourceBounds,
  named: ReadonlySet<string>,
): Promise<MonitorSource> => {
  const found = await folderFiles(path, name, named);
  if (found.files.length === 0)
    throw new ListingLintError('usage', `there are no pictures and no pages in ${name}`, [
      { message: 'archives and lists are named one by one: crawl.warc.gz, items.jsonl' },
      ...found.closed.map((link) => ({ message: `${name}/${link.path} is ${link.what}, which is not followed` })),
      ...found.unread.slice(0, MOST_NAMED).map((each) => ({ message: `${name}/${each.path}: ${each.problem}` })),
      ...(found.passed.length === 0 ? [] : [{ message: passedSentence(found.passed) }]),
    ]);
  return {
    name,
    kind: 'folder',
    sha256: await digestOf(path, found),
    bytes: null,
    passed: found.passed,
    captures: () => folderCaptures(path, name, found, bounds),
  };
};

/** What tells the sources of one run from those of every other. */
export const sourcesDigest = (sources: readonly MonitorSource[]): string =>
  sha256(sources.map(({ name, sha256: digest, state = digest }) => `${state} ${name}`).join('\n'));
