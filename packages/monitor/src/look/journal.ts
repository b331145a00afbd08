import { rm } from 'node:fs/promises';
import { appendDurably, isMissingFile, MAX_DATA_BYTES, readText, replaceFile } from '@listing-lint/core/plugin';
import type { LookCounts, SeenCopy } from './seen.ts';

/** How far a look has come: what a run that was killed goes on from. */
export interface LookProgress {
  /** The source that is being looked through, and the first thing of it that was not looked at. */
  readonly source: number;
  readonly next: number;
  readonly counts: LookCounts;
  readonly faults: readonly string[];
  readonly inconclusive: readonly string[];
  readonly isCut: boolean;
  readonly copies: readonly SeenCopy[];
}

export const NO_PROGRESS: LookProgress = {
  source: 0,
  next: 0,
  counts: { captures: 0, pages: 0, pictures: 0, repeated: 0, faults: 0, inconclusive: 0 },
  faults: [],
  inconclusive: [],
  isCut: false,
  copies: [],
};

/** Keeps how far a look has come. */
export interface LookJournal {
  readonly read: () => Promise<LookProgress>;
  /** All so far; `copies` are those since it was written last. */
  readonly write: (progress: LookProgress) => Promise<void>;
  readonly remove: () => Promise<void>;
}

/**
 * A journal in a file, a line each time it is written: it stands at its last whole line, so that a kill loses what came after it and counts nothing
 * twice. `root` is the folder of the config, `run` is what the look is known by; a journal of another one counts for nothing.
 */
export const fileJournal = (file: string, root: string, run: string): LookJournal => {
  let isBegun = false;
  return {
    read: async () => {
      const lines = (await textOf(file, root)).split('\n');
      // What follows the last end of a line was not written to its end.
      lines.pop();
      if (lines[0] !== JSON.stringify({ run })) return NO_PROGRESS;
      const steps = lines.slice(1).flatMap((line): LookProgress[] => {
        const step = parsed(line);
        return step === undefined ? [] : [step];
      });
      const last = steps.at(-1);
      // Written anew, so that half a line is never gone on with.
      const whole = [JSON.stringify({ run }), ...steps.map((step) => JSON.stringify(step))].join('\n');
      await replaceFile(file, `${whole}\n`, { within: root });
      isBegun = true;
      return last === undefined ? NO_PROGRESS : { ...last, copies: steps.flatMap(({ copies }) => copies) };
    },
    write: async (progress) => {
      if (!isBegun) await replaceFile(file, `${JSON.stringify({ run })}\n`, { within: root });
      isBegun = true;
      await appendDurably(file, `${JSON.stringify(progress)}\n`, root);
    },
    remove: () => rm(file, { force: true }),
  };
};

const textOf = async (file: string, root: string): Promise<string> => {
  try {
    return await readText(file, { maxBytes: MAX_DATA_BYTES, within: root });
  } catch (error) {
    if (isMissingFile(error)) return '';
    throw error;
  }
};

/** A line as it was written; the file is our own, and lies where nobody else writes. */
const parsed = (line: string): LookProgress | undefined => {
  try {
    const value: unknown = JSON.parse(line);
    return typeof value === 'object' && value !== null && 'next' in value ? (value as LookProgress) : undefined;
  } catch {
    return undefined;
  }
};
