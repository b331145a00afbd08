import { createHash } from 'node:crypto';
import { closeSync, lstatSync, openSync, readdirSync, readlinkSync, readSync } from 'node:fs';
import { join } from 'node:path';

/** Entries of a folder by their paths from it, each with all that a run could change of it. */
export type Snapshot = ReadonlyMap<string, string>;

/** What a run may write: its cache, which is kept from run to run. */
const OWN = '.listing-lint-cache';
/** Of a file this much is compared; what changes behind it changes its time as well. */
const HASHED = 65_536;

/** Looks at everything below a folder (absolute). Opens regular files only, and follows no link. */
export const snapshot = (root: string): Snapshot => new Map(entriesIn(root, ''));

const entriesIn = (root: string, folder: string): [string, string][] =>
  readdirSync(join(root, folder)).flatMap((name): [string, string][] => {
    const path = folder === '' ? name : `${folder}/${name}`;
    const file = join(root, path);
    const stats = lstatSync(file, { bigint: true });
    const state = [stats.mode, stats.ino].join(' ');
    if (stats.isDirectory()) return [[path, state], ...entriesIn(root, path)];
    if (stats.isSymbolicLink()) return [[path, `${state} ${readlinkSync(file)}`]];
    return [[path, stats.isFile() ? [state, stats.size, stats.mtimeNs, hashOf(file)].join(' ') : state]];
  });

const hashOf = (file: string): string => {
  const bytes = Buffer.alloc(HASHED);
  const descriptor = openSync(file, 'r');
  try {
    return createHash('sha256')
      .update(bytes.subarray(0, readSync(descriptor, bytes)))
      .digest('hex');
  } finally {
    closeSync(descriptor);
  }
};

/** What a run has changed in a shop that is its input alone, as sentences. It may write its cache, and what `args` name: files and folders. */
export const touched = (before: Snapshot, after: Snapshot, args: readonly string[] = []): readonly string[] => {
  const isAsked = (path: string): boolean =>
    args.some((arg) => arg === path || arg.endsWith(`:${path}`) || path.startsWith(`${arg}/`));
  const changed = [...before].flatMap(([path, state]) => {
    const now = after.get(path);
    if (path === OWN || now === state) return [];
    return [now === undefined ? `it has removed ${path}` : `it has changed ${path}`];
  });
  const added = [...after.keys()].filter((path) => !before.has(path) && path !== OWN && !isAsked(path));
  return [...changed, ...added.map((path) => `it has left ${path} behind`)];
};
