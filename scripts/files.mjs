import { readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Absolute folder of the repository. */
export const root = dirname(dirname(fileURLToPath(import.meta.url)));

/**
 * Paths, relative to `base` (the repository unless told), of the files under a folder (recursively) whose path matches, sorted by
 * code unit; none where there is no folder.
 */
export const listFiles = (folder, pattern, base = root) => {
  let entries;
  try {
    entries = readdirSync(join(base, folder), { recursive: true, withFileTypes: true });
  } catch (error) {
    if (error.code === 'ENOENT') return [];
    throw error;
  }
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(base.length + 1)
        .replaceAll('\\', '/'),
    )
    .filter((path) => !path.includes('/node_modules/') && pattern.test(path))
    .sort();
};
