import { join } from 'node:path';
import type { FactContext, Subject } from '@listing-lint/core/plugin';
import type { RgbImage } from '../../../image/read/raster.ts';
import { nullIfKnown } from '../../../kernel/null-if-known.ts';
import { settingsOf } from '../../../settings.ts';
import { contentOfCompared, openCompared } from '../../fingerprint/fingerprint-file.ts';
import { beneathMark } from './beneath-mark.ts';
import { mayBeStamped, STAMP } from './compared-image.ts';

/**
 * What was compared of a picture of the run, decoded again, in all its detail or at least as it was compared; `content` is what it was known by. Where that cannot be had
 * any more, the picture as it is. For facts over the set; throws as `openCompared` does.
 */
export const comparedAgain = async (
  subject: Subject,
  content: string,
  context: FactContext,
  size: 'detail' | 'working',
): Promise<RgbImage> => {
  const opened = await openCompared(subject.file, subject.path, context.root, settingsOf(context).limits);
  const isOwn = !mayBeStamped(context) || opened.sha256 === content;
  if (isOwn && size === 'working') return (await opened.working()).image;
  const { image, full } = await opened.decoded();
  if (isOwn) return image;
  const stamp = await context.get(STAMP, subject).catch(nullIfKnown);
  const own = { image, source: full, content: opened.sha256 };
  const beneath = stamp === null ? null : await beneathMark(own, stamp, context);
  return beneath?.image ?? image;
};

/** Whether the compared content is the unstamped original of a picture of the run; `content` is its key. For facts over the set. */
export const isUnstamped = async (subject: Subject, content: string, context: FactContext): Promise<boolean> => {
  const stamp = mayBeStamped(context) ? await context.get(STAMP, subject).catch(nullIfKnown) : null;
  const path = stamp?.unstamped;
  const { root } = context;
  return path ? contentOfCompared(join(root, path), path, root, settingsOf(context).limits) === content : false;
};
