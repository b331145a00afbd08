import { type Dirent, readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ignoredIn, ListingLintError, type Notice } from '@listing-lint/core';
import { fewNamed, mayBeMeant } from '@listing-lint/rules';
import type { NamedUnlinted } from './named-unlinted.ts';

/** What there is to say of paths that were named and are not linted. */
interface ToldUnlinted {
  readonly notices: readonly Notice[];
  /** A run that leaves out what was named, and may hold a picture, is not a pass. */
  readonly faults: readonly ListingLintError[];
}

interface Unlinted {
  /** As the report writes paths. */
  readonly path: string;
  /** `ignored`: left out by who wrote the config or a .gitignore; `other`: nothing in it is what a lint looks at; else why it may be. */
  readonly why: 'ignored' | 'other' | { readonly reason: string };
}

/** Says of paths that were named, and are not linted, why that is. */
export const tellUnlinted = async (unlinted: readonly NamedUnlinted[]): Promise<ToldUnlinted> => {
  const ignored = new Map(
    [...new Set(unlinted.map(({ project }) => project))].map((each) => [each, ignoredIn(each.config)]),
  );
  const left: Unlinted[] = [];
  for (const { project, own, path } of unlinted)
    left.push({ path, why: await whyOf(project.config.root, own, (each) => ignored.get(project)?.(each) === true) });
  const plain = (why: Unlinted['why']): readonly string[] =>
    left.flatMap((each) => (each.why === why ? [`"${each.path}"`] : []));
  const meant = left.flatMap(({ path, why }) => (typeof why === 'string' ? [] : [`"${path}" (${why.reason})`]));
  const faults = meant.length === 0 ? [] : [fewNamed(meant)];
  return {
    notices: [
      ...faults.map((names) => noticeOf('error', `named, and not linted: ${names}`)),
      ...noticed(plain('ignored'), 'named, and not linted, as the config or a .gitignore leaves it out'),
      ...noticed(plain('other'), 'named, and not linted, as it is nothing that is looked at'),
    ],
    faults: faults.map(
      (names) =>
        new ListingLintError('no-subjects', `nothing to lint in ${names}`, [
          {
            message: 'a run that leaves out what was named is not a pass',
            hint: 'look at the name, and at `listings`, `originals`, `brand` and `foreign` of the config',
          },
        ]),
    ),
  };
};

const noticed = (names: readonly string[], sentence: string): readonly Notice[] =>
  names.length === 0 ? [] : [noticeOf('warning', `${sentence}: ${fewNamed(names)}`)];

const noticeOf = (level: Notice['level'], message: string): Notice => ({ level, code: 'named-not-linted', message });

const whyOf = async (root: string, path: string, ignored: (path: string) => boolean): Promise<Unlinted['why']> => {
  const file = join(root, path);
  // It may have gone since it was named.
  const isFolder = statSync(file, { throwIfNoEntry: false })?.isDirectory() === true;
  if (ignored(isFolder ? `${path}/listing.yaml` : path)) return 'ignored';
  if (isFolder) return isEmpty(file) ? 'other' : { reason: 'a folder in which the config finds nothing' };
  const reason = await mayBeMeant(file, root);
  return reason === undefined ? 'other' : { reason };
};

/** Whether a folder holds nothing but hidden files: one that waits for its first. */
const isEmpty = (folder: string): boolean => {
  const entries: readonly Dirent[] = readdirSync(folder, { withFileTypes: true });
  return entries.every(({ name }) => name.startsWith('.'));
};
