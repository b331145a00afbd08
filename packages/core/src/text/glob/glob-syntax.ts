/** One piece of a glob. */
export type GlobPart =
  | { readonly kind: 'text'; readonly text: string }
  /** One character of a name. */
  | { readonly kind: 'char'; readonly accepts: (code: number) => boolean }
  /** `star`: `*`. `folders`: any number of folders, each with its slash (`**` and a slash). `below`: a slash and `**` at the end. `tree`: `**` alone. */
  | { readonly kind: 'star' | 'folders' | 'below' | 'tree' }
  | {
      readonly kind: 'choice';
      readonly branches: readonly ParsedBranch[];
      readonly isOptional: boolean;
      readonly isRepeated: boolean;
    };

interface ParsedBranch {
  readonly text: string;
  /** The whole glob with this branch in place of all. */
  readonly glob: string;
  readonly parts: readonly GlobPart[];
}

export interface ParsedGlob {
  readonly parts: readonly GlobPart[];
  /** What of it is not supported, as a sentence. */
  readonly problem: string | undefined;
}

/** Longest glob that is taken, in characters: the time of a match grows with it. */
export const MAX_GLOB = 1000;

/** Why a glob that a user wrote is refused, and what to write instead; undefined for a good one. */
export const globProblem = (glob: string): string | undefined =>
  glob.length > MAX_GLOB
    ? `a glob may have ${MAX_GLOB} characters, and this one has ${glob.length}: write several`
    : parseGlob(glob.replace(/^!(?!\()/, ''), false).problem;

/** Takes a glob apart. `git`: as in a `.gitignore`, without braces and groups. */
export const parseGlob = (glob: string, git: boolean): ParsedGlob => {
  const parser = new Parser(git);
  return { parts: parser.parse(glob, ['', '']), problem: parser.problem };
};

interface Found {
  readonly part: GlobPart;
  /** Index after it. */
  readonly end: number;
}

const SLASH = 0x2f;
const any = (code: number): boolean => code !== SLASH;

class Parser {
  problem: string | undefined;
  readonly #git: boolean;

  constructor(git: boolean) {
    this.#git = git;
  }

  /** `around`: what stands before and after it in the whole glob. */
  parse(glob: string, around: readonly [string, string]): readonly GlobPart[] {
    const parts: GlobPart[] = [];
    let text = '';
    let at = 0;
    while (at < glob.length) {
      const found = this.#partAt(glob, at, around);
      if (found === undefined) {
        const isEscape = glob[at] === '\\' && at + 1 < glob.length;
        text += isEscape ? glob[at + 1] : glob[at];
        at += isEscape ? 2 : 1;
        continue;
      }
      // A star before the slash stands for a name that something is in: `*/**` is not the file beside it.
      const isInside = found.part.kind === 'below' && text === '' && parts.at(-1)?.kind === 'star';
      if (isInside) text = '/';
      if (text !== '') parts.push({ kind: 'text', text });
      text = '';
      parts.push(isInside ? { kind: 'tree' } : found.part);
      at = found.end;
    }
    if (text !== '') parts.push({ kind: 'text', text });
    return parts;
  }

  #partAt(glob: string, at: number, around: readonly [string, string]): Found | undefined {
    const char = glob[at];
    if (char === '[') return classAt(glob, at);
    if (!this.#git) {
      const choice = char === '{' ? this.#bracesAt(glob, at, around) : this.#groupAt(glob, at, around);
      if (choice !== undefined) return choice;
    }
    if (char === '?') return { part: { kind: 'char', accepts: any }, end: at + 1 };
    if (char === '/') return endOf(/(?:\/\*\*)+$/y, glob, at, 'below');
    if (char !== '*') return undefined;
    const isWhole = at === 0 || glob[at - 1] === '/';
    return (
      (isWhole ? endOf(/(?:\*\*\/)*\*\*$/y, glob, at, 'tree') : undefined) ??
      (isWhole ? endOf(/(?:\*\*\/)+/y, glob, at, 'folders') : undefined) ??
      endOf(/\*(?!\()(?:\*(?!\())*/y, glob, at, 'star') ?? { part: { kind: 'star' }, end: at + 1 }
    );
  }

  #bracesAt(glob: string, at: number, around: readonly [string, string]): Found | undefined {
    const texts = branchesAt(glob, at, '{,}');
    if (texts === undefined) return undefined;
    if (texts.length > 1) return this.#choice(glob, { at, open: at, texts }, around);
    return this.#rangeAt(glob, at, texts[0] ?? '');
  }

  /** `{a..c}` of single letters or digits. */
  #rangeAt(glob: string, at: number, text: string): Found | undefined {
    const [, from, to] = /^(-?\d+|\p{L})\.\.(-?\d+|\p{L})(?:\.\.-?\d+)?$/u.exec(text) ?? [];
    if (from === undefined || to === undefined) return undefined;
    const [one = 0, other = 0] = [from, to].map((end) => end.codePointAt(0));
    if (!/^(?:\d\.\.\d|\p{L}\.\.\p{L})$/u.test(text)) {
      this.problem ??= `ranges of single digits or letters are supported, and "{${text}}" is another one: write "{01,02,03}"`;
      return undefined;
    }
    const [low, high] = one < other ? [one, other] : [other, one];
    const accepts = (code: number): boolean => code >= low && code <= high;
    return { part: { kind: 'char', accepts }, end: glob.indexOf('}', at) + 1 };
  }

  #groupAt(glob: string, at: number, around: readonly [string, string]): Found | undefined {
    const char = glob[at] ?? '';
    const open = char === '(' ? at : '@?*+!'.includes(char) && glob[at + 1] === '(' ? at + 1 : undefined;
    const texts = open === undefined ? undefined : branchesAt(glob, open, '(|)');
    if (open === undefined || texts === undefined) return undefined;
    if (char === '!') {
      this.problem ??= '"!(…)" is not supported: name what is wanted, or take away by an entry of its own, "!glob"';
      return undefined;
    }
    // Names have brackets: `mug (1).jpg`.
    return char === '(' && texts.length === 1 ? undefined : this.#choice(glob, { at, open, texts }, around);
  }

  #choice(
    glob: string,
    { at, open, texts }: { readonly at: number; readonly open: number; readonly texts: readonly string[] },
    around: readonly [string, string],
  ): Found {
    const end = open + texts.join(' ').length + 2;
    const before = around[0] + glob.slice(0, at);
    const after = glob.slice(end) + around[1];
    const sign = open === at ? '' : glob[at];
    const branches = texts.map((text) => ({
      text,
      glob: before + text + after,
      parts: this.parse(text, [before, after]),
    }));
    return {
      part: {
        kind: 'choice',
        branches,
        isOptional: sign === '?' || sign === '*',
        isRepeated: sign === '+' || sign === '*',
      },
      end,
    };
  }
}

const endOf = (
  pattern: RegExp,
  glob: string,
  at: number,
  kind: 'star' | 'folders' | 'below' | 'tree',
): Found | undefined => {
  pattern.lastIndex = at;
  return pattern.test(glob) ? { part: { kind }, end: pattern.lastIndex } : undefined;
};

/** What stands between the separators of brackets; undefined where nothing closes them. `signs`: what opens, separates and closes. */
const branchesAt = (glob: string, open: number, signs: string): readonly string[] | undefined => {
  const [opening, separator, closing] = signs;
  const texts: string[] = [];
  let depth = 0;
  let from = open + 1;
  for (let at = open; at < glob.length; at++) {
    const char = glob[at];
    if (char === '\\') at++;
    else if (char === '[') at = (classAt(glob, at)?.end ?? at + 1) - 1;
    else if (char === opening) depth++;
    else if (char === closing) depth--;
    if (depth === 0 || (depth === 1 && char === separator)) {
      texts.push(glob.slice(from, at));
      from = at + 1;
    }
    if (depth === 0) return texts;
  }
  return undefined;
};

const POSIX = new Map<string, RegExp>(
  Object.entries({
    alnum: /[a-z0-9]/i,
    alpha: /[a-z]/i,
    blank: /[ \t]/,
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what the class is about
    cntrl: /[\x00-\x1f\x7f]/,
    digit: /\d/,
    graph: /[\x21-\x7e]/,
    lower: /[a-z]/,
    print: /[\x20-\x7e]/,
    punct: /[!-/:-@[-`{-~]/,
    space: /\s/,
    upper: /[A-Z]/,
    word: /\w/,
    xdigit: /[\da-f]/i,
  }),
);

/** `[a-z]`, `[!a-z]`, `[[:digit:]]`: one character of a name, never a slash; undefined where nothing closes it. */
const classAt = (glob: string, open: number): Found | undefined => {
  if (!glob.includes(']', open)) return undefined;
  const isNegated = '!^'.includes(glob[open + 1] ?? ' ');
  /** Pairs of code points. */
  const ranges: number[] = [];
  const named: RegExp[] = [];
  const first = open + (isNegated ? 2 : 1);
  let at = first;
  const take = (): number => {
    if (glob[at] === '\\') at++;
    const code = glob.codePointAt(at) ?? -1;
    at += code > 0xffff ? 2 : 1;
    return code;
  };
  while (at < glob.length) {
    if (glob[at] === ']' && at > first)
      return { part: { kind: 'char', accepts: inClass(ranges, named, isNegated) }, end: at + 1 };
    const [posix = '', name = ''] = glob[at] === '[' ? (/^\[:(\w{1,9}):\]/.exec(glob.slice(at, at + 14)) ?? []) : [];
    if (posix !== '') {
      named.push(POSIX.get(name) ?? NOTHING);
      at += posix.length;
      continue;
    }
    const low = take();
    const isRange = glob[at] === '-' && at + 1 < glob.length && glob[at + 1] !== ']';
    if (isRange) at++;
    ranges.push(low, isRange ? take() : low);
  }
  return undefined;
};

const NOTHING = /$^/;

const inClass =
  (ranges: readonly number[], named: readonly RegExp[], isNegated: boolean) =>
  (code: number): boolean => {
    if (code === SLASH) return false;
    const isIn =
      ranges.some((low, index) => index % 2 === 0 && code >= low && code <= (ranges[index + 1] ?? low)) ||
      named.some((each) => each.test(String.fromCodePoint(code)));
    return isIn !== isNegated;
  };
