/** Code points of a text from a file: what a docket tells is read at a glance. */
export const MOST_TEXT = 120;

/** A text of at most so many code points. */
export const clipText = (value: string, most = MOST_TEXT): string => {
  const points = [...value];
  return points.length <= most ? value : `${points.slice(0, most - 1).join('')}…`;
};
