import { frameOf } from './angle-frame.ts';
import { type Confirmation, confirm, scoreOf, wholenessOf } from './confirm.ts';
import type { EdgeList } from './edge-list.ts';
import type { CorrelationKernel } from './kernel/kernel.ts';
import { boxEnergy, type Level, PAD } from './level.ts';
import { type Candidate, energyFloor } from './search.ts';
import type { SignedLevels } from './signed-levels.ts';
import type { Template } from './template.ts';
import { renderMark } from './template-field.ts';

/** Widest rendering that is refined on the fine level, px; wider ones go to the middle level. */
const FINE_WIDTH = 300;
/** Widest rendering that is confirmed on the fine level, px. */
const CONFIRM_WIDTH = 160;
/** Largest rendering that is confirmed, px² of the upright mark: what it costs grows with the area. */
const CONFIRM_AREA = 26_000;
/** Edge pixels looked at per step of the climb: first, then near the top. */
const COARSE_SAMPLE = 160;
const FINE_SAMPLE = 1200;
/** Edge pixels looked at to compare the blocks of neighbouring places. */
const BLOCK_SAMPLE = 800;
/** Agreement from which a place is worth that, and the gain that makes another place the better one. */
const PROMISING = 0.18;
const LEAST_GAIN = 0.03;
/** zf · rho of a place that is worth a look around it. */
const STRIKING = 3;
/** Places that the score is compared with. */
const DECOY_PLACES = 300;
const EDGE_SHARE = 0.5;

/** A candidate after refinement. Centre and scale are fractions as in `Candidate`. */
export interface Refined {
  readonly x: number;
  readonly y: number;
  readonly scale: number;
  /** Mean agreement of the blocks of the mark on plain grounds, −1 to 1: every letter has to match. */
  readonly rho: number;
  /** Correlation over its rms at random places of the same picture, on the plain ground that suits best. */
  readonly zf: number;
  /** The same questions asked of the mark on the ground that is there. */
  readonly confirmation: Confirmation;
  /** What verdicts rest on (`scoreOf`), 0 or more. */
  readonly score: number;
}

/** A place and width, fractions as in `Candidate`. */
type Spot = Pick<Candidate, 'x' | 'y' | 'scale'>;

export interface Placed {
  readonly list: EdgeList;
  readonly width: number;
  /** Left and top of the rendering in padded px. */
  readonly left: number;
  readonly top: number;
  readonly background: number;
  readonly value: number;
}

export interface Settled extends Placed {
  readonly level: Level;
  readonly rho: number;
}

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

const settleFrom = (
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
const settleByBlocks = (kernel: CorrelationKernel, template: Template, settled: Settled): Settled => {
  const { level } = settled;
  let best: Settled | undefined;
  const widths = new Set(WIDTHS_AROUND.map((stretch) => Math.round(settled.width * stretch)));
  for (const width of widths) {
    for (const [dx, dy] of WIDE_AROUND) {
      const placed = place(kernel, template, level, width, centreOf(settled, dx, dy), settled.background, 1);
      if (!placed) continue;
      const rho = agreement(kernel, level, placed, BLOCK_SAMPLE);
      if (!best || rho > best.rho) best = { ...placed, level, rho };
    }
  }
  const again = best && settleNear(kernel, template, level, best);
  return again && again.rho > settled.rho + LEAST_GAIN ? again : settled;
};

/** The place and width, a pixel more or less, at which the mark's blocks agree best. */
const settleNear = (kernel: CorrelationKernel, template: Template, level: Level, top: Placed): Settled | undefined => {
  let best: Settled | undefined;
  for (const width of [top.width - 1, top.width, top.width + 1]) {
    for (const [dx, dy] of AROUND) {
      const placed = place(kernel, template, level, width, centreOf(top, dx, dy), top.background, FINE_SAMPLE);
      if (!placed) continue;
      const rho = agreement(kernel, level, placed);
      if (!best || rho > best.rho) best = { ...placed, level, rho };
    }
  }
  return best;
};

/** Widths tried first, over the candidate's: steps of width reach 3.75 % to either side, and a neighbour's peak may be the higher one. */
const STRETCHES = [0.955, 0.978, 1, 1.022, 1.045];
/** The same when blocks are asked; neighbours a per cent apart still overlap by the width of a stroke. */
const WIDTHS_AROUND = Array.from({ length: 17 }, (_, i) => 0.92 + 0.01 * i);

const AROUND = [-1, 0, 1].flatMap((dx) => [-1, 0, 1].map((dy) => [dx, dy] as const));
const WIDE_AROUND = [-2, -1, 0, 1, 2].flatMap((dx) => [-2, -1, 0, 1, 2].map((dy) => [dx, dy] as const));

/** The best place near a candidate, at any of several widths over its own; from a sparse sample. */
const bestStart = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  candidate: Candidate,
): Placed | undefined => {
  const centre = { x: candidate.x * level.innerWidth + PAD, y: candidate.y * level.innerHeight + PAD };
  const reach = Math.ceil((1.2 * Math.max(level.width, level.height)) / candidate.size);
  let best: Placed | undefined;
  for (const stretch of STRETCHES) {
    const width = Math.round(candidate.scale * level.innerWidth * stretch);
    for (const background of template.backgrounds.keys()) {
      for (let dy = -reach; dy <= reach; dy++) {
        for (let dx = -reach; dx <= reach; dx++) {
          const at = { x: centre.x + dx, y: centre.y + dy };
          const placed = place(kernel, template, level, width, at, background, COARSE_SAMPLE);
          if (placed && (!best || placed.value > best.value)) best = placed;
        }
      }
    }
  }
  return best;
};

/** Up the hill of the correlation, over place and width. */
const ascend = (kernel: CorrelationKernel, template: Template, level: Level, start: Placed): Placed | undefined => {
  let best: Placed | undefined = start;
  for (let round = 0; round < 3 && best; round++) {
    const from: Placed = best;
    best = undefined;
    const widths = new Set([0.985, 0.993, 1, 1.007, 1.015].map((stretch) => Math.round(from.width * stretch)));
    for (const width of widths) {
      for (const [dx, dy] of AROUND) {
        const centre = centreOf(from, dx, dy);
        const placed = place(kernel, template, level, width, centre, from.background, FINE_SAMPLE);
        if (placed && (!best || placed.value > best.value)) best = placed;
      }
    }
    if (best && best.width === from.width && best.left === from.left && best.top === from.top) break;
  }
  return best;
};

const centreOf = (placed: Placed, dx: number, dy: number): { x: number; y: number } => ({
  x: placed.left + placed.list.width / 2 + dx,
  y: placed.top + placed.list.height / 2 + dy,
});

/** Puts the mark at a centre (padded px); undefined where it would leave the level. */
export const place = (
  kernel: CorrelationKernel,
  template: Template,
  level: Level,
  width: number,
  centre: { readonly x: number; readonly y: number },
  background: number,
  sample: number,
): Placed | undefined => {
  if (width < 6) return undefined;
  const list = template.edgeList(width, level.stride);
  const left = Math.round(centre.x - list.width / 2);
  const top = Math.round(centre.y - list.height / 2);
  if (left < 0 || top < 0 || left + list.width > level.width || top + list.height > level.height) return undefined;
  const value = normalised(kernel, level, list, left, top, background, Math.max(1, Math.floor(list.count / sample)));
  return { list, width, left, top, background, value };
};

/** Correlation of the edge pixels at a place over the expected size of it, from every `step`th pixel. */
export const normalised = (
  kernel: CorrelationKernel,
  level: Level,
  list: EdgeList,
  left: number,
  top: number,
  background: number,
  step: number,
): number => {
  const energy = list.energies[background] ?? 0;
  const area = list.width * list.height;
  const density = boxEnergy(kernel, level, left, top, list.width, list.height) / area;
  const base = top * level.stride + left;
  const product = kernel.sparseScore(list.lists[background] ?? 0, list.count, step, level.fx, level.fy, base);
  return (product * step) / Math.sqrt(energy * EDGE_SHARE * (density + energyFloor(level.meanEnergy)) + 1e-9);
};

/** Mean over the blocks of their correlation, each against the background that suits it best; from `sample` edge pixels at most. */
export const agreement = (
  kernel: CorrelationKernel,
  level: Level,
  { list, left, top }: Placed,
  sample = list.count,
): number => {
  const count = Math.min(sample, list.count);
  const { memory } = kernel;
  const bytes = list.blocks * 4;
  const products = memory.allocate(bytes);
  const energies = memory.allocate(bytes);
  const best = new Float64Array(list.blocks).fill(-1);
  for (const [background, pixels] of list.lists.entries()) {
    memory.f32(products, list.blocks).fill(0);
    memory.f32(energies, list.blocks).fill(0);
    kernel.blockScores(pixels, count, level.fx, level.fy, top * level.stride + left, products, energies);
    const product = memory.f32(products, list.blocks);
    const energy = memory.f32(energies, list.blocks);
    for (let block = 0; block < list.blocks; block++) {
      const own = ((list.blockEnergies[background]?.[block] ?? 0) * count) / list.count;
      if (own <= 0) continue;
      const rho = (product[block] ?? 0) / Math.sqrt(own * ((energy[block] ?? 0) + 0.05 * own) + 1e-3);
      best[block] = Math.max(best[block] ?? -1, rho);
    }
  }
  memory.release(products, bytes);
  memory.release(energies, bytes);
  const used = best.filter((rho) => rho > -1);
  return used.reduce((sum, rho) => sum + rho, 0) / Math.max(1, used.length);
};

/** Root mean square of the correlation of a mark at random places of a level: what `zf` is measured in. */
export const rmsElsewhere = (kernel: CorrelationKernel, level: Level, list: EdgeList, background: number): number => {
  let state = 12345;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * below);
  };
  let squares = 0;
  for (let i = 0; i < DECOY_PLACES; i++) {
    const x = random(level.width - list.width + 1);
    const y = random(level.height - list.height + 1);
    squares += normalised(kernel, level, list, x, y, background, 1) ** 2;
  }
  return Math.sqrt(squares / DECOY_PLACES + 1e-6);
};

const score = (kernel: CorrelationKernel, template: Template, levels: SignedLevels, settled: Settled): Refined => {
  const { level, list, left, top, background, rho } = settled;
  const here = normalised(kernel, level, list, left, top, background, 1);
  const zf = here / rmsElsewhere(kernel, level, list, background);
  const at = (spot: Spot): Refined => {
    const confirmation = confirmAt(kernel, template, levels, spot);
    return { ...spot, rho, zf, confirmation, score: scoreOf(zf, rho, confirmation) };
  };
  const found = at({
    x: (left + list.width / 2 - PAD) / level.innerWidth,
    y: (top + list.height / 2 - PAD) / level.innerHeight,
    scale: settled.width / level.innerWidth,
  });
  return zf * rho >= STRIKING && wholenessOf(found.confirmation) < 1 ? bestNear(found, level, at) : found;
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
