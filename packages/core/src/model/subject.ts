import type { Json } from './json.ts';

/** What a rule judges: a thing of a scope that a plugin brings. Plain data, so that it can cross a thread. */
export interface Subject {
  readonly scope: string;
  /** Relative to the config's folder, with `/`, without a leading `./`; `.` for that folder itself. */
  readonly path: string;
  /** Absolute path on disk of the file or folder. */
  readonly file: string;
  /**
   * Path of the subject that stands for a group of which this one is a part, for itself too. A change of a part speaks for that subject,
   * and its content is what its discoverer read and the names of its parts.
   */
  readonly group?: string;
  /** It is not there: it stands for what nobody has begun, so that this can be told. Reports do not count it. */
  readonly absent?: true;
  /** Whatever else its discoverer read, for the facts of its scope. */
  readonly data?: Json;
  /** The attributes that the built-in plugin declares, and where they came from. */
  readonly [attribute: string]: Json | undefined;
}

/** Those that were asked for last: a subject is worked on by few at a time, who ask for its key a hundred times. */
const lately: { readonly subject: Pick<Subject, 'scope' | 'path'>; readonly key: string }[] = [];
const MOST_LATELY = 4;
let oldest = 0;

/** One text for one subject of a run. */
export const subjectKey = (subject: Pick<Subject, 'scope' | 'path'>): string => {
  for (const known of lately) if (known.subject === subject) return known.key;
  const key = `${subject.scope}\0${subject.path}`;
  lately[oldest] = { subject, key };
  oldest = (oldest + 1) % MOST_LATELY;
  return key;
};
