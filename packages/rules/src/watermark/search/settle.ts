import type { CorrelationKernel } from '../kernel/kernel.ts';
import { type Level, PAD } from '../pyramid/level.ts';
import type { EdgeList } from '../template/edge-list.ts';
import type { Template } from '../template/template.ts';
import { agreement, normalised, type Placed } from './placed.ts';
import type { Candidate } from './search.ts';

/** Edge pixels looked at per step of the climb: first, then near the top. */
const COARSE_SAMPLE = 160;
const FINE_SAMPLE = 1200;
/** Edge pixels looked at to compare the blocks of neighbouring places. */
const BLOCK_SAMPLE = 800;
/** Gain of agreement that makes another place the better one. */
const LEAST_GAIN = 0.03;

export interface Settled extends Placed {
  readonly level: Level;
  readonly rho: number;
}

/** The best place near a candidate, at any of several widths over its own; from a sparse sample. */
export const bestStart = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  candidate: Candidate,
): Placed | undefined => {
  const centre = { x: candidate.x * level.innerWidth + PAD, y: candidate.y * level.innerHeight + PAD };
  const reach = Math.ceil((1.2 * Math.max(level.width, level.height)) / candidate.size);
  const all = [...template.backgrounds.keys()];
  let best: Placed | undefined;
  for (const stretch of STRETCHES) {
    const width = Math.round(candidate.scale * level.innerWidth * stretch);
    best = higher(best, bestAround(kernel, template, level, width, centre, reach, all, COARSE_SAMPLE));
  }
  return best;
};

/** The best place near a candidate on one level, and how well the mark's blocks agree there; undefined where it does not fit. */
export const settleOn = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  candidate: Candidate,
): Settled | undefined => {
  const start = bestStart(kernel, template, level, candidate);
  return start && settleFrom(kernel, template, level, start);
};

export const settleFrom = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  start: Placed,
): Settled | undefined => {
  const top = ascend(kernel, template, level, start);
  return top && settleNear(kernel, template, level, top);
};

/**
 * The same by the agreement of the blocks alone, over widths 8 % to either side: a mark that is lighter than one half of its ground and darker than
 * the other has no hill of correlation where it is.
 */
export const settleByBlocks = (kernel: CorrelationKernel, template: Template, settled: Settled): Settled => {
  const { level } = settled;
  let best: Settled | undefined;
  for (const width of new Set(WIDTHS_AROUND.map((stretch) => Math.round(settled.width * stretch)))) {
    best = agreeingBest(kernel, template, level, settled, width, 2, 1, BLOCK_SAMPLE, best);
  }
  const again = best && settleNear(kernel, template, level, best);
  return again && again.rho > settled.rho + LEAST_GAIN ? again : settled;
};

/** The place and width, a pixel more or less, at which the mark's blocks agree best. */
const settleNear = (kernel: CorrelationKernel, template: Template, level: Level, top: Placed): Settled | undefined => {
  let best: Settled | undefined;
  for (const width of [top.width - 1, top.width, top.width + 1]) {
    best = agreeingBest(kernel, template, level, top, width, 1, FINE_SAMPLE, undefined, best);
  }
  return best;
};

/**
 * The place, at most `reach` px from the centre of another, at which the blocks of the mark `width` px wide agree better than at `best`. Its value is
 * taken from `sample` edge pixels, the agreement from `blockSample`, all unless told.
 */
const agreeingBest = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  { list: { width: across, height: down }, left, top, background }: Placed,
  width: number,
  reach: number,
  sample: number,
  blockSample: number | undefined,
  best: Settled | undefined,
): Settled | undefined => {
  let better = best;
  const centre = { x: left + across / 2, y: top + down / 2 };
  eachCorner(template, level, width, centre, reach, (list, x, y) => {
    const placed = { list, width, left: x, top: y, background };
    const rho = agreement(kernel, level, placed, blockSample);
    if (better && rho <= better.rho) return;
    const step = Math.max(1, Math.floor(list.count / sample));
    better = { ...placed, level, rho, value: normalised(kernel, level, list, x, y, background, step) };
  });
  return better;
};

/** Widths tried first, over the candidate's: steps of width reach 3.75 % to either side, and a neighbour's peak may be the higher one. */
const STRETCHES = [0.955, 0.978, 1, 1.022, 1.045];
/** The same when blocks are asked; neighbours a per cent apart still overlap by the width of a stroke. */
const WIDTHS_AROUND = Array.from({ length: 17 }, (_, i) => 0.92 + 0.01 * i);

/** Up the hill of the correlation, over place and width. */
const ascend = (kernel: CorrelationKernel, template: Template, level: Level, start: Placed): Placed | undefined => {
  let best: Placed | undefined = start;
  for (let round = 0; round < 3 && best; round++) {
    const from: Placed = best;
    best = undefined;
    const centre = { x: from.left + from.list.width / 2, y: from.top + from.list.height / 2 };
    const widths = new Set([0.985, 0.993, 1, 1.007, 1.015].map((stretch) => Math.round(from.width * stretch)));
    for (const width of widths) {
      best = higher(best, bestAround(kernel, template, level, width, centre, 1, [from.background], FINE_SAMPLE));
    }
    if (best && best.width === from.width && best.left === from.left && best.top === from.top) break;
  }
  return best;
};

const higher = (a: Placed | undefined, b: Placed | undefined): Placed | undefined =>
  b && (!a || b.value > a.value) ? b : a;

/**
 * The highest correlation of the mark `width` px wide on any of those backgrounds, from about `sample` edge pixels, with its centre at most `reach` px from
 * `centre` (padded px); undefined where it lies on the level nowhere.
 */
export const bestAround = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  width: number,
  centre: { readonly x: number; readonly y: number },
  reach: number,
  backgrounds: readonly number[],
  sample: number,
): Placed | undefined => {
  let best: Placed | undefined;
  let highest = Number.NEGATIVE_INFINITY;
  eachCorner(template, level, width, centre, reach, (list, left, top) => {
    const step = Math.max(1, Math.floor(list.count / sample));
    for (const background of backgrounds) {
      const value = normalised(kernel, level, list, left, top, background, step);
      if (value <= highest) continue;
      highest = value;
      best = { list, width, left, top, background, value };
    }
  });
  return best;
};

/** Upper left corners (padded px) of the mark `width` px wide whose centre lies at most `reach` px from a centre and that lie on the level. */
const eachCorner = (
  template: Template,
  level: Level,
  width: number,
  centre: { readonly x: number; readonly y: number },
  reach: number,
  visit: (list: EdgeList, left: number, top: number) => void,
): void => {
  if (width < 6) return;
  const list = template.edgeList(width, level.stride);
  const x = Math.round(centre.x - list.width / 2);
  const y = Math.round(centre.y - list.height / 2);
  const [right, bottom] = [level.width - list.width, level.height - list.height];
  for (let top = Math.max(0, y - reach); top <= Math.min(bottom, y + reach); top++) {
    for (let left = Math.max(0, x - reach); left <= Math.min(right, x + reach); left++) visit(list, left, top);
  }
};
