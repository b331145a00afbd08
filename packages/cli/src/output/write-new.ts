import { mkdir, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { fileFault, ListingLintError } from '@listing-lint/core';
import { UsageError } from './known-error.ts';
import { refuseForeign } from './own-mark.ts';
import { refuseToReplace } from './replaceable.ts';
import { refuseWayOut } from './way-out.ts';
import { writeOutput } from './write-output.ts';

/** A file to be written: absolute path, and how the user calls it. */
export interface NewFile {
  readonly file: string;
  readonly name: string;
  readonly text: string;
  /** Absolute: where the user stands. */
  readonly cwd: string;
}

/**
 * Writes a file that was not there; `inputs` (absolute) are what it was made from, and with `force` what was written before is replaced, and nothing else. Rejects with
 * `usage` where one is there, `hint` says what to do, and with `output-failed`.
 */
export const writeNewFile = async (
  { file, name, text, cwd }: NewFile,
  hint: string,
  force: { readonly inputs: readonly string[] } | undefined = undefined,
): Promise<void> => {
  refuseWayOut(file, name, cwd);
  if (force !== undefined) {
    refuseToReplace(file, name, force.inputs);
    refuseForeign(file, name, text);
    await writeOutput(text, file, name);
    return;
  }
  try {
    await mkdir(dirname(file), { recursive: true });
    await writeFile(file, text, { flag: 'wx' });
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') {
      throw new UsageError(`${name} exists already`, hint);
    }
    throw new ListingLintError('output-failed', `cannot write ${name}: ${fileFault(error)}`, [], { cause: error });
  }
};
