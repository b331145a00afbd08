import { readdirSync, statSync } from 'node:fs';
import { posix, resolve } from 'node:path';
import { nearest, type SettingsProblem } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '../../image/read/container.ts';
import { extensionOf } from '../../image/read/header.ts';
import { markFile, type Settings } from '../../settings.ts';

/** Marks and decoys of the config that are no picture file below `root` (absolute), by their place. Opens none of them. */
export const checkMarks = ({ brand }: Settings, root: string): SettingsProblem[] => [
  ...checkFiles('mark', 'watermarks', (brand?.watermarks ?? []).map(markFile), root),
  ...checkFiles('decoy', 'decoys', brand?.decoys ?? [], root),
];

const checkFiles = (
  noun: string,
  key: string,
  files: readonly (string | undefined)[],
  root: string,
): SettingsProblem[] =>
  files.flatMap((file, index) => {
    const fault = file === undefined ? undefined : faultOf(file, root);
    if (fault === undefined) return [];
    const { message, hint } = fault;
    return [{ path: ['brand', key, index], message: `the ${noun} ${file} ${message}`, hint }];
  });

const faultOf = (file: string, root: string): { readonly message: string; readonly hint: string } | undefined => {
  const kind = kindOf(resolve(root, file));
  if (kind === 'none') return { message: 'does not exist', hint: hintFor(file, root) };
  if (kind === 'folder') return { message: 'is a folder', hint: 'name the picture in it' };
  if (kind === 'other') return { message: 'is a pipe, a socket or a device', hint: 'put a PNG file with alpha there' };
  return isPicture(file) ? undefined : { message: 'is no picture', hint: 'name a PNG file with alpha' };
};

const kindOf = (file: string): 'none' | 'folder' | 'file' | 'other' => {
  try {
    const stats = statSync(file);
    return stats.isDirectory() ? 'folder' : stats.isFile() ? 'file' : 'other';
  } catch {
    return 'none';
  }
};

/** The picture of the same folder whose name is near. */
const hintFor = (file: string, root: string): string => {
  const folder = posix.dirname(file);
  const near = nearest(posix.basename(file), picturesIn(resolve(root, folder)));
  return near === undefined
    ? 'paths start from the folder of the config'
    : `did you mean "${posix.join(folder, near)}"?`;
};

const picturesIn = (folder: string): string[] => {
  try {
    return readdirSync(folder).filter(isPicture).sort();
  } catch {
    return [];
  }
};

const isPicture = (file: string): boolean => PICTURE_EXTENSIONS.includes(extensionOf(file));
