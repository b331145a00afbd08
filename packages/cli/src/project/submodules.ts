import { join } from 'node:path';
import { ignoredIn, isInside, type Notice, type Project, pathFrom } from '@listing-lint/core';
import type { ProjectPlace } from './changed-selection.ts';

/**
 * What is said of submodules (from the top of the repository) that are staged: their files are of no commit of this repository, and nothing
 * of them is looked at. Those outside of the project, of what the user named, or ignored are left out. `from`: where paths of the report start.
 */
export const submodulesUnseen = (
  { config, selection }: Project,
  submodules: readonly string[],
  { place, from }: { readonly place: ProjectPlace; readonly from: string },
): readonly Notice[] => {
  const ignored = ignoredIn(config);
  const named = selection?.paths ?? ['.'];
  return submodules.flatMap((submodule): readonly Notice[] => {
    const folder = join(place.repository.top, submodule);
    const path = pathFrom(place.root, folder);
    const isNamed = named.some((each) => each === '.' || each === path || path.startsWith(`${each}/`));
    if (!isInside(place.root, folder) || !isNamed || ignored(`${path}/listing.yaml`)) return [];
    const shown = pathFrom(from, folder);
    return [
      {
        level: 'warning',
        code: 'submodule-not-looked-at',
        message: `${shown} is a submodule: its pictures are of a commit of their own, and none of them was looked at (run --staged there, or listing-lint without it here)`,
        path: shown,
      },
    ];
  });
};
