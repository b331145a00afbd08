import { readdir, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ListingLintError, noteSeen, readBytes, replaceFile } from '@listing-lint/core/plugin';
import { decodeSegment, encodeSegment, type Logged, type LogSegment, loggedIn, type SegmentHead } from './segment.ts';

/** Name of the folder, next to the config, that holds a copy of its registry. */
export const REPLICA_FOLDER = '.listing-lint-registry';
/** Says which registry it is a copy of, and as of which change. */
export const REPLICA_STATE = 'state.json';

/** Half a million pictures are some 200 MB. */
const MOST_BYTES = 2_000_000_000;
const ENDING = '.seg';
/** So many small segments are put together into one. */
const MOST_SMALL = 16;
const SMALL_ROWS = 20_000;

/** A copy of a registry on disk: its log in segments, each of which begins where the one before it ends. */
export interface Replica {
  readonly registry: string | undefined;
  /** The change up to which it is a copy. */
  readonly change: number;
  /** Digest of the last line of the log up to there. */
  readonly last: string | undefined;
  readonly segments: readonly LogSegment[];
}

/**
 * Reads the segments of a folder; an empty replica without any. Throws `data-invalid` for a damaged segment. Segments that do not follow on the others (a writer that
 * was killed, another registry) are left out.
 */
export const readReplica = async (folder: string): Promise<Replica> => {
  const names = (await readdir(folder).catch(() => [])).filter(
    (name) => name.endsWith(ENDING) && !name.startsWith('.'),
  );
  noteSeen(folder, undefined);
  const known = names
    .map((name) => ({ name, range: rangeOf(name) }))
    .sort((a, b) => a.range[0] - b.range[0] || b.range[1] - a.range[1]);
  const segments: LogSegment[] = [];
  let [registry, change]: [string | undefined, number] = [undefined, 0];
  for (const { name, range } of known) {
    if (range[0] !== change || range[1] <= change) continue;
    const file = join(folder, name);
    const segment = decodeSegment(
      await readBytes(file, { maxBytes: MOST_BYTES, within: dirname(folder) }),
      `${REPLICA_FOLDER}/${name}`,
    );
    if (segment.head.from !== change || (registry !== undefined && segment.head.registry !== registry)) continue;
    registry = segment.head.registry;
    segments.push(segment);
    change = segment.head.to;
  }
  return { registry, change, last: segments.at(-1)?.head.last, segments };
};

/** What comes after a replica. */
export interface ReplicaPart extends Omit<SegmentHead, 'from'> {
  readonly rows: readonly Logged[];
}

/** Adds to a replica what came after it, up to change `to`; gives it as it is then. */
export const extendReplica = async (
  folder: string,
  replica: Replica,
  { registry, to, last, rows, isFresh }: ReplicaPart,
): Promise<Replica> => {
  const segments = [...replica.segments];
  let change = replica.change;
  if (to > change) {
    const head = { registry, from: change, to, last, isFresh };
    const bytes = encodeSegment(head, rows);
    await replaceFile(join(folder, nameOf(head)), bytes, { within: dirname(folder) });
    segments.push(decodeSegment(bytes, REPLICA_FOLDER));
    change = to;
  }
  await replaceFile(join(folder, REPLICA_STATE), `${JSON.stringify({ version: 1, registry, change, last })}\n`, {
    within: dirname(folder),
  });
  return { registry, change, last, segments: await compacted(folder, segments) };
};

/** Takes all of it away, to be fetched anew. */
export const dropReplica = (folder: string): Promise<void> => rm(folder, { recursive: true, force: true });

/** Puts small segments at the end together, so that each look into the replica asks few of them. */
const compacted = async (folder: string, segments: readonly LogSegment[]): Promise<readonly LogSegment[]> => {
  const firstSmall = segments.length - [...segments].reverse().findIndex(({ count }) => count > SMALL_ROWS);
  const start = segments.every(({ count }) => count <= SMALL_ROWS) ? 0 : firstSmall;
  const small = segments.slice(start);
  const [first, last] = [small[0], small.at(-1)];
  if (small.length <= MOST_SMALL || first === undefined || last === undefined) return segments;
  const head = {
    registry: first.head.registry,
    from: first.head.from,
    to: last.head.to,
    last: last.head.last,
    isFresh: false,
  };
  const rows = small.flatMap((segment) => Array.from({ length: segment.count }, (_, row) => loggedIn(segment, row)));
  const bytes = encodeSegment(head, rows);
  await replaceFile(join(folder, nameOf(head)), bytes, { within: dirname(folder) });
  for (const segment of small) await rm(join(folder, nameOf(segment.head)), { force: true });
  return [...segments.slice(0, start), decodeSegment(bytes, REPLICA_FOLDER)];
};

const DIGITS = 16;
const nameOf = ({ from, to }: { readonly from: number; readonly to: number }): string =>
  `${String(from).padStart(DIGITS, '0')}-${String(to).padStart(DIGITS, '0')}${ENDING}`;

const rangeOf = (name: string): readonly [from: number, to: number] => {
  const [, from = '', to = ''] = /^(\d+)-(\d+)\.seg$/.exec(name) ?? [];
  return from === '' ? [-1, -1] : [Number(from), Number(to)];
};

/** Where replicas lie that have been brought up to date in this process, by the setting that they are a copy of and the folder of the config as the facts know it. */
const present = new Map<string, string>();
const keyOf = (root: string, setting: string): string => `${root}\0${setting}`;

/** Sets the folder of a registry's replica, where facts look it up. */
export const provideReplica = (root: string, setting: string, folder: string): void => {
  present.set(keyOf(root, setting), folder);
};

/** The replica that was provided. Throws `fact-unavailable` where nobody has. */
export const replicaFor = (root: string, setting: string): Promise<Replica> => {
  const folder = present.get(keyOf(root, setting));
  if (folder === undefined)
    throw new ListingLintError('fact-unavailable', 'the registry is a database, of which there is no copy here');
  return readReplica(folder);
};
