import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { MAX_DATA_BYTES, readBytesSync } from './read-file.ts';

/** Name and version of the package that a file (absolute) belongs to, as `name 1.2.3`: what the nearest package.json says that has both; null where none does. */
export const packageOf = (file: string): string | null => {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const manifest = join(folder, 'package.json');
    if (!existsSync(manifest)) continue;
    const { name, version }: { name?: unknown; version?: unknown } = JSON.parse(
      readBytesSync(manifest, { maxBytes: MAX_DATA_BYTES }).toString('utf8'),
    );
    if (typeof name === 'string' && typeof version === 'string') return `${name} ${version}`;
  }
  return null;
};
