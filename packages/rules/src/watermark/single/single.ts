import { falseAlarmRate } from '../rates/calibration.ts';
import { wholenessOf } from '../score/judge.ts';
import type { Find, SearchStrategy } from '../search/coarse-to-fine.ts';
import { candidatesOn } from './candidates.ts';
import { type ScoredPlace, scoreCandidates } from './score-candidates.ts';

/** Candidates found, refined, and scored, per stage. */
const MOST_CANDIDATES = 24;
const CLIMBED = 5;
const SCORED = 2;

/** Looks for marks that are put once, upright or turned: the place that agrees best. */
export const singleSearch: SearchStrategy<Find & ScoredPlace> = {
  bestAt: (template, { level, widths, levels }) => {
    const candidates = candidatesOn(template, level, widths, MOST_CANDIDATES);
    const [best] = scoreCandidates(template, levels, candidates, { climbed: CLIMBED, scored: SCORED });
    return best && { ...best, places: [{ x: best.x, y: best.y }], isPartial: isPartial(best) };
  },
  rateOf: (calibration, { stage, score }, marks) => falseAlarmRate(calibration, stage.size, score, marks),
  certainScore: 0,
  legibleContrast: 6,
};

const isPartial = ({ confirmation }: ScoredPlace): boolean => confirmation !== null && wholenessOf(confirmation) < 1;
