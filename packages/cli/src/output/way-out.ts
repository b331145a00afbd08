import { dirname, relative } from 'node:path';
import { hasGitFolder, isInside, ListingLintError, realPlaceOf, repositoryAround } from '@listing-lint/core';

/**
 * Throws `output-failed` where a file or folder to be written (absolute path; `name` as the user typed it) is named inside of a repository (that of `cwd`, or the
 * one that holds the file; `cwd` itself, absolute, where there is none), and a link there leads out of it: links come with a repository, and one from
 * strangers must not say which of the user's files is written. A path that is outside by its name is the user's own choice, whatever it leads to. What git keeps
 * for itself, and names that are devices on Windows, are refused wherever they are.
 */
export const refuseWayOut = (file: string, name: string, cwd: string): void => {
  const target = realPlaceOf(file);
  const holding = repositoryAround(dirname(file));
  for (const base of new Set([repositoryAround(cwd) ?? cwd, ...(holding === undefined ? [] : [holding])])) {
    refuseReserved(belowOf(base, file), name);
    refuseReserved(belowOf(realPlaceOf(base), target), name);
    if (!isInside(base, file) || isInside(realPlaceOf(base), target)) continue;
    throw new ListingLintError('output-failed', `cannot write ${name}: a link there leads out of ${base}`, [
      { message: `it leads to ${target}: if that is meant, name that file itself` },
    ]);
  }
};

/** The part of a path that its writer chose: below the repository, or all of one that is elsewhere. */
const belowOf = (base: string, file: string): string => (isInside(base, file) ? relative(base, file) : file);

/** Names that are devices on Windows, whatever stands after a dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\..*)?$/i;

const refuseReserved = (path: string, name: string): void => {
  const refuse = (why: string): never => {
    throw new ListingLintError('output-failed', `cannot write ${name}: ${why}`, [
      { message: 'give it a name of its own, beside what the repository holds' },
    ]);
  };
  if (hasGitFolder(path)) refuse('it lies in the folder that git keeps for itself');
  const device = path.split(/[\\/]+/).find((part) => DEVICE.test(part));
  if (device !== undefined) refuse(`"${device}" is the name of a device on Windows`);
};
