import type { FactContext, FactId, FractionBox, Subject } from '@listing-lint/core/plugin';
import { nullIfKnown } from '@listing-lint/rules/kernel';
import { settingsOf } from '@listing-lint/rules/settings';

/** The used part of the fact `watermark`. */
interface WatermarkFact {
  readonly status: 'present' | 'review' | 'absent' | 'illegible' | 'indeterminate';
  readonly tiled: boolean;
  readonly score: number | null;
  readonly box: FractionBox | null;
}
const WATERMARK: FactId<WatermarkFact> = 'watermark';

/** Fractions of a picture. */
export type MarkPlaces = readonly FractionBox[];

/** A best place with a lower score is any place: nothing says that a mark is there. */
const LEAST_SCORE = 0.1;

/**
 * Returns the boxes of the seller's watermarks on a picture of the run, certain or possible; empty if the config names none. Null if unknown,
 * or if the watermark is tiled.
 */
export const markPlacesOf = async (subject: Subject, context: FactContext): Promise<MarkPlaces | null> => {
  if ((settingsOf(context).brand?.watermarks ?? []).length === 0) return [];
  const found = await context.get(WATERMARK, subject).catch(nullIfKnown);
  if (found === null || found.status === 'indeterminate') return null;
  const { status, tiled, score, box } = found;
  const mayBeThere = status !== 'absent' || (score ?? 0) >= LEAST_SCORE;
  if (tiled && mayBeThere) return null;
  return box !== null && mayBeThere ? [box] : [];
};
