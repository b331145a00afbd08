import { realpathSync } from 'node:fs';
import { dirname } from 'node:path';
import { isInside } from '@listing-lint/core/plugin';

/**
 * Whether a path leads out of a folder by a link, be it that path or a folder on the way to it. Of what does not exist that is said of the nearest folder above that does: what
 * is written there lies where that leads.
 */
export const leadsOut = (folder: string, path: string): boolean => !isInside(realpathSync(folder), realOf(path));

const realOf = (path: string): string => {
  try {
    return realpathSync(path);
  } catch (error) {
    const above = dirname(path);
    if (above === path) throw error;
    return realOf(above);
  }
};
