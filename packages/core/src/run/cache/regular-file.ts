import { lstatSync } from 'node:fs';
import { type FileState, noteSeen, stateOfFile } from '../../file/seen-files.ts';

/** How long a file system may give two changes one time, ms. */
export const RACY_MS = 2000;

/** Of a regular file alone: what a link leads to may change without it. At once: to ask a thread for it costs ten times as much. */
export const regularFileState = (file: string): FileState | undefined => {
  try {
    const stats = lstatSync(file);
    if (!stats.isFile()) return undefined;
    noteSeen(file, stats);
    return stateOfFile(stats);
  } catch {
    return undefined;
  }
};

/** Bytes of a regular file; undefined for anything else. */
export const regularFileSize = (file: string): number | undefined => regularFileState(file)?.[0];
