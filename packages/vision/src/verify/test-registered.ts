import { compareFingerprints, copyVerdictOf, DEFAULT_THRESHOLDS, fingerprintOf } from '@listing-lint/rules/hash';
import { decodeCanonical } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';

import type { shapesCompared } from './other-shape.ts';
import type { PicturePixels, verifyDuplicate } from './verify-duplicate.ts';

/** A picture prepared for registration. */
export const seen = async (bytes: Buffer): Promise<PicturePixels> => {
  const image = await decodeCanonical(bytes, 1e7);
  return { image, fingerprint: fingerprintOf(bytes, image, image) };
};

/** The verdicts of two pictures by hashes, and after registration. */
export const saidBy =
  (compare: typeof shapesCompared | typeof verifyDuplicate, hasDetail = true) =>
  async (a: Buffer, b: Buffer): Promise<readonly string[]> => {
    const [subject, other] = [await seen(a), await seen(b)];
    const match = compareFingerprints(subject.fingerprint, other.fingerprint, DEFAULT_THRESHOLDS.maxDistance);
    if (match === null) return ['nothing'];
    const verdict = await compare(subject, other, match, DEFAULT_THRESHOLDS, async () =>
      hasDetail ? [subject.image, other.image] : null,
    );
    return [match, verdict].map((each) => copyVerdictOf(each, DEFAULT_THRESHOLDS) ?? 'nothing');
  };

/** A label of a bag in a larger picture, with a name in letters some 1.5 % of its height, or `by` so much larger, of another colour about as light. */
export const bag = (name: readonly number[], ink = '#fffbe8', by = 1): Promise<Buffer> => {
  const { data, width, height } = seededScene(11, 1000, 760);
  const letters = name.map((kind, k) => letter(kind, 420 + 13 * k)).join('');
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="760"><rect x="380" y="420" width="190" height="36" fill="#f5c518"/><g stroke="${ink}" stroke-width="2" fill="none" transform="translate(420 438) scale(${by}) translate(-420 -438)">${letters}</g></svg>`;
  return sharp(data, { raw: { width, height, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 90 })
    .toBuffer();
};
/** A zigzag, a ring, an angle, bars. */
const letter = (kind: number, x: number): string =>
  [
    `<path d="M${x},444 L${x},432 L${x + 4},440 L${x + 8},432 L${x + 8},444"/>`,
    `<circle cx="${x + 4}" cy="438" r="5"/>`,
    `<path d="M${x},432 L${x},444 L${x + 8},444"/>`,
    `<path d="M${x + 2},432 L${x + 2},444 M${x + 7},432 L${x + 7},444"/>`,
  ][kind] ?? '';
export const NAME = [0, 1, 2, 3, 1, 0];
export const OTHER_NAME = [1, 3, 0, 2, 3, 2];
