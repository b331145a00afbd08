import type { Pyramid } from '../pyramid/pyramid.ts';
import { type Calibration, PRESENT_RATE } from '../rates/calibration.ts';
import { type Hit, type SearchStrategy, searchCoarseToFine } from '../search/coarse-to-fine.ts';
import { singleSearch } from '../single/single.ts';
import type { Template } from '../template/template.ts';
import { tiledSearch } from '../tiled/tiled.ts';

/** Options of the search for a mark. */
export const strategyOf = (tiled: boolean): SearchStrategy => (tiled ? tiledSearch : singleSearch);

/** A find, and how likely a clean picture shows as much. */
export interface RankedHit {
  readonly template: Template;
  readonly calibration: Calibration;
  readonly hit: Hit;
  readonly rate: number;
}

/**
 * The marks detected on a picture, those least likely on a clean picture first. `marks` is how many are searched for on the
 * picture in all.
 */
export const rankedHits = (
  strategy: SearchStrategy,
  calibrations: ReadonlyMap<Template, Calibration>,
  pyramid: Pyramid,
  marks: number,
): readonly RankedHit[] => {
  const rank = (template: Template, hit: Hit): RankedHit[] => {
    const calibration = calibrations.get(template);
    return calibration ? [{ template, calibration, hit, rate: strategy.rateOf(calibration, hit, marks) }] : [];
  };
  const isEnough = (template: Template, hit: Hit): boolean =>
    hit.score >= strategy.certainScore && rank(template, hit).some(({ rate }) => rate <= PRESENT_RATE);
  const hits = searchCoarseToFine(strategy, [...calibrations.keys()], pyramid, isEnough);
  return [...hits]
    .flatMap(([template, own]) => own.flatMap((hit) => rank(template, hit)))
    .sort((a, b) => a.rate - b.rate || b.hit.score - a.hit.score || b.hit.agreement - a.hit.agreement);
};
