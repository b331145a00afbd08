import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ANYWHERE, outputFault, replaceFile } from '@listing-lint/core';
import { refuseToReplace } from './replaceable.ts';
import { refuseWayOut } from './way-out.ts';

/**
 * Throws `output-failed` where a named file may not be written: a link leads it out of the repository (`refuseWayOut`), or something else is there than an
 * earlier output of the same kind (`refuseToReplace`). Without `text` of any kind: what takes long asks before it begins.
 */
export const refuseOutput = (file: string, name: string, cwd: string, text?: string | Buffer): void => {
  refuseWayOut(file, name, cwd);
  refuseToReplace(file, name, text);
};

/** Writes a file where the user wants it, whole or not at all; `cwd` is where the user stands. Throws `output-failed`, also where `refuseOutput` does. */
export const writeOutput = async (text: string | Buffer, file: string, name: string, cwd: string): Promise<void> => {
  refuseOutput(file, name, cwd, text);
  await writeOver(text, file, name, cwd);
};

/** As `writeOutput`, over whatever file is there: of a file whose name is the program's own, such as a damaged cache. */
export const writeOver = async (text: string | Buffer, file: string, name: string, cwd: string): Promise<void> => {
  refuseWayOut(file, name, cwd);
  try {
    await mkdir(dirname(file), { recursive: true });
    // A pipe or device (`/dev/stdout`) cannot be replaced, only written to.
    const isPlain = statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
    await (isPlain ? replaceFile(file, text, { within: ANYWHERE, unlocked: true }) : writeFile(file, text));
  } catch (error) {
    throw outputFault(name, error);
  }
};
