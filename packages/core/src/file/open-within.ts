import {
  closeSync,
  constants,
  fstatSync,
  lstatSync,
  open,
  openSync,
  readlinkSync,
  realpathSync,
  statSync,
} from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { FileRefusal, faultCode } from './file-fault.ts';
import { type BoundFault, faultOfName, faultOfPlace, folderOfBound, type PathBound } from './path-bound.ts';
import { noteSeen, noteUnrepeatable } from './seen-files.ts';

export interface OpenBounds {
  /** How far the path may lead: see `PathBound`. There is no default, so that every caller says who named the file. */
  readonly within: PathBound;
  /** What messages call that folder; `the folder of the config` without it. */
  readonly called?: string;
  /** `refuse`: the file itself may be no link at all. For files that are found by walking and written to. */
  readonly links?: 'refuse';
}

// Waits for no other end of a pipe, and takes no terminal for its own. Windows has neither.
const READ = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0) | (constants.O_NOCTTY ?? 0);
const NO_FOLLOW: number | undefined = constants.O_NOFOLLOW;

/** A descriptor of a file, opened to be read, as far as its path may lead. Throws a `FileRefusal`, or the operating system's error. */
export const openFound = async (file: string, bounds: OpenBounds): Promise<number> => {
  try {
    const way = wayTo(file, bounds);
    const descriptor = await opened(way.place, way.flags).catch((error) =>
      opened(targetOf(way.place, file, bounds, error), way.flags),
    );
    return checked(descriptor, file, bounds);
  } catch (error) {
    noteSeen(file, undefined);
    throw error;
  }
};

/** As `openFound`, at once. */
export const openFoundSync = (file: string, bounds: OpenBounds): number => {
  try {
    const way = wayTo(file, bounds);
    return checked(openedSync(way, file, bounds), file, bounds);
  } catch (error) {
    noteSeen(file, undefined);
    throw error;
  }
};

const openedSync = ({ place, flags }: Way, file: string, bounds: OpenBounds): number => {
  try {
    return openSync(place, flags);
  } catch (error) {
    return openSync(targetOf(place, file, bounds, error), flags);
  }
};

/** The path that is opened, and how. */
interface Way {
  readonly place: string;
  readonly flags: number;
}

/** Of a bounded file: the real folder that holds it, and its name, which may be no link. Throws where that is out of bounds. */
const wayTo = (file: string, bounds: OpenBounds): Way => {
  const isFollowed = folderOfBound(bounds.within) === undefined && bounds.links !== 'refuse';
  if (isFollowed) return { place: file, flags: READ };
  const place = placeOf(file, bounds);
  // Where the system has no such flag, what the path is has to be asked before.
  const isOpened = NO_FOLLOW !== undefined || !isLink(place);
  return { place: isOpened ? place : targetOf(place, file, bounds, undefined), flags: READ | (NO_FOLLOW ?? 0) };
};

const placeOf = (file: string, { within: bound, called }: OpenBounds): string => {
  const within = folderOfBound(bound);
  if (within === undefined) return file;
  const path = resolve(file);
  refuse(faultOfName(path, within));
  const root = realpathSync.native(within);
  if (path === resolve(within)) return root;
  // `resolve` takes a slash at the end away, which says that a folder is meant.
  const place = join(realpathSync.native(dirname(path)), `${basename(path)}${/[\\/]$/.test(file) ? '/' : ''}`);
  refuse(faultOfPlace(path, place, within, root, called));
  return place;
};

/** Where a link leads that was not opened for `error`. Throws the error where it is no link, and a refusal where it may not be followed. */
const targetOf = (
  place: string,
  file: string,
  { within: bound, links, called }: OpenBounds,
  error: unknown,
): string => {
  const within = folderOfBound(bound);
  if (!isLink(place)) throw error;
  if (links === 'refuse') throw notFollowed('it is a link, which is not followed here');
  let target: string;
  try {
    target = realpathSync.native(place);
  } catch (cause) {
    return raiseOfLink(cause);
  }
  // A link that can be followed was, and what it leads to cannot be opened.
  if (within === undefined) return raiseOfLink(error);
  refuse(faultOfPlace(resolve(file), target, within, realpathSync.native(within), called));
  return target;
};

/**
 * A descriptor, once more: what was opened is within bounds, whatever became of the path since that was looked at. Linux says where an open file is;
 * elsewhere the path has to lead, within bounds, to the very file that is open.
 */
const checked = (descriptor: number, file: string, { within: bound, called }: OpenBounds): number => {
  const within = folderOfBound(bound);
  if (within === undefined) return descriptor;
  try {
    const root = realpathSync.native(within);
    const real = placeOfOpen(descriptor) ?? realpathSync.native(file);
    refuse(faultOfPlace(resolve(file), real, within, root, called));
    if (placeOfOpen(descriptor) === undefined && !isSameFile(descriptor, real))
      throw new FileRefusal('out-of-bounds', 'it was replaced while it was opened');
    return descriptor;
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
};

const placeOfOpen = (descriptor: number): string | undefined => {
  if (process.platform !== 'linux') return undefined;
  try {
    const place = readlinkSync(`/proc/self/fd/${descriptor}`);
    return place.startsWith('/') ? place : undefined;
  } catch {
    return undefined;
  }
};

const isSameFile = (descriptor: number, path: string): boolean => {
  const [one, other] = [fstatSync(descriptor, { bigint: true }), statSync(path, { bigint: true })];
  return one.dev === other.dev && one.ino === other.ino;
};

const refuse = (fault: BoundFault | undefined): void => {
  if (fault === undefined) return;
  // Where a link leads has no state that a later run could ask for.
  noteUnrepeatable();
  throw new FileRefusal(fault.code, fault.message);
};

/** A descriptor. What waits for a disk is done beside this thread; to be asked about what is open, and to be closed, takes less than to hand that over. */
const opened = (file: string, flags: number): Promise<number> =>
  new Promise((resolve, reject) => {
    open(file, flags, (error, descriptor) => (error === null ? resolve(descriptor) : reject(error)));
  });

const isLink = (file: string): boolean => lstatSync(file, { throwIfNoEntry: false })?.isSymbolicLink() === true;

/** What the system says of a link it says of where that leads: "no such file" would be wrong, and a file that is there would count as missing. */
const raiseOfLink = (error: unknown): never => {
  if (faultCode(error) === 'ENOENT') throw notFollowed('it is a link that leads nowhere');
  if (faultCode(error) === 'ELOOP') throw notFollowed('it is a link that leads in a circle');
  throw error;
};

const notFollowed = (message: string): FileRefusal => new FileRefusal('link-not-followed', message);
