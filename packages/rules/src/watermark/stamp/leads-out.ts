import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { isInside, noteUnrepeatable } from '@listing-lint/core/plugin';

/**
 * Whether a path leads out of a folder by a link, be it that path or a folder on the way to it. Of what does not exist that is said of the nearest folder above that does: what
 * is written there lies where that leads.
 */
export const leadsOut = (folder: string, path: string): boolean => {
  if (isInside(realpathSync(folder), realOf(path))) return false;
  // Where a link leads has no state that a later run could ask for.
  noteUnrepeatable();
  return true;
};

const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch (error) {
    const above = dirname(path);
    if (above === path) throw error;
    return realOf(above);
  }
};
