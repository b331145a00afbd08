import type { ReportedHit } from './monitor-report.ts';

const SURE: { readonly [certainty in NonNullable<NonNullable<ReportedHit['hit']>['certainty']>]: string } = {
  copy: 'a copy',
  marked: 'bears our mark, and is like none of ours',
  likely: 'the same shapes in other colours, or with other content: look at both',
  possible: 'perhaps: look at both',
};

/** What became of our mark, where it was not taken off for certain. */
const MARK: { readonly [state in NonNullable<NonNullable<ReportedHit['hit']>['mark']>]: readonly string[] } = {
  there: ['our mark is on it'],
  damaged: ['our mark damaged in part'],
  removed: [],
  covered: ['something lies on our mark'],
  'cropped-away': ['our mark cut away with the edge'],
  'from-unmarked': ['from a picture without our mark'],
  unknown: [],
};

/** Why a hit stands where it stands, in words, the gravest first. */
export const reasonsOf = ({ hit }: ReportedHit): readonly string[] => [
  ...(hit?.certainty ? [SURE[hit.certainty]] : []),
  ...(hit?.counterfeit === true ? ['said to be fakes'] : []),
  ...(hit?.markRemoved === true ? ['our mark taken off'] : hit?.mark ? MARK[hit.mark] : []),
  ...(hit?.state === 'relisted' ? ['back after it was gone'] : []),
  ...(hit?.repeatSeller === true ? ['not the only listing of the seller'] : []),
  ...(typeof hit?.price === 'number' ? [`${hit.price}${hit.currency ? ` ${hit.currency}` : ''}`] : []),
  ...(typeof hit?.unitsSold === 'number' ? [`${hit.unitsSold} sold`] : []),
];

/** `1 listing`, `3 listings`. */
export const howMany = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`;
