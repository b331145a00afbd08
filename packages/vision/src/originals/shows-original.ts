import { DEFAULT_THRESHOLDS, type Fingerprint, plainMatch, tableOfFingerprints } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { sheetOf, sheetRaster } from '../features/pair/sheet.ts';
import { featuresOf } from '../features/search/local-search.ts';
import { hasLittleDetail } from '../features/search/plain/plain-products.ts';
import { suspectMatcher } from '../match/match-suspect.ts';
import type { OurPicture } from '../match/our-picture.ts';
import { agrees } from '../verify/verify-duplicate.ts';

/** A picture prepared for registration. */
export interface ShowingPicture {
  readonly fingerprint: Fingerprint;
  /** Its canonical decode. */
  readonly image: RgbImage;
}

/** `like`: the same shapes in other colours, or with other content. `plain`: one of the two has too little detail for a comparison of parts. */
export type OriginalVerdict = 'copy' | 'like' | 'not-shown' | 'plain';

/** What `match` says of a picture and one original, which it calls `path`. */
export const matchesWith = async (
  picture: ShowingPicture,
  { fingerprint, image }: ShowingPicture,
  path: string,
): Promise<readonly OurPicture[]> => {
  const features = featuresOf(image);
  const sheet = sheetOf(sheetRaster(image));
  const ask = suspectMatcher({
    entries: [{ path, product: '', role: 'original', fingerprint }],
    table: () => tableOfFingerprints([fingerprint]),
    searched: [{ features: () => features, sheet: async () => sheet }],
    plain: [],
    known: [],
    thresholds: DEFAULT_THRESHOLDS,
    thrifty: false,
  });
  return (await ask(picture, () => false)).matches;
};

/** Whether and how a picture shows an original, whole or in part, as `match` would find it: cropped, turned, on another background, in a collage. */
export const showsOriginal = async (picture: ShowingPicture, original: ShowingPicture): Promise<OriginalVerdict> => {
  const matches = await matchesWith(picture, original, 'original');
  if (matches.some(({ verdict }) => verdict === 'duplicate')) return 'copy';
  if (matches.some(({ verdict }) => verdict !== 'undecided')) return 'like';
  const isPlain = matches.length > 0 || [original, picture].some(({ image }) => isPlainPicture(image));
  if (!isPlain) return 'not-shown';
  return isWholeOf(picture, original) ? 'copy' : 'plain';
};

/** Of two plain pictures: the one is all of the other, as nothing in it has another colour or shows something else. */
const isWholeOf = (picture: ShowingPicture, original: ShowingPicture): boolean => {
  const match = plainMatch(picture.fingerprint, original.fingerprint);
  return match !== null && match.recoloured <= DEFAULT_THRESHOLDS.maxRecoloured && agrees(picture, original, match);
};

const isPlainPicture = (image: RgbImage): boolean =>
  hasLittleDetail(featuresOf(image), () => sheetOf(sheetRaster(image)));
