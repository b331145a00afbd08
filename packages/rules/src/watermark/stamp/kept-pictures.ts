import { type Dirent, readdirSync, realpathSync, type Stats, statSync } from 'node:fs';
import { extname, join } from 'node:path';
import { fileFault, ListingLintError, noteSeen } from '@listing-lint/core/plugin';
import { PICTURE_EXTENSIONS } from '../../image/read/container.ts';
import { fewNamed } from '../../kernel/few-named.ts';
import { leadsOut } from './leads-out.ts';
import { UNSTAMPED } from './unstamped.ts';

/** What is kept of pictures that were stamped in place. */
interface KeptBelow {
  /** `name` is the path from the root. */
  readonly pictures: readonly { readonly file: string; readonly name: string }[];
  /** What is not looked at, in a sentence: links that lead out of the root, since a file of a repository does not say what of a machine is looked at. Null where there is none. */
  readonly unseen: string | null;
}

/** What is kept below a root, by path; nothing where no picture was stamped in place. Hidden files are left out, links are followed within the root alone. */
export const keptBelow = (root: string): KeptBelow => {
  const pictures: string[] = [];
  const ledOut: string[] = [];
  const entered = new Set<string>();
  const enter = (folder: string): void => {
    for (const { name, kind } of entriesOf(root, folder, entered)) {
      const path = `${folder}/${name}`;
      if (kind === 'folder') enter(path);
      else if (kind === 'way out') ledOut.push(path);
      else if (PICTURE_EXTENSIONS.includes(extname(name).slice(1).toLowerCase())) pictures.push(path);
    }
  };
  if (leadsOut(root, join(root, UNSTAMPED))) return { pictures: [], unseen: unseenLinks([UNSTAMPED]) };
  enter(UNSTAMPED);
  return {
    pictures: pictures.sort().map((name) => ({ file: join(root, name), name })),
    unseen: unseenLinks(ledOut.sort()),
  };
};

const unseenLinks = (links: readonly string[]): string | null =>
  links.length === 0
    ? null
    : `what is kept of ${fewNamed(links)}: a link that leads out of the folder of the config is not followed`;

/** The pictures that are kept below a root. */
export const unstampedPictures = (root: string): KeptBelow['pictures'] => keptBelow(root).pictures;

interface Entry {
  readonly name: string;
  readonly kind: 'file' | 'folder' | 'way out';
}

/** What is in a folder, each once however many links lead to it; nothing where it is not there. */
const entriesOf = (root: string, folder: string, entered: Set<string>): readonly Entry[] => {
  const file = join(root, folder);
  const stats = statsOf(file);
  noteSeen(file, stats);
  if (stats?.isDirectory() !== true) return [];
  const real = realpathSync(file);
  if (entered.has(real)) return [];
  entered.add(real);
  const found = readFolder(file, folder).filter(({ name }) => !name.startsWith('.'));
  return found.map((entry) => ({ name: entry.name, kind: kindOf(root, join(file, entry.name), entry) }));
};

/** Undefined also where a file lies in the place of a folder on the way. */
const statsOf = (file: string): Stats | undefined => {
  try {
    return statSync(file);
  } catch {
    return undefined;
  }
};

const kindOf = (root: string, file: string, entry: Dirent): Entry['kind'] => {
  if (!entry.isSymbolicLink()) return entry.isDirectory() ? 'folder' : 'file';
  if (leadsOut(root, file)) return 'way out';
  return statsOf(file)?.isDirectory() === true ? 'folder' : 'file';
};

const readFolder = (file: string, name: string): readonly Dirent[] => {
  try {
    return readdirSync(file, { withFileTypes: true });
  } catch (cause) {
    throw new ListingLintError('file-unreadable', `the folder ${name} cannot be read: ${fileFault(cause)}`, [], {
      cause,
    });
  }
};
