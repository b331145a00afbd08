import type { MarkOnSuspect } from '@listing-lint/vision';
import type { CapturedOffer, StatedOffer } from '../source/capture.ts';

/**
 * How sure it is that a picture is ours. `copy`: the same picture. `marked`: it bears our mark, and is like none of ours. `likely`: the same shapes in
 * other colours, or with other content. `possible`: perhaps a copy.
 */
export const CERTAINTIES = ['copy', 'marked', 'likely', 'possible'] as const;
export type Certainty = (typeof CERTAINTIES)[number];

/** A picture of ours that one of theirs shows. */
export interface SeenWork {
  readonly path: string;
  readonly product: string | null;
  readonly sha256: string;
  /** Other files of ours with the same picture: what was kept of it without its mark, archived originals. */
  readonly alike: readonly { readonly path: string; readonly sha256: string }[];
  /** Hamming distance, 0–256 bits. */
  readonly distance: number;
  /** The turn that makes ours into theirs. */
  readonly turn: string;
  /** "mirrored copy of originals/2.jpg, distance 4". */
  readonly description: string;
}

/** A picture of somebody else that shows ours. */
export interface SeenCopy {
  /** Which source, in the order in which they were named, and which thing in it. */
  readonly source: number;
  readonly index: number;
  readonly name: string;
  readonly key: string;
  readonly address: string | null;
  readonly at: string | null;
  /** As `CapturedPicture.set`. */
  readonly set?: string | undefined;
  readonly sha256: string;
  readonly certainty: Certainty;
  /** Most alike first, at most five; none where only the mark says that it is ours. */
  readonly works: readonly SeenWork[];
  /** What became of our mark, by its stamp; null where none is written down. */
  readonly mark: MarkOnSuspect['state'] | null;
  /** Our mark was on ours and is not on theirs; null where that was not asked or cannot be told. */
  readonly markRemoved: boolean | null;
  readonly offer: CapturedOffer | null;
}

/** A page that shows a copy, or one where a copy was known to be. */
export interface SeenPage {
  readonly source: number;
  readonly index: number;
  readonly name: string;
  readonly address: string;
  readonly at: string | null;
  readonly sha256: string;
  readonly offer: StatedOffer;
  readonly isOffer: boolean;
  /** Keys of the copies that it shows. */
  readonly copies: readonly string[];
}

/** That a place was looked at where a copy was known to be, and that none is there now. */
export interface GonePlace {
  readonly place: string;
  readonly at: string | null;
  /** `answer 404`, `the page shows other pictures`. */
  readonly why: string;
}

/** What was looked at. */
export interface LookCounts {
  readonly captures: number;
  readonly pages: number;
  readonly pictures: number;
  /** Pictures that were seen before in the run, byte for byte. */
  readonly repeated: number;
  /** Pictures that could not be looked at, and other faults of sources. */
  readonly faults: number;
  /** Pictures of which it cannot be told whether they show ours. */
  readonly inconclusive: number;
}

/** What one look through sources has found. */
export interface Looked {
  readonly counts: LookCounts;
  /** The first faults, a sentence each. */
  readonly faults: readonly string[];
  /** The first pictures of which nothing can be told, and why, a sentence each. */
  readonly inconclusive: readonly string[];
  /** `true`: a source was not looked through to its end. */
  readonly isCut: boolean;
  readonly copies: readonly SeenCopy[];
  readonly pages: readonly SeenPage[];
  readonly gone: readonly GonePlace[];
}
