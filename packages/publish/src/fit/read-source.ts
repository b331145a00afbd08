import { readBytes, type Subject } from '@listing-lint/core/plugin';
import { DEFAULT_FILE_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import { type readLedger, unstampedOf } from '@listing-lint/rules/watermark';
import type { ChannelFigure } from '../channel/profile/channel-schema.ts';

export interface SourceOptions {
  /** Folder of the config, absolute. */
  readonly root: string;
  readonly limits: Settings['limits'];
  readonly stamps: Awaited<ReturnType<typeof readLedger>>;
}

const maxBytesOf = (limits: Settings['limits']): number => (limits?.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6;

/** Reads a picture. Throws where it is too large, or leads out of the folder of the config. */
export const bytesOfPicture = (
  { file }: Subject,
  { root, limits }: Pick<SourceOptions, 'root' | 'limits'>,
): Promise<Buffer> => readBytes(file, { maxBytes: maxBytesOf(limits), within: root });

/** Whether a marketplace with these figures takes no picture that carries the seller's mark. */
export const takesNoMark = (figures: readonly ChannelFigure[]): boolean => figures.some(({ asks }) => asks === 'marks');

/** Whether the marketplace is given the file that was kept without the mark, as the picture itself is stamped. */
export const isGivenUnstamped = (
  { path }: Subject,
  figures: readonly ChannelFigure[],
  { stamps }: SourceOptions,
): boolean => stamps.has(path) && takesNoMark(figures);

/** The file of a stamped picture that was kept without the mark. Throws a plain `Error` where none was; `title`: of the marketplace. */
export const readUnstamped = async (subject: Subject, title: string, options: SourceOptions): Promise<Buffer> => {
  const { root, limits, stamps } = options;
  const stamp = stamps.get(subject.path);
  const kept = stamp && (await unstampedOf(root, subject.path, stamp.id, maxBytesOf(limits)));
  if (kept !== undefined) return kept;
  throw new Error(`it carries your mark, which ${title} does not take, and no file of it without the mark is kept`);
};
