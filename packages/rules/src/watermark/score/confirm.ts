import type { CorrelationKernel } from '../kernel/kernel.ts';
import type { Level } from '../pyramid/level.ts';
import type { AngleFrame } from '../template/angle-frame.ts';
import { type Cut, cutIntoBlocks } from '../template/blocks.ts';
import { plainShape, withoutPlainShape } from '../template/plain-shape.ts';
import type { RenderedMark } from '../template/template-field.ts';
import { fieldAt, fitOverlay, type OverlayFit } from './overlay-fit.ts';

/** Places anywhere, and around, that the correlation is compared with, and edge pixels looked at for each. */
const ELSEWHERE = 150;
const SAMPLE = 600;
/** Share of the mark's sides by which a place beside it is away at least, along one of them. */
const NEAR = 0.25;
/** |field|² a pixel that a plain place is taken to have, so that faint noise there does not count as agreement. */
const LEAST_ENERGY = 0.03;
/** |field|² of the mark above which a pixel is one of its edges, and below which it leaves the picture alone. */
const FAINT = 0.01;
const QUIET = 0.001;

/** One part of a mark. */
export interface Block {
  /** Correlation of the picture's field with the mark's on its edge pixels, −1 to 1. */
  readonly agreement: number;
  /** What it would be if the mark were there: less where the ground is restless, 0 to 1. */
  readonly expected: number;
}

/** Share of the blocks, the weakest, that have to be there too. */
const WEAKEST = 1 / 3;
/** Share of the parts of a mark that have to be more than a bar for anything to be told. */
const LEAST_TOLD = 0.5;
/** Blocks of which less is expected say little: the ground is too restless there. With fewer telling blocks than that, all of them count. */
const TELLING = 0.6;
const FEWEST = 3;
/** What the weakest telling blocks show, of what is expected of them, where the mark is whole. */
const WHOLE_PARTS = [0, 0.2] as const;
/** Likeness less shortfall up to which a place is not the mark, and from which it is all of it (docs/bench-watermark.md). */
const WHOLE = [0.05, 0.2] as const;
/** What a mark of no edge pixels would have to show more: a few bars of the ground can pass for half of a small mark. None from FEW_EDGES on. */
const MORE_OF_FEW = 0.4;
const FEW_EDGES = 600;
/** As WHOLE, for the opacity: rows of small print agree with small text a little everywhere, as a mark of a few per cent would. */
const WHOLE_OPACITY = [0.03, 0.08] as const;
/** Edge pixels from which the size of a mark no longer matters. */
const ENOUGH_EDGES = 300;

/** Times its prominence that the zf of a place counts at most: zf does not look around. */
const MOST_PLAIN = 1.5;

/** How well a place looks like the mark on the ground that is there. */
export interface Confirmation {
  /** 0.03–1. */
  readonly opacity: number;
  /** Correlation over its rms at other places of the picture, anywhere or around: a knit looks like small print all over. */
  readonly prominence: number;
  /** Pixels on which the mark has an edge there. */
  readonly edges: number;
  /** Parts of the mark, and those of them that are more than a bar. */
  readonly parts: number;
  readonly blocks: readonly Block[];
}

/**
 * Looks at one place (left and top in padded px of the level) as at an overlay: the mark is put on the ground that is estimated there, at the
 * opacity that fits, and each part of it has to be found again, without what any bar or ring shows of it (`plain-shape.ts`).
 */
export const confirm = (
  kernel: CorrelationKernel,
  level: Level,
  mark: RenderedMark,
  frame: AngleFrame,
  left: number,
  top: number,
): Confirmation => {
  const whole = fitOverlay(kernel, level, mark, left, top);
  const cut = cutIntoBlocks(energyOf(whole), frame, whole.edges);
  const plain = plainShape(frame, whole.x.length);
  const bared = plain && withoutPlainShape(whole, plain, whole.edges, cut.blockOf, cut.blocks);
  const fit = bared ? { ...whole, x: bared.x, y: bared.y } : whole;
  // What small print shows is a bar, and any bar is like it: such blocks say nothing.
  const isBar = plain?.kind === 'bar' && bared ? bared.isPlain : () => false;
  return {
    opacity: fit.opacity,
    edges: fit.edges.length,
    prominence: prominenceOf(kernel, level, fit, left, top),
    ...blocksOf(kernel, level, fit, energyOf(whole), cut, frame, left, top, isBar),
  };
};

/** Sums over the blocks of agreement × expected, and of expected². */
const fitOf = ({ blocks }: Confirmation): { readonly product: number; readonly square: number } => {
  let product = 0;
  let square = 0;
  for (const { agreement, expected } of blocks) {
    product += agreement * expected;
    square += expected * expected;
  }
  return { product, square };
};

/**
 * Agreement of the blocks over what is expected of them, fitted by least squares: about 1 where the mark is, about 0 where it is not. Blocks on restless
 * ground, of which little is expected, weigh little.
 */
const likenessOf = (confirmation: Confirmation): number => {
  const { product, square } = fitOf(confirmation);
  return square > 0 ? product / square : 0;
};

/** The same over its error: chance gives any likeness where little is expected everywhere. At most 1. */
const evidenceOf = (confirmation: Confirmation): number => {
  const { product, square } = fitOf(confirmation);
  return square > 0 ? product / Math.sqrt(confirmation.blocks.length * square) : 0;
};

const meanOfLowest = (values: readonly number[]): number => {
  const count = Math.max(1, Math.round(WEAKEST * values.length));
  const lowest = [...values].sort((a, b) => a - b).slice(0, count);
  return lowest.reduce((sum, value) => sum + value, 0) / count;
};

/** What the weakest third of a mark's telling blocks show, over what is expected of them: about 1 where the mark is, about 0 where it is not. */
const weakestOf = ({ blocks }: Confirmation): number => {
  const telling = blocks.filter(({ expected }) => expected >= TELLING);
  return meanOfLowest(
    telling.length >= FEWEST
      ? telling.map((block) => block.agreement / block.expected)
      : blocks.map((block) => block.agreement),
  );
};

/** 0 up to the first bound, 1 from the second on. */
const between = (value: number, [none, all]: readonly [number, number]): number =>
  Math.min(1, Math.max(0, (value - none) / (all - none)));

/** By how much the blocks that fall shortest, a third of all, fall short of what is expected of them: about 0.15 where the mark is. */
export const shortfallOf = ({ blocks }: Confirmation): number =>
  -meanOfLowest(blocks.map(({ agreement, expected }) => agreement - expected));

/**
 * Whether every part of the mark is there, strong enough to be an overlay: 1, falling to 0 for what has a part missing or is too faint. Other words in the
 * same letters, or an emblem with the same ring, agree in some blocks and not at all in others.
 */
export const wholenessOf = (confirmation: Confirmation): number => {
  if (confirmation.blocks.length < LEAST_TOLD * confirmation.parts) return 0;
  const more = MORE_OF_FEW * (1 - Math.min(1, confirmation.edges / FEW_EDGES));
  const shares = [
    between(likenessOf(confirmation) - shortfallOf(confirmation) - more, WHOLE),
    between(weakestOf(confirmation), WHOLE_PARTS),
    between(confirmation.opacity, WHOLE_OPACITY),
  ];
  return shares.reduce((product, share) => product * share ** 2, 1);
};

/**
 * A place's score, from what plain grounds say of it (zf and rho of `refine`) and from its confirmation: the geometric mean of both, for what is whole.
 * Few pixels agree by chance more easily: the spread of a correlation falls as the root of their number.
 */
export const scoreOf = (zf: number, rho: number, confirmation: Confirmation): number => {
  const prominence = Math.max(0, confirmation.prominence);
  const onPlain = Math.max(prominence, Math.min(zf, MOST_PLAIN * prominence)) * Math.max(0, rho);
  const onGround = prominence * Math.max(0, evidenceOf(confirmation));
  const size = Math.min(1, Math.sqrt(confirmation.edges / ENOUGH_EDGES));
  return Math.sqrt(onPlain * onGround) * wholenessOf(confirmation) * size;
};

/** |field|² of each pixel. */
const energyOf = ({ x, y }: OverlayFit): Float32Array => x.map((tx, i) => tx * tx + (y[i] ?? 0) ** 2);

const blocksOf = (
  kernel: CorrelationKernel,
  level: Level,
  { width, height, x, y }: OverlayFit,
  strengths: Float32Array,
  { blockOf, blocks }: Cut,
  frame: AngleFrame,
  left: number,
  top: number,
  isBar: (block: number) => boolean,
): Pick<Confirmation, 'parts' | 'blocks'> => {
  const sums = Array.from({ length: blocks }, () => ({
    product: 0,
    own: 0,
    full: 0,
    seen: 0,
    count: 0,
    noise: 0,
    quiet: 0,
  }));
  const seen = fieldAt(kernel, level, left, top, width, height);
  for (let i = 0; i < strengths.length; i++) {
    const sum = sums[blockOf(i)];
    const strength = strengths[i] ?? 0;
    if (!sum || !frame.isInside(i)) continue;
    const energy = (seen.x[i] ?? 0) ** 2 + (seen.y[i] ?? 0) ** 2;
    if (strength > FAINT) {
      sum.product += (x[i] ?? 0) * (seen.x[i] ?? 0) + (y[i] ?? 0) * (seen.y[i] ?? 0);
      sum.own += (x[i] ?? 0) ** 2 + (y[i] ?? 0) ** 2;
      sum.full += strength;
      sum.seen += energy;
      sum.count++;
    } else if (strength < QUIET) {
      sum.noise += energy;
      sum.quiet++;
    }
  }
  const parts = sums.map((sum, block) => ({ sum, block })).filter(({ sum }) => sum.count > 0);
  return {
    parts: parts.length,
    blocks: parts.filter(({ block }) => !isBar(block)).map(({ sum }) => blockOfSums(sum)),
  };
};

interface BlockSums {
  readonly product: number;
  /** Energy of the mark's field without its plain shape, and with it. */
  readonly own: number;
  readonly full: number;
  readonly seen: number;
  readonly count: number;
  /** Energy of the picture's field on pixels that the mark leaves alone, and how many they are. */
  readonly noise: number;
  readonly quiet: number;
}

const blockOfSums = ({ product, own, full, seen, count, noise, quiet }: BlockSums): Block => {
  const around = quiet > 0 ? noise / quiet : 0;
  return {
    agreement: product / Math.sqrt(own * (seen + 0.05 * own) + 1e-3),
    expected: Math.sqrt(own / (full + count * around)),
  };
};

const prominenceOf = (
  kernel: CorrelationKernel,
  level: Level,
  { width, height, edges, x, y }: OverlayFit,
  left: number,
  top: number,
): number => {
  if (edges.length === 0) return 0;
  const { memory } = kernel;
  const sampled = edges.filter((_, k) => k % Math.max(1, Math.floor(edges.length / SAMPLE)) === 0);
  const pixels = memory.allocate(sampled.length * 16);
  const sums = memory.allocate(8);
  const words = memory.i32(pixels, sampled.length * 4);
  const values = memory.f32(pixels, sampled.length * 4);
  let own = 0;
  for (const [k, i] of sampled.entries()) {
    const [tx, ty] = [x[i] ?? 0, y[i] ?? 0];
    words[4 * k] = Math.floor(i / width) * level.stride + (i % width);
    values[4 * k + 1] = tx;
    values[4 * k + 2] = ty;
    words[4 * k + 3] = 0;
    own += tx * tx + ty * ty;
  }
  const sum = memory.f32(sums, 2);
  const floor = LEAST_ENERGY * sampled.length;
  const at = (column: number, line: number): number => {
    sum.fill(0);
    kernel.blockScores(pixels, sampled.length, level.fx, level.fy, line * level.stride + column, sums, sums + 4);
    return (sum[0] ?? 0) / Math.sqrt(own * ((sum[1] ?? 0) + floor) + 1e-9);
  };
  let state = 12345;
  const random = (below: number): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * Math.max(1, below));
  };
  const [right, bottom] = [level.width - width, level.height - height];
  let anywhere = 0;
  let around = 0;
  let neighbours = 0;
  for (let k = 0; k < ELSEWHERE; k++) {
    anywhere += at(random(right + 1), random(bottom + 1)) ** 2;
    const column = within(left + random(2 * width) - width, right);
    const line = within(top + random(2 * height) - height, bottom);
    if (Math.abs(column - left) < NEAR * width && Math.abs(line - top) < NEAR * height) continue;
    around += at(column, line) ** 2;
    neighbours++;
  }
  const expected = Math.max(anywhere / ELSEWHERE, around / Math.max(1, neighbours));
  const prominence = at(left, top) / Math.sqrt(expected + 1e-6);
  memory.release(pixels, sampled.length * 16);
  memory.release(sums, 8);
  return prominence;
};

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
