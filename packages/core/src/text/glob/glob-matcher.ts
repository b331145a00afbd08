import { compileGlob, type GlobMatching, tidyGlob } from './glob.ts';

/** Whether an entry of a list of globs takes away from what the others name: `!glob`. */
export const isExclusion = (glob: string): boolean => glob.startsWith('!');

const withoutMark = (glob: string): string => (isExclusion(glob) ? glob.slice(1) : glob);

/** A glob, and all that the folders it names hold. */
export const treeGlobs = (glob: string): readonly string[] => [glob, `${tidyGlob(glob)}/**`];

type Test = (path: string) => boolean;

const anyOf = (globs: readonly string[], matching: GlobMatching): Test => {
  const compiled = globs.map((glob) => compileGlob(glob, matching));
  return (path) => compiled.some(({ matches }) => matches(path));
};

/**
 * Whether a path (relative, `/`) is meant by a list of globs: one of them matches and no `!glob` does. Hidden files are not
 * matched unless the glob names their dot.
 */
export const matcherOf = (globs: readonly string[]): Test => listMatcher(globs, (glob) => [glob], {});

/** As `matcherOf`, where a glob that names a folder means all that the folder holds. */
export const treeMatcherOf = (globs: readonly string[]): Test => listMatcher(globs, treeGlobs, {});

/** As `matcherOf`, of hidden files too; where all entries take away, they do so from everything. */
export const selectorOf = (globs: readonly string[]): Test =>
  listMatcher(takesFromAll(globs) ? ['**', ...globs] : globs, (glob) => [glob], { dot: true });

const takesFromAll = (globs: readonly string[]): boolean => globs.length > 0 && globs.every(isExclusion);

/** Globs of which the last one that matches decides: `!glob` takes back. Hidden files are matched. */
export const lastMatcherOf = (globs: readonly string[]): Test => lastMatcher(globs, (glob) => [glob]);

/** As `lastMatcherOf`, where a glob that names a folder means all that the folder holds. */
export const lastTreeMatcherOf = (globs: readonly string[]): Test => lastMatcher(globs, treeGlobs);

const lastMatcher = (globs: readonly string[], meaning: (glob: string) => readonly string[]): Test => {
  const tests = globs.map((glob) => ({
    isWanted: !isExclusion(glob),
    test: anyOf(meaning(withoutMark(glob)), { dot: true }),
  }));
  return (path) => tests.findLast(({ test }) => test(path))?.isWanted === true;
};

const listMatcher = (
  globs: readonly string[],
  meaning: (glob: string) => readonly string[],
  matching: GlobMatching,
): Test => {
  const isWanted = anyOf(globs.filter((glob) => !isExclusion(glob)).flatMap(meaning), matching);
  const isTakenAway = anyOf(globs.filter(isExclusion).map(withoutMark).flatMap(meaning), matching);
  return (path) => isWanted(path) && !isTakenAway(path);
};
