import { isAbsolute } from 'node:path';
import { matcherOf } from '../text/glob/glob-matcher.ts';
import { nearest } from '../text/nearest.ts';

/**
 * What was likely meant by a glob that matches nothing, as a sentence: a backslash between folders, a way out of the folder of the
 * config, a name in another form of Unicode, a folder of another name. `folders` and `files` are those that are there, relative to that
 * folder.
 */
export const globHint = (glob: string, folders: readonly string[], files: readonly string[] = []): string => {
  if (glob.includes('\\')) return `between folders stands / on every system: "${glob.replaceAll('\\', '/')}"`;
  if (isAbsolute(glob) || glob.split('/').includes('..')) {
    return 'globs start from the folder of the config and do not leave it: move the config up, or give that folder one';
  }
  const spelled = otherForm(glob, [...folders, ...files]);
  if (spelled !== undefined) return spelled;
  const near = nearestGlob(glob.replace(/^\.\//, ''), new Set(folders));
  return near === undefined ? 'globs start from the folder of the config' : `did you mean "${near}"?`;
};

/**
 * What is said of a name or glob that matches one of `paths` but for the form of Unicode that letters with marks are written in; undefined
 * where it matches none. Both look the same: macOS and some archives take such letters apart (ü is u and ¨), keyboards do not.
 */
export const otherForm = (glob: string, paths: readonly string[]): string | undefined => {
  const matches = matcherOf([glob.normalize('NFC')]);
  const found = paths.find((path) => matches(path.normalize('NFC')));
  if (found === undefined || matcherOf([glob])(found)) return undefined;
  const form = found === found.normalize('NFC') ? 'NFC' : 'NFD';
  return `"${found}" is there and looks the same, but its letters with marks are written in another form of Unicode (${form}): copy the name from there`;
};

/** The glob with the first folder that is not there replaced by the one of its place whose name is near. */
const nearestGlob = (glob: string, folders: ReadonlySet<string>): string | undefined => {
  const parts = glob.split('/');
  for (const [index, part] of parts.entries()) {
    if (/[*?[\](){}!+@]/.test(part)) return undefined;
    const parent = parts.slice(0, index).join('/');
    if (folders.has([...parts.slice(0, index), part].join('/'))) continue;
    const prefix = parent === '' ? '' : `${parent}/`;
    const siblings = [...folders].flatMap((folder) =>
      folder.startsWith(prefix) && !folder.slice(prefix.length).includes('/') ? [folder.slice(prefix.length)] : [],
    );
    const near = nearest(part, siblings);
    return near === undefined ? undefined : [...parts.slice(0, index), near, ...parts.slice(index + 1)].join('/');
  }
  return undefined;
};
