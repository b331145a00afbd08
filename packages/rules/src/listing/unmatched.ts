import { globHint, matcherOf, type SettingsProblem, treeMatcherOf, unmatched } from '@listing-lint/core/plugin';
import type { Settings } from '../settings.ts';
import type { Tree } from './tree.ts';

/** Globs of the config that match nothing. */
export interface Unmatched {
  readonly refused: readonly SettingsProblem[];
  readonly warnings: readonly SettingsProblem[];
}

/** Globs that match nothing, at their places. Those that name listings make the run meaningless; the others only say something of nothing. */
export const unmatchedSettings = (
  settings: Settings,
  tree: Tree,
  { listings, pictures }: { readonly listings: readonly string[]; readonly pictures: readonly string[] },
): Unmatched => ({
  refused: unmatched(settings.listings ?? [], (glob) => listings.some(matcherOf([glob]))).map(({ glob, index }) => ({
    path: ['listings', index],
    message: `"${glob}" matches no folder`,
    hint: tree.pictures.some(matcherOf([glob]))
      ? 'it matches pictures: name the folders that hold them'
      : globHint(glob, tree.folders),
  })),
  warnings: [
    ...unmatched(settings.originals ?? [], (glob) => tree.pictures.some(treeMatcherOf([glob]))).map(
      ({ glob, index }) => ({
        path: ['originals', index],
        message: `originals: "${glob}" matches no picture`,
        hint: globHint(glob, tree.folders, tree.pictures),
      }),
    ),
    ...(settings.roles ?? []).flatMap(({ files }, entry) =>
      unmatched(files, (glob) => pictures.some(matcherOf([glob]))).map(({ glob, index }) => ({
        path: ['roles', entry, 'files', index],
        message: `roles: "${glob}" matches no picture`,
        hint: globHint(glob, tree.folders, tree.pictures),
      })),
    ),
  ],
});
