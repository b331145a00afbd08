import { type Dirent, readdirSync } from 'node:fs';
import { fileFault } from '../file/file-fault.ts';
import { ListingLintError } from '../model/error.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { OUTPUT_INDEXES, outputIn, writtenFilesIn } from './output-folder.ts';
import { trackingBelow } from './repository.ts';

/**
 * Everything below a folder, in any order; links are told, not followed, and so are hidden entries and `node_modules` (`isPassedOver`). Throws
 * `file-unreadable` for a folder that cannot be read. A walk of our own: a glob's `**` passes over names with a line break, and what is
 * passed over is not checked.
 */
export const walkFolder = async (root: string): Promise<readonly TreeEntry[]> => {
  const found: TreeEntry[] = [];
  const empty = new Set<string>();
  const outputs = new Map<string, string>();
  const waiting = [''];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    const dirents = readFolder(root, folder);
    const output = folder === '' ? undefined : outputIn(`${root}/${folder}`, dirents);
    if (output !== undefined) outputs.set(folder, output);
    if (dirents.length === 0 && folder !== '') empty.add(folder);
    refuseTwins(dirents, folder === '' ? root : folder);
    for (const dirent of dirents) {
      // Of a text that is put together by `+` V8 may hold both parts as well.
      const path = folder === '' ? dirent.name : [folder, dirent.name].join('/');
      const kind = kindOf(dirent);
      if (dirent.name.startsWith('.') || dirent.name === 'node_modules') {
        found.push({ path, kind, isPassedOver: true });
        continue;
      }
      found.push({ path, kind });
      if (kind === 'folder') waiting.push(path);
    }
  }
  const named = outputs.size === 0 ? found : found.map((entry) => withOutput(entry, outputs));
  return empty.size === 0 ? named : withSubmodules(root, named, empty);
};

const withOutput = (entry: TreeEntry, outputs: ReadonlyMap<string, string>): TreeEntry => {
  const output = outputs.get(entry.path);
  return output === undefined ? entry : { ...entry, output };
};

/**
 * What of a walk this program has written (relative paths): a folder where nothing else is in it, hidden entries apart, else its files. `outputs`: the
 * entries of folders that look like it.
 */
export const writtenPaths = (
  root: string,
  entries: readonly TreeEntry[],
  outputs: readonly TreeEntry[] = entries,
): readonly string[] =>
  outputs.flatMap(({ path: folder, output }) => {
    if (output === undefined) return [];
    const isWritten = writtenFilesIn(`${root}/${folder}`, output);
    const below = entriesBelow(entries, folder).filter(({ isPassedOver }) => isPassedOver !== true);
    const files = below.filter(({ path, kind }) => kind !== 'folder' && !OUTPUT_INDEXES.has(path));
    const others = files.filter(({ path, kind }) => kind !== 'file' || !isWritten(path));
    if (others.length === 0) return [folder];
    const needed = new Set(others.flatMap(({ path }) => [path, ...foldersOf(path)]));
    return below.flatMap(({ path }) => (needed.has(path) || OUTPUT_INDEXES.has(path) ? [] : [`${folder}/${path}`]));
  });

/** What of a walk is left when these paths (relative) and all that they hold are taken out. */
export const withoutPaths = (entries: readonly TreeEntry[], paths: readonly string[]): readonly TreeEntry[] => {
  if (paths.length === 0) return entries;
  const taken = new Set(paths);
  return entries.filter(({ path }) => !taken.has(path) && !foldersOf(path).some((folder) => taken.has(folder)));
};

/** The folders that a path is in, from the innermost. */
const foldersOf = (path: string): readonly string[] => {
  const folders: string[] = [];
  for (let cut = path.lastIndexOf('/'); cut > 0; cut = path.lastIndexOf('/', cut - 1)) folders.push(path.slice(0, cut));
  return folders;
};

/** An empty folder of which git says that its content is of a repository of its own: that has not been fetched. */
const withSubmodules = (
  root: string,
  entries: readonly TreeEntry[],
  empty: ReadonlySet<string>,
): readonly TreeEntry[] => {
  const { isSubmodule } = trackingBelow(root);
  return entries.map((entry) =>
    empty.has(entry.path) && isSubmodule(entry.path) ? { ...entry, kind: 'submodule' } : entry,
  );
};

/** What a walk has entered or may look at, and what it has passed over. */
export const partsOfWalk = (
  entries: readonly TreeEntry[],
): { readonly entries: readonly TreeEntry[]; readonly passedOver: readonly TreeEntry[] } => ({
  entries: entries.filter(({ isPassedOver }) => isPassedOver !== true),
  passedOver: entries.filter(({ isPassedOver }) => isPassedOver === true),
});

/** What of a walk lies below one of its folders, as if that had been walked. */
export const entriesBelow = (entries: readonly TreeEntry[], folder: string): readonly TreeEntry[] => {
  const prefix = `${folder}/`;
  return entries.flatMap((entry) =>
    entry.path.startsWith(prefix) ? [{ ...entry, path: entry.path.slice(prefix.length) }] : [],
  );
};

/** Names that are no UTF-8 look the same once they are text: one file would be read for both. */
const refuseTwins = (dirents: readonly Dirent[], folder: string): void => {
  const seen = new Set<string>();
  for (const { name } of dirents) {
    if (!name.includes('\uFFFD')) continue;
    if (seen.has(name)) {
      const message = `the folder ${folder} cannot be read: two names in it are no UTF-8 and look alike (${name}): rename them`;
      throw new ListingLintError('file-unreadable', message);
    }
    seen.add(name);
  }
};

const kindOf = (dirent: Dirent): TreeEntry['kind'] =>
  dirent.isFile() ? 'file' : dirent.isDirectory() ? 'folder' : dirent.isSymbolicLink() ? 'link' : 'other';

/** At once: to ask a thread for each of thousands of small folders takes several times as long. */
const readFolder = (root: string, folder: string): readonly Dirent[] => {
  try {
    return readdirSync(folder === '' ? root : `${root}/${folder}`, { withFileTypes: true });
  } catch (error) {
    const name = folder === '' ? root : folder;
    throw new ListingLintError('file-unreadable', `the folder ${name} cannot be read: ${fileFault(error)}`, [], {
      cause: error,
    });
  }
};
