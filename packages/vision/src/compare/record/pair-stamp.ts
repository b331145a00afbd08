import type { MarkOnSuspect } from '../../match/our-picture.ts';
import type { ReadPicture } from './picture-record.ts';

/** Which of two pictures is ours as it was stamped, and what became of its mark on the other one. */
export interface StampOfPair {
  readonly ours: 'a' | 'b';
  readonly mark: MarkOnSuspect;
}

/** A picture that was read, and where its file is. */
interface PlacedPicture {
  readonly file: string;
  readonly picture: ReadPicture;
}

/** Null where neither is a stamped picture of ours, or the other one does not show it. */
export type ClassifyPairMark = (a: PlacedPicture, b: PlacedPicture) => Promise<StampOfPair | null>;
