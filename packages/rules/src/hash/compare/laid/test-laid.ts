import { decodeCanonical } from '../../../image/read/decode.ts';
import { fingerprintOf } from '../../fingerprint/fingerprint.ts';
import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS } from '../compare.ts';
import type { shapesCompared } from './other-shape.ts';
import type { PicturePixels, toldApart } from './told-apart.ts';

/** A picture as it is laid on others. */
export const seen = async (bytes: Buffer): Promise<PicturePixels> => {
  const image = await decodeCanonical(bytes, 1e7);
  return { image, fingerprint: fingerprintOf(bytes, image, image) };
};

/** What is said of two pictures by hashes, and once their pixels are laid on each other. */
export const saidBy =
  (laid: typeof shapesCompared | typeof toldApart, hasDetail = true) =>
  async (a: Buffer, b: Buffer): Promise<readonly string[]> => {
    const [subject, other] = [await seen(a), await seen(b)];
    const match = compareFingerprints(subject.fingerprint, other.fingerprint, DEFAULT_THRESHOLDS.maxDistance);
    if (match === null) return ['nothing'];
    const told = await laid(subject, other, match, DEFAULT_THRESHOLDS, async () =>
      hasDetail ? [subject.image, other.image] : null,
    );
    return [match, told].map((each) => copyVerdictOf(each, DEFAULT_THRESHOLDS) ?? 'nothing');
  };
