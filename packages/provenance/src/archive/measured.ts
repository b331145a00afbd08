import type { PictureEntry, PictureStage } from '../entry/entry.ts';

/** What other families say of a picture's bytes. */
export interface MeasuredPicture extends Pick<PictureEntry, 'captured' | 'imageDataSha256' | 'pdq' | 'fingerprint'> {
  readonly make: string | null;
  readonly model: string | null;
  /** The camera's own number: goes into no file but as a keyed hash. */
  readonly serial: string | null;
  /** Why the pixels could not be looked at; null where they were. */
  readonly unread: string | null;
}

/** A picture that may be what another one was made from. */
export interface ParentCandidate extends Pick<PictureEntry, 'captured' | 'fingerprint'> {
  readonly sha256: string;
  readonly path: string;
  readonly stage: PictureStage;
  readonly model: string | null;
}

/** Which candidates show the same picture, by their fingerprints: nearest first. */
export type FindCopies = (
  fingerprint: string,
  candidates: readonly ParentCandidate[],
) => readonly {
  readonly candidate: ParentCandidate;
  /** The bytes of the picture are the same. */
  readonly isSameData: boolean;
  /** Bits of 256. */
  readonly distance: number;
}[];

/** As many are noted for one picture. */
export const MOST_PARENTS = 10;
