import { globHint, idleSettings, matcherOf, type SettingsProblem, treeMatcherOf } from '@listing-lint/core/plugin';
import type { Settings } from '../settings.ts';
import type { Tree } from './tree.ts';

/** Globs of the config that change nothing. */
export interface Unmatched {
  readonly refused: readonly SettingsProblem[];
  readonly warnings: readonly SettingsProblem[];
}

/** Globs that change nothing, at their places. Those that name listings leave them out of the run; the others only say something of nothing. */
export const unmatchedSettings = (
  settings: Settings,
  tree: Tree,
  { folders, pictures }: { readonly folders: readonly string[]; readonly pictures: readonly string[] },
): Unmatched => {
  const { listings, originals = [], roles = [] } = settings;
  const isOriginal = treeMatcherOf(originals);
  const ofPicture = { noun: 'picture', hintOf: (glob: string) => globHint(glob, tree.folders, tree.pictures) };
  const found = [
    idleSettings({
      at: ['listings'],
      globs: listings ?? [],
      paths: folders,
      noun: 'folder',
      leavesOut: true,
      hintOf: (glob) =>
        tree.pictures.some(matcherOf([glob]))
          ? 'it matches pictures: name the folders that hold them'
          : (closedHint(glob, tree) ?? globHint(glob, tree.folders)),
    }),
    idleSettings({ at: ['originals'], globs: originals, paths: tree.pictures, as: 'tree', ...ofPicture }),
    ...roles.map(({ files }, entry) =>
      idleSettings({ at: ['roles', entry, 'files'], globs: files, paths: pictures, ...ofPicture }),
    ),
  ];
  return {
    refused: [
      ...(listings?.length === 0 ? noListings(pictures.filter((path) => !isOriginal(path))) : []),
      ...found.flatMap(({ refused }) => refused),
    ],
    warnings: found.flatMap(({ warnings }) => warnings),
  };
};

/** Names the link, submodule or device that a glob leads through; undefined where there is none. */
const closedHint = (glob: string, { closed }: Tree): string | undefined => {
  const found = closed.find(({ path }) => glob.replace(/^\.\//, '').startsWith(`${path}/`));
  return found === undefined
    ? undefined
    : `${found.path} is ${found.what}${found.advice === undefined ? '' : `: ${found.advice}`}`;
};

/** A shop without listings, as one that keeps disputes alone, has no pictures of listings. */
const noListings = ([first, ...others]: readonly string[]): readonly SettingsProblem[] => {
  if (first === undefined) return [];
  const what =
    others.length === 0 ? first : `${first} and ${others.length} more ${others.length === 1 ? 'picture' : 'pictures'}`;
  return [
    {
      path: ['listings'],
      message: `"listings" names no folder, so nothing checks ${what}`,
      hint: 'name folders, or leave the key out: each folder that holds pictures is a listing then. List what is none under `ignores`',
    },
  ];
};
