import { posix } from 'node:path';
import type { Subject } from '../model/subject.ts';

/** Which part of the set is reported. */
export interface Selection {
  /** Files and folders, relative to the root; `.` is everything. */
  readonly paths: readonly string[];
  /**
   * `true`: these are changes. A changed picture, also one that is gone, speaks for its listing too; any other file that lies directly
   * in a listing's folder (a listing.yaml) speaks for all that the listing holds.
   */
  readonly areChanges?: boolean;
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
  const { touched, whole } = selection.areChanges === true ? listingsOf(subjects, exact) : NONE;
  return subjects.filter(
    ({ path, scope, listing }) =>
      exact.has(path) ||
      isBelow(path) ||
      (listing !== undefined && (whole.has(listing) || (scope !== 'image' && touched.has(listing)))),
  );
};

const NONE = { touched: new Set<string>(), whole: new Set<string>() };

const listingsOf = (
  subjects: readonly Subject[],
  changes: ReadonlySet<string>,
): { readonly touched: ReadonlySet<string>; readonly whole: ReadonlySet<string> } => {
  const listings = new Set(subjects.flatMap(({ listing }) => listing ?? []));
  const known = new Map(subjects.map((subject) => [subject.path, subject]));
  const touched = new Set<string>();
  const whole = new Set<string>();
  for (const path of changes) {
    const folder = posix.dirname(path);
    const listing = known.get(path)?.listing ?? folder;
    if (!listings.has(listing)) continue;
    touched.add(listing);
    if (!known.has(path) && TEXT.test(path)) whole.add(listing);
  }
  return { touched, whole };
};

/** A picture that is gone is no text: it changes its listing, not the other pictures. */
const TEXT = /\.(ya?ml|json)$/i;
