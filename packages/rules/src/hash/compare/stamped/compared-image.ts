import { defineResource, type FactContext, type FactId } from '@listing-lint/core/plugin';
import { canonicalImage } from '../../../image/read/decode.ts';
import { workingImage } from '../../../image/read/decode-smaller.ts';
import { imageHeader } from '../../../image/read/header.ts';
import { giveBack } from '../../../kernel/byte-room.ts';
import { settingsOf } from '../../../settings.ts';
import { fingerprintOf } from '../../fingerprint/fingerprint.ts';
import { beneathMark } from './beneath-mark.ts';
import type { ComparedImage, KnownStamp, OwnPicture } from './own-picture.ts';

const FILE: FactId<{ readonly sha256: string }> = 'file';

export const STAMP: FactId<KnownStamp> = 'stamp';

/** Part of the version of every fact that looks at what is compared of a picture. */
export const COMPARED_VERSION = 1;

/**
 * Returns the second version of a picture for comparison. Marks are at other places in other listings, and give a plain picture detail: of a marked picture the unstamped
 * original is compared, too, if there is one and the stamped picture shows it, otherwise the stamped one without the place of its mark.
 */
export const comparedImage = defineResource<ComparedImage>({
  id: 'comparedImage',
  create: async (_subject, context) => {
    const own = await ownOf(context);
    return mayBeStamped(context) ? withoutMark(own, await context.get(STAMP), context) : ownPicture(own);
  },
  // Its own decode is others' too.
  dispose: ({ by, image }) => {
    if (by !== 'own') giveBack(image.data);
  },
});

/** Whether the config names watermarks: otherwise stamps are ignored. */
export const mayBeStamped = (context: FactContext): boolean => (settingsOf(context).brand?.watermarks ?? []).length > 0;

const ownOf = async (context: FactContext): Promise<OwnPicture> => {
  // In all its detail where a mark is to be taken out of it.
  const image = await context.use(mayBeStamped(context) ? canonicalImage : workingImage);
  const { width, height } = await context.use(imageHeader);
  const source = width === null || height === null ? image : { width, height };
  const { sha256: content } = await context.get(FILE);
  return { image, source, content };
};

const ownPicture = ({ image, source, content }: OwnPicture): ComparedImage => ({
  image,
  content,
  by: 'own',
  fingerprint: async () => fingerprintOf(new Uint8Array(0), image, source, content),
});

const withoutMark = async (own: OwnPicture, stamp: KnownStamp, context: FactContext): Promise<ComparedImage> =>
  (stamp.place === null ? null : await beneathMark(own, stamp, context)) ?? ownPicture(own);
