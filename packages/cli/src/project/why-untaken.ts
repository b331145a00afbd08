import { type Dirent, lstatSync, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { fewNamed } from '@listing-lint/rules/kernel';
import { emptyMayBeMeant, mayBeMeant } from '@listing-lint/rules/listing';
import { foldersAbove } from './named-unlinted.ts';

/** Why nothing at or below a path that the user named is taken. */
export interface WhyUntaken {
  /** Left out by who wrote the config or a .gitignore. */
  readonly isIgnored: boolean;
  /** Why it may be meant all the same; undefined where nothing in it is what is looked at. */
  readonly reason: string | undefined;
}

export const IS_IGNORED = 'the config or a .gitignore leaves it out';
export const IS_NOTHING = 'it is nothing that is looked at';

/** `named, and not linted, as it is nothing that is looked at: "a", "b"`; `done`: what the command does. */
export const namedNot = (done: string, names: readonly string[], why?: string): string =>
  `named, and not ${done}${why === undefined ? '' : `, as ${why}`}: ${fewNamed(names)}`;

/** Says why a path, from `root`, is not taken; `ignored`: that of its config. */
export const whyUntaken = async (
  root: string,
  path: string,
  ignored: (path: string) => boolean,
): Promise<WhyUntaken> => {
  const file = join(root, path);
  // It may have gone since it was named.
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  const isIgnored = ignored(isFolder ? `${path}/listing.yaml` : path);
  if (isFolder && isEmpty(file)) return { isIgnored, reason: emptyMayBeMeant(path) };
  const link = [path, ...foldersAbove(path)].find((each) => isLink(join(root, each)));
  const isBehind = link !== undefined && (isFolder || link !== path);
  const found = isFolder ? 'a folder in which the config finds nothing' : await mayBeMeant(file, root);
  const behind =
    link === path ? 'a link, which is not followed' : `it lies behind the link ${link}, which is not followed`;
  return { isIgnored, reason: isBehind && found !== undefined ? behind : found };
};

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** Whether a folder holds nothing but hidden files: one that waits for its first. */
const isEmpty = (folder: string): boolean => {
  const entries: readonly Dirent[] = readdirSync(folder, { withFileTypes: true });
  return entries.every(({ name }) => name.startsWith('.'));
};
