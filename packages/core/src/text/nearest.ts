import { distance } from 'fastest-levenshtein';

/** A longer name is no slip of the pen, and comparing it costs its length. */
const LONGEST = 100;

/** The known name closest to a mistyped one (a plugin's, when only its prefix lacks), or undefined where none is near (more than about a third of it differs). */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
  if (name.length > LONGEST) return undefined;
  let best: string | undefined;
  let bestDistance = (name.length < 3 ? 1 : Math.max(2, Math.ceil(name.length / 3))) + 1;
  for (const candidate of known) {
    if (candidate.endsWith(`/${name}`)) return candidate;
    const d = distance(name.toLowerCase(), candidate.toLowerCase());
    if (d < bestDistance) {
      best = candidate;
      bestDistance = d;
    }
  }
  return best;
};

/** "did you mean X?", or the known names where none is near and there are few of them. */
export const suggest = (name: string, known: Iterable<string>): string | undefined => {
  const names = [...known];
  const near = nearest(name, names);
  if (near !== undefined) return `did you mean "${near}"?`;
  return names.length > 0 && names.length <= 12 ? `known: ${names.sort().join(', ')}` : undefined;
};

/**
 * The known word that an unknown one is most likely a slip of: a hyphen more or less, two letters swapped, one letter wrong (two in a
 * word of more than five). Stricter than `nearest`, for words that people may also choose themselves: `ebay-de` is no `ebay`.
 */
export const misspelt = (word: string, known: Iterable<string>): string | undefined => {
  if (word.length > LONGEST) return undefined;
  const bare = word.replaceAll('-', '');
  return [...known].sort().find((candidate) => {
    if (candidate === word || word.startsWith(`${candidate}-`)) return false;
    const other = candidate.replaceAll('-', '');
    const slips = Math.min(bare.length, other.length) > 5 ? 2 : 1;
    return distance(bare, other) <= slips || isSwapped(bare, other);
  });
};

/** `mian` for `main`: the same but for two neighbouring letters. */
const isSwapped = (a: string, b: string): boolean => {
  const at = [...a].findIndex((letter, index) => letter !== b[index]);
  return (
    a.length === b.length &&
    at >= 0 &&
    a[at] === b[at + 1] &&
    a[at + 1] === b[at] &&
    a.slice(at + 2) === b.slice(at + 2)
  );
};
