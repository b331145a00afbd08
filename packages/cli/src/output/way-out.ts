import { existsSync, readlinkSync, realpathSync } from 'node:fs';
import { basename, dirname, join, relative, resolve } from 'node:path';
import { isInside, ListingLintError } from '@listing-lint/core';

/** A chain of links that is longer leads in a circle. */
const MOST_LINKS = 40;

/**
 * Throws `output-failed` where a file or folder to be written (absolute path; `name` as the user typed it) is named inside of the repository, or of `cwd` (absolute)
 * where there is none, and a link there leads out of it: links come with a repository, and one from strangers must not say which of the user's
 * files is written. A path that is outside by its name is the user's own word, whatever it leads to. What git keeps for itself, and names that
 * are devices on Windows, are refused wherever they are.
 */
export const refuseWayOut = (file: string, name: string, cwd: string): void => {
  const base = repositoryOf(cwd);
  const target = leadsTo(file);
  refuseReserved(partsFrom(base, file), name);
  refuseReserved(partsFrom(leadsTo(base), target), name);
  if (!isInside(base, file)) return;
  if (isInside(leadsTo(base), target)) return;
  throw new ListingLintError('output-failed', `cannot write ${name}: a link there leads out of ${base}`, [
    { message: `it leads to ${target}: if that is meant, name that file itself` },
  ]);
};

/** The parts of a path that its writer chose: below the repository, or all of one that lies elsewhere. */
const partsFrom = (base: string, file: string): readonly string[] =>
  (isInside(base, file) ? relative(base, file) : file).split(/[\\/]+/);

/** `.git`, also as file systems take it that tell no case, no dots and no blanks at the end, or cut names to eight letters. */
const GITS_OWN = /^(?:\.git[ .]*|git~\d+)$/i;
/** Names that are devices on Windows, whatever stands after a dot. */
const DEVICE = /^(?:con|prn|aux|nul|conin\$|conout\$|com[0-9¹²³]|lpt[0-9¹²³])[ ]*(?:\..*)?$/i;

const refuseReserved = (parts: readonly string[], name: string): void => {
  const refuse = (why: string): never => {
    throw new ListingLintError('output-failed', `cannot write ${name}: ${why}`, [
      { message: 'give it a name of its own, beside what the repository holds' },
    ]);
  };
  if (parts.some((part) => GITS_OWN.test(part))) refuse('it lies in the folder that git keeps for itself');
  const device = parts.find((part) => DEVICE.test(part));
  if (device !== undefined) refuse(`"${device}" is the name of a device on Windows`);
};

const repositoryOf = (cwd: string): string => {
  for (let folder = cwd; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, '.git'))) return folder;
  }
  return cwd;
};

/** Where a path really is, also one at which nothing is yet. */
const leadsTo = (path: string, links = 0): string => {
  try {
    return realpathSync.native(path);
  } catch {
    const parent = dirname(path);
    if (parent === path || links > MOST_LINKS) return path;
    const folder = leadsTo(parent, links + 1);
    const target = linkAt(path);
    return target === undefined ? join(folder, basename(path)) : leadsTo(resolve(folder, target), links + 1);
  }
};

const linkAt = (path: string): string | undefined => {
  try {
    return readlinkSync(path);
  } catch {
    return undefined;
  }
};
