import { dirname } from 'node:path';
import { loadConfig, type ResolvedConfig } from '../config/load.ts';
import { labelOf } from '../config/search.ts';
import { commonFolder, isInside, pathFrom } from '../file/folders.ts';
import { ListingLintError } from '../model/error.ts';
import type { Notice } from '../model/report.ts';
import type { Selection } from '../run/selection.ts';
import { compareText } from '../text/compare.ts';
import { walkFolder } from '../tree/walk.ts';
import { WalkedTree } from '../tree/walked-tree.ts';
import { Opening, type OpeningOptions, type Start } from './opening.ts';
import { leftOutInside, sharesSet, type Territory } from './territory.ts';
import { configsUnder, hiddenConfigs, unreachedConfigs } from './unused-configs.ts';

/** A file or folder that the user named. */
export interface NamedPath {
  /** As the user typed it. */
  readonly given: string;
  readonly absolute: string;
  readonly isFolder: boolean;
}

export interface OpenOptions extends OpeningOptions {
  /** What is to be linted; nothing for the whole project that holds the working directory, and those inside it. */
  readonly paths: readonly NamedPath[];
  /** The one config that holds for everything, from the working directory (`--config`). */
  readonly configFile?: string;
  /** `false`: only the projects that hold the paths themselves, not those inside what is named. Default `true`. */
  readonly nested?: boolean;
}

/** A folder with the config that holds for it, and what of it is to be linted. */
export interface Project {
  readonly config: ResolvedConfig;
  /** What lies below its root. */
  readonly tree: WalkedTree;
  /** What is to be reported; undefined for all of it. */
  readonly selection: Selection | undefined;
  /** The config that lists it, as the user would type its path. */
  readonly listedBy: string | undefined;
  /** `true`: a folder without a config that was named for the projects inside it, and may well hold nothing else. */
  readonly isWayThrough: boolean;
}

/** The projects of a run. */
export interface OpenedProjects {
  /** Absolute folder that holds all of them and what the user named: the paths of a joined report start there. */
  readonly root: string;
  /** Those to be linted, by folder; never empty. */
  readonly projects: readonly Project[];
  /** Projects whose subjects are one set (`sharedSet`); some may not be among those to be linted. */
  readonly sharedSets: readonly (readonly Project[])[];
  /** `true` where one report tells of several projects, however many of them have anything to tell. */
  readonly isJoined: boolean;
  readonly notices: readonly Notice[];
}

/**
 * Finds for each path the nearest config upwards, and the projects inside what is named. A config in the folder of another one holds
 * only where that one lists it. Reads and checks all of them, and throws one `ListingLintError` with every problem; opens no subject.
 */
export const openProjects = async (options: OpenOptions): Promise<OpenedProjects> => {
  if (options.configFile !== undefined) return openNamed(options, options.configFile);
  const opening = new Opening(options);
  const starts = startsOf(options);
  for (const { folder } of starts) opening.refuseHome(folder);
  const choice = await choose(opening, starts, options.nested !== false);
  const sets = await sharedSetsOf(opening, [...choice.keys()]);
  const projects = new Map<Territory, Project>();
  for (const territory of new Set([...choice.keys(), ...sets.flat()])) {
    projects.set(territory, await projectOf(opening, territory, choice.get(territory), options.cwd));
  }
  opening.throwFaults();
  const opened = await opening.all();
  const chosen = [...choice.keys()].sort((a, b) => compareText(a.folder, b.folder));
  const toProjects = (territories: readonly Territory[]): readonly Project[] =>
    territories.flatMap((territory) => projects.get(territory) ?? []);
  const isJoined = chosen.length > 1;
  const folders = chosen.map(({ folder }) => folder);
  const root = commonFolder(isJoined ? [...folders, ...starts.map(({ folder }) => folder)] : folders);
  return {
    root: root ?? options.cwd,
    projects: toProjects(chosen),
    sharedSets: sets.map(toProjects),
    isJoined,
    notices: [
      ...opening.notices,
      ...hiddenConfigs(opened, options.cwd),
      ...unreachedConfigs(opening, opened, starts, options.cwd),
    ],
  };
};

const startsOf = ({ paths, cwd }: OpenOptions): readonly Start[] =>
  paths.length === 0
    ? [{ absolute: cwd, folder: cwd, isFolder: true, isWhole: true }]
    : paths.map(({ absolute, isFolder }) => ({
        absolute,
        folder: isFolder ? absolute : dirname(absolute),
        isFolder,
        isWhole: false,
      }));

/** What of a territory is to be linted. */
interface Choice {
  readonly paths: Set<string>;
  isWhole: boolean;
  isWayThrough: boolean;
}

const choose = async (
  opening: Opening,
  starts: readonly Start[],
  isNested: boolean,
): Promise<ReadonlyMap<Territory, Choice>> => {
  const choice = new Map<Territory, Choice>();
  const add = (territory: Territory, path: string, more: { isWhole: boolean; isWayThrough: boolean }): void => {
    const known = choice.get(territory) ?? { paths: new Set(), isWhole: false, isWayThrough: true };
    known.paths.add(path);
    known.isWhole ||= more.isWhole;
    known.isWayThrough &&= more.isWayThrough;
    choice.set(territory, known);
  };
  // What no config holds for is one project, as it always was: the folder that holds all of it.
  const free = starts.filter(({ folder }) => opening.finder.above(folder).length === 0);
  const freeFolder = commonFolder(free.map(({ folder }) => folder));
  for (const start of starts) {
    const owner = await (freeFolder !== undefined && free.includes(start)
      ? opening.withoutConfig(freeFolder)
      : opening.holding(start.folder));
    if (owner === undefined) continue;
    const isMeant = (folder: string): boolean => start.isWhole || isInside(start.absolute, folder);
    const inner = isNested && start.isFolder ? await opening.openInside(owner, isMeant) : [];
    const isWayThrough = owner.found === undefined && inner.length > 0;
    add(owner, start.isWhole ? '.' : pathFrom(owner.folder, start.absolute), { isWhole: start.isWhole, isWayThrough });
    for (const territory of inner) add(territory, '.', { isWhole: true, isWayThrough: false });
  }
  return choice;
};

/** The sets that chosen territories are part of, each with all of its members. */
const sharedSetsOf = async (
  opening: Opening,
  chosen: readonly Territory[],
): Promise<readonly (readonly Territory[])[]> => {
  const sharers = new Set(chosen.flatMap((each) => [each, ...(each.lister === undefined ? [] : [each.lister])]));
  const sets: (readonly Territory[])[] = [];
  for (const sharer of [...sharers].filter(sharesSet)) {
    const inside = await opening.openInside(sharer);
    sets.push([sharer, ...inside.filter(({ lister }) => lister === sharer)]);
  }
  return sets;
};

const projectOf = async (
  opening: Opening,
  territory: Territory,
  choice: Choice | undefined,
  cwd: string,
): Promise<Project> => {
  const { folder, config, lister } = territory;
  const inside = await opening.inside(territory);
  const entries = await opening.walk(territory);
  // What is ignored may be asked for, but what has a config of its own is never judged by another one.
  const leftOut = config.isIgnoring ? [] : leftOutInside(territory, entries, opening.finder);
  return {
    config: { ...config, inner: [...inside.map((found) => pathFrom(folder, found.folder)), ...leftOut] },
    tree: new WalkedTree(entries),
    selection: choice === undefined || choice.isWhole ? undefined : { paths: [...choice.paths] },
    listedBy: lister?.found === undefined ? undefined : labelOf(lister.found.file, cwd),
    isWayThrough: choice?.isWayThrough === true,
  };
};

/** One config for everything. */
const openNamed = async (options: OpenOptions, configFile: string): Promise<OpenedProjects> => {
  const config = await loadConfig({ ...options, configFile });
  const { root } = config;
  const outside = options.paths.find(({ absolute }) => !isInside(root, absolute));
  if (outside !== undefined) {
    throw new ListingLintError('usage', `${outside.given} lies outside ${root}, the folder of the config`, [
      { message: 'run from there, or name its config with --config' },
    ]);
  }
  const entries = options.nested === false ? [] : await walkFolder(root);
  const paths = options.paths.map(({ absolute }) => pathFrom(root, absolute));
  const selection = paths.length === 0 ? undefined : { paths };
  return {
    root,
    projects: [{ config, tree: new WalkedTree(entries), selection, listedBy: undefined, isWayThrough: false }],
    sharedSets: [],
    isJoined: false,
    notices: configsUnder(config, entries, options.cwd),
  };
};
