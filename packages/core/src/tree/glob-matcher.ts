import picomatch from 'picomatch';

/** A name may hold a line break, and is meant by `**` all the same. */
const OPTIONS = { flags: 's' };

/** A glob as users write it, without `./` before and `/` behind. */
const tidy = (glob: string): string => glob.replace(/^(!?)\.\//, '$1').replace(/\/+$/, '');

/**
 * Whether a path (relative, `/`) is meant by a list of globs: one of them matches and no `!glob` does. Hidden files are not
 * matched unless the glob names their dot.
 */
export const matcherOf = (globs: readonly string[]): ((path: string) => boolean) => {
  const tidied = globs.map(tidy);
  const wanted = tidied.filter((glob) => !glob.startsWith('!')).map((glob) => picomatch(glob, OPTIONS));
  const unwanted = tidied.filter((glob) => glob.startsWith('!')).map((glob) => picomatch(glob.slice(1), OPTIONS));
  return (path) => wanted.some((matches) => matches(path)) && !unwanted.some((matches) => matches(path));
};

/** As `matcherOf`, where a glob that names a folder means all that the folder holds. */
export const treeMatcherOf = (globs: readonly string[]): ((path: string) => boolean) =>
  matcherOf(globs.map(tidy).flatMap((glob) => [glob, `${glob}/**`]));

/** Globs for which the test does not hold, with their index; `!glob` takes away, and may match nothing. */
export const unmatched = (
  globs: readonly string[],
  matches: (glob: string) => boolean,
): readonly { readonly glob: string; readonly index: number }[] =>
  globs.flatMap((glob, index) => (glob.startsWith('!') || matches(glob) ? [] : [{ glob, index }]));
