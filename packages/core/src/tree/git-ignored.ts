import type { DiscoverContext } from '../model/subject-kind.ts';
import { treeMatcherOf } from '../text/glob/glob-matcher.ts';

/**
 * What a setting asks for by globs and a `.gitignore` keeps out, as a sentence; undefined where there is none. `isMeant`: whether a file would
 * be one of them.
 */
export const gitIgnoredOf = (
  { entries, gitIgnored }: Pick<DiscoverContext, 'entries' | 'gitIgnored'>,
  {
    setting,
    globs,
    isMeant,
  }: { readonly setting: string; readonly globs: readonly string[]; readonly isMeant: (path: string) => boolean },
): string | undefined => {
  if (globs.length === 0) return undefined;
  const matches = treeMatcherOf(globs);
  const kept = entries
    .filter(({ path, kind }) => kind !== 'folder' && isMeant(path) && matches(path) && gitIgnored(path))
    .map(({ path }) => path)
    .sort();
  const [first] = kept;
  if (first === undefined) return undefined;
  const what = kept.length === 1 ? `${first} is` : `${kept.length} files, such as ${first}, are`;
  return `${what} named by \`${setting}\` and left out by .gitignore or .git/info/exclude: nothing of it is checked (remove it there, or name it under \`ignores\`)`;
};
