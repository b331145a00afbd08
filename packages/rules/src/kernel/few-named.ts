/** `a, b, c and 2 more`: the first of some names, for a sentence; `count` says how many there are where `names` are the first alone. */
export const fewNamed = (names: readonly string[], most = 5, count = names.length): string => {
  const few = names.slice(0, most);
  const more = count > few.length ? ` and ${count - few.length} more` : '';
  return `${few.join(', ')}${more}`;
};
