import type { GlobPart } from './glob-syntax.ts';

/** One alternative of braces or of a group. */
export interface AutomatonBranch {
  /** As it is written. */
  readonly text: string;
  /** The glob with this alternative in place of all. */
  readonly glob: string;
  /** Index of the alternative that it is a part of. */
  readonly parent: number | undefined;
  /** The node that it begins with. */
  readonly head: number;
}

/** A state of the automaton, the first of which is the end. `next` and `to` are indices. */
interface Node {
  /**
   * `text`: these characters. `char`: one that is accepted. `chars`: any number of characters of a name. `name`: a name from its beginning to its
   * end. None of the last three begins with the dot of a hidden name. `fork`: each of `to`.
   */
  readonly kind: 'end' | 'text' | 'char' | 'chars' | 'name' | 'fork';
  readonly text: string;
  readonly accepts: (code: number) => boolean;
  readonly next: number;
  readonly to: number[];
}

/** A glob, ready to be followed over a text. */
export interface Automaton {
  readonly nodes: readonly Node[];
  /** Index of the node that it begins with. */
  readonly start: number;
  /** Wildcards match hidden names. */
  readonly dot: boolean;
}

const nothing = (): boolean => false;

interface BuilderOptions {
  readonly ignoreCase: boolean;
  readonly fold: (text: string) => string;
}

/** Makes nodes of the parts of a glob, each with the node that comes after it. */
export class AutomatonBuilder {
  readonly nodes: Node[] = [];
  readonly branches: AutomatonBranch[] = [];
  readonly #options: BuilderOptions;
  #parent: number | undefined;

  constructor(options: BuilderOptions) {
    this.#options = options;
    this.#add({ kind: 'end' });
  }

  sequence(parts: readonly GlobPart[], next: number): number {
    return parts.reduceRight((after, part) => this.#part(part, after), next);
  }

  #add(node: Pick<Node, 'kind'> & Partial<Node>): number {
    return this.nodes.push({ text: '', accepts: nothing, next: 0, to: [], ...node }) - 1;
  }

  #part(part: GlobPart, next: number): number {
    switch (part.kind) {
      case 'text':
        return this.#add({ kind: 'text', text: this.#options.fold(part.text), next });
      case 'char':
        return this.#add({ kind: 'char', accepts: this.#accepting(part.accepts), next });
      case 'star':
        return this.#add({ kind: 'chars', next });
      case 'folders': {
        const loop = this.#fork([next]);
        loop.to.push(this.#add({ kind: 'name', next: this.#add({ kind: 'text', text: '/', next: loop.at }) }));
        return loop.at;
      }
      case 'below':
        return this.#below(next);
      case 'tree':
        return this.#add({ kind: 'name', next: this.#below(next) });
      case 'choice':
        return this.#choice(part, next);
    }
  }

  #choice({ branches, isOptional, isRepeated }: Extract<GlobPart, { kind: 'choice' }>, next: number): number {
    const choice = this.#fork(isOptional ? [next] : []);
    const after = isRepeated ? this.#fork([next, choice.at]).at : next;
    for (const { text, glob, parts } of branches) {
      const head = this.#fork([]);
      choice.to.push(head.at);
      const parent = this.#parent;
      this.#parent = this.branches.push({ text, glob, parent, head: head.at }) - 1;
      head.to.push(this.sequence(parts, after));
      this.#parent = parent;
    }
    return choice.at;
  }

  #fork(to: number[]): { readonly at: number; readonly to: number[] } {
    return { at: this.#add({ kind: 'fork', to }), to };
  }

  /** Nothing, or a slash and a name, any number of times. */
  #below(next: number): number {
    const loop = this.#fork([next]);
    loop.to.push(this.#add({ kind: 'text', text: '/', next: this.#add({ kind: 'name', next: loop.at }) }));
    return loop.at;
  }

  #accepting(accepts: (code: number) => boolean): (code: number) => boolean {
    if (!this.#options.ignoreCase) return accepts;
    return (code) => accepts(code) || accepts(String.fromCodePoint(code).toUpperCase().codePointAt(0) ?? code);
  }
}

/** Kept from walk to walk, since there are many short ones: the states that one has been in, by its number, and those that wait. */
const scratch = { walks: 0, visited: new Uint32Array(0), nodes: new Int32Array(0), positions: new Int32Array(0) };

const scratchFor = (states: number): typeof scratch => {
  if (scratch.visited.length < states || scratch.walks === 0xffffffff) {
    const size = Math.max(states, 4096, Math.min(2 * scratch.visited.length, 1 << 22));
    Object.assign(scratch, {
      walks: 0,
      visited: new Uint32Array(size),
      nodes: new Int32Array(size),
      positions: new Int32Array(size),
    });
  }
  scratch.walks++;
  return scratch;
};

/** One walk of an automaton over a text: it visits each node once at each position. */
export class Walk {
  readonly #text: string;
  readonly #nodes: readonly Node[];
  readonly #start: number;
  readonly #dot: boolean;
  readonly #width: number;
  readonly #scratch: typeof scratch;
  readonly #onStep: ((state: number, from: number) => void) | undefined;
  #waiting = 0;
  /** State that is followed: its node and position. */
  #index = 0;
  #at = 0;
  #from = -1;
  /** The text may go on. */
  #isOpen = false;

  /** `onStep` is told of each state (node × (length + 1) + position) that is reached, and the one before it. */
  constructor({ nodes, start, dot }: Automaton, text: string, onStep?: (state: number, from: number) => void) {
    this.#text = text;
    this.#nodes = nodes;
    this.#start = start;
    this.#dot = dot;
    this.#width = text.length + 1;
    this.#scratch = scratchFor(nodes.length * this.#width);
    this.#onStep = onStep;
  }

  /** Whether it comes to the end of the automaton with the end of the text. */
  reachesEnd(): boolean {
    this.#reach(this.#start, 0);
    for (let node = this.#next(); node !== undefined; node = this.#next()) {
      if (node.kind === 'end' && this.#at === this.#text.length && this.#onStep === undefined) return true;
      this.#follow(node);
    }
    return false;
  }

  /** Whether more text could lead to the end. */
  mayGoOn(): boolean {
    const { length } = this.#text;
    this.#isOpen = true;
    this.#reach(this.#start, 0);
    for (let node = this.#next(); node !== undefined; node = this.#next()) {
      if (
        node.kind === 'text'
          ? node.text.startsWith(this.#text.slice(this.#at))
          : this.#at === length && node.kind !== 'end' && node.kind !== 'fork'
      )
        return true;
      this.#follow(node);
    }
    return false;
  }

  #next(): Node | undefined {
    if (this.#waiting === 0) return undefined;
    this.#waiting--;
    this.#index = this.#scratch.nodes[this.#waiting] ?? 0;
    this.#at = this.#scratch.positions[this.#waiting] ?? 0;
    this.#from = this.#index * this.#width + this.#at;
    return this.#nodes[this.#index];
  }

  #reach(node: number, position: number): void {
    if (!this.#visit(node, position)) return;
    const { nodes, positions } = this.#scratch;
    nodes[this.#waiting] = node;
    positions[this.#waiting] = position;
    this.#waiting++;
  }

  /** Whether a name that wildcards pass over begins at a position. */
  #isHidden(at: number): boolean {
    return !this.#dot && this.#text.charCodeAt(at) === DOT && begins(this.#text, at);
  }

  /** Whether the walk has not been there before. */
  #visit(node: number, position: number): boolean {
    const { visited, walks } = this.#scratch;
    const state = node * this.#width + position;
    this.#onStep?.(state, this.#from);
    if (visited[state] === walks) return false;
    visited[state] = walks;
    return true;
  }

  /** Goes on from each position up to the end of a name, or to where another way has come by. */
  #passName(next: number): void {
    const text = this.#text;
    const after = this.#nodes[next];
    for (let at = this.#at; ; at++) {
      if (at > this.#at) {
        if (!this.#visit(this.#index, at)) return;
        this.#from = this.#index * this.#width + at;
      }
      const leadsOn =
        after?.kind === 'end'
          ? at === text.length
          : after?.kind !== 'text' || this.#isOpen || text.startsWith(after.text, at);
      if (leadsOn) this.#reach(next, at);
      if (at === text.length || text.charCodeAt(at) === SLASH) return;
    }
  }

  #follow(node: Node): void {
    const text = this.#text;
    const at = this.#at;
    switch (node.kind) {
      case 'text':
        if (text.startsWith(node.text, at)) this.#reach(node.next, at + node.text.length);
        break;
      case 'char': {
        const code = text.codePointAt(at);
        if (code !== undefined && node.accepts(code) && !this.#isHidden(at))
          this.#reach(node.next, at + (code > 0xffff ? 2 : 1));
        break;
      }
      case 'chars':
        if (!this.#isHidden(at)) this.#passName(node.next);
        break;
      case 'fork':
        for (const next of node.to) this.#reach(next, at);
        break;
      case 'name': {
        if (!begins(text, at) || this.#isHidden(at)) break;
        const slash = text.indexOf('/', at);
        this.#reach(node.next, slash < 0 ? text.length : slash);
        break;
      }
      case 'end':
        break;
    }
  }
}

const SLASH = 0x2f;
const DOT = 0x2e;

/** Whether a name begins at a position. */
const begins = (text: string, position: number): boolean => position === 0 || text.charCodeAt(position - 1) === SLASH;

/** Nodes on a way from the start to the end of a text that matches. */
export const nodesUsed = (automaton: Automaton, text: string): ReadonlySet<number> => {
  const { nodes } = automaton;
  const width = text.length + 1;
  // Of each state the last step that reached it, and of each step the one before it to the same state.
  const lastStep = new Int32Array(nodes.length * width).fill(-1);
  const stepBefore: number[] = [];
  const source: number[] = [];
  new Walk(automaton, text, (state, from) => {
    stepBefore.push(lastStep[state] ?? -1);
    lastStep[state] = source.push(from) - 1;
  }).reachesEnd();
  const isOnWay = new Uint8Array(nodes.length * width);
  const used = new Set<number>();
  const unfollowed = [text.length];
  for (let state = unfollowed.pop(); state !== undefined; state = unfollowed.pop()) {
    if (isOnWay[state] === 1) continue;
    isOnWay[state] = 1;
    used.add(Math.floor(state / width));
    for (let step = lastStep[state] ?? -1; step >= 0; step = stepBefore[step] ?? -1) {
      const from = source[step] ?? -1;
      if (from >= 0) unfollowed.push(from);
    }
  }
  return used;
};
