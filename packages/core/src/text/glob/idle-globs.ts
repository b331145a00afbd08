import type { SettingsProblem } from '../../model/error.ts';
import type { DiscoverContext } from '../../model/subject-kind.ts';
import { compileGlob, type Glob } from './glob.ts';
import {
  isExclusion,
  lastMatcherOf,
  lastTreeMatcherOf,
  matcherOf,
  selectorOf,
  treeGlobs,
  treeMatcherOf,
} from './glob-matcher.ts';

/** A glob of a list, or one alternative of it, that changes nothing. */
export interface IdleGlob {
  readonly glob: string;
  /** Of the list. */
  readonly index: number;
  /** The alternative in its braces, where the rest of the glob matches something. */
  readonly branch?: string;
  /** The glob with that alternative alone; else as it is written. */
  readonly alone: string;
  /** `alone`: it takes away, and no other entry names anything. `away`: it takes away. */
  readonly kind: 'names' | 'away' | 'alone';
}

/** How a list is read: as by `matcherOf`, `treeMatcherOf`, `selectorOf`, `lastMatcherOf` or `lastTreeMatcherOf`. */
type GlobReading = 'files' | 'tree' | 'select' | 'last' | 'lastTree';

/**
 * What of a list of globs changes nothing, in its order: a glob or an alternative in its braces that matches none of `paths` (or only such as others take away),
 * and an entry that takes away what no other names. `paths` are all that could be named (relative, `/`).
 */
export const idleGlobs = (
  globs: readonly string[],
  paths: Iterable<string>,
  as: GlobReading = 'files',
): readonly IdleGlob[] => {
  const entries = globs.map((glob, index) => new Entry(glob, index, as));
  const isAlone = globs.every(isExclusion) && (as === 'files' || as === 'tree');
  const counts = as === 'last' || as === 'lastTree' ? lastWord(globs, as) : listWord(globs, as);
  let idle: readonly Entry[] = entries;
  for (const path of paths) {
    if (idle.length === 0) break;
    let isDone = false;
    for (const entry of idle) {
      if (!entry.matches(path) || !counts(entry, path)) continue;
      entry.use(path);
      isDone ||= entry.isUsed;
    }
    if (isDone) idle = idle.filter(({ isUsed }) => !isUsed);
  }
  return idle.flatMap((entry) => entry.idle(isAlone));
};

/** `"lapm" in "listings/{mug,lapm}" matches no folder`. `noun`: what it should match. */
export const idleSentence = ({ glob, branch, kind }: IdleGlob, noun: string): string => {
  const what = branch === undefined ? `"${glob}"` : `"${branch}" in "${glob}"`;
  if (kind === 'names') return `${what} matches no ${noun}`;
  return kind === 'away' ? `${what} takes away nothing` : `${what} takes away, and no entry names any ${noun}`;
};

/** What a program knows the notice by that a glob, or a part of one, changes nothing. */
export const GLOB_IDLE = 'glob-idle';

export interface GlobSetting {
  /** The keys of the list in the settings. */
  readonly at: SettingsProblem['path'];
  readonly globs: readonly string[];
  /** All that could be named. */
  readonly paths: Iterable<string>;
  readonly as?: GlobReading;
  /** What is named, in the singular. */
  readonly noun: string;
  /** What to do about one. */
  readonly hintOf: (glob: string) => string;
  /** `true`: what it does not name is not checked. */
  readonly leavesOut?: boolean;
}

/** What changes nothing in a list of globs, as problems of the settings: `refused` where it leaves something out of the run, else `warnings`, which begin with the key. */
export const idleSettings = (
  setting: GlobSetting,
): { readonly refused: readonly SettingsProblem[]; readonly warnings: readonly SettingsProblem[] } => {
  const { at, globs, paths, as = 'files', noun, hintOf, leavesOut = false } = setting;
  const refused: SettingsProblem[] = [];
  const warnings: SettingsProblem[] = [];
  for (const idle of idleGlobs(globs, paths, as)) {
    const path = [...at, idle.index];
    const message = idleSentence(idle, noun);
    if (leavesOut && isLeavingOut(idle))
      refused.push({
        path,
        message,
        hint: idle.kind === 'alone' ? ALONE : hintOf(idle.alone),
        ...(idle.branch === undefined ? {} : { isPartial: true }),
      });
    else warnings.push({ path, message: `${at[0]}: ${message}`, hint: adviceFor(idle, hintOf) });
  }
  return { refused, warnings };
};

/** Has a discoverer say what changes nothing in a list of globs. */
export const reportIdleGlobs = (context: Pick<DiscoverContext, 'refuse' | 'warn'>, setting: GlobSetting): void => {
  const { refused, warnings } = idleSettings(setting);
  refused.forEach(context.refuse);
  for (const { path, message, hint } of warnings) context.warn(`${message} (${hint})`, path, GLOB_IDLE);
};

const ALONE = 'name what is wanted before it, such as "*"';

/** What to do about what changes nothing; `hintOf` knows what is near a glob. */
export const adviceFor = ({ kind, alone }: IdleGlob, hintOf: GlobSetting['hintOf']): string => {
  if (kind === 'alone') return ALONE;
  if (kind === 'names') return hintOf(alone);
  const hint = hintOf(alone.replace(/^!/, ''));
  return hint.startsWith('did you mean') ? hint : 'no other entry names what it matches';
};

/**
 * Whether something that the list should name may be missing. Of what takes away nothing is; and `yml` in `cases/*.{yaml,yml}` says which kinds of file are meant, not
 * that there is one of each.
 */
export const isLeavingOut = ({ branch, glob, kind }: IdleGlob): boolean => {
  const isExtension =
    branch !== undefined &&
    /^[a-z0-9]{1,5}$/i.test(branch) &&
    new RegExp(`\\.\\{(?:[^{}]*,)?${branch}(?:,[^{}]*)?\\}$`).test(glob);
  return kind !== 'away' && !isExtension;
};

type Counts = (entry: Entry, path: string) => boolean;

/** An entry counts where no other takes its match away; one that takes away, where another names it. */
const listWord = (globs: readonly string[], as: 'files' | 'tree' | 'select'): Counts => {
  const matcher = { files: matcherOf, tree: treeMatcherOf, select: selectorOf }[as];
  const isNamed = matcher(globs);
  const wanted = globs.filter((glob) => !isExclusion(glob));
  const isWanted = matcher(as === 'select' && wanted.length === 0 ? ['**'] : wanted);
  return ({ isAway }, path) => (isAway ? isWanted(path) : isNamed(path));
};

/** An entry that takes away counts where those before it say the opposite. */
const lastWord = (globs: readonly string[], as: 'last' | 'lastTree'): Counts => {
  const matcher = as === 'last' ? lastMatcherOf : lastTreeMatcherOf;
  const before = globs.map((glob, index) => (isExclusion(glob) ? matcher(globs.slice(0, index)) : undefined));
  return ({ index }, path) => before[index]?.(path) ?? true;
};

class Entry {
  readonly index: number;
  readonly isAway: boolean;
  readonly #glob: string;
  /** Those that it stands for, with the same alternatives. */
  readonly #compiled: readonly Glob[];
  readonly #branches: Set<number>;
  #isMatched = false;

  constructor(glob: string, index: number, as: GlobReading) {
    this.index = index;
    this.isAway = isExclusion(glob);
    this.#glob = glob;
    const plain = this.isAway ? glob.slice(1) : glob;
    const dot = as !== 'files' && as !== 'tree';
    const isTree = as === 'tree' || as === 'lastTree';
    this.#compiled = (isTree ? treeGlobs(plain) : [plain]).map((each) => compileGlob(each, { dot }));
    this.#branches = new Set(compileGlob(plain).branches.keys());
  }

  matches(path: string): boolean {
    return this.#compiled.some(({ matches }) => matches(path));
  }

  use(path: string): void {
    this.#isMatched = true;
    if (this.#branches.size === 0) return;
    for (const { branchesUsedBy } of this.#compiled)
      for (const branch of branchesUsedBy(path)) this.#branches.delete(branch);
  }

  get isUsed(): boolean {
    return this.#isMatched && this.#branches.size === 0;
  }

  idle(isAlone: boolean): readonly IdleGlob[] {
    const about = {
      glob: this.#glob,
      index: this.index,
      kind: !this.isAway ? 'names' : isAlone ? 'alone' : 'away',
    } as const;
    if (!this.#isMatched) return [{ ...about, alone: this.#glob }];
    const { branches = [] } = this.#compiled[0] ?? {};
    return [...this.#branches].flatMap((index) => {
      const branch = branches[index];
      // One that is a part of another idle one says nothing new.
      if (branch === undefined || (branch.parent !== undefined && this.#branches.has(branch.parent))) return [];
      return [{ ...about, branch: branch.text, alone: branch.glob }];
    });
  }
}
