import { spawn } from 'node:child_process';
import { relative, sep } from 'node:path';
import { ListingLintError } from '@listing-lint/core';

/** A git repository, and a folder of it that is linted. */
export interface Repository {
  /** Absolute folder of the working tree. */
  readonly top: string;
  /** The linted folder from there, with `/` and a trailing `/`; empty for the top itself. */
  readonly prefix: string;
  readonly git: (args: readonly string[], input?: string) => Promise<string>;
}

/** The repository that holds a folder. Throws `usage` where there is none, or no git. */
export const repositoryOf = async (root: string, env: NodeJS.ProcessEnv): Promise<Repository> => {
  const inRoot = gitIn(root, env);
  let top: string;
  let prefix: string;
  try {
    [top = '', prefix = ''] = (await inRoot(['rev-parse', '--show-toplevel', '--show-prefix'])).split('\n');
  } catch (error) {
    throw new ListingLintError('usage', `${root} is in no git repository`, [], { cause: error });
  }
  return { top, prefix, git: gitIn(top, env) };
};

/** Output of a git command; rejects with what git says. */
const gitIn =
  (cwd: string, env: NodeJS.ProcessEnv) =>
  (args: readonly string[], input?: string): Promise<string> =>
    new Promise((resolve, reject) => {
      // Paths are data: no pattern characters in them, and their bytes as they are.
      const child = spawn('git', ['--literal-pathspecs', ...args], { cwd, env: { ...env, LC_ALL: 'C' } });
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

/** Paths below the linted folder, relative to it. */
const below = (paths: readonly string[], prefix: string): readonly string[] =>
  paths.filter((path) => path.startsWith(prefix)).map((path) => path.slice(prefix.length));

/** What is staged, deletions too; relative to the linted folder. */
export const stagedPaths = async ({ git, prefix }: Repository): Promise<readonly string[]> =>
  below(names(await git(['diff', '--cached', '--name-only', '--no-renames', '--no-ext-diff', '-z'])), prefix);

/** What the working tree has changed since it left `ref`, deletions and new files too; relative to the linted folder. */
export const changedPaths = async ({ git, prefix }: Repository, ref: string): Promise<readonly string[]> => {
  const commit = await git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${ref}^{commit}`]).catch(() => {
    throw new ListingLintError('usage', `--changed: there is no commit "${ref}" here`, [
      { message: 'a shallow clone lacks it: fetch the whole history (fetch-depth: 0)' },
    ]);
  });
  const base = await git(['merge-base', commit, 'HEAD']).catch(() => commit);
  const changed = names(await git(['diff', '--name-only', '--no-renames', '--no-ext-diff', '-z', base, '--']));
  const fresh = names(await git(['ls-files', '--others', '--exclude-standard', '-z']));
  return below([...new Set([...changed, ...fresh])].sort(), prefix);
};

export interface IndexState {
  /** Files of the index below the linted folder, relative to it. */
  readonly files: readonly string[];
  /** Those of them whose working copy is another, a link, or gone. */
  readonly differing: ReadonlySet<string>;
}

export const indexState = async ({ git, prefix }: Repository): Promise<IndexState> => {
  // Without a refresh a file that was only touched counts as changed.
  await git(['update-index', '-q', '--refresh']).catch(() => '');
  const entries = names(await git(['ls-files', '--stage', '-z'])).map((line) => {
    const [meta = '', path = ''] = line.split('\t');
    return { path, mode: meta.slice(0, 6) };
  });
  // 160000 is a submodule, whose content is not of this repository. 120000 is a link, which cannot be linked anew on every system.
  const files = entries.filter(({ mode }) => mode !== '160000').map(({ path }) => path);
  const links = entries.filter(({ mode }) => mode === '120000').map(({ path }) => path);
  const differing = names(await git(['diff-files', '--name-only', '--no-ext-diff', '-z']));
  return { files: below([...new Set(files)], prefix), differing: new Set(below([...differing, ...links], prefix)) };
};

/** Writes files of the index below a folder, as a checkout would. `folder` is absolute. */
export const checkOutIndex = async (
  { git, top, prefix }: Repository,
  paths: readonly string[],
  folder: string,
): Promise<void> => {
  if (paths.length === 0) return;
  const target = `${relative(top, folder).replaceAll(sep, '/')}/`;
  const input = paths.map((path) => `${prefix}${path}\0`).join('');
  await git(['checkout-index', '--quiet', '--force', '-z', '--stdin', `--prefix=${target}`], input);
};
