import { copyFile, link, mkdir, mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import { checkOutIndex, indexState, type Repository } from './git.ts';

export interface Mirror {
  /** Absolute folder that looks as the linted folder would after the commit. */
  readonly root: string;
  readonly remove: () => Promise<void>;
}

const PREFIX = 'listing-lint-staged-';
const STALE_MS = 24 * 60 * 60 * 1000;

/**
 * Lays out the index of git as a folder inside git's own: working files that are as staged are linked, not copied; the others are
 * checked out. `extra` are files beside the index (relative to the linted folder) that facts need, such as an untracked brand mark.
 */
export const mirrorIndex = async (repository: Repository, extra: readonly string[]): Promise<Mirror> => {
  const { git, top, prefix } = repository;
  const gitFolder = resolve(top, await git(['rev-parse', '--git-dir']));
  await removeStale(gitFolder);
  const folder = await mkdtemp(join(gitFolder, PREFIX));
  const remove = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    const { files, differing } = await indexState(repository);
    const root = join(folder, prefix);
    await mkdir(root, { recursive: true });
    const inIndex = new Set(files);
    const asStaged = files.filter((path) => !differing.has(path));
    await placeAll([...asStaged, ...extra.filter((path) => !inIndex.has(path))], join(top, prefix), root);
    await checkOutIndex(
      repository,
      files.filter((path) => differing.has(path)),
      folder,
    );
    return { root, remove };
  } catch (error) {
    await remove();
    throw error;
  }
};

const placeAll = async (paths: readonly string[], from: string, to: string): Promise<void> => {
  for (const folder of new Set(paths.map((path) => dirname(join(to, path))))) await mkdir(folder, { recursive: true });
  for (const path of paths) {
    const [source, target] = [join(from, path), join(to, path)];
    // A file system without hard links, or a file that has just gone: then a copy, or nothing.
    await link(source, target).catch(() => copyFile(source, target).catch(() => undefined));
  }
};

/** What a run left behind that was killed. */
const removeStale = async (gitFolder: string): Promise<void> => {
  for (const name of await readdir(gitFolder)) {
    if (!name.startsWith(PREFIX)) continue;
    const path = join(gitFolder, name);
    const { mtimeMs } = await stat(path).catch(() => ({ mtimeMs: Date.now() }));
    if (Date.now() - mtimeMs > STALE_MS) await rm(path, { recursive: true, force: true });
  }
};
