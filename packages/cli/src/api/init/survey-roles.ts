import { posix } from 'node:path';
import { inNaturalOrder, mainByName, type NamedMain } from '@listing-lint/rules/listing';

/** What the names of pictures say of their roles. */
export interface RoleSurvey {
  /** Globs that mean the main pictures, and no other picture of the folders in which they match. */
  readonly main: readonly string[];
  readonly chart: readonly string[];
  /** Why pictures are taken for main ones, the most frequent first: `its name says "front" (8 folders)`. */
  readonly reasons: readonly string[];
}

const CHART = /(?:^|[-_. ])(size[-_ ]?(?:chart|guide|table)|sizes|chart|measurements)[-_ ]?\d*$/i;

/** Reads roles out of the pictures' paths, each folder taken for a listing. */
export const surveyRoles = (pictures: readonly string[]): RoleSurvey => {
  const folders = new Map<string, string[]>();
  const charts = new Set<string>();
  for (const path of pictures) {
    const { dir, name } = posix.parse(path);
    const chart = CHART.exec(name)?.[1];
    if (chart !== undefined) charts.add(`**/*${chart}*`);
    else folders.set(dir, [...(folders.get(dir) ?? []), path]);
  }
  const several = [...folders.values()].filter(({ length }) => length > 1).map(inNaturalOrder);
  const mains = several.map((paths) => mainByName(paths));
  return { main: mainGlobs(several, mains), chart: [...charts].sort(), reasons: reasonsOf(mains) };
};

/** What stands between the words of a name and means nothing in a glob. */
const END = /(?:^|[-_. ])[\p{L}\d]+$/u;

const mainGlobs = (
  folders: readonly (readonly string[])[],
  mains: readonly (NamedMain | undefined)[],
): readonly string[] => {
  const ends = new Map<string, number>();
  for (const main of mains) {
    const end = main?.part === undefined ? undefined : END.exec(posix.parse(main.path).name)?.[0];
    if (end?.endsWith(main?.part ?? '') === true) ends.set(end, (ends.get(end) ?? 0) + 1);
  }
  const isMain = (end: string): boolean =>
    folders.every((paths, index) =>
      paths.every((path) => !posix.parse(path).name.endsWith(end) || path === mains[index]?.path),
    );
  return [...ends]
    .filter(([end, n]) => (n > 1 || n === folders.length) && isMain(end))
    .map(([end]) => `**/*${end}.*`)
    .sort();
};

const reasonsOf = (mains: readonly (NamedMain | undefined)[]): readonly string[] => {
  const counts = new Map<string, number>();
  for (const main of mains) {
    const reason = main === undefined ? 'it is the first' : `its name ${main.why}`;
    counts.set(reason, (counts.get(reason) ?? 0) + 1);
  }
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .map(([reason, n]) => `${reason} (${n} ${n === 1 ? 'folder' : 'folders'})`);
};
