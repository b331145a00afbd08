import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Level, PAD } from '../pyramid/level.ts';
import type { SignedLevels } from '../pyramid/signed-levels.ts';
import { type Confirmation, confirm, scoreOf, wholenessOf } from '../score/confirm.ts';
import { frameOf } from '../template/angle-frame.ts';
import type { Template } from '../template/template.ts';
import { renderMark } from '../template/template-field.ts';
import { normalised, rmsElsewhere } from './placed.ts';
import type { Candidate } from './search.ts';
import { bestStart, type Settled, settleByBlocks, settleFrom } from './settle.ts';

/** Widest rendering that is refined on the fine level, px; wider ones go to the middle level. */
const FINE_WIDTH = 300;
/** Widest rendering that is confirmed on the fine level, px. */
const CONFIRM_WIDTH = 160;
/** Largest rendering that is confirmed, px² of the upright mark: what it costs grows with the area. */
const CONFIRM_AREA = 26_000;
/** Agreement of the blocks from which it is worth comparing that of neighbouring places. */
const PROMISING = 0.18;
/** Agreement below which a place is not the mark, and nothing more is asked: marks had 0.31 or more, three quarters of clean pictures less. */
const LEAST_AGREEMENT = 0.2;
/** zf · rho of a place that is worth a look around it. */
const STRIKING = 3;
/** Score above which nothing is to be gained by that. */
const PLENTY = 4;

/** A candidate after refinement. Centre and scale are fractions as in `Candidate`. */
export interface Refined {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Mean agreement of the blocks of the mark on plain grounds, −1 to 1: every letter has to match. */
  readonly rho: number;
  /** Correlation over its rms at random places of the same picture, on the plain ground that suits best; 0 where it was not asked. */
  readonly zf: number;
  /** The same questions asked of the mark on the ground that is there; null where they were not. */
  readonly confirmation: Confirmation | null;
  /** What verdicts rest on (`scoreOf`), 0 or more. */
  readonly score: number;
}

/** A place and width, fractions as in `Candidate`. */
type Spot = Pick<Candidate, 'x' | 'y' | 'scale'>;

/**
 * Refines candidates: a look from a sparse sample at all of them, then a climb over place and width and the agreement by block for the best `climbed`. The score
 * against random places is worked out for the best `scored` of those only, since it costs most. Best score first.
 */
export const refine = (
  kernel: CorrelationKernel,
  template: Template,
  levels: SignedLevels,
  candidates: readonly Candidate[],
  climbed: number,
  scored: number,
): Refined[] =>
  candidates
    .flatMap((candidate) => {
      const level = levelFor(levels, candidate.scale);
      const start = bestStart(kernel, template, level, candidate);
      return start ? { level, start } : [];
    })
    .sort((a, b) => b.start.value - a.start.value)
    .slice(0, climbed)
    .map(({ level, start }) => settleFrom(kernel, template, level, start))
    .filter((settled) => settled !== undefined)
    .sort((a, b) => b.value * b.rho - a.value * a.rho)
    .slice(0, scored)
    .map((settled) =>
      score(kernel, template, levels, settled.rho < PROMISING ? settled : settleByBlocks(kernel, template, settled)),
    )
    .sort((a, b) => b.score - a.score);

/** The level that a mark `scale` of the picture's width wide is refined on. */
export const levelFor = (levels: SignedLevels, scale: number): Level => {
  const fine = levels.fine();
  return scale * fine.innerWidth <= FINE_WIDTH ? fine : levels.middle();
};

const score = (kernel: CorrelationKernel, template: Template, levels: SignedLevels, settled: Settled): Refined => {
  const { level, list, left, top, background, rho } = settled;
  const spot: Spot = {
    x: (left + list.width / 2 - PAD) / level.innerWidth,
    y: (top + list.height / 2 - PAD) / level.innerHeight,
    scale: settled.width / level.innerWidth,
  };
  if (rho < LEAST_AGREEMENT) return { ...spot, rho, zf: 0, confirmation: null, score: 0 };
  const here = normalised(kernel, level, list, left, top, background, 1);
  const zf = here / rmsElsewhere(kernel, level, list, background);
  const at = (near: Spot): Refined => {
    const confirmation = confirmAt(kernel, template, levels, near);
    return { ...near, rho, zf, confirmation, score: scoreOf(zf, rho, confirmation) };
  };
  const found = at(spot);
  const isWhole = found.confirmation !== null && wholenessOf(found.confirmation) === 1;
  return zf * rho >= STRIKING && !isWhole && found.score < PLENTY ? bestNear(found, level, at) : found;
};

/**
 * The best score a pixel around a place that plain grounds speak for and whose parts were not all found: the ground pulls the climb aside. Up to two steps.
 */
const bestNear = (found: Refined, { innerWidth, innerHeight }: Level, at: (spot: Spot) => Refined): Refined => {
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
const confirmAt = (
  kernel: CorrelationKernel,
  { mark }: Template,
  levels: SignedLevels,
  { x, y, scale }: Spot,
): Confirmation => {
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
  return confirm(kernel, level, rendered, frameOf(mark, width), left, top);
};
