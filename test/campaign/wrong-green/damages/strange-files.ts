import { chmodSync } from 'node:fs';
import { join } from 'node:path';
import { append, cutWithin, type Damage, instead, quoted, read, remove, write } from './damage.ts';
import { brokenLink, endlessDevice, fifo, folder, linkOut, loopingLink, socket } from './put.ts';

type Kind = keyof typeof KINDS;

/** A user who may read what all may read, and nothing else. */
const NOBODY = 65534;
const isRoot = process.getuid?.() === 0;

/** What may have become of a file, by name. Each is given the path of the file, and gives its damage. */
const KINDS = {
  removed: (path: string) => ({ name: `${path} is removed`, damage: remove(path) }),
  empty: (path: string) => ({ name: `${path} is empty`, damage: write(path, '') }),
  cut: (path: string) => ({ name: `${path} has lost its end`, damage: cutWithin(path) }),
  utf16: (path: string) => ({
    name: `${path} is in UTF-16`,
    damage: (root: string) => write(path, Buffer.from(`\ufeff${read(root, path).toString('utf8')}`, 'utf16le'))(root),
  }),
  latin1: (path: string) => ({
    name: `${path} has a byte that is no UTF-8`,
    damage: append(path, Buffer.from('\n# Stra\xdfe\n', 'latin1')),
  }),
  binary: (path: string) => ({ name: `${path} is random bytes`, damage: write(path, randomBytes) }),
  huge: (path: string) => ({
    name: `${path} is 30 MB of comments`,
    damage: append(path, `\n${'# so much to say\n'.repeat(1_800_000)}`),
    how: 'process' as const,
    bound: 30,
  }),
  folder: (path: string) => ({ name: `${path} is a folder`, damage: instead(path, folder) }),
  fifo: (path: string) => ({
    name: `${path} is a FIFO`,
    damage: instead(path, fifo),
    how: 'process' as const,
    bound: 30,
    lacking: onPosix,
  }),
  socket: (path: string) => ({ name: `${path} is a socket`, damage: instead(path, socket), lacking: onPosix }),
  'broken link': (path: string) => ({
    name: `${path} is a link to nothing`,
    damage: instead(path, brokenLink),
    lacking: onPosix,
  }),
  'looping link': (path: string) => ({
    name: `${path} is a link to itself`,
    damage: instead(path, loopingLink),
    lacking: onPosix,
  }),
  'link out': (path: string) => ({
    name: `${path} is a link out of the shop`,
    damage: (root: string) => {
      const content = read(root, path);
      return instead(
        path,
        linkOut(() => content),
      )(root);
    },
    lacking: onPosix,
  }),
  'endless device': (path: string) => ({
    name: `${path} is a link to /dev/zero`,
    damage: instead(path, endlessDevice),
    how: 'process' as const,
    bound: 30,
    lacking: onPosix,
  }),
  unreadable: (path: string) => ({
    name: `${path} may not be read`,
    damage: (root: string) => chmodSync(join(root, path), 0),
    lacking: onPosix,
    // Root may read all there is: the run is somebody else's.
    ...(isRoot ? { how: 'process' as const, uid: NOBODY, cache: false } : {}),
  }),
};

const onPosix = (): string | undefined => (process.platform === 'win32' ? 'a POSIX file system' : undefined);

const randomBytes = Buffer.from(Array.from({ length: 3000 }, (_, k) => (k * 7919 + (k >> 3) * 104729) % 251));

/** Damages of one file, by kind; `more` is what differs from "the run names the file". */
export const strangeFile = (
  path: string,
  kinds: readonly Kind[],
  more: Partial<Damage> & { readonly [kind in Kind as `of ${kind}`]?: Partial<Damage> } = {},
): Damage[] =>
  kinds.map((kind): Damage => {
    const own = more[`of ${kind}`] ?? {};
    return { says: quoted(path), ...KINDS[kind](path), ...more, ...own };
  });
