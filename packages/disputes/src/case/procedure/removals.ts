import type { CaseFile } from '../file/case-file.ts';
import { isAfter } from '../file/dates.ts';
import type { Happened } from './happened.ts';
import { type CaseWalk, type Enforced, WHOLE_CASE, walkCase } from './walk.ts';

/** A listing that is up although it, or one of the same seller with the same work, had been taken down. */
export interface Relisting {
  readonly listing: string;
  readonly event: Happened;
  readonly removal: Happened;
  /** The listing that had been taken down, where it is another one. */
  readonly former: string | null;
  /** False where an event that names no listing may be about another one, and nobody says that this one was listed again. */
  readonly isSure: boolean;
}

/** What was done to a listing, the latest first. */
const enforcedOn = ({ places }: CaseWalk, listing: string | number): readonly Enforced[] => {
  const found: Enforced[] = [];
  const place = places.get(String(listing)) ?? places.get(WHOLE_CASE);
  for (let each = place?.last ?? null; each !== null; each = each.before) found.push(each);
  return found;
};

/** Where there are several listings, an event that names none says of none that it was that one. */
const isSure = ({ named }: Happened, { listings }: CaseWalk): boolean => named !== undefined || listings.size <= 1;

const removalsOf = (walk: CaseWalk, listing: string | number): readonly Happened[] =>
  enforcedOn(walk, listing).flatMap(({ event, isDown, former }) => (isDown && former === null ? [event] : []));

/** Whether it came back on the day on which it went, or later. */
const isBackSince = (walk: CaseWalk, listing: string | number, removed: string): boolean =>
  enforcedOn(walk, listing).some(({ event, isDown }) => !isDown && !isAfter(removed, event.at));

/** When a case says that a listing was taken down, the last time; undefined where it does not say so. */
export const removalOf = (file: CaseFile, listing: string | number): string | undefined => {
  const walk = walkCase(file);
  return removalsOf(walk, listing).find((event) => isSure(event, walk))?.at;
};

/**
 * Since when a listing is down, as far as a case says; undefined where it is up, was put up again, or where nobody says. What came back on
 * the day on which it went counts as up.
 */
export const downSince = (file: CaseFile, listing: string | number): string | undefined => {
  const removed = removalOf(file, listing);
  return removed === undefined || isBackSince(walkCase(file), listing, removed) ? undefined : removed;
};

/** The latest takedown that may be of a listing and does not say so; undefined where it is known whether it is down, or came back since. */
export const mayBeDownSince = (file: CaseFile, listing: string | number): string | undefined => {
  if (downSince(file, listing) !== undefined) return undefined;
  const walk = walkCase(file);
  const [removed] = removalsOf(walk, listing);
  if (removed === undefined || isSure(removed, walk)) return undefined;
  return isBackSince(walk, listing, removed.at) ? undefined : removed.at;
};

/** Takedowns of a case, by time, each once. */
export const takedownsOf = (file: CaseFile): readonly Happened[] => {
  const walk = walkCase(file);
  const found = new Set([...walk.places.keys()].flatMap((listing) => removalsOf(walk, listing)));
  return walk.events.filter((event) => found.has(event));
};

/** In a case walked as a whole: which listing had been taken down where this one is up; null where it was this one, or may have been. */
const formerOf = (listing: string, last: Enforced): string | null => {
  for (let each: Enforced | null = last; each !== null; each = each.before) {
    const { named } = each.event;
    if (each.isDown && (!Array.isArray(named) || named.includes(listing))) return null;
  }
  return last.event.named?.[0] ?? null;
};

/** Listings that are up after a takedown, as often as they came back, by time. */
export const relistingsOf = (file: CaseFile): readonly Relisting[] => {
  const walk = walkCase(file);
  // A case that names no listing is walked as a whole, whatever its events name.
  const listings = walk.places.has(WHOLE_CASE) ? [WHOLE_CASE] : [...walk.places.keys()];
  const found = listings.flatMap((listing) =>
    enforcedOn(walk, listing).flatMap(({ event, isDown, before }): Relisting[] => {
      if (isDown || event.type === 'reinstated' || before?.isDown !== true) return [];
      const { event: removal, former } = before;
      const isCertain = isSure(event, walk) && (event.type === 'relisted' || isSure(removal, walk));
      const named = listing === WHOLE_CASE && Array.isArray(event.named) ? event.named : undefined;
      if (named === undefined) return [{ listing, event, removal, former, isSure: isCertain }];
      return named.map((each) => ({
        listing: each,
        event,
        removal,
        former: formerOf(each, before),
        isSure: isCertain,
      }));
    }),
  );
  const order = new Map(walk.events.map((event, index) => [event, index]));
  return found.toSorted((a, b) => (order.get(a.event) ?? 0) - (order.get(b.event) ?? 0));
};
