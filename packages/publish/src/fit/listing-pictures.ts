import { posix } from 'node:path';
import type { Subject } from '@listing-lint/core/plugin';
import { listingOf, roleOf } from '@listing-lint/rules/subject';
import type { ChannelProfile } from '../channel/profile/channel-schema.ts';
import type { FigureAsSet } from './misfits.ts';
import { figuresAsSet, type SettingsFor } from './own-figures.ts';

/** The published pictures in the order in which a marketplace shows those of a listing: the main one first. */
export const inShownOrder = (subjects: readonly Subject[]): readonly Subject[] =>
  subjects
    .filter((subject) => subject.scope === 'image' && roleOf(subject) !== 'original')
    .toSorted((a, b) => rank(a) - rank(b));
const rank = (subject: Subject): number => (roleOf(subject) === 'main' ? 0 : 1);

/** Each published picture as the main one of a listing of its own. */
export const eachAListing = (subjects: readonly Subject[]): readonly Subject[] =>
  subjects.map((subject) =>
    subject.scope === 'image' && roleOf(subject) !== 'original'
      ? { ...subject, role: 'main', listing: subject.path }
      : subject,
  );

/** The folder of the listing of a picture; of a picture in no listing its own folder. */
export const listingFolderOf = (subject: Subject): string => listingOf(subject) ?? posix.dirname(subject.path);

/** Counts the pictures of each listing for one marketplace, which shows only so many. */
export class ListingCounts {
  readonly #profile: ChannelProfile;
  readonly #day: string;
  readonly #settingsFor: SettingsFor | undefined;
  /** Pictures that fit, by listing. */
  readonly #fitting = new Map<string, number>();
  /** Pictures that were asked about, by listing. */
  readonly #asked = new Map<string, number>();

  constructor(profile: ChannelProfile, day: string, settingsFor: SettingsFor | undefined) {
    this.#profile = profile;
    this.#day = day;
    this.#settingsFor = settingsFor;
  }

  /** Why no room is left for the next picture of a listing; null where there is. Ask once for each picture, in the order of `inShownOrder`. */
  noRoomFor(subject: Subject): string | null {
    const listing = listingFolderOf(subject);
    const position = (this.#asked.get(listing) ?? 0) + 1;
    this.#asked.set(listing, position);
    const asListing = { ...subject, scope: 'listing', path: listing, role: undefined };
    const own = this.#settingsFor?.(asListing, this.#profile.id);
    const most = mostPictures(figuresAsSet(this.#profile, roleOf(subject) ?? 'gallery', this.#day, own));
    if ((this.#fitting.get(listing) ?? 0) < most) return null;
    const shows = `it is picture ${position} of its listing, ${this.#profile.title} shows ${most}`;
    return `${shows}: leave pictures out, or give each product a folder of its own`;
  }

  /** Counts a picture that fits. */
  add(subject: Subject): void {
    const listing = listingFolderOf(subject);
    this.#fitting.set(listing, (this.#fitting.get(listing) ?? 0) + 1);
  }
}

const mostPictures = (figures: readonly FigureAsSet[]): number =>
  Math.min(
    Number.POSITIVE_INFINITY,
    ...figures.flatMap((figure) => (figure.asks === 'maxCount' && figure.level === 'required' ? [figure.value] : [])),
  );
