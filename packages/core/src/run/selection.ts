import type { Subject } from '../model/subject.ts';

/** Which part of the set is reported. */
export interface Selection {
  /** Files and folders, relative to the root; `.` is everything. */
  readonly paths: readonly string[];
  /** `true`: a changed file speaks for its listing too. */
  readonly withListings?: boolean;
}

/** Tells whether a subject is to be reported; without a selection all are. */
export const selects = (selection: Selection | undefined): ((subject: Subject) => boolean) => {
  if (selection === undefined || selection.paths.includes('.')) return () => true;
  const exact = new Set(selection.paths);
  const below = selection.paths.map((path) => `${path}/`);
  return ({ path, scope, listing }) =>
    exact.has(path) ||
    below.some((folder) => path.startsWith(folder)) ||
    (selection.withListings === true &&
      scope !== 'image' &&
      listing !== undefined &&
      selection.paths.some((changed) => changed.startsWith(`${path}/`)));
};
