import { type Automaton, type AutomatonBranch, AutomatonBuilder, nodesUsed, Walk } from './glob-automaton.ts';
import { parseGlob } from './glob-syntax.ts';

export interface GlobMatching {
  /** `true`: wildcards match names that begin with a dot. Default `false`: only a dot in the glob does. */
  readonly dot?: boolean;
  readonly ignoreCase?: boolean;
  /** `true`: no braces and no groups, as in a `.gitignore`. */
  readonly git?: boolean;
}

/** A compiled glob. Paths have `/` between names. All methods take time linear in glob × path. */
export interface Glob {
  readonly matches: (path: string) => boolean;
  /** Whether something below a folder may match. */
  readonly mayMatchBelow: (folder: string) => boolean;
  /** Alternatives of all braces and groups. */
  readonly branches: readonly AutomatonBranch[];
  /** Indices of the alternatives that take part in matching a path; none where it does not match. */
  readonly branchesUsedBy: (path: string) => readonly number[];
  /** The path that it stands for, where it has no wildcards and no alternatives. */
  readonly literal: string | undefined;
  /** The folder that all it matches lies in, `''` where that is the folder it starts from. */
  readonly base: string;
}

/**
 * Compiles a glob: `*`, `?`, `[a-z]`, `[!a-z]`, `**` for any number of folders, `{a,b}`, `{a..c}`, `(a|b)`, `@(a|b)`, `?(a)`, `+(a)`, `*(a)`, and `\` before
 * what is meant as it is. A leading `./` and trailing `/` do not count. A path that is spelled as the glob matches, too. What `globProblem` refuses is
 * taken as it is written.
 *
 * It becomes a nondeterministic automaton that visits each pair of state and position once (K. Thompson, Regular Expression Search
 * Algorithm, CACM 11(6), 1968), so that no glob and no name can make it backtrack.
 */
export const compileGlob = (
  glob: string,
  { dot = false, ignoreCase = false, git = false }: GlobMatching = {},
): Glob => {
  const written = git ? glob : tidyGlob(glob);
  const { parts } = parseGlob(written, git);
  const fold = ignoreCase ? foldCase : (text: string): string => text;
  const builder = new AutomatonBuilder({ ignoreCase, fold });
  const start = builder.sequence(parts, 0);
  const { nodes, branches } = builder;
  const automaton: Automaton = { nodes, start, dot };
  const texts = parts.flatMap((part) => (part.kind === 'text' ? [part.text] : []));
  const prefix = parts[0]?.kind === 'text' ? (texts[0] ?? '') : '';
  const suffix = parts.at(-1)?.kind === 'text' ? (texts.at(-1) ?? '') : '';
  const [folded, begins, ends] = [fold(written), fold(prefix), fold(suffix)];
  const needed = fold(texts.reduce((longest, text) => (text.length > longest.length ? text : longest), ''));
  const isLiteral = texts.length === parts.length;
  const matches = (path: string): boolean => {
    const text = fold(path);
    if (text === folded && !git) return true;
    if (isLiteral) return text === begins;
    if (!text.startsWith(begins) || !text.endsWith(ends) || !text.includes(needed)) return false;
    return new Walk(automaton, text).reachesEnd();
  };
  return {
    matches,
    mayMatchBelow: (folder) => new Walk(automaton, fold(`${folder}/`)).mayGoOn(),
    branches,
    branchesUsedBy: (path) => {
      if (branches.length === 0 || !matches(path)) return [];
      if (path === written) return [...branches.keys()];
      const used = nodesUsed(automaton, fold(path));
      return branches.flatMap(({ head }, index) => (used.has(head) ? [index] : []));
    },
    literal: isLiteral ? prefix : undefined,
    base: parts[1]?.kind === 'below' ? prefix : folderOf(prefix),
  };
};

const folderOf = (path: string): string =>
  path.lastIndexOf('/') === 0 ? '/' : path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** A glob as it counts: without `./` before and `/` behind. */
export const tidyGlob = (glob: string): string => {
  let [from, to] = [0, glob.length];
  while (glob.startsWith('./', from)) from += 2;
  while (to > from + 1 && glob[to - 1] === '/') to--;
  return glob.slice(from, to);
};

/** Capitals as small letters, each in its place: what would become longer stays. */
const foldCase = (text: string): string => {
  const small = text.toLowerCase();
  if (small.length === text.length) return small;
  return [...text].map((char) => (char.toLowerCase().length === char.length ? char.toLowerCase() : char)).join('');
};
