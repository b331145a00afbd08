import { type KeyPath, misspelt } from '@listing-lint/core/plugin';
import type { CaseFile } from '../case/file/case-file.ts';
import { walkCase } from '../case/procedure/walk.ts';
import { builtInProfiles, profileNamed, profileSources, readProfile } from '../case/profile/profiles.ts';

import { type NoticeProfile, noticeSchema } from './notice-schema.ts';

let read: readonly NoticeProfile[] | undefined;

/** The desks that a notice can be written for, with what each asks for; read once. */
export const notices = (): readonly NoticeProfile[] => {
  read ??= profileSources('notices').map((source) => readProfile(source, noticeSchema));
  return read;
};

export const noticeNamed = (id: string): NoticeProfile | undefined => notices().find((each) => each.id === id);

/** The desk that an unknown name likely means: that of a platform, or one of which it is a slip; undefined where none is near. */
export const deskMeant = (name: string): string | undefined => {
  const given = name.trim().toLowerCase();
  const own = notices().find((desk) => serves(desk, given) || desk.id.startsWith(`${given}-`));
  return (
    own?.id ??
    misspelt(
      given,
      notices().map(({ id }) => id),
    ) ??
    platformSlip(given)
  );
};

const platformSlip = (name: string): string | undefined => {
  const platform = misspelt(
    name,
    notices().flatMap(({ platforms = [] }) => platforms),
  );
  return platform === undefined ? undefined : notices().find((desk) => serves(desk, platform))?.id;
};

/** The desk of a case: the one that `notice.to` names, else that of its platform; undefined where nobody says. */
export const deskOf = ({ notice, platform }: CaseFile): NoticeProfile | undefined => {
  if (notice?.to) return noticeNamed(notice.to);
  return platform ? notices().find((desk) => serves(desk, platform)) : undefined;
};

/** Whether a complaint of ours is still to be filed: nothing tells that it was, or that it came to an end otherwise. Pure. */
export const awaitsFiling = (file: CaseFile): boolean => {
  if (file.direction === 'accused' || file.outcome?.result) return false;
  const { places, procedure } = walkCase(file);
  return [...places.values()].every(({ positions }) => positions.every(({ state }) => state === procedure.initial));
};

/** Whether a complaint of ours is still to be written: no notice is begun, and it awaits its filing. Pure. */
export const isToBeFiled = (file: CaseFile): boolean => !file.notice && awaitsFiling(file);

const serves = ({ platforms = [] }: NoticeProfile, platform: string): boolean =>
  platforms.includes(platform.toLowerCase()) ||
  platforms.includes(profileNamed(builtInProfiles().platforms, platform)?.id ?? '');

/** The platform whose domain an address is of; undefined where no profile knows it. */
const platformOfAddress = (listing: string): string | undefined => {
  const host = /^https?:\/\/(?:[^/?#@]*@)?([^/?#:@]+)/i.exec(listing)?.[1]?.toLowerCase();
  return host === undefined
    ? undefined
    : builtInProfiles().platforms.find(({ names = [] }) =>
        names.some((each) => each.includes('.') && (host === each || host.endsWith(`.${each}`))),
      )?.id;
};

/** Why a notice goes to the wrong desk: the platform of the case, or of a listing, is none of its own. A desk of a law takes every platform. */
export const misdirected = (
  { platform, direction, infringements }: CaseFile,
  desk: NoticeProfile,
): readonly { readonly at: KeyPath; readonly message: string }[] => {
  const { title, platforms = [] } = desk;
  if (platforms.length === 0) return [];
  const goes = `${title} is for ${platforms.join(', ')}`;
  if (platform && !serves(desk, platform)) {
    return [{ at: ['platform'], message: `${goes}, and the case is one on ${platform}: name another desk` }];
  }
  return (direction === 'accused' ? [] : (infringements ?? [])).flatMap(({ listing }, index) => {
    const other = platformOfAddress(String(listing));
    return other === undefined || serves(desk, other)
      ? []
      : [{ at: ['infringements', index, 'listing'], message: `${goes}, and ${listing} is one on ${other}` }];
  });
};

/** How many a desk takes at most: listings a request, or characters said of a listing; undefined where it names no limit. */
export const noticeLimit = (desk: NoticeProfile, of: 'listings' | 'characters'): number | undefined =>
  desk.complaint.asks.flatMap(({ value }) => ('limit' in value && value.limit === of ? [value.most] : []))[0];
