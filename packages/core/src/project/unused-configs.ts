import { basename, join } from 'node:path';
import { configFinder } from '../config/find.ts';
import type { ResolvedConfig } from '../config/load.ts';
import { labelOf } from '../config/search.ts';
import { isInside } from '../file/folders.ts';
import type { Notice } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { ignoredIn } from '../run/discover.ts';
import type { Opening, Start } from './opening.ts';
import { foldersWithConfigs, type Territory } from './territory.ts';

/** More of one kind than this are counted, not named. */
const MOST_NAMED = 5;

/** Configs that another one in their folder hides. */
export const hiddenConfigs = (territories: readonly Territory[], cwd: string): readonly Notice[] =>
  territories.flatMap(({ found }) =>
    (found?.hidden ?? []).map((file) =>
      notUsed(labelOf(file, cwd), `${basename(found?.file ?? '')} beside it comes first`),
    ),
  );

/** Configs near the run that nothing of it has reached. */
export const unreachedConfigs = (
  opening: Opening,
  territories: readonly Territory[],
  starts: readonly Start[],
  cwd: string,
): readonly Notice[] => {
  const { finder } = opening;
  const isOpen = (folder: string): boolean => territories.some((each) => each.folder === folder);
  const [near] = finder.above(cwd);
  const beyond = new Set(starts.flatMap(({ folder }) => finder.beyond(folder)?.file ?? []));
  const home = territories.some(({ folder }) => folder !== finder.home && isInside(folder, finder.home));
  const inHome = home ? finder.in(finder.home) : undefined;
  return [
    ...(near === undefined || isOpen(near.folder) || beyond.has(near.file)
      ? []
      : [notUsed(labelOf(near.file, cwd), 'what was named lies outside of its folder')]),
    ...[...beyond].map((file) =>
      notUsed(labelOf(file, cwd), 'it lies above the root of the repository; --config can name it'),
    ),
    ...(inHome === undefined
      ? []
      : [notUsed(labelOf(inHome.file, cwd), 'that of your home folder holds only where --config names it')]),
  ];
};

/** Configs inside a folder for which the user has named another. */
export const configsUnder = (config: ResolvedConfig, entries: readonly TreeEntry[], cwd: string): readonly Notice[] => {
  const { root, file } = config;
  const finder = configFinder();
  const ignored = ignoredIn({ ...config, isIgnoring: true });
  const files = foldersWithConfigs(root, entries).flatMap((folder) => {
    const found = ignored(`${folder}/${basename(file?.path ?? '')}`) ? undefined : finder.in(join(root, folder));
    return found === undefined ? [] : [labelOf(found.file, cwd)];
  });
  const more = files.length - MOST_NAMED;
  return [
    ...files.slice(0, MOST_NAMED).map((label) => notUsed(label, '--config names the one that holds')),
    ...(more > 0
      ? [{ level: 'warning' as const, code: CODE, message: `${more} more configs inside are not used` }]
      : []),
  ];
};

const CODE = 'config-unused';

const notUsed = (label: string, why: string): Notice => ({
  level: 'warning',
  code: CODE,
  message: `${label} is not used: ${why}`,
});
