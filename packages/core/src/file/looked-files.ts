import type { FileState } from './seen-files.ts';

/** What regular files were when a run looked whether all is as it was: each answer serves once, and a file that has changed since is seen by the next run. */
export class LookedFiles {
  /** Milliseconds since 1970, before the first was looked at. */
  readonly startedAt: number;
  readonly #states = new Map<string, FileState>();

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** By absolute path; of nothing that a link leads to. */
  note(file: string, state: FileState): void {
    this.#states.set(file, state);
  }

  /** Gives it away: who asks again has to look. */
  take(file: string): FileState | undefined {
    const state = this.#states.get(file);
    this.#states.delete(file);
    return state;
  }
}
