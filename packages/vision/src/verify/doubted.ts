import { copyVerdictOf, type Match, type Thresholds } from '@listing-lint/rules/hash';

/** Share of other colours above which a hash alone does not say that shapes are the same: any round thing has the hash of another one, turned. */
export const STRANGE = 0.5;
/** Share of `maxDistance` above which it does not say so either, whatever their colours: any narrow thing on white has the hash of another one. */
const FAR = 0.5;

/** Whether a variant by hash has hardly a colour in common, or is far: pixels may contradict it. */
export const isDoubtedVariant = (match: Match, thresholds: Thresholds): boolean =>
  match.evidence === 'near' &&
  (match.recoloured > STRANGE || match.distance > FAR * thresholds.maxDistance) &&
  match.isChanged !== true &&
  copyVerdictOf(match, thresholds) === 'variant';
