import { posix } from 'node:path';
import type { Subject } from '../model/subject.ts';
import { compileGlob } from '../text/glob/glob.ts';

/** Which part of the set is reported. */
export interface Selection {
  /** Files and folders, relative to the root; `.` is everything. */
  readonly paths: readonly string[];
  /**
   * `true`: these are changes. A changed subject also selects its group's subject; one that was added or removed, and any other text file
   * directly in the folder of a group (a listing.yaml), selects the whole group, whose parts may have other roles now.
   */
  readonly areChanges?: boolean;
  /** Of changes: those of the paths that were not there before, or are gone. */
  readonly addedOrRemoved?: readonly string[];
}

/** The part of the subjects that is to be reported; all of them without a selection. */
export const selectSubjects = (subjects: readonly Subject[], selection: Selection | undefined): readonly Subject[] => {
  if (selection === undefined || selection.paths.includes('.')) return subjects;
  const exact = new Set(selection.paths);
  const isBelow = (path: string): boolean => {
    for (let folder = posix.dirname(path); folder !== '.'; folder = posix.dirname(folder)) {
      if (exact.has(folder)) return true;
    }
    return false;
  };
  const { touched, whole } = selection.areChanges === true ? groupsOf(subjects, selection) : NONE;
  return subjects.filter(
    ({ path, group }) =>
      exact.has(path) ||
      isBelow(path) ||
      (group !== undefined && (whole.has(group) || (path === group && touched.has(group)))),
  );
};

/** Whether paths of a selection may be among what a glob names, or above that. */
export const mayNameOf = (glob: string, { paths }: Selection): boolean => {
  const { literal, base: folder } = compileGlob(glob);
  const base = literal ?? folder;
  const isWithin = (path: string, folder: string): boolean =>
    folder === '' || folder === '.' || path === folder || path.startsWith(`${folder}/`);
  return paths.some((path) => isWithin(path, base) || isWithin(base, path));
};

const NONE = { touched: new Set<string>(), whole: new Set<string>() };

const groupsOf = (
  subjects: readonly Subject[],
  { paths, addedOrRemoved = [] }: Selection,
): { readonly touched: ReadonlySet<string>; readonly whole: ReadonlySet<string> } => {
  const groups = new Set(subjects.flatMap(({ group }) => group ?? []));
  const known = new Map(subjects.map((subject) => [subject.path, subject]));
  const cameOrWent = new Set(addedOrRemoved);
  const touched = new Set<string>();
  const whole = new Set<string>();
  for (const path of paths) {
    const group = known.get(path)?.group ?? posix.dirname(path);
    if (!groups.has(group)) continue;
    touched.add(group);
    if (cameOrWent.has(path) || (!known.has(path) && TEXT.test(path))) whole.add(group);
  }
  return { touched, whole };
};

const TEXT = /\.(ya?ml|json)$/i;
