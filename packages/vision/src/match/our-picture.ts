import type { CopyVerdict, Form, FractionEdges, Match } from '@listing-lint/rules/hash';
import type { RegisteredPlacement } from '../features/pair/placed/placement.ts';

/** Added to the description of a duplicate that differs pixel by pixel. */
export const SMALL_PART_ELSE = 'something else in a small part of it';
/** Added to the description of a variant of which a part is visible. */
export const WITH_OTHER_CONTENT = 'next to something else';

/** Evidence of a match by local features. */
export interface LocalEvidence extends RegisteredPlacement {
  /** RANSAC inliers, textured blocks of 16×16 px, and how many of these agree. */
  readonly inliers: number;
  readonly blocks: number;
  readonly agreeing: number;
  /** Share, of what the suspect shows of ours, that hangs together and shows something else: another print, a slogan, another colour; 0 where it is none to speak of. */
  readonly otherContent: number;
  /** The product is on another background. */
  readonly otherGround: boolean;
  /** The common part surrounds something else: a frame, a banner, a watermark. */
  readonly aroundOther?: true;
}

/** What became of our mark in a suspect. */
export interface MarkOnSuspect {
  /**
   * `removed`: it is gone, and what is there is not what we have under it. `damaged`: most of it is there, and the rest is gone or covered.
   * `from-unmarked`: what is under it shows, which nobody has who has only the marked picture.
   */
  readonly state: 'there' | 'damaged' | 'removed' | 'covered' | 'cropped-away' | 'from-unmarked' | 'unknown';
  /** The evidence, in words. */
  readonly ground: string;
  /** The mark, and the file that was stamped with it. */
  readonly name: string;
  readonly stamped: string;
  /** Its box as fractions: on our picture, and on the suspect; null if it is outside of that. */
  readonly ours: FractionEdges;
  readonly theirs: FractionEdges | null;
  /** It bears the grain that `stamp` gave that file: it was made out of it. */
  readonly isOfStamped?: true;
}

/** One of ours that a suspect copies. */
export interface OurPicture {
  readonly path: string;
  /** Of the file at `path`, hex, when it was compared; absent where hashes alone are known of it. */
  readonly sha256?: string;
  /** The file that was compared, where `path` is a listing's picture that was stamped in place: its stored original without the watermark. */
  readonly unstamped?: string;
  /** Archived originals of it that were compared, too, and show as much of it: one picture of ours is one match. Absent where there are none. */
  readonly originals?: readonly string[];
  readonly product: string | null;
  readonly verdict: CopyVerdict;
  /**
   * `features`: found by keypoints and verified by registration. `colours`: our picture has too little detail to be verified, and its colours
   * are there.
   */
  readonly evidence: Match['evidence'] | 'features' | 'colours';
  /** Bits, of 256; 256 where there is no hash to speak of. */
  readonly distance: number;
  readonly recoloured: number;
  /** The turn that makes ours into the suspect. */
  readonly turn: Form;
  /** What it is called in words, by its verdict: "mirrored copy of originals/2.jpg, distance 4", "variant of originals/3.jpg, …". */
  readonly description: string;
  /** The frame or page of the suspect that shows it, from 2; absent where that is the first. */
  readonly frame?: number;
  /** The parts that agree, as fractions: of the suspect (of its frame), and of ours. */
  readonly box: FractionEdges;
  readonly ourBox: FractionEdges;
  /** Registration on the suspect and agreement, if found by local features. */
  readonly local?: LocalEvidence;
  /** A duplicate except for a small part that differs pixel by pixel. */
  readonly isChanged?: true;
  /** The suspect shows it as a negative. */
  readonly negative?: true;
  /** State of our watermark, if our picture was stamped and the stamp is recorded. */
  readonly mark?: MarkOnSuspect;
}

/** Whether a match says for certain that ours was copied: it is the same picture, or bears our mark where ours has it. */
export const isCopy = ({ verdict, mark }: OurPicture): boolean => verdict === 'duplicate' || mark?.state === 'there';

/** Whether a person has to compare: a variant or a suspicion. */
export const isLikeness = (match: OurPicture): boolean => !isCopy(match) && match.verdict !== 'undecided';

/** Why a suspect without matches is inconclusive. */
export const TOO_LITTLE_DETAIL =
  'too little detail to be compared by parts; as a whole it is none of ours, but a crop or a turned copy of one may look like this';

/** Whether a suspect has undecided matches only, or is inconclusive. */
export const isUndecided = ({
  matches,
  inconclusive,
}: {
  readonly matches: readonly OurPicture[];
  readonly inconclusive?: string;
}): boolean =>
  (matches.length > 0 || inconclusive !== undefined) && matches.every(({ verdict }) => verdict === 'undecided');
