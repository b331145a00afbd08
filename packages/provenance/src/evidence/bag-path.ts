import { posix } from 'node:path';
import { sha256 } from '@listing-lint/core/plugin';

/** As long as every file system and every archive takes it, with room for the folder that it is unpacked in. */
const MOST_COMPONENT = 80;
const MOST_PATH = 180;
/** What a program on any system takes for a name, without quotes in a manifest, and what an unpacker leaves as it is in every locale. */
const OTHERS = /[^A-Za-z0-9_.,+=@() -]/g;
/** Names that are devices on Windows, whatever stands after a dot. */
const DEVICE = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\..*)?$/i;

/**
 * Where the files of a shop lie in a bag, by their paths from the folder of the config: below `folder`, under their own names where these are safe
 * everywhere, else under one that is, with a part of its hash. No two lead to one place, on systems that know no case either.
 */
export const bagPathsOf = (paths: readonly string[], folder: string): ReadonlyMap<string, string> => {
  const files = new Set<string>();
  const folders = new Set<string>();
  const given = new Map<string, string>();
  for (const path of [...new Set(paths)].sort()) {
    const plain = path.split('/').map(safeName).join('/');
    const place = isFree(plain, files, folders) && plain.length <= MOST_PATH ? plain : apart(path);
    files.add(place.toLowerCase());
    for (const parent of parentsOf(place.toLowerCase())) folders.add(parent);
    given.set(path, `${folder}/${place}`);
  }
  return given;
};

const apart = (path: string): string => `by-hash/${sha256(path).slice(0, 16)}/${safeName(posix.basename(path))}`;

const isFree = (path: string, files: ReadonlySet<string>, folders: ReadonlySet<string>): boolean => {
  const low = path.toLowerCase();
  return !files.has(low) && !folders.has(low) && !parentsOf(low).some((parent) => files.has(parent));
};

const parentsOf = (path: string): readonly string[] => {
  const parts = path.split('/').slice(0, -1);
  return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
};

/** A part of a path as it is where it is safe, else made safe and told apart by its hash; the extension stays. Pure. */
export const safeName = (name: string): string => {
  const isSafe =
    name.length <= MOST_COMPONENT &&
    /^[A-Za-z0-9_]/.test(name) &&
    !/[. ]$/.test(name) &&
    name.replace(OTHERS, '') === name &&
    !DEVICE.test(name);
  if (isSafe) return name;
  const extension = /\.[A-Za-z0-9]{1,8}$/.exec(name)?.[0] ?? '';
  const stem = name
    .slice(0, name.length - extension.length)
    .replace(OTHERS, '_')
    .replace(/^[^A-Za-z0-9_]+|[. ]+$/g, '')
    .slice(0, 40);
  const start = stem === '' || DEVICE.test(`${stem}.x`) ? `file-${stem}` : stem;
  return `${start.replace(/-+$/, '')}-${sha256(name).slice(0, 8)}${extension}`;
};
