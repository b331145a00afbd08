import { type Level, PAD } from '../pyramid/level.ts';
import type { GradientPyramid } from '../pyramid/pyramid.ts';
import { confirm } from '../score/confirm.ts';
import type { Confirmation } from '../score/confirmation.ts';
import { scoreOf, wholenessOf } from '../score/judge.ts';
import type { Candidate } from '../search/correlation-map.ts';
import { centreOf, correlationAt, type LevelSearch, rmsElsewhere } from '../search/level-search.ts';
import { bestStart, type RefinedPlacement, refineByBlocks, refineFrom } from '../search/refine-position.ts';
import { angleFrameOf, dropFrame } from '../template/blocks.ts';
import type { Template } from '../template/template.ts';
import { dropMark, renderMark } from '../template/template-field.ts';

/** Widest rendering that is confirmed on the fine level, px. */
const CONFIRM_WIDTH = 160;
/** Largest rendering that is confirmed, px² of the upright mark: what it costs grows with the area. */
const CONFIRM_AREA = 26_000;
/** Agreement of the blocks from which it is worth comparing that of neighbouring places. */
const PROMISING = 0.18;
/** Agreement below which a place is not the mark, and nothing more is computed: marks had 0.31 or more, three quarters of clean pictures less. */
const LEAST_AGREEMENT = 0.2;
/** Peak ratio times agreement of a place that is worth a look around it. */
const STRIKING = 3;
/** Score above which nothing is to be gained by that. */
const PLENTY = 4;

/** A candidate after refinement. Centre and scale are fractions as in `Candidate`. */
export interface ScoredPlace {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Mean agreement of the blocks of the mark on plain grounds, −1 to 1: every letter has to match. */
  readonly agreement: number;
  /** Correlation over its rms at random places of the same picture, on the plain background that suits best; 0 if not computed. */
  readonly peakRatio: number;
  /** The same scores of the mark on the background at its place; null if not computed. */
  readonly confirmation: Confirmation | null;
  /** What verdicts rest on (`scoreOf`), 0 or more. */
  readonly score: number;
}

/** A place and width, fractions as in `Candidate`. */
type Spot = Pick<Candidate, 'x' | 'y' | 'scale'>;

/** A placement, and the search that it belongs to. */
interface Found {
  readonly search: LevelSearch;
  readonly place: RefinedPlacement;
}

/**
 * Refines candidates: a look from a sparse sample at all of them, then a climb over place and width and the agreement by block for the best
 * `climbed`. The score against random places is worked out for the best `scored` of those only, since it costs most. Best score first.
 */
export const scoreCandidates = (
  template: Template,
  levels: GradientPyramid,
  candidates: readonly Candidate[],
  { climbed, scored }: { readonly climbed: number; readonly scored: number },
): ScoredPlace[] =>
  candidates
    .flatMap((candidate) => {
      const search = { template, level: levels.refining(candidate.scale) };
      const start = bestStart(search, candidate);
      return start ? [{ search, start }] : [];
    })
    .sort((a, b) => b.start.correlation - a.start.correlation)
    .slice(0, climbed)
    .flatMap(({ search, start }): Found[] => {
      const place = refineFrom(search, start);
      return place ? [{ search, place }] : [];
    })
    .sort((a, b) => b.place.correlation * b.place.agreement - a.place.correlation * a.place.agreement)
    .slice(0, scored)
    .map(({ search, place }) =>
      score(levels, search, place.agreement < PROMISING ? place : refineByBlocks(search, place)),
    )
    .sort((a, b) => b.score - a.score);

const score = (levels: GradientPyramid, search: LevelSearch, place: RefinedPlacement): ScoredPlace => {
  const { level, template } = search;
  const { agreement } = place;
  const centre = centreOf(place);
  const spot: Spot = {
    x: (centre.x - PAD) / level.innerWidth,
    y: (centre.y - PAD) / level.innerHeight,
    scale: place.width / level.innerWidth,
  };
  if (agreement < LEAST_AGREEMENT) return { ...spot, agreement, peakRatio: 0, confirmation: null, score: 0 };
  const peakRatio = correlationAt(search, place, place.background) / rmsElsewhere(search, place);
  const at = (near: Spot): ScoredPlace => {
    const confirmation = confirmAt(template, levels, near);
    return { ...near, agreement, peakRatio, confirmation, score: scoreOf(peakRatio, agreement, confirmation) };
  };
  const found = at(spot);
  const isWhole = found.confirmation !== null && wholenessOf(found.confirmation) === 1;
  return peakRatio * agreement >= STRIKING && !isWhole && found.score < PLENTY ? bestNear(found, level, at) : found;
};

/**
 * The best score a pixel around a place that plain grounds speak for and whose parts were not all found: the ground pulls the climb aside. Up to two steps.
 */
const bestNear = (
  found: ScoredPlace,
  { innerWidth, innerHeight }: Level,
  at: (spot: Spot) => ScoredPlace,
): ScoredPlace => {
  let best = found;
  for (let round = 0; round < 2; round++) {
    const { x, y, scale } = best;
    const [dx, dy] = [1 / innerWidth, 1 / innerHeight];
    const around = [
      { x: x - dx, y, scale },
      { x: x + dx, y, scale },
      { x, y: y - dy, scale },
      { x, y: y + dy, scale },
      { x, y, scale: scale * 0.988 },
      { x, y, scale: scale * 1.012 },
    ];
    const [next] = around.map(at).sort((a, b) => b.score - a.score);
    if (!next || next.score <= best.score) break;
    best = next;
  }
  return best;
};

/** Confirms on the coarsest level that still shows the letters, or a coarser one where the mark is large. */
const confirmAt = ({ mark }: Template, levels: GradientPyramid, { x, y, scale }: Spot): Confirmation => {
  const fine = levels.fine();
  const suits = (innerWidth: number): boolean =>
    ((scale * innerWidth) ** 2 * mark.upright.height) / mark.upright.width <= CONFIRM_AREA;
  const level = scale * fine.innerWidth <= CONFIRM_WIDTH && suits(fine.innerWidth) ? fine : levels.coarser(suits);
  const width = Math.max(6, Math.round(scale * level.innerWidth));
  const rendered = renderMark(mark, width);
  const within = (corner: number, size: number, room: number): number =>
    Math.min(room - size, Math.max(0, Math.round(corner)));
  const left = within(x * level.innerWidth + PAD - rendered.width / 2, rendered.width, level.width);
  const top = within(y * level.innerHeight + PAD - rendered.height / 2, rendered.height, level.height);
  const frame = angleFrameOf(mark, width);
  const confirmation = confirm(level, rendered, frame, { left, top });
  dropMark(rendered);
  dropFrame(frame);
  return confirmation;
};
