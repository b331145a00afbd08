import { posix } from 'node:path';
import { ignoredIn, type Project, type Subject } from '@listing-lint/core';
import { isListingFile } from '@listing-lint/rules/subject';
import { foldersAbove, withFoldersAbove } from './named-unlinted.ts';
import { IS_IGNORED, IS_NOTHING, namedNot, whyUntaken } from './why-untaken.ts';

interface LeftOptions {
  /** What the command does: `stamped`. */
  readonly done: string;
  /** What it took, or has told of already. */
  readonly taken: readonly { readonly path: string }[];
  /** All that the config finds there; what of it was not taken was left for its role, or as a copy of an export. Default: none. */
  readonly found?: readonly Subject[];
  /** Told of what nobody can have meant. */
  readonly say: (message: string) => void;
}

/** What was named of a project and not taken, a sentence each, as `unseen` has them: beside others a path must not be greener than alone. */
export const namedLeft = async (
  { config, selection }: Pick<Project, 'config' | 'selection'>,
  { done, taken, found = [], say }: LeftOptions,
): Promise<readonly string[]> => {
  const all = withFoldersAbove(taken.map(({ path }) => path));
  const named = [...new Set(selection?.paths)].filter((path) => path !== '.' && !all.has(path));
  if (named.length === 0) return [];
  const ignored = ignoredIn(config);
  const [left, nothing]: [string[], string[]] = [[], []];
  for (const path of named) {
    const own = found.find((each) => each.path === path || foldersAbove(each.path).includes(path));
    const { isIgnored, reason } =
      own === undefined ? await whyUntaken(config.root, path, ignored) : { isIgnored: false, reason: whyLeft(own) };
    // Who names all that a listing holds names its listing.yaml, too.
    const isBeside = isListingFile(path) && all.has(posix.dirname(path));
    if (reason === undefined || isBeside) nothing.push(`"${path}"`);
    else left.push(`${path}: ${isIgnored ? IS_IGNORED : reason}`);
  }
  if (nothing.length > 0) say(namedNot(done, nothing, IS_NOTHING));
  return left;
};

const whyLeft = ({ role }: Subject): string =>
  role === 'original' || role === 'chart' ? `its role is ${role}` : 'it is a copy that an export has written';
