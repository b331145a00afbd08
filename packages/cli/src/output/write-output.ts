import { statSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFault, ListingLintError, replaceFile } from '@listing-lint/core';

/** Writes a report where the user wants it, whole or not at all. Throws `output-failed`. */
export const writeOutput = async (text: string | Buffer, file: string, name: string): Promise<void> => {
  try {
    await mkdir(dirname(file), { recursive: true });
    // A pipe or device (`/dev/stdout`) cannot be replaced, only written to.
    const isPlain = statSync(file, { throwIfNoEntry: false })?.isFile() ?? true;
    await (isPlain ? replaceFile(file, text, { unlocked: true }) : writeFile(file, text));
  } catch (error) {
    throw new ListingLintError('output-failed', `cannot write ${name}: ${fileFault(error)}`, [], { cause: error });
  }
};
