import { createHash } from 'node:crypto';
import { createWriteStream, mkdirSync, renameSync, rmSync, statSync, utimesSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { type Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import {
  boundFault,
  fileFault,
  idleGlobs,
  idleSentence,
  isKnownError,
  ListingLintError,
  matcherOf,
} from '@listing-lint/core';
import type { Surroundings } from '../output/io.ts';
import { refuseWayOut } from '../output/way-out.ts';
import { nameFault } from './object-name.ts';
import {
  isAsPulled,
  type PulledObject,
  type PulledState,
  readPulled,
  type StoreSetting,
  writePulled,
} from './pulled-state.ts';
import { type ListedObject, type ObjectStore, openStore } from './s3-store.ts';

/** How a store is brought here. */
export interface PullOrder {
  /** Absolute folder of the config. */
  readonly root: string;
  readonly store: StoreSetting;
  readonly env: Surroundings['env'];
  /** Largest object, bytes. */
  readonly maxBytes: number;
  /** How long a server may send nothing, ms. Default 30,000. */
  readonly silenceMs?: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** What has become of it. */
export interface PullOutcome {
  /** What is said of globs under `except` that leave nothing out. */
  readonly idle: readonly string[];
  readonly fetched: number;
  readonly kept: number;
  readonly removed: number;
  /** Objects that are not here, and why; with none, all is here. */
  readonly faults: readonly { readonly name: string; readonly reason: string }[];
}

const SILENCE_MS = 30_000;
const AT_ONCE = 8;
const ATTEMPTS = 3;
/** Slower than this for the whole of an object, a server only keeps us waiting: bytes a second. */
const LEAST_PACE = 20_000;

/**
 * Brings the objects of a store to a folder: what is here by its ETag, size and time is not fetched again, what is not in the store any more is taken away, and no file is touched that did
 * not come from there. Each file is whole or not there. Throws `store-failed` where the store cannot be listed or holds nothing.
 */
export const pullStore = async (order: PullOrder): Promise<PullOutcome> => {
  const { root, store: setting, env, silenceMs = SILENCE_MS, signal, onProgress } = order;
  const { from, to, except = [] } = setting;
  const folder = join(root, to);
  refuseWayOut(folder, to, root);
  mkdirSync(folder, { recursive: true });
  const before = await readPulled(folder, from);
  const known = before?.objects ?? {};
  // Until the end: a pull that is killed has not brought all.
  await writePulled(folder, { version: 1, from, whole: false, objects: known });
  const store = await openStore(setting, env, silenceMs);
  try {
    const isLeftOut = matcherOf(except);
    const all = await store.list(signal);
    const listed = all.filter(({ name }) => !isLeftOut(name));
    const idle = idleGlobs(
      except,
      all.map(({ name }) => name),
    ).map((each) => idleSentence(each, 'object'));
    if (listed.length === 0) throw new ListingLintError('store-failed', `${from} holds nothing that could be brought`);
    const bring = bringerTo({ ...order, silenceMs, folder, known, store });
    const { objects, faults, fetched } = await bringAll(listed, bring, { signal, onProgress });
    const removed = removeGone(folder, known, objects, new Set(listed.map(({ name }) => name)));
    const state: PulledState = {
      version: 1,
      from,
      whole: faults.length === 0,
      objects: { ...removed.kept, ...objects },
    };
    await writePulled(folder, state);
    return {
      idle,
      fetched,
      kept: Object.keys(objects).length - fetched,
      removed: removed.count,
      faults: [...faults, ...removed.faults],
    };
  } finally {
    store.close();
  }
};

interface Brought {
  readonly object: PulledObject;
  readonly isFetched: boolean;
}
type Bring = (object: ListedObject) => Promise<Brought>;

const bringAll = async (
  listed: readonly ListedObject[],
  bring: Bring,
  { signal, onProgress }: Pick<PullOrder, 'signal' | 'onProgress'>,
) => {
  const objects: { [name: string]: PulledObject } = {};
  const faults: { readonly name: string; readonly reason: string }[] = [];
  let [next, done, fetched] = [0, 0, 0];
  const lane = async (): Promise<void> => {
    for (let object = listed[next++]; object !== undefined; object = listed[next++]) {
      signal?.throwIfAborted();
      try {
        const brought = await bring(object);
        objects[object.name] = brought.object;
        if (brought.isFetched) fetched++;
      } catch (error) {
        faults.push({ name: object.name, reason: isKnownError(error) ? error.message : fileFault(error) });
      }
      onProgress?.(++done, listed.length);
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, lane));
  signal?.throwIfAborted();
  return { objects, faults: faults.sort((a, b) => (a.name < b.name ? -1 : 1)), fetched };
};

interface Place extends Omit<PullOrder, 'store'> {
  readonly silenceMs: number;
  readonly folder: string;
  readonly known: PulledState['objects'];
  readonly store: ObjectStore;
}

const refused = (reason: string): ListingLintError => new ListingLintError('store-failed', reason);

const bringerTo =
  ({ root, folder, known, store, maxBytes, silenceMs, signal }: Place): Bring =>
  async (object) => {
    const { name, etag, size } = object;
    const fault = nameFault(name);
    if (fault !== undefined) throw refused(fault);
    const file = join(folder, name);
    refuseWayOut(file, name, root);
    const here = known[name];
    const isHere = statSync(file, { throwIfNoEntry: false }) !== undefined;
    if (isHere && here === undefined)
      throw refused('a file that did not come from the store has its place: move it away');
    if (isHere && here !== undefined && !isAsPulled(file, here)) throw refused('it was changed here: move it away');
    if (isHere && here?.etag === etag && here.size === size) return { object: here, isFetched: false };
    if (size > maxBytes) throw refused(`it has ${size} bytes, more than ${maxBytes} (limits.fileMegabytes)`);
    mkdirSync(dirname(file), { recursive: true });
    for (let attempt = 1; ; attempt++) {
      try {
        return { object: await fetchTo(file, object, { store, silenceMs, signal }), isFetched: true };
      } catch (error) {
        if (attempt >= ATTEMPTS || signal?.aborted === true) throw error;
      }
    }
  };

/** Fetches an object beside its place, holds it against what the list says, and puts it there. */
const fetchTo = async (
  file: string,
  object: ListedObject,
  { store, silenceMs, signal }: Pick<Place, 'store' | 'silenceMs' | 'signal'>,
): Promise<PulledObject> => {
  const part = `${file}.${process.pid}.part`;
  const tooSlow = AbortSignal.timeout(silenceMs + Math.ceil((1000 * object.size) / LEAST_PACE));
  const stop = AbortSignal.any([tooSlow, ...(signal === undefined ? [] : [signal])]);
  try {
    const { body, isPlain } = await store.read(object, stop);
    const md5 = await writeBody(body, part, object.size, { silenceMs, stop });
    const said = /^"([0-9a-f]{32})"$/.exec(object.etag)?.[1];
    if (isPlain && said !== undefined && said !== md5) throw refused('its bytes are others than its ETag says');
    const time = new Date();
    utimesSync(part, time, time);
    renameSync(part, file);
    return { etag: object.etag, size: object.size, mtime: Math.trunc(statSync(file).mtimeMs) };
  } catch (error) {
    throw tooSlow.aborted ? refused('the server is too slow') : error;
  } finally {
    rmSync(part, { force: true });
  }
};

const writeBody = async (
  body: Readable,
  part: string,
  size: number,
  { silenceMs, stop }: { readonly silenceMs: number; readonly stop: AbortSignal },
): Promise<string> => {
  const hash = createHash('md5');
  let bytes = 0;
  const silence = new AbortController();
  const fall = (): NodeJS.Timeout =>
    setTimeout(() => silence.abort(refused('the server has fallen silent')), silenceMs);
  let timer = fall();
  const count = new Transform({
    transform: (chunk: Buffer, _, next) => {
      clearTimeout(timer);
      timer = fall();
      bytes += chunk.length;
      hash.update(chunk);
      next(bytes > size ? refused('it is longer than the list says') : null, chunk);
    },
  });
  // A link of that name would be written through.
  rmSync(part, { force: true });
  const file = createWriteStream(part, { mode: 0o644, flags: 'wx' });
  try {
    const signal = AbortSignal.any([stop, silence.signal]);
    await pipeline(body, count, file, { signal });
  } catch (error) {
    throw silence.signal.aborted ? silence.signal.reason : error;
  } finally {
    clearTimeout(timer);
    // What is still being opened would come to be after it was taken away. Being destroyed it may tell its abortion only now, which is no reason to give.
    file.on('error', () => {});
    if (!file.closed) await new Promise<void>((resolve) => file.once('close', () => resolve()));
  }
  if (bytes !== size) throw refused(`it was cut off: ${bytes} of ${size} bytes`);
  return hash.digest('hex');
};

/** Takes away what came from the store and is not there any more; what was changed here stays, and is told. */
export const removeGone = (
  folder: string,
  known: PulledState['objects'],
  now: PulledState['objects'],
  listed: ReadonlySet<string>,
) => {
  const faults: { readonly name: string; readonly reason: string }[] = [];
  const kept: { [name: string]: PulledObject } = {};
  let count = 0;
  for (const [name, object] of Object.entries(known)) {
    if (now[name] !== undefined) continue;
    const file = join(folder, name);
    if (boundFault(file, folder) !== undefined) continue;
    const isThere = statSync(file, { throwIfNoEntry: false }) !== undefined;
    // It could not be brought anew: what is known of it stays known.
    if (listed.has(name)) kept[name] = object;
    else if (isThere && isAsPulled(file, object)) {
      rmSync(file);
      count++;
    } else if (isThere)
      faults.push({ name, reason: 'it is not in the store any more, and was changed here: move it away' });
  }
  return { kept, count, faults };
};
