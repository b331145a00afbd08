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

/** Told of all that is looked at on disk. */
export interface FilesWatcher {
  readonly add: (file: string, state: FileState | null) => void;
  readonly countRead: (bytes: number) => void;
  readonly countDamaged: () => void;
  readonly spoil: () => void;
}

export const isSameState = (a: FileState | null, b: FileState | null): boolean =>
  a === null || b === null ? a === b : a.every((part, index) => part === b[index]);

/** Runs of one process may go side by side: each sees what any of them does, which is more than it has to, never less. */
export const watchers = new Set<FilesWatcher>();

/** Says what was found at an absolute path, links followed: undefined where nothing could be opened. For what `readBytes` and the like do not open. */
export const noteSeen = (file: string, stats: SeenStats | undefined): void => {
  if (watchers.size > 0) noteState(file, stats === undefined ? null : stateOfFile(stats));
};

/** As `noteSeen`, of what was found a moment ago. */
export const noteState = (file: string, state: FileState | null): void => {
  for (const seen of watchers) seen.add(file, state);
};

/** Says that a file was opened, and how much of it read. */
export const noteRead = (bytes: number): void => {
  for (const seen of watchers) seen.countRead(bytes);
};

/** Says that what an earlier run has kept was damaged, and counts as not there. */
export const noteDamaged = (): void => {
  for (const seen of watchers) seen.countDamaged();
};

/** Says that something was looked at which no file's state stands for: another program, the names in a folder. */
export const noteUnrepeatable = (): void => {
  for (const seen of watchers) seen.spoil();
};
