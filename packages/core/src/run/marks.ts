/** What a value was made from beside its own subject: one that depends on it cannot be remembered without it. */
export interface Marks {
  /** Other subjects. */
  others: boolean;
  /** The day that stands for today. */
  timed: boolean;
  /** Of the resources in use. What these look at later, when a fact calls them, is seen by `settleMarks`. */
  readonly resources: Set<Marks>;
}

export const newMarks = (): Marks => ({ others: false, timed: false, resources: new Set() });

/** A value that was made from another one depends on whatever that depends on. */
export const absorbMarks = (marks: Marks, from: Pick<Marks, 'others' | 'timed'>): void => {
  marks.others ||= from.others;
  marks.timed ||= from.timed;
};

/** Takes over what the resources of a finished value, and the resources of these, have looked at by now. */
export const settleMarks = (marks: Marks): void => {
  const seen = new Set<Marks>();
  const visit = ({ resources }: Marks): void => {
    for (const resource of resources) {
      if (seen.has(resource)) continue;
      seen.add(resource);
      absorbMarks(marks, resource);
      visit(resource);
    }
  };
  visit(marks);
};
