import { isKnownError } from '@listing-lint/core/plugin';
import type { Capture, CapturedPage, CapturedPicture } from '../source/capture.ts';
import type { MonitorSource } from '../source/open-source.ts';
import type { LookJournal } from './journal.ts';
import type { PictureVerdict, pictureJudge } from './judge-picture.ts';
import { lookAtPages } from './look-at-pages.ts';
import { type CaptureKeys, LookState, sourceKey } from './look-state.ts';
import type { LookCounts, Looked } from './seen.ts';
import { Aliases, SeenKeys } from './seen-keys.ts';

export interface LookOptions {
  readonly sources: readonly MonitorSource[];
  readonly judge: ReturnType<typeof pictureJudge>;
  readonly journal: LookJournal;
  /** Places where copies are known to be, with the pictures that they showed. */
  readonly knownPlaces: ReadonlySet<string>;
  /** Milliseconds of `performance.now()` at which the look stops, to be gone on with. */
  readonly until: number;
  readonly signal?: AbortSignal | undefined;
  /** Told how many things were looked at. */
  readonly onProgress?: ((counts: LookCounts) => void) | undefined;
}

const AT_ONCE = 4;
const JOURNAL_EVERY = 200;
/** Things that are no pictures, after which is asked whether the time is up. */
const CLOCK_EVERY = 5000;

/** The time is up: what was looked at is in the journal. */
export class TimeIsUp extends Error {}

/**
 * Looks through sources twice: at their pictures, which are judged as they come, then at their pages, of which those are kept that show a copy or where
 * one was known to be. What is kept grows with copies alone. Throws `TimeIsUp`.
 */
export const lookThrough = async (options: LookOptions): Promise<Looked> => {
  const keys: CaptureKeys = {
    ...{ told: new SeenKeys(), untold: new SeenKeys(), answered: new SeenKeys(), paths: new SeenKeys() },
    aliases: new Aliases(),
  };
  const pictures = await lookAtPictures(options, keys);
  const { pages, gone } = await lookAtPages(options, pictures, keys);
  noteEmpty(options.sources, pictures, keys);
  const { counts, faults, inconclusive, isCut, copies } = pictures;
  return { counts, faults, inconclusive, isCut, copies, pages, gone };
};

/** Sources without a picture show nothing, unless they are of pages that are gone. */
const noteEmpty = (sources: readonly MonitorSource[], look: LookState, { answered }: CaptureKeys): void => {
  const [first] = sources.filter(({ kind }) => kind !== 'service');
  if (first === undefined || look.counts.pictures + look.counts.faults > 0 || !answered.isEmpty) return;
  look.fault(first.name, 'it holds no picture, nor does another source: nothing was compared');
};

/** What any run has to know of a capture, also where a run that was killed has looked at it. */
const noteKeys = (source: number, capture: Capture, { answered, paths, aliases }: CaptureKeys): void => {
  if (capture.kind === 'alias') aliases.add(capture.key, capture.to);
  if (capture.kind === 'page' && capture.status !== 200 && capture.address !== null) answered.add(capture.address);
  if (capture.kind === 'page' && capture.path !== null) paths.add(sourceKey(source, capture.path));
};

const lookAtPictures = async (options: LookOptions, keys: CaptureKeys): Promise<LookState> => {
  const { sources, journal } = options;
  const begun = await journal.read();
  const look = new LookState(begun);
  for (const [at, source] of sources.entries()) {
    const from = at < begun.source ? Number.POSITIVE_INFINITY : at === begun.source ? begun.next : 0;
    await lookAtSource({ at, source, from }, options, { look, keys });
    if (at >= begun.source) await journal.write(look.progress(at + 1, 0));
  }
  return look;
};

interface Place {
  readonly at: number;
  readonly source: MonitorSource;
  /** What comes before it was looked at by a run that was killed. */
  readonly from: number;
}

const lookAtSource = async (
  { at, source, from }: Place,
  { judge, journal, signal, until, onProgress }: LookOptions,
  { look, keys }: { readonly look: LookState; readonly keys: CaptureKeys },
): Promise<void> => {
  const pending: (ReturnType<typeof judge> & { readonly picture: CapturedPicture })[] = [];
  const settle = async (most: number): Promise<void> => {
    while (pending.length > most) {
      const next = pending.shift();
      if (next === undefined) continue;
      const verdict = await next.verdict;
      note(look, at, { ...next, verdict });
      (isTold(verdict) ? keys.told : keys.untold).add(sourceKey(at, next.picture.key));
    }
  };
  for await (const capture of source.captures()) {
    signal?.throwIfAborted();
    if (capture.index % CLOCK_EVERY === CLOCK_EVERY - 1 && performance.now() > until) {
      await settle(0);
      if (capture.index >= from) await journal.write(look.progress(at, capture.index));
      throw new TimeIsUp();
    }
    noteKeys(at, capture, keys);
    if (capture.index < from) {
      if (capture.kind === 'picture') keys.told.add(sourceKey(at, capture.key));
      continue;
    }
    look.counts.captures++;
    if (capture.kind === 'page') look.counts.pages++;
    if (capture.kind === 'fault') {
      look.isCut ||= capture.ends;
      look.fault(capture.name, capture.problem);
    }
    if (capture.kind === 'picture') {
      look.counts.pictures++;
      const bytes = await bytesOf(capture, look);
      if (bytes === undefined) keys.untold.add(sourceKey(at, capture.key));
      else {
        const { verdict, isRepeated } = judge(bytes, capture.name);
        if (isRepeated) look.counts.repeated++;
        pending.push({ picture: capture, verdict, isRepeated });
      }
      await settle(AT_ONCE - 1);
      if (look.counts.pictures % JOURNAL_EVERY === 0) {
        await settle(0);
        await journal.write(look.progress(at, capture.index + 1));
        onProgress?.(look.counts);
        if (performance.now() > until) throw new TimeIsUp();
      }
    }
  }
  await settle(0);
};

const bytesOf = async (capture: CapturedPicture | CapturedPage, look: LookState): Promise<Buffer | undefined> => {
  try {
    return await capture.bytes();
  } catch (error) {
    if (!isKnownError(error)) throw error;
    look.fault(capture.name, error.message);
    return undefined;
  }
};

interface Judged {
  readonly picture: CapturedPicture;
  readonly verdict: PictureVerdict;
  readonly isRepeated: boolean;
}

const isTold = (verdict: PictureVerdict): boolean => !('problem' in verdict || 'untold' in verdict);

const note = (look: LookState, source: number, { picture, verdict, isRepeated }: Judged): void => {
  if ('problem' in verdict) look.fault(picture.name, verdict.problem);
  else if ('untold' in verdict) look.untold(picture.name, verdict.untold, isRepeated);
  else if (!('isOther' in verdict)) {
    const { index, name, key, address, at, offer, set } = picture;
    look.copies.push({ source, index, name, key: sourceKey(source, key), address, at, offer, set, ...verdict });
  }
};
