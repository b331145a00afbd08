import { samples } from '../../kernel/random.ts';
import type { PixelList } from '../kernel/kernel.ts';
import type { Corner, Level } from '../pyramid/level.ts';
import type { RenderedMark } from '../pyramid/raster/plane.ts';
import { type AngleFrame, type Cut, cutIntoBlocks } from '../template/blocks.ts';
import { dropShape, listPixels, plainShape, withoutPlainShape } from '../template/plain-shape.ts';
import type { Block, Confirmation } from './confirmation.ts';
import { wholenessOf } from './judge.ts';
import { fieldAt, fitOverlay, type OverlayFit } from './overlay-fit.ts';
import { strokeOrder } from './stroke-order.ts';

/** Number of places anywhere, and around, that the correlation is compared with, and of edge pixels for each. */
const ELSEWHERE = 150;
const SAMPLE = 600;
const SAMPLE_SEED = 12345;
/** Least distance of a place from the mark, as a share of the mark's side, along one of them. */
const NEAR = 0.25;
/** |field|² a pixel that a plain place is taken to have, so that faint noise there does not count as agreement. */
const LEAST_ENERGY = 0.03;
/** |field|² of the mark above which a pixel is one of its edges, and below which it leaves the picture alone. */
const FAINT = 0.01;
const QUIET = 0.001;

/** An overlay without what any bar or ring shows of it, cut into its parts. */
interface CutOverlay {
  readonly fit: OverlayFit;
  /** |field|² of each pixel, with what a bar or ring shows. */
  readonly strengths: Float32Array;
  readonly cut: Cut;
  readonly frame: AngleFrame;
  /** Whether a part is a bar: what small print shows is one, and any bar is like it, so that such a part says nothing. */
  readonly isBar: (block: number) => boolean;
  /** Whether the mark is a row of strokes, as words are. */
  readonly isRow: boolean;
}

/**
 * Tests one place (padded px of the level) for an overlay: the mark is blended onto the background that is estimated there, at the
 * opacity that fits, and each part of it is matched again, without the response of any bar or ring (`plain-shape.ts`).
 */
export const confirm = (level: Level, mark: RenderedMark, frame: AngleFrame, corner: Corner): Confirmation => {
  const overlay = cutOverlay(fitOverlay(level, mark, corner), frame);
  const seen: Confirmation = {
    opacity: overlay.fit.opacity,
    edges: overlay.fit.edges.length,
    prominence: prominenceOf(level, overlay.fit, corner),
    order: null,
    ...partsOf(level, overlay, corner),
  };
  if (!overlay.isRow || wholenessOf(seen) === 0) return seen;
  return { ...seen, order: strokeOrder(level, overlay.fit, frame, corner) };
};

const cutOverlay = (whole: OverlayFit, frame: AngleFrame): CutOverlay => {
  const strengths = energyOf(whole);
  const cut = cutIntoBlocks(strengths, frame, whole.edges);
  const plain = plainShape(frame, whole.x.length);
  const bared = plain && withoutPlainShape(whole, plain, listPixels(whole.edges, cut));
  const fit = bared
    ? { ...whole, x: put(whole.x, whole.edges, bared.x), y: put(whole.y, whole.edges, bared.y) }
    : whole;
  const isBar = plain?.kind === 'bar' && bared ? bared.isPlain : () => false;
  if (plain) dropShape(plain);
  return { fit, strengths, cut, frame, isBar, isRow: plain?.kind === 'bar' };
};

/** Values with others at those positions. */
const put = (values: Float32Array, positions: Uint32Array, others: Float32Array): Float32Array => {
  const changed = values.slice();
  for (let j = 0; j < positions.length; j++) changed[positions[j] ?? 0] = others[j] ?? 0;
  return changed;
};

/** |field|² of each pixel. */
const energyOf = ({ x, y }: OverlayFit): Float32Array => x.map((tx, i) => tx * tx + (y[i] ?? 0) ** 2);

interface PartSums {
  product: number;
  /** Energy of the mark's field without its plain shape, and with it. */
  own: number;
  full: number;
  seen: number;
  count: number;
  /** Energy of the picture's field on pixels that the mark leaves alone, and how many they are. */
  noise: number;
  quiet: number;
}

const partsOf = (
  level: Level,
  { fit, strengths, cut, frame, isBar }: CutOverlay,
  corner: Corner,
): Pick<Confirmation, 'parts' | 'blocks'> => {
  const { x, y } = fit;
  const sums = Array.from(
    { length: cut.blocks },
    (): PartSums => ({ product: 0, own: 0, full: 0, seen: 0, count: 0, noise: 0, quiet: 0 }),
  );
  const seen = fieldAt(level, corner, fit);
  for (let i = 0; i < strengths.length; i++) {
    const sum = sums[cut.blockOf(i)];
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

const blockOfSums = ({ product, own, full, seen, count, noise, quiet }: PartSums): Block => {
  const around = quiet > 0 ? noise / quiet : 0;
  return {
    agreement: product / Math.sqrt(own * (seen + 0.05 * own) + 1e-3),
    expected: Math.sqrt(own / (full + count * around)),
  };
};

const prominenceOf = (level: Level, fit: OverlayFit, corner: Corner): number => {
  if (fit.edges.length === 0) return 0;
  const { kernel } = level;
  const { pixels, energy } = sampleOf(level, fit);
  const sums = kernel.memory.allocate(8);
  const sum = kernel.memory.f32(sums, 2);
  const floor = LEAST_ENERGY * pixels.count;
  const at = (left: number, top: number): number => {
    sum.fill(0);
    kernel.blockScores(pixels, level, top * level.stride + left, { products: sums, energies: sums + 4 });
    return (sum[0] ?? 0) / Math.sqrt(energy * ((sum[1] ?? 0) + floor) + 1e-9);
  };
  const expected = meanSquareElsewhere(level, fit, corner, at);
  const prominence = at(corner.left, corner.top) / Math.sqrt(expected + 1e-6);
  kernel.memory.release(pixels.address, pixels.count * 16);
  kernel.memory.release(sums, 8);
  return prominence;
};

/** An even sample of an overlay's edge pixels in new kernel memory, all of one block, and their energy. */
const sampleOf = (
  { kernel: { memory }, stride }: Level,
  { width, edges, x, y }: OverlayFit,
): { readonly pixels: PixelList; readonly energy: number } => {
  const sampled = edges.filter((_, k) => k % Math.max(1, Math.floor(edges.length / SAMPLE)) === 0);
  const address = memory.allocate(sampled.length * 16);
  const words = memory.i32(address, sampled.length * 4);
  const values = memory.f32(address, sampled.length * 4);
  let energy = 0;
  for (const [k, i] of sampled.entries()) {
    const tx = x[i] ?? 0;
    const ty = y[i] ?? 0;
    words[4 * k] = Math.floor(i / width) * stride + (i % width);
    values[4 * k + 1] = tx;
    values[4 * k + 2] = ty;
    words[4 * k + 3] = 0;
    energy += tx * tx + ty * ty;
  }
  return { pixels: { address, count: sampled.length }, energy };
};

/** Mean square of the correlation at random places anywhere on the level, or around the corner: the larger of the two. */
const meanSquareElsewhere = (
  level: Level,
  { width, height }: OverlayFit,
  { left, top }: Corner,
  correlation: (left: number, top: number) => number,
): number => {
  const draw = samples(SAMPLE_SEED);
  const random = (below: number): number => draw(Math.max(1, below));
  const [right, bottom] = [level.width - width, level.height - height];
  let anywhere = 0;
  let around = 0;
  let neighbours = 0;
  for (let k = 0; k < ELSEWHERE; k++) {
    anywhere += correlation(random(right + 1), random(bottom + 1)) ** 2;
    const column = within(left + random(2 * width) - width, right);
    const line = within(top + random(2 * height) - height, bottom);
    if (Math.abs(column - left) < NEAR * width && Math.abs(line - top) < NEAR * height) continue;
    around += correlation(column, line) ** 2;
    neighbours++;
  }
  return Math.max(anywhere / ELSEWHERE, around / Math.max(1, neighbours));
};

const within = (value: number, most: number): number => Math.min(most, Math.max(0, value));
