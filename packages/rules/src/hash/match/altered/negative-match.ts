import type { RgbImage } from '../../../image/read/raster.ts';
import { giveBack, unfilled } from '../../../kernel/byte-room.ts';
import { type Fingerprint, fingerprintOfPart, type PartHash } from '../../fingerprint/fingerprint.ts';
import type { Hash256 } from '../../hash256/hash256.ts';
import { hasItsColours, isSure } from '../local-pictures.ts';
import type { OurPicture } from '../our-picture.ts';

interface NegativeAsker {
  /** Whether one of ours has the shapes of a picture, by its hashes. */
  readonly hasShape: (fingerprint: Fingerprint) => boolean;
  readonly byHash: (fingerprint: Fingerprint) => readonly OurPicture[];
}

/**
 * Which of ours a suspect shows as a negative: all of it, as the hashes of one are the contrary of the picture's bit by bit. Only where ours has such hashes
 * the colours are turned, and have to be those of ours. It is never the same picture: whoever prints a negative shows something else.
 */
export const negativeAsker =
  ({ hasShape, byHash }: NegativeAsker) =>
  (fingerprint: Fingerprint, image: RgbImage): readonly OurPicture[] => {
    if (!hasShape(turnedOver(fingerprint))) return [];
    const negative = negativeOf(image);
    const found = byHash(fingerprintOfPart(negative, `${fingerprint.sha256} negative`));
    giveBack(negative.data);
    return found
      .filter((match) => isSure(match.verdict) && hasItsColours(match))
      .map((match): OurPicture => {
        const description = `${match.description}, as a negative`;
        return { ...match, verdict: 'variant', recoloured: 1, negative: true, description };
      });
  };

/** The fingerprint of a negative, but for its colours: each bit is the sign of a coefficient that brightness alone does not set. */
const turnedOver = (fingerprint: Fingerprint): Fingerprint => {
  const { whole, inner, content } = fingerprint.parts;
  return { ...fingerprint, imageData: null, parts: { whole: over(whole), inner: over(inner), content: over(content) } };
};
const over = (part: PartHash): PartHash => ({ ...part, hash: part.hash.map((word): number => ~word) as Hash256 });

/** A picture with all of its colours turned into the contrary. */
export const negativeOf = ({ width, height, data }: RgbImage): RgbImage => {
  const out = unfilled(data.length);
  for (let k = 0; k < out.length; k++) out[k] = 255 - (data[k] ?? 0);
  return { width, height, data: out };
};
