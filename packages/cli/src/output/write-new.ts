import { lstatSync } from 'node:fs';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { outputFault } from '@listing-lint/core';
import { UsageError } from './known-error.ts';
import { refuseWayOut } from './way-out.ts';
import { refuseOutput, writeOutput } from './write-output.ts';

/** A file to be written: absolute path, and how the user calls it. */
export interface NewFile {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  /** Absolute: where the user stands. */
  readonly cwd: string;
}

const existsAlready = (name: string, hint: string): UsageError => new UsageError(`${name} exists already`, hint);

/** Throws as `writeNewFile` where a file cannot be written for what is there: of several, each is asked for before the first is written. */
export const refuseNewFile = ({ file, name, text, cwd }: NewFile, hint: string, force = false): void => {
  if (force) refuseOutput(file, name, cwd, text);
  else {
    refuseWayOut(file, name, cwd);
    if (isThere(file)) throw existsAlready(name, hint);
  }
};

/** A link that leads nowhere is there, too. What cannot be looked at is told when it is written. */
const isThere = (file: string): boolean => {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    return false;
  }
};

/**
 * Writes a file that was not there; with `force` an earlier output of the same kind is replaced, and nothing else. Rejects with
 * `usage` where one is there, `hint` says what to do, and with `output-failed`.
 */
export const writeNewFile = async (whole: NewFile, hint: string, force = false): Promise<void> => {
  refuseNewFile(whole, hint, force);
  const { file, name, text } = whole;
  if (force) {
    await writeOutput(text, file, name, whole.cwd);
    return;
  }
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw existsAlready(name, hint);
    }
    // `wx` made the file, so what is there is only what was begun.
    await rm(file, { force: true }).catch(() => undefined);
    throw outputFault(name, error);
  }
};
