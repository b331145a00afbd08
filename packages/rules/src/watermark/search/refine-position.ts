import { PAD } from '../pyramid/level.ts';
import type { Candidate } from './correlation-map.ts';
import {
  type Around,
  bestAgreementAround,
  bestAround,
  centreOf,
  correlationAt,
  type LevelSearch,
  type Placement,
} from './level-search.ts';

/** Edge pixels per step of the climb: first, then near the top. */
const COARSE_SAMPLE = 160;
const FINE_SAMPLE = 1200;
/** Edge pixels for the comparison of the blocks of neighbouring places. */
const BLOCK_SAMPLE = 800;
/** Gain of agreement that makes another place the better one. */
const LEAST_GAIN = 0.03;
/** Widths tried first, over the candidate's: steps of width reach 3.75 % to either side, and a neighbour's peak may be the higher one. */
const STRETCHES = [0.955, 0.978, 1, 1.022, 1.045];
/** Widths of one step of the climb, over the one that was reached. */
const CLIMBED = [0.985, 0.993, 1, 1.007, 1.015];
const MOST_CLIMBS = 3;
/** Widths tried for blocks; neighbours a per cent apart still overlap by the width of a stroke. */
const WIDTHS_AROUND = Array.from({ length: 17 }, (_, i) => 0.92 + 0.01 * i);

/** A placement after refinement, and how well the blocks of the mark agree there. */
export interface RefinedPlacement extends Placement {
  readonly agreement: number;
}

/** Where a candidate of a coarser plane may lie on the level: its centre, and the error of one px there. */
export const aroundCandidate = ({ level }: LevelSearch, { x, y, size }: Candidate): Around => ({
  x: x * level.innerWidth + PAD,
  y: y * level.innerHeight + PAD,
  reach: Math.ceil((1.2 * Math.max(level.width, level.height)) / size),
});

/** Every background of the template. */
export const allBackgrounds = ({ template }: LevelSearch): readonly number[] => [...template.backgrounds.keys()];

/** The best place near a candidate, at any of several widths over its own; from a sparse sample. */
export const bestStart = (search: LevelSearch, candidate: Candidate): Placement | undefined => {
  const around = aroundCandidate(search, candidate);
  const sampling = { backgrounds: allBackgrounds(search), sample: COARSE_SAMPLE };
  let best: Placement | undefined;
  for (const stretch of STRETCHES) {
    const width = Math.round(candidate.scale * search.level.innerWidth * stretch);
    best = higher(best, bestAround(search, width, around, sampling));
  }
  return best;
};

/** The best place near a candidate, and how well the mark's blocks agree there; undefined where it does not fit. */
export const refinePosition = (search: LevelSearch, candidate: Candidate): RefinedPlacement | undefined => {
  const start = bestStart(search, candidate);
  return start && refineFrom(search, start);
};

/** The same from a start. */
export const refineFrom = (search: LevelSearch, start: Placement): RefinedPlacement | undefined => {
  const top = climb(search, start);
  return top && refineByNeighbours(search, top);
};

/**
 * The same by the agreement of the blocks alone, over widths 8 % to either side: a mark that is lighter than one half of its ground and darker than
 * the other has no hill of correlation where it is.
 */
export const refineByBlocks = (search: LevelSearch, refined: RefinedPlacement): RefinedPlacement => {
  const widths = new Set(WIDTHS_AROUND.map((stretch) => Math.round(refined.width * stretch)));
  const best = bestAgreement(search, refined, widths, { reach: 2, sample: 1, blockSample: BLOCK_SAMPLE });
  const again = best && refineByNeighbours(search, best);
  return again && again.agreement > refined.agreement + LEAST_GAIN ? again : refined;
};

/** The place and width, a pixel more or less, at which the mark's blocks agree best. */
const refineByNeighbours = (search: LevelSearch, top: Placement): RefinedPlacement | undefined =>
  bestAgreement(search, top, [top.width - 1, top.width, top.width + 1], { reach: 1, sample: FINE_SAMPLE });

/** Search radius of agreement around a place, and numbers of edge pixels: for the correlation, and for the blocks (default all). */
interface Looks {
  readonly reach: number;
  readonly sample: number;
  readonly blockSample?: number;
}

/** The place around another, and the width of those given, at which the blocks of the mark agree best. */
const bestAgreement = (
  search: LevelSearch,
  from: Placement,
  widths: Iterable<number>,
  { reach, sample, blockSample }: Looks,
): RefinedPlacement | undefined => {
  const { background } = from;
  const around = { ...centreOf(from), reach };
  let best: ReturnType<typeof bestAgreementAround>;
  for (const width of widths) {
    const found = bestAgreementAround(search, width, around, blockSample);
    if (found && (!best || found.agreement > best.agreement)) best = found;
  }
  if (best === undefined) return undefined;
  const step = Math.max(1, Math.floor(best.edges.count / sample));
  return { ...best, background, correlation: correlationAt(search, best, background, step) };
};

/** Up the hill of the correlation, over place and width. */
const climb = (search: LevelSearch, start: Placement): Placement | undefined => {
  let best: Placement | undefined = start;
  for (let round = 0; round < MOST_CLIMBS && best; round++) {
    const from: Placement = best;
    best = undefined;
    const around = { ...centreOf(from), reach: 1 };
    const sampling = { backgrounds: [from.background], sample: FINE_SAMPLE };
    for (const width of new Set(CLIMBED.map((stretch) => Math.round(from.width * stretch)))) {
      best = higher(best, bestAround(search, width, around, sampling));
    }
    if (best && best.width === from.width && best.left === from.left && best.top === from.top) break;
  }
  return best;
};

const higher = (a: Placement | undefined, b: Placement | undefined): Placement | undefined =>
  b && (!a || b.correlation > a.correlation) ? b : a;
