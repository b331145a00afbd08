import { grown } from '../growing.ts';
import { type FileState, type FilesWatcher, isSameState, watchers } from '../seen-files.ts';
import { PathNumbers } from './path-numbers.ts';

const PARTS = 4;
const NOTHING: FileState = [Number.NaN, Number.NaN, Number.NaN, Number.NaN];

/** All that a run has looked at on disk: what says whether another run would see the same. */
export class SeenFiles implements FilesWatcher {
  readonly #paths = new PathNumbers();
  /** Of each number of an absolute path its place among the states, and one; 0 of what was not looked at. */
  #places = new Uint32Array(0);
  #looked = 0;
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
    const number = this.#paths.numberOf(file);
    const known = this.#places[number] ?? 0;
    if (known > 0) {
      if (!isSameState(this.#stateAt(known - 1), state)) this.#isRepeatable = false;
      return;
    }
    this.#places = grown(this.#places, this.#paths.size);
    this.#places[number] = ++this.#looked;
    this.#states = grown(this.#states, PARTS * this.#looked);
    this.#states.set(state ?? NOTHING, PARTS * (this.#looked - 1));
  }

  /** By absolute path: what a file or folder was when it was looked at; null where nothing could be opened there. */
  *states(): Iterable<readonly [file: string, state: FileState | null]> {
    for (const [number, place] of this.#places.entries())
      if (place > 0) yield [this.#paths.pathOf(number), this.#stateAt(place - 1)];
  }

  #stateAt(place: number): FileState | null {
    const at = PARTS * place;
    const states = this.#states;
    const size = states[at] ?? Number.NaN;
    return Number.isNaN(size) ? null : [size, states[at + 1] ?? 0, states[at + 2] ?? 0, states[at + 3] ?? 0];
  }

  spoil(): void {
    this.#isRepeatable = false;
  }

  /** Sees nothing any more. */
  close(): void {
    watchers.delete(this);
  }
}

/** Sees what is looked at from now on, until it is closed. */
export const watchFiles = (): SeenFiles => {
  const seen = new SeenFiles();
  watchers.add(seen);
  return seen;
};
