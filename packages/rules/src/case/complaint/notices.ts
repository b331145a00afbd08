import type { CaseFile } from '../file/case-file.ts';
import { builtInProfiles, profileNamed, profileSources, readProfile } from '../profile/profiles.ts';
import { type NoticeProfile, noticeSchema } from './notice-schema.ts';

let read: readonly NoticeProfile[] | undefined;

/** The desks that a notice can be written for, with what each asks for; read once. */
export const notices = (): readonly NoticeProfile[] => {
  read ??= profileSources('notices').map((source) => readProfile(source, noticeSchema));
  return read;
};

export const noticeNamed = (id: string): NoticeProfile | undefined => notices().find((each) => each.id === id);

/** The desk of a case: the one that `notice.to` names, else that of its platform; undefined where nobody says. */
export const deskOf = ({ notice, platform }: CaseFile): NoticeProfile | undefined => {
  if (notice?.to) return noticeNamed(notice.to);
  if (!platform) return undefined;
  const known = profileNamed(builtInProfiles().platforms, platform)?.id ?? platform.toLowerCase();
  return notices().find(({ platforms = [] }) => platforms.includes(known));
};

/** How many a desk takes at most: listings a request, or characters said of a listing; undefined where it names no limit. */
export const noticeLimit = (desk: NoticeProfile, of: 'listings' | 'characters'): number | undefined =>
  desk.complaint.asks.flatMap(({ value }) => ('limit' in value && value.limit === of ? [value.most] : []))[0];
