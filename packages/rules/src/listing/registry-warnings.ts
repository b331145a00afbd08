import { statSync } from 'node:fs';
import { join } from 'node:path';
import { noteSeen } from '@listing-lint/core/plugin';
import { registryPath, type Settings } from '../settings.ts';

/** Says that the registry which the config names holds nothing yet: nothing that was published before is compared, and that looks like a pass. */
export const registryWarnings = (settings: Settings, root: string): readonly string[] => {
  const registry = registryPath(settings.registry);
  if (registry === undefined) return [];
  const file = join(root, registry);
  const stats = statSync(file, { throwIfNoEntry: false });
  noteSeen(file, stats);
  if (stats !== undefined && stats.size > 0) return [];
  const what = stats === undefined ? 'is not there' : 'is empty';
  return [
    `the registry ${registry} ${what}: no picture is compared with what was published before, until \`listing-lint registry add\` writes it`,
  ];
};
