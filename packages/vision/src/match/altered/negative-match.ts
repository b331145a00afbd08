import { type Fingerprint, fingerprintOfPart, type Hash256, type PartHash } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack, unfilled } from '@listing-lint/rules/kernel';

import { hasItsColours, isSure } from '../local-pictures.ts';
import type { OurPicture } from '../our-picture.ts';

interface HashQueries {
  /** Whether one of ours has the shapes of a picture, by its hashes. */
  readonly hasShape: (fingerprint: Fingerprint) => boolean;
  readonly byHash: (fingerprint: Fingerprint) => readonly OurPicture[];
}

/** The two ways in which light and dark may have been inverted. */
const TURNED_OVER: readonly { readonly back: (picture: RgbImage) => RgbImage; readonly words: string }[] = [
  { back: negativeOf, words: 'as a negative' },
  { back: lightOf, words: 'as a negative in its own hues' },
];

/**
 * Finds pictures of the shop that a suspect shows as a negative of the whole picture: its hash is the bitwise complement. The colours are inverted only when such a
 * hash exists, and must then agree. Returns variants only.
 */
export const negativeMatcher =
  ({ hasShape, byHash }: HashQueries) =>
  (fingerprint: Fingerprint, image: RgbImage): readonly OurPicture[] => {
    if (!hasShape(turnedOver(fingerprint))) return [];
    const ways = TURNED_OVER.map(({ back, words }) => {
      const picture = back(image);
      const found = byHash(fingerprintOfPart(picture, `${fingerprint.sha256} ${words}`));
      giveBack(picture.data);
      const sure = found.filter((match) => isSure(match.verdict) && hasItsColours(match));
      return { sure, words, recoloured: Math.min(1, ...sure.map(({ recoloured }) => recoloured)) };
    });
    // Of the two ways to invert, the one whose colours agree better.
    const { sure, words } = ways.reduce((best, next) => (next.recoloured < best.recoloured ? next : best));
    return sure.map((match): OurPicture => {
      const description = `${match.description}, ${words}`;
      return { ...match, verdict: 'variant', recoloured: 1, negative: true, description };
    });
  };

/** Returns the fingerprint of the negative, without its colours: each bit is the sign of a DCT coefficient other than the mean. */
const turnedOver = (fingerprint: Fingerprint): Fingerprint => {
  const { whole, inner, content } = fingerprint.parts;
  return { ...fingerprint, imageData: null, parts: { whole: over(whole), inner: over(inner), content: over(content) } };
};
const over = (part: PartHash): PartHash => ({ ...part, hash: part.hash.map((word): number => ~word) as Hash256 });

/** Returns the picture with inverted colours. */
export function negativeOf({ width, height, data }: RgbImage): RgbImage {
  const out = unfilled(data.length);
  for (let k = 0; k < out.length; k++) out[k] = 255 - (data[k] ?? 0);
  return { width, height, data: out };
}

/**
 * Undoes dark mode: inverts all colours and rotates the hues back. Filter Effects Module Level 1, `hue-rotate(180deg)`, its own
 * inverse except for clipping.
 */
function lightOf(image: RgbImage): RgbImage {
  const { width, height, data } = negativeOf(image);
  const out = unfilled(data.length);
  for (let k = 0; k + 2 < out.length; k += 3) {
    const [r, g, b] = [data[k] ?? 0, data[k + 1] ?? 0, data[k + 2] ?? 0];
    out[k] = level(-0.574 * r + 1.43 * g + 0.144 * b);
    out[k + 1] = level(0.426 * r + 0.43 * g + 0.144 * b);
    out[k + 2] = level(0.426 * r + 1.43 * g - 0.856 * b);
  }
  giveBack(data);
  return { width, height, data: out };
}

const level = (value: number): number => Math.min(255, Math.max(0, Math.round(value)));
