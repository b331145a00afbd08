/** Faults that change nothing a test could see, each with the reason; matched by file and by the text before and after. */
export const EQUIVALENT = [];

export const isEquivalent = ({ file, before, after }) =>
  EQUIVALENT.some((each) => each.file === file && each.before === before && each.after === after);
