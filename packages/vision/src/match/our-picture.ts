import type { CopyVerdict, Form, FractionEdges, Match } from '@listing-lint/rules/hash';
import type { RegisteredPlacement } from '../features/pair/placed/placement.ts';

/** What is said of a duplicate that is told apart once both lie on each other, pixel by pixel. */
export const SMALL_PART_ELSE = 'something else in a small part of it';

/** What local features say of a match, beside what hashes can say. */
export interface LocalEvidence extends RegisteredPlacement {
  /** Points that agree on the place, and blocks of 16×16 px with structure, of which so many agree. */
  readonly inliers: number;
  readonly blocks: number;
  readonly agreeing: number;
  /** Share, of what the suspect shows of ours, that hangs together and shows something else: another print, a slogan, another colour; 0 where it is none to speak of. */
  readonly otherContent: number;
  /** The product lies there without its own plain ground, on another background. */
  readonly otherGround: boolean;
  /** What both have in common lies around something else: a frame, a banner, a mark. */
  readonly aroundOther?: true;
}

/** What became of our mark in a suspect. */
export interface MarkOnSuspect {
  /**
   * `removed`: it is gone, and what is there is not what we have under it. `damaged`: most of it is there, and the rest is gone or covered.
   * `from-unmarked`: what is under it shows, which nobody has who has only the marked picture.
   */
  readonly state: 'there' | 'damaged' | 'removed' | 'covered' | 'cropped-away' | 'from-unmarked' | 'unknown';
  /** What it is said from. */
  readonly ground: string;
  /** The mark, and the file that was stamped with it. */
  readonly name: string;
  readonly stamped: string;
  /** Its place, as fractions: on ours, and in the suspect; null where it lies outside of that. */
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
  /** The file that was compared, where `path` is a listing's picture that was stamped in place: what was kept of it without its mark. */
  readonly unstamped?: string;
  /** Archived originals of it that were compared, too, and show as much of it: one picture of ours is one match. Absent where there are none. */
  readonly originals?: readonly string[];
  readonly product: string | null;
  readonly verdict: CopyVerdict;
  /**
   * `features`: found by key points, and by what both show once laid on each other. `colours`: ours has too little detail to be told, and its colours
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
  /** Where ours lies in the suspect and how well it agrees, where local features say it. */
  readonly local?: LocalEvidence;
  /** By all else a duplicate, and a small part shows something else once both lie on each other, pixel by pixel. */
  readonly isChanged?: true;
  /** All its colours are turned into the contrary, as those of a negative are. */
  readonly negative?: true;
  /** What became of our mark; where ours was stamped, and its stamp is written down. */
  readonly mark?: MarkOnSuspect;
}

/** Whether a match says for certain that ours was copied: it is the same picture, or bears our mark where ours has it. */
export const isCopy = ({ verdict, mark }: OurPicture): boolean => verdict === 'duplicate' || mark?.state === 'there';

/** Whether it is no copy for certain, and a person has to look: a variant, or a suspicion. */
export const isLikeness = (match: OurPicture): boolean => !isCopy(match) && match.verdict !== 'undecided';

/** Why nothing can be told of a suspect in which none of ours was found, where that is so. */
export const TOO_LITTLE_DETAIL =
  'too little detail to be compared by parts; as a whole it is none of ours, but a crop or a turned copy of one may look like this';

/** Whether all that is said of a suspect is that nobody can tell whether it shows this one or that one of ours. */
export const isUntold = ({
  matches,
  inconclusive,
}: {
  readonly matches: readonly OurPicture[];
  readonly inconclusive?: string;
}): boolean =>
  (matches.length > 0 || inconclusive !== undefined) && matches.every(({ verdict }) => verdict === 'undecided');
