import type { RgbImage } from '../../read/raster.ts';

/** Edges of a picture in the order in which its frame is walked. */
export const FRAME_EDGES = ['top', 'right', 'bottom', 'left'] as const;
export type FrameEdge = (typeof FRAME_EDGES)[number];

/** What stands at the edges of a picture whose frame is plain ground and whatever runs out over it, with nothing between the two. */
export interface PlainFrame {
  /** Share of each edge that something else than ground runs out over, with sharp borders to it. */
  readonly cut: { readonly [edge in FrameEdge]: number };
  /** Share of the frame, at one of its corners, that has one other colour, with a sharp border to the ground: the end of the paper, a bar, a second ground. */
  readonly patch: number;
}

/** Greatest difference in a channel from the colour of the ground, that of an even ground, and that of an even patch: most of either must differ by no more. */
const ALIKE = 20;
const EVEN_GROUND = 14;
const EVEN = 12;
const MOST = 0.9;
/** Least difference from the ground of what stands out of it. */
const APART = 40;
/** Parts of a run that lie between both may have this share of the frame in all: the soft pixels of sharp borders. */
const BETWEEN = 0.03;
/** Runs of fewer pixels are dust; a picture with more runs than the other is a scene. */
const LEAST_RUN = 3;
const MOST_RUNS = 4;
/** Ground must cover this share of the frame. */
const LEAST_GROUND = 0.35;

type Rgb = readonly [number, number, number];

/** The outermost pixels, once around from the upper left. */
interface Walk {
  readonly length: number;
  /** Three a place. */
  readonly colours: Uint8Array;
  /** Difference of each place from the ground, in the channel in which it is most. */
  readonly away: Uint8Array;
  /** Places of each edge begin here, in the order of `FRAME_EDGES`; the last number is `length`. */
  readonly starts: readonly number[];
}

const walked = ({ width, height, data }: RgbImage, ground: Rgb): Walk => {
  const sides = [width - 1, height - 1, width - 1, height - 1];
  const firsts = [0, width - 1, width * height - 1, (height - 1) * width];
  const steps = [1, width, -1, -width];
  const length = sides.reduce((sum, side) => sum + side, 0);
  const [colours, away] = [new Uint8Array(3 * length), new Uint8Array(length)];
  const starts = [0];
  let place = 0;
  for (const [edge, side] of sides.entries()) {
    const step = 3 * (steps[edge] ?? 0);
    for (let i = 0, p = 3 * (firsts[edge] ?? 0); i < side; i++, p += step, place++) {
      for (let c = 0; c < 3; c++) colours[3 * place + c] = data[p + c] ?? 0;
      away[place] = apart(colours, place, ground);
    }
    starts.push(place);
  }
  return { length, colours, away, starts };
};

const apart = (colours: Uint8Array, place: number, [red, green, blue]: Rgb): number =>
  Math.max(
    Math.abs((colours[3 * place] ?? 0) - red),
    Math.abs((colours[3 * place + 1] ?? 0) - green),
    Math.abs((colours[3 * place + 2] ?? 0) - blue),
  );

/** Places one behind the other; the first stands behind the last. */
type Run = readonly number[];

/** Places that differ from the ground, as runs around the whole frame. */
const runsOf = ({ length, away }: Walk): readonly Run[] => {
  const start = away.findIndex((difference) => difference <= ALIKE);
  if (start < 0) return [];
  const runs: number[][] = [];
  let run: number[] | null = null;
  for (let k = 0; k < length; k++) {
    const place = (start + k) % length;
    if ((away[place] ?? 0) <= ALIKE) {
      run = null;
      continue;
    }
    if (run === null) {
      run = [];
      runs.push(run);
    }
    run.push(place);
  }
  return runs.filter(({ length: places }) => places >= LEAST_RUN);
};

const medianOf = (run: Run, colours: Uint8Array): Rgb => {
  const middle = (channel: 0 | 1 | 2): number =>
    Uint8Array.from(run, (place) => colours[3 * place + channel] ?? 0).sort()[run.length >> 1] ?? 0;
  return [middle(0), middle(1), middle(2)];
};

const countOf = (values: Iterable<number>, is: (value: number) => boolean): number => {
  let count = 0;
  for (const value of values) if (is(value)) count++;
  return count;
};

/**
 * Null where the frame is no plain ground with sharp borders: a scene, cloth, a shadow or a gradient that reaches it. `ground` is the colour of most of the frame; `image` is
 * small: 256 px.
 */
export const plainFrameOf = (image: RgbImage, ground: Rgb): PlainFrame | null => {
  const walk = walked(image, ground);
  const { length, away, starts } = walk;
  const plain = countOf(away, (difference) => difference <= ALIKE);
  const even = countOf(away, (difference) => difference <= EVEN_GROUND);
  if (plain < LEAST_GROUND * length || even / Math.max(1, plain) < MOST) return null;
  const runs = runsOf(walk);
  if (runs.length > MOST_RUNS) return null;
  const faint = runs.reduce((sum, run) => sum + countOf(run, (place) => (away[place] ?? 0) < APART), 0);
  if (faint > BETWEEN * length) return null;
  const patches = runs.filter((run) => isPatch(run, walk));
  const others = runs.filter((run) => !patches.includes(run));
  const cutAt = (edge: FrameEdge): number => {
    const number = FRAME_EDGES.indexOf(edge);
    const [from, to] = [starts[number] ?? 0, starts[number + 1] ?? 0];
    const side = edge === 'top' || edge === 'bottom' ? image.width : image.height;
    return (
      others.reduce((sum, run) => sum + countOf(run, (place) => place >= from && place < to), 0) / Math.max(1, side)
    );
  };
  return {
    cut: { top: cutAt('top'), right: cutAt('right'), bottom: cutAt('bottom'), left: cutAt('left') },
    patch: patches.reduce((sum, run) => sum + run.length, 0) / length,
  };
};

/** A run around a corner that has one colour. */
const isPatch = (run: Run, { colours, starts }: Walk): boolean => {
  const edges = new Set(run.map((place) => starts.findLastIndex((start) => start <= place)));
  if (edges.size < 2) return false;
  const median = medianOf(run, colours);
  return countOf(run, (place) => apart(colours, place, median) <= EVEN) / run.length >= MOST;
};
