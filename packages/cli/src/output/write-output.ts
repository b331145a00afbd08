import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { ANYWHERE, outputFault, replaceFile } from '@listing-lint/core';
import { refuseWayOut } from './way-out.ts';

/** Writes a file where the user wants it, whole or not at all; `cwd` is where the user stands. Throws `output-failed`, also where `refuseWayOut` does. */
export const writeOutput = async (text: string | Buffer, file: string, name: string, cwd: string): Promise<void> => {
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
