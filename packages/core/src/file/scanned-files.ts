import type { FileState } from './seen-files.ts';

/** States of regular files, scanned to decide whether a cached report is valid. Each state is used once: a later change is seen by the next run. */
export class ScannedFiles {
  /** Milliseconds since 1970, before the first file was scanned. */
  readonly startedAt: number;
  readonly #states = new Map<string, FileState>();

  constructor(startedAt: number) {
    this.startedAt = startedAt;
  }

  /** Notes the state of a file by absolute path; never for a link. */
  note(file: string, state: FileState): void {
    this.#states.set(file, state);
  }

  /** Removes a state and returns it; undefined if there is none. */
  take(file: string): FileState | undefined {
    const state = this.#states.get(file);
    this.#states.delete(file);
    return state;
  }
}
