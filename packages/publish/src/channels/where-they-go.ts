import { fileFault, isKnownError, type Subject } from '@listing-lint/core/plugin';
import { DEFAULT_MEGAPIXELS, type Settings } from '@listing-lint/rules/settings';
import { roleOf } from '@listing-lint/rules/subject';
import { readLedger } from '@listing-lint/rules/watermark';
import type { ChannelProfile } from '../channel/profile/channel-schema.ts';
import { planCopy } from '../export/copy-plan.ts';
import { CARRIES_MARK, MAY_CARRY_MARK, makeCopy } from '../export/make-copy.ts';
import type { OwnMark, OwnMarkFinder } from '../export/own-mark.ts';
import { inShownOrder, ListingCounts, listingFolderOf } from '../fit/listing-pictures.ts';
import { type FigureAsSet, misfitsOf, refusalsOf } from '../fit/misfits.ts';
import { figuresAsSet, type SettingsFor } from '../fit/own-figures.ts';
import { lookAt, type SeenPicture } from '../fit/pictured.ts';
import {
  bytesOfPicture,
  isGivenUnstamped,
  readUnstamped,
  type SourceOptions,
  takesNoMark,
} from '../fit/read-source.ts';

/** How a picture stands to a channel: it passes, passes what is required, passes as a copy that `export` writes, or does not. */
export type ChannelStanding = 'passes' | 'advised' | 'as a copy' | 'not';

export interface ChannelPlace {
  readonly channel: string;
  readonly standing: ChannelStanding;
  /** What is not kept, with what would pass. */
  readonly says: readonly string[];
}

/** A picture and where it goes. */
export type PicturePlaces = {
  readonly path: string;
  readonly role: string;
  /** Folder of its listing; its own path where each picture is one. */
  readonly listing: string;
} & ({ readonly places: readonly ChannelPlace[] } | { readonly problem: string });

export interface PlacesOptions {
  readonly root: string;
  readonly profiles: readonly ChannelProfile[];
  readonly day: string;
  readonly brand: Settings['brand'];
  readonly limits: Settings['limits'];
  /** What the seller's own config says of the rules of a channel, for a subject that goes there. */
  readonly settingsFor?: SettingsFor;
  /** Looks for the seller's mark where a channel takes none. */
  readonly findOwnMark?: OwnMarkFinder;
  readonly onPicture?: (done: number, total: number, path: string) => void;
  readonly signal?: AbortSignal;
}

/** A file that was looked at, and whether it carries the seller's mark, which is looked for once. */
interface Look {
  readonly bytes: Buffer;
  readonly seen: SeenPicture;
  readonly ownMark: () => Promise<OwnMark>;
}

const lookOnce = async (bytes: Buffer, path: string, options: PlacesOptions): Promise<Look> => {
  const seen = await lookAt(bytes, path, megapixelsOf(options));
  let found: Promise<OwnMark> | undefined;
  const ownMark = () => {
    found ??= 'image' in seen ? (options.findOwnMark?.(seen.image) ?? NO_MARK) : NO_MARK;
    return found;
  };
  return { bytes, seen, ownMark };
};
const NO_MARK = Promise.resolve('none' as const);
const megapixelsOf = ({ limits }: PlacesOptions): number => limits?.megapixels ?? DEFAULT_MEGAPIXELS;

/** Looks where each published picture goes as it is, as a copy, or not at all, by what `exportFiles` does. One that cannot be read says so. */
export const whereTheyGo = async (
  subjects: readonly Subject[],
  options: PlacesOptions,
): Promise<readonly PicturePlaces[]> => {
  const { root, profiles, day, settingsFor } = options;
  const stamps = await readLedger(root);
  const channels = profiles.map((profile) => ({ profile, shown: new ListingCounts(profile, day, settingsFor) }));
  const pictures = inShownOrder(subjects);
  const found: PicturePlaces[] = [];
  for (const [index, subject] of pictures.entries()) {
    options.signal?.throwIfAborted();
    found.push(await placesOf(subject, channels, { ...options, stamps }));
    options.onPicture?.(index + 1, pictures.length, subject.path);
  }
  return found.sort((a, b) => (a.path < b.path ? -1 : 1));
};

interface Channel {
  readonly profile: ChannelProfile;
  readonly shown: ListingCounts;
}

const placesOf = async (
  subject: Subject,
  channels: readonly Channel[],
  options: PlacesOptions & SourceOptions,
): Promise<PicturePlaces> => {
  const { day, settingsFor } = options;
  const { path } = subject;
  const role = roleOf(subject) ?? 'gallery';
  const listing = listingFolderOf(subject);
  const rooms = channels.map(({ shown }) => shown.noRoomFor(subject));
  try {
    const own = await lookOnce(await bytesOfPicture(subject, options), path, options);
    if ('problem' in own.seen) return { path, role, listing, problem: own.seen.problem };
    const places: ChannelPlace[] = [];
    for (const [index, { profile, shown }] of channels.entries()) {
      const noRoom = rooms[index] ?? null;
      const figures = figuresAsSet(profile, role, day, settingsFor?.(subject, profile.id));
      const place = noRoom === null ? await placeOf({ subject, profile, figures, own }, options) : not([noRoom]);
      if (place.standing !== 'not') shown.add(subject);
      places.push({ channel: profile.id, ...place });
    }
    return { path, role, listing, places };
  } catch (error) {
    return { path, role, listing, problem: isKnownError(error) ? error.message : fileFault(error) };
  }
};

type Place = Omit<ChannelPlace, 'channel'>;
const not = (says: readonly string[]): Place => ({ standing: 'not', says });

const WITHOUT_MARK = 'it carries your mark, the file that was kept without it passes';

const placeOf = async (
  asked: {
    readonly subject: Subject;
    readonly profile: ChannelProfile;
    readonly figures: readonly FigureAsSet[];
    readonly own: Look;
  },
  options: PlacesOptions & SourceOptions,
): Promise<Place> => {
  const { subject, profile, figures, own } = asked;
  if (!isGivenUnstamped(subject, figures, options)) return standingOf(subject.path, figures, own, options);
  const kept = await readUnstamped(subject, profile.title, options).catch((error: unknown) => fileFault(error));
  if (typeof kept === 'string') return not([kept]);
  const look = await lookOnce(kept, subject.path, options);
  const { standing, says } = await standingOf(subject.path, figures, look, options);
  return standing === 'not'
    ? not(says)
    : { standing: 'as a copy', says: [WITHOUT_MARK, ...(standing === 'as a copy' ? says : [])] };
};

const standingOf = async (
  path: string,
  figures: readonly FigureAsSet[],
  { bytes, seen, ownMark }: Look,
  options: PlacesOptions,
): Promise<Place> => {
  if ('problem' in seen) return not([seen.problem]);
  const mark = takesNoMark(figures) ? await ownMark() : 'none';
  if (mark === 'carried') return not([CARRIES_MARK]);
  const misfits = misfitsOf(figures, seen.pictured);
  const says = [...(mark === 'unsure' ? [MAY_CARRY_MARK] : []), ...misfits.map((misfit) => misfit.says)];
  const required = misfits.filter(({ level }) => level === 'required');
  if (required.length === 0) return { standing: says.length === 0 ? 'passes' : 'advised', says };
  const planned = planCopy(seen.pictured, figures);
  if ('refusals' in planned) return not(refusalsOf(planned.refusals));
  // Whether a file can be made small enough is known only when it is made.
  if (required.some(({ asks }) => asks === 'maxBytes')) {
    const { brand } = options;
    const made = await makeCopy(bytes, path, { figures, megapixels: megapixelsOf(options), brand, keeps: 'rights' });
    if ('refusals' in made) return not(made.refusals);
  }
  return { standing: 'as a copy', says: required.map((misfit) => misfit.says) };
};
