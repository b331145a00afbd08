import { resolve } from 'node:path';
import { ANYWHERE, fileFault, ListingLintError, readTextSync } from '@listing-lint/core/plugin';

const SHORTEST = 16;
const MOST_BYTES = 65_536;

/**
 * The shop's secret, with which serial numbers of cameras are hashed: they are so few that without one anybody could try them all. `name` is its path
 * from the folder of the config, and may lead out of the repository: that is where a secret belongs. Throws `usage` where it cannot be read or has fewer than 16 characters.
 */
export const readSalt = (root: string, name: string | undefined): string | undefined => {
  if (name === undefined) return undefined;
  let salt: string;
  try {
    salt = readTextSync(resolve(root, name), { maxBytes: MOST_BYTES, within: ANYWHERE }).trim();
  } catch (cause) {
    const hint = 'take it from where the shop keeps its secrets, or take `provenance.salt` out of the config';
    throw new ListingLintError(
      'usage',
      `${name}, which provenance.salt names, cannot be read: ${fileFault(cause)}`,
      [{ message: hint }],
      { cause },
    );
  }
  if (salt.length >= SHORTEST) return salt;
  throw new ListingLintError(
    'usage',
    `${name}, which provenance.salt names, is too short: at least ${SHORTEST} characters are needed`,
  );
};
