import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { ANYWHERE } from './path-bound.ts';
import { MAX_DATA_BYTES, readBytesSync } from './read-file.ts';

/** An installed package: its folder (absolute) and what its package.json says. */
export interface InstalledPackage {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly manifest: { readonly [key: string]: unknown };
}

/** Returns the package that a file (absolute) belongs to: the nearest package.json with a name and a version; null where none has both. */
export const installedPackage = (file: string): InstalledPackage | null => {
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    const path = join(folder, 'package.json');
    if (!existsSync(path)) continue;
    const text = readBytesSync(path, { maxBytes: MAX_DATA_BYTES, within: ANYWHERE }).toString('utf8');
    const manifest = manifestOf(text);
    const { name, version } = manifest;
    if (typeof name === 'string' && typeof version === 'string') return { folder, name, version, manifest };
  }
  return null;
};

/** Returns the name and version of that package as `name 1.2.3`. */
export const packageOf = (file: string): string | null => {
  const found = installedPackage(file);
  return found && `${found.name} ${found.version}`;
};

/** Returns `{}` where the text is not JSON. The engine's own message would quote it. */
const manifestOf = (text: string): InstalledPackage['manifest'] => {
  try {
    return Object(JSON.parse(text));
  } catch {
    return {};
  }
};
