import { compareFingerprints, type Fingerprint } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { nullIfKnown } from '@listing-lint/rules/kernel';
import { joined } from './joined.ts';
import type { SuspectMatches } from './match-suspect.ts';
import type { OurPicture } from './our-picture.ts';
import type { FingerprintedFile } from './read-ours.ts';

/** Matches of all frames and pages of a suspect that were compared. */
export interface FramesMatch {
  /** Sure ones first, those of the first frame before others. */
  readonly matches: readonly OurPicture[];
  /** The frames that differ, the first one first. */
  readonly images: readonly { readonly frame: number; readonly image: RgbImage }[];
  /** Frames that were not compared. */
  readonly unseen: number;
  /** Small pictures in the compared frames that were not compared. */
  readonly unseenPictures: number;
  /** A compared frame has too little detail to be compared by parts. */
  readonly isPlain: boolean;
}

type Frame = Pick<FingerprintedFile, 'fingerprint' | 'image' | 'full'>;

/** Frames within this Hamming distance, bits, count as one picture. */
const ALIKE = 8;

/**
 * Matches a suspect, and its further frames where they differ. Stops at the first frame that cannot be decoded, as each attempt may take as long as a
 * whole decode.
 */
export const matchFrames = async (
  suspect: FingerprintedFile,
  match: (frame: Frame) => Promise<SuspectMatches>,
): Promise<FramesMatch> => {
  const { frames = 1, further = [] } = suspect;
  let { matches, unseenPictures, isPlain } = await match(suspect);
  const images = [{ frame: 1, image: suspect.image }];
  const fingerprints: Fingerprint[] = [suspect.fingerprint];
  let read = 1;
  for (const { number, decoded } of further) {
    const frame = await decoded().catch(nullIfKnown);
    if (frame === null) break;
    read++;
    if (fingerprints.some((other) => areAlike(other, frame.fingerprint))) continue;
    fingerprints.push(frame.fingerprint);
    images.push({ frame: number, image: frame.image });
    const found = await match(frame);
    unseenPictures += found.unseenPictures;
    isPlain ||= found.isPlain;
    matches = joined(
      matches,
      found.matches.map((match) => ({
        ...match,
        frame: number,
        description: `${match.description}, in frame ${number} of ${frames}`,
      })),
    );
  }
  return { matches, images, unseen: frames - read, unseenPictures, isPlain };
};

const areAlike = (a: Fingerprint, b: Fingerprint): boolean => {
  const match = compareFingerprints(a, b, ALIKE, ['identity']);
  return match !== null && match.evidence === 'near' && match.part === 'whole' && match.recoloured <= SAME_COLOURS;
};
/** Largest share of colour cells that a moving detail may change. */
const SAME_COLOURS = 0.05;
