/** `a, b, c and 2 more`: the first of some names, for a sentence. */
export const fewNamed = (names: readonly string[], most = 5): string => {
  const more = names.length > most ? ` and ${names.length - most} more` : '';
  return `${names.slice(0, most).join(', ')}${more}`;
};
