import { compileGlob } from '../text/glob/glob.ts';
import { MAX_GLOB } from '../text/glob/glob-syntax.ts';

/** Tells what the lines of a `.gitignore` say of a path relative to its folder; a folder's ends in `/`. Undefined where no line speaks of it. */
export type GitIgnoreRules = (path: string) => 'ignored' | 'unignored' | undefined;

interface Line {
  readonly verdict: 'ignored' | 'unignored';
  readonly isForFolders: boolean;
  readonly matches: (path: string) => boolean;
}

/**
 * Reads the text of a `.gitignore` as gitignore(5) says; the last line that matches decides. A line that is longer than a glob may be says nothing. Takes time
 * linear in lines × path.
 */
export const gitIgnoreRules = (text: string, ignoreCase = false): GitIgnoreRules => {
  const lines = text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .flatMap((line) => lineOf(line, ignoreCase) ?? []);
  return (path) => {
    const isFolder = path.endsWith('/');
    const plain = isFolder ? path.slice(0, -1) : path;
    return lines.findLast(({ isForFolders, matches }) => (isFolder || !isForFolders) && matches(plain))?.verdict;
  };
};

const lineOf = (line: string, ignoreCase: boolean): Line | undefined => {
  if (line.length > MAX_GLOB || line.startsWith('#')) return undefined;
  const isTakenBack = line.startsWith('!');
  const pattern = withoutBlanksBehind(isTakenBack ? line.slice(1) : line);
  const isForFolders = /(?<!\\)\/$/.test(pattern);
  const bare = isForFolders ? pattern.slice(0, -1) : pattern;
  // A backslash at the end escapes nothing: git lets such a line match nothing.
  if (bare === '' || bare === '/' || /(?<!\\)(?:\\\\)*\\$/.test(bare)) return undefined;
  const plain = bare.replace(/(?<=^|\/)\*{3,}(?=\/|$)/g, '**');
  const glob = plain.includes('/') ? plain.replace(/^\//, '') : `**/${plain}`;
  return {
    verdict: isTakenBack ? 'unignored' : 'ignored',
    isForFolders,
    // What a folder holds, and not the folder.
    matches: compileGlob(glob.replace(/\/\*\*$/, '/**/*'), { dot: true, ignoreCase, git: true }).matches,
  };
};

/** Blanks at the end do not count, but for one after a backslash. */
const withoutBlanksBehind = (line: string): string => {
  let end = line.length;
  while (end > 0 && line[end - 1] === ' ' && line[end - 2] !== '\\') end--;
  return line.slice(0, end);
};
