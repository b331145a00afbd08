import { spawn, spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { ListingLintError } from '@listing-lint/core';
import { gitArguments, gitEnvironment } from './git-command.ts';

/** A git repository. */
export interface Repository {
  /** Absolute folder of the working tree, without links on the way. */
  readonly top: string;
  readonly env: NodeJS.ProcessEnv;
  readonly git: (args: readonly string[], input?: string) => Promise<string>;
}

/** The repository that holds a folder. Throws `usage` where there is none, or no git. */
export const repositoryOf = async (folder: string, env: NodeJS.ProcessEnv): Promise<Repository> => {
  let top: string;
  try {
    top = await gitIn(folder, env)(['rev-parse', '--show-toplevel']);
  } catch (error) {
    throw new ListingLintError('usage', `${folder} is in no git repository`, [], { cause: error });
  }
  return { top, env, git: gitIn(top, env) };
};

/** Output of a git command; rejects with what git says. */
const gitIn =
  (cwd: string, env: NodeJS.ProcessEnv) =>
  (args: readonly string[], input?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      const child = spawn('git', gitArguments(args), { cwd, env: gitEnvironment(env) });
      const out: Buffer[] = [];
      const err: Buffer[] = [];
      child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
      child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
      child.on('error', (error) => reject(new ListingLintError('usage', 'git cannot be run', [], { cause: error })));
      child.on('close', (code) => {
        if (code === 0) resolve(Buffer.concat(out).toString('utf8').replace(/\n$/, ''));
        else reject(new ListingLintError('usage', `git ${args[0]}: ${firstLine(Buffer.concat(err).toString('utf8'))}`));
      });
      child.stdin.on('error', () => undefined);
      child.stdin.end(input ?? '');
    });

const firstLine = (text: string): string => text.replace(/^(fatal|error): /, '').split('\n', 1)[0] ?? '';

const names = (output: string): readonly string[] => output.split('\0').filter((name) => name !== '');

/** As `names`. Throws `usage` for a name that is not UTF-8: no file is found by it, and what is in it would pass unseen. */
const changedNames = (output: string): readonly string[] => {
  const unread = names(output).find((name) => name.includes('\ufffd'));
  if (unread === undefined) return names(output);
  throw new ListingLintError('usage', `the name of a changed file is not UTF-8: ${unread}`, [
    { message: 'rename the file (git mv)' },
  ]);
};

/** What has changed, deletions too; paths from the top of the repository. */
export interface Changes {
  readonly paths: readonly string[];
  /** Those of the paths that were not there before, or are gone. */
  readonly addedOrRemoved: ReadonlySet<string>;
  /** The commit that it has changed since; undefined where there is none yet. */
  readonly base: string | undefined;
}

const DIFF = ['--name-status', '--no-renames', '--no-ext-diff', '-z'];

/** The paths of `git diff --name-status -z`: a status, then a path. */
const changesIn = (output: string): Pick<Changes, 'paths' | 'addedOrRemoved'> => {
  const parts = changedNames(output);
  const paths = parts.filter((_, index) => index % 2 === 1);
  const addedOrRemoved = paths.filter((_, index) => /^[AD]/.test(parts[2 * index] ?? ''));
  return { paths, addedOrRemoved: new Set(addedOrRemoved) };
};

/** What is staged. */
export const stagedChanges = async ({ git }: Repository): Promise<Changes> => ({
  ...changesIn(await git(['diff', '--cached', ...DIFF])),
  base: await git(['rev-parse', '--verify', '--quiet', 'HEAD']).catch(() => undefined),
});

/**
 * What the working tree has changed since it left `ref`: new files, too, but for those that a .gitignore or
 * info/exclude keeps out, as in a lint of everything; and files that git was told to take for unchanged, which it does not look at.
 */
export const changesSince = async (repository: Repository, ref: string): Promise<Changes> => {
  const { git } = repository;
  const commit = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(() => {
    throw new ListingLintError('usage', `--changed: there is no commit "${ref}" here`, [
      { message: 'a shallow clone lacks it: fetch the whole history (fetch-depth: 0)' },
    ]);
  });
  const base = await git(['merge-base', commit, 'HEAD']).catch(() => commit);
  const { paths, addedOrRemoved } = changesIn(await git(['diff', ...DIFF, base, '--']));
  const exclude = await git(['rev-parse', '--path-format=absolute', '--git-path', 'info/exclude']);
  const excludes = [
    '--exclude-per-directory=.gitignore',
    ...(existsSync(exclude) ? [`--exclude-from=${exclude}`] : []),
  ];
  const fresh = changedNames(await git(['ls-files', '--others', ...excludes, '-z']));
  const unwatched = await unwatchedFiles(repository);
  return {
    paths: [...new Set([...paths, ...fresh, ...unwatched])].sort(),
    addedOrRemoved: new Set([...addedOrRemoved, ...fresh]),
    base,
  };
};

/** Files of the index that git takes for unchanged (`assume-unchanged`, `skip-worktree`) and that are in the working tree, from the top. */
const unwatchedFiles = async ({ git, top }: Repository): Promise<readonly string[]> =>
  names(await git(['ls-files', '-v', '-z'])).flatMap((line) => {
    const [tag = '', path] = [line.slice(0, 1), line.slice(2)];
    return /[a-zS]/.test(tag) && existsSync(join(top, path)) ? [path] : [];
  });

/** The text of a file (from the top) in a commit; empty where it is not in it. */
export const textIn = async ({ git }: Repository, commit: string | undefined, path: string): Promise<string> =>
  commit === undefined ? '' : git(['cat-file', 'blob', `${commit}:${path}`]).catch(() => '');

export interface IndexState {
  /** Files of the index, from the top. */
  readonly files: ReadonlySet<string>;
  /** Those of them whose working copy is another, a link, or gone. */
  readonly differing: ReadonlySet<string>;
  /** Folders whose content is of a repository of its own, from the top. */
  readonly submodules: ReadonlySet<string>;
}

/** What git would commit now. Throws `usage` while a merge is in conflict. */
export const indexState = async (repository: Repository): Promise<IndexState> => {
  const { git } = repository;
  // Without a refresh a file that was only touched counts as changed.
  await git(['update-index', '-q', '--refresh']).catch(() => '');
  const entries = names(await git(['ls-files', '--stage', '-z'])).map((line) => {
    // A path may hold a tab, too.
    const tab = line.indexOf('\t');
    const [meta, path] = [line.slice(0, tab), line.slice(tab + 1)];
    return { path, mode: meta.slice(0, 6), isMerged: meta.endsWith(' 0') };
  });
  const torn = entries.find(({ isMerged }) => !isMerged);
  if (torn !== undefined) {
    throw new ListingLintError('usage', `--staged: ${torn.path} is in conflict, and nothing of it is staged`, [
      { message: 'resolve the conflict and add the file to git first' },
    ]);
  }
  // 160000 is a submodule, whose content is not of this repository. 120000 is a link, which cannot be linked anew on every system.
  const files = entries.filter(({ mode }) => mode !== '160000').map(({ path }) => path);
  const submodules = entries.filter(({ mode }) => mode === '160000').map(({ path }) => path);
  const links = entries.filter(({ mode }) => mode === '120000').map(({ path }) => path);
  const differing = names(await git(['diff-files', '--name-only', '--no-ext-diff', '-z']));
  const unwatched = await unwatchedFiles(repository);
  return {
    files: new Set(files),
    differing: new Set([...differing, ...unwatched, ...links]),
    submodules: new Set(submodules),
  };
};

/** Writes files of the index (from the top) below a folder, as a checkout would. `folder` is absolute. */
export const checkOutIndex = async (
  { git, top }: Repository,
  paths: readonly string[],
  folder: string,
): Promise<void> => {
  if (paths.length === 0) return;
  await git(
    ['checkout-index', '--quiet', '--force', '-z', '--stdin', prefixOf(top, folder)],
    paths.map((path) => `${path}\0`).join(''),
  );
};

/** The same for one file, at once. */
export const checkOutOne = ({ top, env }: Repository, path: string, folder: string): void => {
  const args = ['checkout-index', '--quiet', '--force', prefixOf(top, folder), '--', path];
  spawnSync('git', gitArguments(args), { cwd: top, env: gitEnvironment(env) });
};

const prefixOf = (top: string, folder: string): string => `--prefix=${relative(top, folder).replaceAll(sep, '/')}/`;
