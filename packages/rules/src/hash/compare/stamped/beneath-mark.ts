import { join } from 'node:path';
import { type FactContext, type FractionBox, sha256 } from '@listing-lint/core/plugin';
import { nullIfKnown } from '../../../kernel/null-if-known.ts';
import { settingsOf } from '../../../settings.ts';
import { fingerprintOf } from '../../fingerprint/fingerprint.ts';
import { openCompared } from '../../fingerprint/fingerprint-file.ts';
import type { ComparedImage, KnownStamp, OwnPicture } from './own-picture.ts';
import { showsStamped } from './shows-stamped.ts';
import { withoutPlace } from './without-place.ts';

const coveredPicture = ({ image, source, content: marked }: OwnPicture, place: FractionBox): ComparedImage => {
  const covered = withoutPlace(image, place);
  const content = sha256(`${marked} without ${JSON.stringify(place)}`);
  return {
    image: covered,
    content,
    by: 'covered',
    fingerprint: async () => fingerprintOf(NO_BYTES, covered, source, content),
  };
};
const NO_BYTES = Buffer.alloc(0);

/** Returns the picture beneath its watermark; null if it has none. */
export const beneathMark = async (
  own: OwnPicture,
  { unstamped, place }: KnownStamp,
  context: FactContext,
): Promise<ComparedImage | null> => {
  if (place === null) return null;
  const unstampedPicture = unstamped === null ? null : await unstampedImage(unstamped, context);
  if (unstampedPicture !== null && showsStamped(own.image, unstampedPicture.image, place)) return unstampedPicture;
  return coveredPicture(own, place);
};

/** Null where it cannot be decoded. */
const unstampedImage = async (path: string, context: FactContext): Promise<ComparedImage | null> => {
  const { root } = context;
  const opened = await openCompared(join(root, path), path, root, settingsOf(context).limits).catch(nullIfKnown);
  const decoded = await opened?.decoded().catch(nullIfKnown);
  if (opened === null || !decoded) return null;
  return {
    image: decoded.image,
    content: opened.sha256,
    by: 'unstamped',
    fingerprint: async () => decoded.fingerprint,
  };
};
