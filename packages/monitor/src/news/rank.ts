import type { Certainty } from '../look/seen.ts';
import type { MonitorHit } from './hit.ts';

const ORDER: readonly Certainty[] = ['copy', 'marked', 'likely', 'possible'];

/** What was asked for all that is known to be sold; null where that is not known. */
const askedFor = ({ offer: { price, unitsSold } }: MonitorHit): number | null =>
  price === null ? null : price * Math.max(1, unitsSold ?? 1);

/**
 * The order in which hits are told: by how sure they are, then fakes, marks that were taken off, what came back, sellers who do it again, what was
 * asked for what was sold; of equal ones by listing.
 */
export const byHarm = (a: MonitorHit, b: MonitorHit): number =>
  ORDER.indexOf(a.certainty) - ORDER.indexOf(b.certainty) ||
  Number(b.offer.counterfeit) - Number(a.offer.counterfeit) ||
  Number(b.copy.markRemoved === true) - Number(a.copy.markRemoved === true) ||
  Number(b.state === 'relisted') - Number(a.state === 'relisted') ||
  Number(b.repeatSeller) - Number(a.repeatSeller) ||
  (askedFor(b) ?? 0) - (askedFor(a) ?? 0) ||
  (a.listing < b.listing ? -1 : a.listing > b.listing ? 1 : 0);
