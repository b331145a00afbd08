import { isKnownError, ListingLintError, sha256 } from '@listing-lint/core/plugin';
import { samePlace } from '@listing-lint/disputes';
import { webAddress } from '../source/address.ts';
import type { Capture, CapturedPage } from '../source/capture.ts';
import type { MonitorSource } from '../source/open-source.ts';
import { type PageSighting, pageSighting, pageText } from '../source/page-sighting.ts';
import { type CaptureKeys, type LookState, sourceKey } from './look-state.ts';
import type { GonePlace, SeenPage } from './seen.ts';
import { SeenKeys } from './seen-keys.ts';
import { unreadPictures, unreadSentence } from './unread-pictures.ts';

interface PageOptions {
  readonly sources: readonly MonitorSource[];
  /** Places where copies are known to be. */
  readonly knownPlaces: ReadonlySet<string>;
  readonly signal?: AbortSignal | undefined;
}

/**
 * Looks at the pages of sources once their pictures are known: gives those that show a copy or where one was known to be, and adds to `look` what a page shows
 * and no source holds.
 */
export const lookAtPages = async (
  { sources, knownPlaces, signal }: PageOptions,
  look: LookState,
  keys: CaptureKeys,
): Promise<{ readonly pages: readonly SeenPage[]; readonly gone: readonly GonePlace[] }> => {
  const pages: SeenPage[] = [];
  const gone: GonePlace[] = [];
  if (look.counts.pages === 0 && knownPlaces.size === 0) return { pages, gone };
  const wanted = new Set(look.copies.map(({ key }) => key));
  const bySet = new Map<string, string[]>();
  for (const { set, key } of look.copies) if (set !== undefined) bySet.set(set, [...(bySet.get(set) ?? []), key]);
  const unread = new SeenKeys();
  for (const [source, each] of sources.entries()) {
    // A service says where a picture is, and nothing of what else is there.
    if (each.kind === 'service') continue;
    for await (const capture of each.captures()) {
      signal?.throwIfAborted();
      const place = goneOffer(capture, source, knownPlaces, keys);
      if (place !== undefined) gone.push(place);
      if (capture.kind !== 'page') continue;
      const read = await readPage(capture, look);
      if (read !== undefined) noteUnread(read.sighting, { capture, source, look, keys, unread });
      const found = pageOf(capture, source, read, { wanted, bySet, knownPlaces, keys });
      if (found === undefined) continue;
      if ('why' in found) gone.push(found);
      else pages.push(found);
    }
  }
  return { pages, gone };
};

/** A picture of a known place that a crawler's line names: whether a copy is among them is told by the copies. One that nobody can tell may be the copy still. */
const goneOffer = (
  capture: Capture,
  source: number,
  known: ReadonlySet<string>,
  { untold }: CaptureKeys,
): GonePlace | undefined => {
  if (capture.kind !== 'picture' || capture.offer === null || untold.has(sourceKey(source, capture.key)))
    return undefined;
  const place = samePlace(capture.offer.page);
  return known.has(place) ? { place, at: capture.at, why: OTHER_PICTURES } : undefined;
};

const OTHER_PICTURES = 'the page shows other pictures';

interface PageInterest {
  readonly wanted: ReadonlySet<string>;
  /** Keys of copies by the set that they were saved in. */
  readonly bySet: ReadonlyMap<string, readonly string[]>;
  readonly knownPlaces: ReadonlySet<string>;
  readonly keys: CaptureKeys;
}

interface ReadPage {
  readonly sighting: PageSighting;
  readonly digest: string;
}

interface PageLook {
  readonly capture: CapturedPage;
  readonly source: number;
  readonly look: LookState;
  readonly keys: CaptureKeys;
  /** Keys of the pictures that were named as unread before. */
  readonly unread: SeenKeys;
}

/** Counts the pictures and frames of a page that no source holds as faults, each once. */
const noteUnread = (sighting: PageSighting, { capture, source, look, keys, unread }: PageLook): void => {
  const { told, untold, answered, aliases } = keys;
  const keyOf = (key: string): string => aliases.of(sourceKey(source, key));
  const isTold = (key: string): boolean => told.has(keyOf(key));
  const isSeen = (key: string): boolean => isTold(key) || untold.has(keyOf(key)) || answered.has(keyOf(key));
  const missing = unreadPictures(sighting, { isTold, isSeen }).filter(({ name, sources, later }) => {
    const key = sourceKey(source, [...later, ...sources][0] ?? `${capture.name} ${name}`);
    const isNew = !unread.has(key);
    unread.add(key);
    return isNew;
  });
  if (missing.length > 0) look.fault(capture.name, unreadSentence(missing, capture.path !== null), missing.length);
  const frames = sighting.frames.filter(({ path }) => path === undefined || !keys.paths.has(sourceKey(source, path)));
  if (frames.length > 0) look.fault(capture.name, unreadSentence(frames, true, 'frame'), frames.length);
};

const pageOf = (
  capture: CapturedPage,
  source: number,
  read: ReadPage | undefined,
  { wanted, bySet, knownPlaces, keys }: PageInterest,
): SeenPage | GonePlace | undefined => {
  const { index, name, at, status, set, isFrame } = capture;
  if (isFrame === true) return undefined;
  const known = capture.address === null ? undefined : samePlace(capture.address);
  if (status !== 200) {
    if (known === undefined || !knownPlaces.has(known)) return undefined;
    return { place: known, at, why: `answer ${status}` };
  }
  if (read === undefined) return undefined;
  const { sighting, digest } = read;
  const address = sighting.address ?? webAddress(capture.address ?? '');
  const pictures = [...new Set(sighting.pictures.map((key) => keys.aliases.of(sourceKey(source, key))))];
  const shown = [...new Set([...pictures.filter((key) => wanted.has(key)), ...(bySet.get(set ?? '') ?? [])])];
  if (shown.length > 0) {
    const { offer, isOffer } = sighting;
    return { source, index, name, address: address ?? name, at, sha256: digest, offer, isOffer, copies: shown };
  }
  const place = address === null ? undefined : samePlace(address);
  if (place === undefined || !knownPlaces.has(place)) return undefined;
  // Where none of what it shows was captured, nobody has looked; what could not be told may be the copy still.
  const wasLookedAt =
    pictures.length === 0
      ? digest !== EMPTY
      : pictures.some((key) => keys.told.has(key)) && !pictures.some((key) => keys.untold.has(key));
  return wasLookedAt ? { place, at, why: OTHER_PICTURES } : undefined;
};

/** A crawler's line has no page of its own. */
const EMPTY = sha256('');

/** Undefined for what is no page with content, and for one that cannot be read, which is a fault. */
const readPage = async (capture: CapturedPage, look: LookState): Promise<ReadPage | undefined> => {
  if (capture.status !== 200) return undefined;
  try {
    const bytes = await capture.bytes();
    const sighting = pageSighting(pageText(bytes), capture);
    if (!sighting.isHtml && capture.isStub !== true)
      throw new ListingLintError('content-unreadable', bytes.length === 0 ? 'it is empty' : 'it holds no HTML');
    return { sighting, digest: sha256(bytes) };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    look.fault(capture.name, error.message);
    return undefined;
  }
};
