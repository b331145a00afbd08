import { join, posix } from 'node:path';
import type { ConfigDocument } from '../config/document.ts';
import { CONFIG_NAMES, type ConfigFinder, type FoundConfig } from '../config/find.ts';
import type { ResolvedConfig } from '../config/load.ts';
import { labelOf } from '../config/search.ts';
import { isInside, pathFrom } from '../file/folders.ts';
import type { Problem } from '../model/error.ts';
import type { Notice } from '../model/report.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { lastMatcherOf } from '../text/glob/glob-matcher.ts';
import { GLOB_IDLE, idleGlobs, idleSentence } from '../text/glob/idle-globs.ts';
import { suggest } from '../text/nearest.ts';
import { withoutPaths, writtenPaths } from '../tree/walk.ts';

/** A folder, and the config that holds for it and for what no other project inside it holds. */
export interface Territory {
  /** Absolute. */
  readonly folder: string;
  /** Undefined where there is no config. */
  readonly found: FoundConfig | undefined;
  readonly config: ResolvedConfig;
  /** `true` for a path (from the folder, `/`) that the config, .gitignore or a default keeps out. */
  readonly ignored: (path: string) => boolean;
  /** The territory around it whose config lists it or one around it. */
  readonly outer: Territory | undefined;
  /** The one around it whose config lists it. */
  readonly lister: Territory | undefined;
}

/** The nearest territory, from the innermost outwards, whose config lists a folder under `projects`. */
const listerOf = (territory: Territory | undefined, folder: string): Territory | undefined => {
  for (let at = territory; at !== undefined; at = at.outer) {
    const path = pathFrom(at.folder, folder);
    if (folderMatcher(globsOf(at.config))(path)) return at;
  }
  return undefined;
};

/** What is said of a config in the folder of another one: that one lists it, leaves its folder out, or claims it. */
export const claimOf = (
  found: FoundConfig,
  outer: Territory,
): { readonly lister: Territory } | 'left-out' | 'claimed' => {
  const lister = listerOf(outer, found.folder);
  if (lister !== undefined) return { lister };
  const isLeftOut = outer.ignored(pathFrom(outer.folder, found.file));
  return isLeftOut ? 'left-out' : outer.found === undefined ? { lister: outer } : 'claimed';
};

/** Folders (relative, sorted) of a walk that hold what is called as a config; a copy of one in an evidence bundle configures nothing. */
export const foldersWithConfigs = (root: string, entries: readonly TreeEntry[]): readonly string[] => {
  const configs = entries.filter(
    ({ path, kind, isPassedOver }) =>
      kind !== 'folder' && isPassedOver !== true && CONFIG_NAMES.includes(posix.basename(path)),
  );
  const outputs = entries.filter(({ output }) => output !== undefined);
  const folders = new Set(
    withoutPaths(configs, writtenPaths(root, configs, outputs)).map(({ path }) => posix.dirname(path)),
  );
  folders.delete('.');
  return [...folders].sort();
};

/**
 * The configs inside a territory that are projects of their own, but for those inside one of them. One that its config claims and does
 * not list is a problem, and so is an entry of `projects` that names none.
 */
export const projectsInside = (
  territory: Territory,
  entries: readonly TreeEntry[],
  { finder, cwd }: { readonly finder: ConfigFinder; readonly cwd: string },
  { problems, notices }: { readonly problems: Problem[]; readonly notices: Notice[] },
): readonly FoundConfig[] => {
  const { folder, config } = territory;
  const found = foldersWithConfigs(folder, entries).flatMap((path) => {
    const inFolder = join(folder, path);
    return finder.isHome(inFolder) ? [] : (finder.in(inFolder) ?? []);
  });
  const accepted: FoundConfig[] = [];
  for (const each of found) {
    if (accepted.some((other) => isInside(other.folder, each.folder))) continue;
    const standing = claimOf(each, territory);
    if (standing === 'claimed') problems.push(claimedProblem(each, territory, cwd));
    else if (standing !== 'left-out') accepted.push(each);
  }
  const paths = found.map((each) => pathFrom(folder, each.folder));
  for (const { refused, message, place, hint } of idleEntries(config, paths)) {
    const problem = documentOf(config)?.problemAt(place, message, hint);
    if (problem === undefined) continue;
    if (refused) problems.push(problem);
    else notices.push({ level: 'warning', code: GLOB_IDLE, message: `${problem.file ?? ''}: projects: ${message}` });
  }
  return accepted;
};

/** Folders (relative) with a config of their own in what the territory's config keeps out. */
export const leftOutInside = (
  territory: Territory,
  entries: readonly TreeEntry[],
  finder: ConfigFinder,
): readonly string[] =>
  foldersWithConfigs(territory.folder, entries).filter((path) => {
    const found = finder.in(join(territory.folder, path));
    return found !== undefined && claimOf(found, territory) === 'left-out';
  });

export const claimedProblem = (found: FoundConfig, outer: Territory, cwd: string): Problem => ({
  file: labelOf(found.file, cwd),
  message: `lies in the folder of ${labelOf(outer.found?.file ?? outer.folder, cwd)}, which does not list it`,
  hint: `list it there (\`projects: ["${pathFrom(outer.folder, found.folder)}"]\`), take it away, or ignore its folder there`,
});

/** Entries of `projects` that change nothing; one that names no project is refused. */
const idleEntries = (config: ResolvedConfig, paths: readonly string[]) =>
  idleGlobs(globsOf(config).map(normalized), paths, 'last').map((idle) => ({
    place: ['projects', idle.index],
    message: idleSentence(idle, 'folder with a config'),
    hint: suggest(idle.alone, paths) ?? 'a project is a folder with a listing-lint.config.yaml of its own',
    refused: idle.kind === 'names',
  }));

export const sharesSet = ({ config }: Territory): boolean => config.documents.some(({ sharedSet }) => sharedSet);

const globsOf = ({ documents }: ResolvedConfig): readonly string[] => documents.flatMap(({ projects }) => projects);

/** The one document that can list projects. */
const documentOf = ({ documents }: ResolvedConfig): ConfigDocument | undefined =>
  documents.find(({ document }) => document.kind === 'config')?.document;

/** Globs of folders; `!glob` takes back. */
const folderMatcher = (globs: readonly string[]): ((folder: string) => boolean) => lastMatcherOf(globs.map(normalized));

const normalized = (glob: string): string =>
  glob.startsWith('!') ? `!${posix.normalize(glob.slice(1))}` : posix.normalize(glob);
