import { fileFault, readBytes, type Subject } from '@listing-lint/core/plugin';
import { DEFAULT_FILE_MEGABYTES, DEFAULT_MEGAPIXELS, type Settings } from '@listing-lint/rules/settings';
import { roleOf } from '@listing-lint/rules/subject';
import type { ChannelProfile } from '../channel/profile/channel-schema.ts';
import { planCopy } from '../export/copy-plan.ts';
import { misfitsOf } from '../fit/misfits.ts';
import { figuresAsSet, type OwnSettings, type SettingsFor } from '../fit/own-figures.ts';
import { lookAt, type Pictured } from '../fit/pictured.ts';

/** How a picture stands to a channel: it passes, passes what is required, passes as a copy that `export` writes, or does not. */
export type ChannelStanding = 'passes' | 'advised' | 'as a copy' | 'not';

export interface ChannelPlace {
  readonly channel: string;
  readonly standing: ChannelStanding;
  /** What is not kept, with what would pass. */
  readonly says: readonly string[];
}

/** A picture and where it goes. */
export type PicturePlaces = { readonly path: string; readonly role: string } & (
  | { readonly places: readonly ChannelPlace[] }
  | { readonly problem: string }
);

const placeOf = (
  profile: ChannelProfile,
  picture: Pictured,
  asked: { readonly role: string; readonly day: string; readonly own: OwnSettings | undefined },
): ChannelPlace => {
  const figures = figuresAsSet(profile, asked.role, asked.day, asked.own);
  const misfits = misfitsOf(figures, picture);
  const says = misfits.map((each) => each.says);
  const required = misfits.filter(({ level }) => level === 'required');
  const channel = profile.id;
  if (misfits.length === 0) return { channel, standing: 'passes', says };
  if (required.length === 0) return { channel, standing: 'advised', says };
  const planned = planCopy(picture, figures);
  return 'plan' in planned
    ? { channel, standing: 'as a copy', says: required.map((each) => each.says) }
    : { channel, standing: 'not', says: planned.refusals.map((each) => each.says) };
};

export interface PlacesOptions {
  readonly root: string;
  readonly profiles: readonly ChannelProfile[];
  readonly day: string;
  readonly limits: Settings['limits'];
  /** What the seller's own config says of the rules of a channel, for a subject that goes there. */
  readonly settingsFor?: SettingsFor;
  readonly onPicture?: (done: number, total: number, path: string) => void;
  readonly signal?: AbortSignal;
}

/** Looks where each published picture goes as it is, as a copy, or not at all. One that cannot be read says so. */
export const whereTheyGo = async (
  subjects: readonly Subject[],
  options: PlacesOptions,
): Promise<readonly PicturePlaces[]> => {
  const { root, profiles, day, limits, settingsFor } = options;
  const pictures = subjects.filter((subject) => subject.scope === 'image' && roleOf(subject) !== 'original');
  const maxBytes = (limits?.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6;
  const megapixels = limits?.megapixels ?? DEFAULT_MEGAPIXELS;
  const found: PicturePlaces[] = [];
  for (const [index, subject] of pictures.entries()) {
    options.signal?.throwIfAborted();
    const { path, file } = subject;
    const role = roleOf(subject) ?? 'gallery';
    try {
      const bytes = await readBytes(file, { maxBytes, within: root });
      const looked = await lookAt(bytes, path, megapixels);
      found.push(
        'problem' in looked
          ? { path, role, problem: looked.problem }
          : {
              ...{ path, role },
              places: profiles.map((profile) =>
                placeOf(profile, looked.pictured, { role, day, own: settingsFor?.(subject, profile.id) }),
              ),
            },
      );
    } catch (error) {
      found.push({ path, role, problem: fileFault(error) });
    }
    options.onPicture?.(index + 1, pictures.length, path);
  }
  return found;
};
