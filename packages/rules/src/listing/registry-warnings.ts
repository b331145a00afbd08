import { statSync } from 'node:fs';
import { join } from 'node:path';
import { ANYWHERE, noteSeen, readTextSync } from '@listing-lint/core/plugin';
import { registryPath, type Settings } from '../settings.ts';

/** Says that the registry which the config names holds nothing yet: nothing that was published before is compared, and that looks like a pass. */
export const registryWarnings = (settings: Settings, root: string): readonly string[] => {
  const registry = registryPath(settings.registry);
  if (registry === undefined) return [];
  const file = join(root, registry);
  const stats = statSync(file, { throwIfNoEntry: false });
  noteSeen(file, stats);
  if (stats !== undefined && !hasNoPicture(file, stats.size)) return [];
  const what = stats === undefined ? 'is not there' : stats.size === 0 ? 'is empty' : 'holds only comments';
  return [
    `the registry ${registry} ${what}: no picture is compared with what was published before, until \`listing-lint registry add\` writes it`,
  ];
};

/** A larger file is taken to list pictures: a header is one line. */
const COMMENT_BYTES = 4096;

/** Whether a registry has no line but comments; false where it cannot be read, which whoever compares with it reports. */
const hasNoPicture = (file: string, size: number): boolean => {
  if (size === 0 || size > COMMENT_BYTES) return size === 0;
  try {
    return readTextSync(file, { maxBytes: COMMENT_BYTES, within: ANYWHERE })
      .split('\n')
      .every((line) => /^\s*(#|$)/.test(line));
  } catch {
    return false;
  }
};
