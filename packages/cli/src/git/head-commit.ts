import { gitOutput } from './git-command.ts';

/** The commit that a folder stands at. */
export interface HeadCommit {
  readonly id: string;
  /** As git has it: a name that whoever commits has stated. */
  readonly author: string;
  /** ISO 8601. */
  readonly at: string;
  readonly subject: string;
  /** How many files below the folder are not as they are in it; null where git does not say. */
  readonly changed: number | null;
}

/** The commit of a folder's repository; undefined where there is none, and without git. */
export const headCommit = (
  folder: string,
  env: { readonly [name: string]: string | undefined },
): HeadCommit | undefined => {
  const commit = gitOutput(folder, env, ['log', '-1', '--no-show-signature', '--format=%H%x00%an%x00%aI%x00%s']);
  const [id, author, at, subject] = (commit ?? '').trimEnd().split('\0');
  if (!id || author === undefined || at === undefined) return undefined;
  const status = gitOutput(folder, env, ['status', '--porcelain', '-z', '--no-renames', '--', '.']);
  const changed = status === undefined ? null : status.split('\0').filter((line) => line !== '').length;
  return { id, author: author.slice(0, 200), at, subject: (subject ?? '').slice(0, 200), changed };
};
