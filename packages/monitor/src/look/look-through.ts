import { escapeControls, isKnownError, sha256 } from '@listing-lint/core/plugin';
import { samePlace } from '@listing-lint/disputes';
import { type PageSighting, pageSighting } from '../page-sighting.ts';
import { webAddress } from '../source/address.ts';
import type { Capture, CapturedPage, CapturedPicture } from '../source/capture.ts';
import type { MonitorSource } from '../source/open-source.ts';
import type { LookJournal, LookProgress } from './journal.ts';
import type { PictureVerdict, pictureJudge } from './judge-picture.ts';
import type { GonePlace, LookCounts, Looked, SeenCopy, SeenPage } from './seen.ts';
import { SeenKeys } from './seen-keys.ts';

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
const MOST_FAULTS = 50;

/** The time is up: what was looked at is in the journal. */
export class TimeIsUp extends Error {}

/**
 * Looks through sources twice: at their pictures, which are judged as they come, then at their pages, of which those are kept that show a copy or where
 * one was known to be. What is kept grows with copies alone. Throws `TimeIsUp`.
 */
export const lookThrough = async (options: LookOptions): Promise<Looked> => {
  const keys: LookedAt = { told: new SeenKeys(), untold: new SeenKeys() };
  const pictures = await lookAtPictures(options, keys);
  const { pages, gone } = await lookAtPages(options, pictures, keys);
  const { counts, faults, inconclusive, isCut, copies } = pictures;
  return { counts, faults, inconclusive, isCut, copies, pages, gone };
};

/** Keys of the pictures of which it is told whether they are ours, and of those that could not be read, or of which nobody can tell. */
interface LookedAt {
  readonly told: SeenKeys;
  readonly untold: SeenKeys;
}

/** What is said of something, behind its name; what begins with the name already needs no second one. */
const named = (name: string, words: string): string =>
  escapeControls(words.startsWith(name) ? words : `${name}: ${words}`).slice(0, 500);

/** The mutable side of a look at pictures. */
class PictureLook {
  counts: { -readonly [K in keyof LookCounts]: LookCounts[K] };
  readonly faults: string[];
  readonly inconclusive: string[];
  readonly copies: SeenCopy[];
  isCut: boolean;
  private written = 0;

  constructor({ counts, faults, inconclusive, copies, isCut }: LookProgress) {
    this.counts = { ...counts };
    this.faults = [...faults];
    this.inconclusive = [...inconclusive];
    this.copies = [...copies];
    this.isCut = isCut;
    this.written = copies.length;
  }

  fault(name: string, problem: string): void {
    this.counts.faults++;
    if (this.faults.length < MOST_FAULTS) this.faults.push(named(name, problem));
  }

  /** The same bytes are named once, and counted each time. */
  untold(name: string, why: string, isRepeated: boolean): void {
    this.counts.inconclusive++;
    if (!isRepeated && this.inconclusive.length < MOST_FAULTS) this.inconclusive.push(named(name, why));
  }

  /** All so far, and the copies that were not given before. */
  progress(source: number, next: number): LookProgress {
    const copies = this.copies.slice(this.written);
    this.written = this.copies.length;
    const { counts, faults, inconclusive, isCut } = this;
    return { source, next, counts: { ...counts }, faults: [...faults], inconclusive: [...inconclusive], isCut, copies };
  }
}

const lookAtPictures = async (options: LookOptions, keys: LookedAt): Promise<PictureLook> => {
  const { sources, journal } = options;
  const begun = await journal.read();
  const look = new PictureLook(begun);
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
  { look, keys }: { readonly look: PictureLook; readonly keys: LookedAt },
): Promise<void> => {
  const pending: (ReturnType<typeof judge> & { readonly picture: CapturedPicture })[] = [];
  const settle = async (most: number): Promise<void> => {
    while (pending.length > most) {
      const next = pending.shift();
      if (next === undefined) continue;
      const verdict = await next.verdict;
      note(look, at, { ...next, verdict });
      (isTold(verdict) ? keys.told : keys.untold).add(next.picture.key);
    }
  };
  for await (const capture of source.captures()) {
    signal?.throwIfAborted();
    if (capture.index % CLOCK_EVERY === CLOCK_EVERY - 1 && performance.now() > until) {
      await settle(0);
      if (capture.index >= from) await journal.write(look.progress(at, capture.index));
      throw new TimeIsUp();
    }
    if (capture.index < from) {
      if (capture.kind === 'picture') keys.told.add(capture.key);
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
      if (bytes === undefined) keys.untold.add(capture.key);
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

const bytesOf = async (capture: CapturedPicture | CapturedPage, look: PictureLook): Promise<Buffer | undefined> => {
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

const note = (look: PictureLook, source: number, { picture, verdict, isRepeated }: Judged): void => {
  if ('problem' in verdict) look.fault(picture.name, verdict.problem);
  else if ('untold' in verdict) look.untold(picture.name, verdict.untold, isRepeated);
  else if (!('isOther' in verdict)) {
    const { index, name, key, address, at, offer } = picture;
    look.copies.push({ source, index, name, key, address, at, offer, ...verdict });
  }
};

const lookAtPages = async (
  { sources, knownPlaces, signal }: LookOptions,
  look: PictureLook,
  keys: LookedAt,
): Promise<{ readonly pages: readonly SeenPage[]; readonly gone: readonly GonePlace[] }> => {
  const pages: SeenPage[] = [];
  const gone: GonePlace[] = [];
  const { copies } = look;
  const mayConcern = copies.length > 0 || knownPlaces.size > 0;
  const wanted = new Set(copies.map(({ key }) => key));
  for (const [source, each] of sources.entries()) {
    // A service says where a picture is, and nothing of what else is there.
    if (each.kind === 'service') continue;
    // Pages of a crawl are read only when a copy or a known address may be on them.
    if (!mayConcern && each.kind !== 'folder' && each.kind !== 'page') continue;
    for await (const capture of each.captures()) {
      signal?.throwIfAborted();
      const place = goneOffer(capture, knownPlaces, keys);
      if (place !== undefined) gone.push(place);
      if (capture.kind !== 'page') continue;
      const read = capture.status === 200 ? await sightingOf(capture, look) : undefined;
      if (read !== undefined) noteUnread(look, capture, read.sighting, keys);
      const found = pageOf(capture, read, source, { wanted, knownPlaces, keys });
      if (found === undefined) continue;
      if ('why' in found) gone.push(found);
      else pages.push(found);
    }
  }
  return { pages, gone };
};

/** A picture of a known place that a crawler's line names: whether a copy is among them is told by the copies. One that nobody can tell may be the copy still. */
const goneOffer = (capture: Capture, known: ReadonlySet<string>, { untold }: LookedAt): GonePlace | undefined => {
  if (capture.kind !== 'picture' || capture.offer === null || untold.has(capture.key)) return undefined;
  const place = samePlace(capture.offer.page);
  return known.has(place) ? { place, at: capture.at, why: OTHER_PICTURES } : undefined;
};

const OTHER_PICTURES = 'the page shows other pictures';

interface PageInterest {
  readonly wanted: ReadonlySet<string>;
  readonly knownPlaces: ReadonlySet<string>;
  readonly keys: LookedAt;
}

/** Adds to the inconclusive ones a saved page with pictures that are not in its source: whether they are copies is unknown. */
const noteUnread = (
  look: PictureLook,
  { name, path }: CapturedPage,
  { pictures, files, inline }: PageSighting,
  { told, untold }: LookedAt,
): void => {
  if (path === null) return;
  const isRead = (key: string): boolean => told.has(key) || untold.has(key);
  const missing = files.filter((key) => !isRead(key));
  const reasons = [
    ...(missing.length > 0 ? [`${counted(missing.length)} missing: ${missing.slice(0, MOST_NAMED).join(', ')}`] : []),
    ...(missing.length === 0 && pictures.length > 0 && !pictures.some(isRead) && inline === 0
      ? [`none of its pictures was saved with it: ${pictures.slice(0, MOST_NAMED).join(', ')}`]
      : []),
    ...(inline > 0 ? [`${counted(inline)} inside the page (data:) and not read; save it as "web page, complete"`] : []),
  ];
  for (const reason of reasons) look.untold(name, reason, false);
};

const counted = (count: number): string => (count === 1 ? '1 picture is' : `${count} pictures are`);

/** Pictures of a page that a message names. */
const MOST_NAMED = 3;

const pageOf = (
  capture: CapturedPage,
  read: Awaited<ReturnType<typeof sightingOf>>,
  source: number,
  { wanted, knownPlaces, keys }: PageInterest,
): SeenPage | GonePlace | undefined => {
  const { index, name, at, status } = capture;
  const known = capture.address === null ? undefined : samePlace(capture.address);
  if (status !== 200) {
    if (known === undefined || !knownPlaces.has(known)) return undefined;
    return { place: known, at, why: `answer ${status}` };
  }
  if (read === undefined) return undefined;
  const { sighting, digest } = read;
  const address = sighting.address ?? webAddress(capture.address ?? '');
  const shown = sighting.pictures.filter((key) => wanted.has(key));
  if (shown.length > 0) {
    const { offer, isOffer } = sighting;
    return { source, index, name, address: address ?? name, at, sha256: digest, offer, isOffer, copies: shown };
  }
  const place = address === null ? undefined : samePlace(address);
  if (place === undefined || !knownPlaces.has(place)) return undefined;
  // Where none of what it shows was captured, nobody has looked; what could not be told may be the copy still.
  const wasLookedAt =
    sighting.pictures.length === 0
      ? digest !== EMPTY
      : sighting.pictures.some((key) => keys.told.has(key)) && !sighting.pictures.some((key) => keys.untold.has(key));
  return wasLookedAt ? { place, at, why: OTHER_PICTURES } : undefined;
};

/** A crawler's line has no page of its own. */
const EMPTY = sha256('');

const sightingOf = async (
  capture: CapturedPage,
  look: PictureLook,
): Promise<{ readonly sighting: PageSighting; readonly digest: string } | undefined> => {
  try {
    const bytes = await capture.bytes();
    return { sighting: pageSighting(bytes.toString('utf8'), capture), digest: sha256(bytes) };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    look.fault(capture.name, error.message);
    return undefined;
  }
};
