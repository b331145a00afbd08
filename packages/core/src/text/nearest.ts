import { distance } from 'fastest-levenshtein';

/** The known name closest to a mistyped one (a plugin's, when only its prefix lacks), or undefined where none is near (more than about a third of it differs). */
export const nearest = (name: string, known: Iterable<string>): string | undefined => {
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
