/**
 * Where the files of a config lie, when it is looked at in a copy of its folder (what git has staged). Texts are read in the copy;
 * what belongs to no copy (packages, programs with imports of their own) comes from the original.
 */
export interface FileView {
  /** The original of an absolute path in the copy. */
  readonly originalOf: (path: string) => string;
  /** The file that a program of the copy is run from. Throws where that is another one than the copy holds. */
  readonly programOf: (file: string) => string;
  /**
   * Told of each file that a config names before it is looked at, so that it can be laid into the copy. What a config builds on
   * (`config`) belongs to the copy; what its settings name, such as a mark, may also lie in the original alone (`settings`).
   */
  readonly bring: (file: string, of: 'config' | 'settings') => void;
}

/** No copy: everything is read and run where it lies. */
export const OWN_PLACES: FileView = {
  originalOf: (path) => path,
  programOf: (file) => file,
  bring: () => undefined,
};
