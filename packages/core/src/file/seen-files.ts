/** Size, times in ms of the last change of the content and of anything (which no program can set back), inode. */
export type FileState = readonly [size: number, modified: number, changed: number, inode: number];

/** What of `Stats` says what a file is. */
export interface SeenStats {
  readonly size: number;
  readonly mtimeMs: number;
  readonly ctimeMs: number;
  readonly ino: number;
}

export const stateOfFile = ({ size, mtimeMs, ctimeMs, ino }: SeenStats): FileState => [size, mtimeMs, ctimeMs, ino];

const PARTS = 4;
const LEAST = 64 * PARTS;
const NOTHING: FileState = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** All that a run has looked at on disk: what says whether another run would see the same. */
export class SeenFiles {
  /** Of each absolute path its place among the states. */
  readonly #places = new Map<string, number>();
  /** Four numbers each: one list for all, where there are tens of thousands. No numbers where nothing could be opened. */
  #states = new Float64Array(0);
  #isRepeatable = true;
  #opened = 0;
  #bytes = 0;
  #damaged = 0;

  /** Files that were opened, each as often as it was. */
  get opened(): number {
    return this.#opened;
  }

  /** What was read of them. */
  get bytes(): number {
    return this.#bytes;
  }

  /** Records of earlier runs that were not what they had been written as, and were made anew. */
  get damaged(): number {
    return this.#damaged;
  }

  countDamaged(): void {
    this.#damaged++;
  }

  countRead(bytes: number): void {
    this.#opened++;
    this.#bytes += bytes;
  }

  /** `false`: it has seen what no state of a file stands for. */
  get isRepeatable(): boolean {
    return this.#isRepeatable;
  }

  add(file: string, state: FileState | null): void {
    const known = this.#places.get(file);
    if (known !== undefined) {
      if (!isSameState(this.#stateAt(known), state)) this.#isRepeatable = false;
      return;
    }
    const place = this.#places.size;
    this.#places.set(file, place);
    if (PARTS * place === this.#states.length) {
      const larger = new Float64Array(Math.max(LEAST, 2 * this.#states.length));
      larger.set(this.#states);
      this.#states = larger;
    }
    this.#states.set(state ?? NOTHING, PARTS * place);
  }

  /** By absolute path: what a file or folder was when it was looked at; null where nothing could be opened there. */
  *states(): Iterable<readonly [file: string, state: FileState | null]> {
    for (const [file, place] of this.#places) yield [file, this.#stateAt(place)];
  }

  #stateAt(place: number): FileState | null {
    const at = PARTS * place;
    const [size = Number.NaN, modified = 0, changed = 0, inode = 0] = this.#states.subarray(at, at + PARTS);
    return Number.isNaN(size) ? null : [size, modified, changed, inode];
  }

  spoil(): void {
    this.#isRepeatable = false;
  }

  /** Sees nothing any more. */
  close(): void {
    watching.delete(this);
  }
}

export const isSameState = (a: FileState | null, b: FileState | null): boolean =>
  a === null || b === null ? a === b : a.every((part, index) => part === b[index]);

/** Runs of one process may go side by side: each sees what any of them does, which is more than it has to, never less. */
const watching = new Set<SeenFiles>();

/** Sees what is looked at from now on, until it is closed. */
export const watchFiles = (): SeenFiles => {
  const seen = new SeenFiles();
  watching.add(seen);
  return seen;
};

/** Says what was found at an absolute path, links followed: undefined where nothing could be opened. For what `readBytes` and the like do not open. */
export const noteSeen = (file: string, stats: SeenStats | undefined): void => {
  if (watching.size > 0) noteState(file, stats === undefined ? null : stateOfFile(stats));
};

/** As `noteSeen`, of what was found a moment ago. */
export const noteState = (file: string, state: FileState | null): void => {
  for (const seen of watching) seen.add(file, state);
};

/** Says that a file was opened, and how much of it read. */
export const noteRead = (bytes: number): void => {
  for (const seen of watching) seen.countRead(bytes);
};

/** Says that what an earlier run has kept was damaged, and counts as not there. */
export const noteDamaged = (): void => {
  for (const seen of watching) seen.countDamaged();
};

/** Says that something was looked at which no file's state stands for: another program, the names in a folder. */
export const noteUnrepeatable = (): void => {
  for (const seen of watching) seen.spoil();
};
