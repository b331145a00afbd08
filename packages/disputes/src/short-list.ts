/** So many names a headline gives. */
const MOST_NAMES = 4;

/** `a, b, c and 2 more`: the first of some names, for a sentence that others stand below. Pure. */
export const shortList = (names: readonly string[]): string => {
  const isWhole = names.length <= MOST_NAMES;
  const told = isWhole ? names : names.slice(0, MOST_NAMES - 1);
  const last = isWhole ? told.at(-1) : `${names.length - told.length} more`;
  const first = isWhole ? told.slice(0, -1) : told;
  return first.length === 0 ? (last ?? '') : `${first.join(', ')} and ${last ?? ''}`;
};
