import type { Subject } from './subject.ts';

/**
 * Subjects that belong to a subject of a kind, as rules over several subjects name them: the pictures of a listing, the original of a
 * picture. Pure: what it gives depends on the subjects alone, so that the engine can look a member up by its key.
 */
export interface SubjectRelation {
  /** Kind of the members. */
  readonly scope: string;
  /** One sentence for docs and editors: `the pictures of the listing, but for originals`. */
  readonly title: string;
  /** What one member is called in sentences; the noun of its kind unless told. */
  readonly noun?: string;
  /** `true`: one member is meant, and its facts can be compared with. Where there are none or several, such a comparison is unknown. */
  readonly one?: boolean;
  /**
   * `true`: members always have the subject's own `group`, so that a change of one speaks for it already. Without it a change of any
   * member makes the rules over them judge the subject again.
   */
  readonly inGroup?: boolean;
  /** Keys of the subject, the best first: its members are those that have the first key which any subject has. */
  readonly keysOf?: (subject: Subject) => readonly string[];
  /**
   * Instead of `keysOf`: the place of a fact of the subject that names its members, a text or a list of texts. A name that nobody has
   * is a member that does not exist.
   */
  readonly names?: { readonly fact: string; readonly path?: string };
  /** Keys by which a subject of `scope` is a member, or names that can mean it; none where it can be no member. */
  readonly keysOfMember: (member: Subject) => readonly string[];
}
