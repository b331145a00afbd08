import { compareFingerprints, type Fingerprint } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { nullIfKnown } from '@listing-lint/rules/kernel';

import type { SuspectAsked } from './ask-suspect.ts';
import { joined } from './joined.ts';
import type { OurPicture } from './our-picture.ts';
import type { FingerprintedFile } from './read-ours.ts';

/** What all frames and pages of a suspect that were looked at show. */
export interface FramesAsked {
  /** Sure ones first, those of the first frame before others. */
  readonly matches: readonly OurPicture[];
  /** The frames that differ, the first one first. */
  readonly images: readonly { readonly frame: number; readonly image: RgbImage }[];
  /** Frames that were not looked at. */
  readonly unseen: number;
  /** Small pictures in those that were, which were not looked at. */
  readonly unseenPictures: number;
  /** One of those that were has too little detail to be compared by parts. */
  readonly isPlain: boolean;
}

type Frame = Pick<FingerprintedFile, 'fingerprint' | 'image' | 'full'>;

/** Frames whose hashes lie nearer are one picture that hardly moves, bits. */
const ALIKE = 8;

/**
 * Asks about a suspect, and about its further frames where they show something else. After a frame that cannot be decoded none is tried any more: each may
 * take as long as the first one that did.
 */
export const askFrames = async (
  suspect: FingerprintedFile,
  ask: (frame: Frame) => Promise<SuspectAsked>,
): Promise<FramesAsked> => {
  const { frames = 1, further = [] } = suspect;
  let { matches, unseenPictures, isPlain } = await ask(suspect);
  const images = [{ frame: 1, image: suspect.image }];
  const asked: Fingerprint[] = [suspect.fingerprint];
  let seen = 1;
  for (const { number, decoded } of further) {
    const frame = await decoded().catch(nullIfKnown);
    if (frame === null) break;
    seen++;
    if (asked.some((other) => areAlike(other, frame.fingerprint))) continue;
    asked.push(frame.fingerprint);
    images.push({ frame: number, image: frame.image });
    const found = await ask(frame);
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
  return { matches, images, unseen: frames - seen, unseenPictures, isPlain };
};

const areAlike = (a: Fingerprint, b: Fingerprint): boolean => {
  const match = compareFingerprints(a, b, ALIKE, ['identity']);
  return match !== null && match.evidence === 'near' && match.part === 'whole' && match.recoloured <= SAME_COLOURS;
};
/** Share of cells that a moving detail may recolour. */
const SAME_COLOURS = 0.05;
