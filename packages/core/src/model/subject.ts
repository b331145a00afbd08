import type { Json } from './json.ts';

/**
 * What a rule judges: an `image`, a `listing` (a folder), a `case` (a dispute file), or a scope that a plugin adds.
 * Plain data, so that it can cross a thread.
 */
export interface Subject {
  readonly scope: string;
  /** Relative to the config's folder, with `/`, without a leading `./`; `.` for that folder itself. */
  readonly path: string;
  /** Absolute path on disk of the file or folder. */
  readonly file: string;
  /** Images only: `original`, `main`, `gallery`, `variant`, `chart`, … */
  readonly role?: string;
  /** Where the role came from, for `inspect`: `listing.yaml`, `roles #2`, `originals`, `order`. */
  readonly roleFrom?: string;
  /**
   * Path of the subject that stands for a group of which this one is a part: of a listing, say, for its pictures and for itself. A change
   * of a part speaks for that subject too, and its content is what its discoverer read and the names of its parts.
   */
  readonly group?: string;
  /** Images of a listing: `path` of that listing. */
  readonly listing?: string;
  /** What the listing shows; two images of one product are never duplicates of each other. */
  readonly product?: string;
  /** Marketplaces the subject is going to. */
  readonly channels: readonly string[];
  /** Whatever else its discoverer read (a parsed listing.yaml, say), for the facts of its scope. */
  readonly data?: Json;
}

/** One text for one subject of a run. */
export const subjectKey = ({ scope, path }: Pick<Subject, 'scope' | 'path'>): string => `${scope}\0${path}`;
