import { existsSync } from 'node:fs';
import { dirname, join, posix, relative } from 'node:path';
import { ANYWHERE } from '../file/path-bound.ts';
import { readBytesSync } from '../file/read-file.ts';
import { noteSeen } from '../file/seen-files.ts';
import type { TreeEntry } from '../model/subject-kind.ts';
import { lastTreeMatcherOf } from '../text/glob/glob-matcher.ts';
import { MAX_YAML_BYTES } from '../text/parse-yaml.ts';
import { type GitIgnoreRules, gitIgnoreRules } from './git-ignore-rules.ts';
import { repositoryHolding, trackingBelow } from './repository.ts';

export interface IgnoringOptions {
  /** `false`: whatever a `.gitignore` says. */
  readonly git?: boolean;
  /** `false`: `node_modules` is a folder like any other. */
  readonly packages?: boolean;
  /** What lies below the root, where it has been walked: no folder of that is looked at for a `.gitignore` again. */
  readonly walked?: readonly TreeEntry[] | undefined;
}

/**
 * Tells whether a path (relative to the root, `/`) is kept out of the run: by `ignores`, by a `.gitignore` of its folder or of one
 * above up to the repository's root, or because it lies in `node_modules` or `.git`. As for git, a `.gitignore` says nothing of what is
 * tracked: that is published whatever it says.
 */
export const ignoredBy = (
  root: string,
  ignores: readonly string[],
  { git = true, packages = true, walked }: IgnoringOptions = {},
): ((path: string) => boolean) => {
  const isNamed = lastTreeMatcherOf(ignores);
  const { top, above } = git ? repositoryAbove(root) : { top: root, above: [] };
  const tracking = trackingBelow(root);
  const shut = new Map<string, boolean>();
  const gitShut = new Map<string, boolean>();
  const rulesFor = rulesBelow(root, walked === undefined ? () => false : withoutIgnoreFile(walked));
  const rootInRepository = relative(top, root).replaceAll('\\', '/');

  /** By the git rules that a folder of the run, or one above the root, states; the deepest that speaks wins. */
  const isGitIgnored = (path: string): boolean => {
    if (!git) return false;
    let verdict = false;
    if (above.length > 0) {
      const inRepository = posix.join(rootInRepository, path);
      for (const { prefix, rules } of above) verdict = judge(rules, inRepository.slice(prefix.length), verdict);
    }
    for (const { from, rules } of rulesFor(parentOf(path.replace(/\/$/, ''))))
      verdict = judge(rules, path.slice(from), verdict);
    return verdict;
  };

  /** Once for each folder and those above it: the first that a test holds for shuts all that it holds. */
  const within = (folder: string, known: Map<string, boolean>, test: (folder: string) => boolean): boolean => {
    if (folder === '.') return false;
    const verdict = known.get(folder) ?? (within(posix.dirname(folder), known, test) || test(folder));
    known.set(folder, verdict);
    return verdict;
  };
  const isShut = (folder: string): boolean =>
    within(folder, shut, (each) => isShutName(posix.basename(each), packages) || isNamed(each));
  const isGitShut = (folder: string): boolean => within(folder, gitShut, (each) => isGitIgnored(`${each}/`));
  return (given) => {
    const path = given.replace(/^\.\//, '');
    if (path === '' || path === '.' || path.startsWith('../')) return false;
    const isFolder = path.endsWith('/');
    const plain = isFolder ? path.slice(0, -1) : path;
    const parent = posix.dirname(plain);
    if (isFolder ? isShut(plain) : isShut(parent) || isNamed(path)) return true;
    if (!isFolder && packages && posix.basename(path) === 'node_modules') return true;
    const isGit = isFolder ? isGitShut(plain) : isGitShut(parent) || isGitIgnored(path);
    return isGit && !tracking.isTracked(plain);
  };
};

const isShutName = (name: string, packages: boolean): boolean =>
  name === '.git' || (packages && name === 'node_modules');

const judge = (rules: GitIgnoreRules, path: string, verdict: boolean): boolean => {
  const said = path === '' || path === '/' ? undefined : rules(path);
  return said === undefined ? verdict : said === 'ignored';
};

/** Ignore rules of a folder, and where in a path from the root one from that folder starts. */
interface FolderRules {
  readonly from: number;
  readonly rules: GitIgnoreRules;
}

/** Whether a walk has entered a folder and found no `.gitignore` there. */
const withoutIgnoreFile = (walked: readonly TreeEntry[]): ((folder: string) => boolean) => {
  const entered = new Set(['']);
  const ignoring = new Set<string>();
  for (const { path, kind, isPassedOver } of walked) {
    if (kind === 'folder' && isPassedOver !== true) entered.add(path);
    if (isPassedOver === true && posix.basename(path) === '.gitignore') ignoring.add(parentOf(path));
  }
  return (folder) => entered.has(folder) && !ignoring.has(folder);
};

/** Gives the rules that hold in a folder (from the root), each read once: the deepest come last. `hasNone`: of what folder that is known. */
const rulesBelow = (
  root: string,
  hasNone: (folder: string) => boolean,
): ((folder: string) => readonly FolderRules[]) => {
  const stated = new Map<string, readonly FolderRules[]>();
  const rulesFor = (folder: string): readonly FolderRules[] => {
    const known = stated.get(folder);
    if (known !== undefined) return known;
    const outer = folder === '' ? [] : rulesFor(parentOf(folder));
    const own = hasNone(folder) ? undefined : readIgnoreFile(join(root, folder));
    const all = own === undefined ? outer : [...outer, { from: folder === '' ? 0 : folder.length + 1, rules: own }];
    stated.set(folder, all);
    return all;
  };
  return rulesFor;
};

const parentOf = (path: string): string => path.slice(0, Math.max(0, path.lastIndexOf('/')));

/** Git asks the file system whether capitals count; that of Linux says so. */
const IGNORES_CASE = process.platform === 'win32' || process.platform === 'darwin';

const readIgnoreFile = (folder: string, name = '.gitignore'): GitIgnoreRules | undefined => {
  const file = join(folder, name);
  // Most folders have none, and an error for each takes longer than to look.
  if (!existsSync(file)) {
    noteSeen(file, undefined);
    return undefined;
  }
  try {
    // Git asks for no encoding: names in another one are no fault of the file. It follows no link here either.
    const bytes = readBytesSync(file, { maxBytes: MAX_YAML_BYTES, within: ANYWHERE, links: 'refuse' });
    return gitIgnoreRules(bytes.toString('utf8'), IGNORES_CASE);
  } catch {
    return undefined;
  }
};

interface Above {
  /** Folder of the repository that is the root's, or holds it. */
  readonly top: string;
  /** Ignore files above the root, from the repository's own folder down; `prefix` is their folder in it, with `/`. */
  readonly above: readonly { readonly prefix: string; readonly rules: GitIgnoreRules }[];
}

const repositoryAbove = (root: string): Above => {
  const top = repositoryHolding(root);
  if (top === undefined) return { top: root, above: [] };
  const folders: string[] = [];
  for (let folder = root; folder !== top; folder = dirname(folder)) folders.unshift(dirname(folder));
  const exclude = readIgnoreFile(join(top, '.git'), join('info', 'exclude'));
  const above = folders.flatMap((folder) => {
    const rules = readIgnoreFile(folder);
    const prefix = relative(top, folder).replaceAll('\\', '/');
    return rules === undefined ? [] : [{ prefix: prefix === '' ? '' : `${prefix}/`, rules }];
  });
  return { top, above: exclude === undefined ? above : [{ prefix: '', rules: exclude }, ...above] };
};
