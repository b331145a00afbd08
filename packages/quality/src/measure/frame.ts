import type { RgbImage } from '@listing-lint/rules/image';

/** Edges of a picture in the order in which its frame is walked. */
export const FRAME_EDGES = ['top', 'right', 'bottom', 'left'] as const;
export type FrameEdge = (typeof FRAME_EDGES)[number];

/** What stands at the edges of a picture whose frame is plain ground and whatever runs out over it. */
export interface PlainFrame {
  /** Share of each edge that something else than ground runs out over; what only touches an edge, as a ball does, is left out. */
  readonly cut: { readonly [edge in FrameEdge]: number };
  /**
   * Share of the frame, at one of its corners, that has one other colour, with a sharp border to the ground: the end of the paper, a bar, a second ground. Null where more than
   * sharp borders lies between ground and product: a shadow, or many pieces.
   */
  readonly patch: number | null;
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
/** Where borders are not sharp: edges that must be clean, and how much may stand on them; pieces on an edge, and how much of it may be faint beside what stands out. */
const CLEAN_EDGES = 2;
const CLEAN = 0.02;
const MOST_PIECES = 12;
const SHADOW = 1;
/** Difference up to which nothing but the ground is there. */
const FAINT = 8;
/** Part of the shorter side, inwards, at which is seen how fast a piece grows wider, and least of its width there that a piece must have on the edge to be cut and not to touch. */
const INWARDS = 1 / 85;
const CUT_WIDTH = 0.6;
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
 * Null where the frame is no plain ground (a scene, cloth), or nothing can be said of what stands on it (shadows, gradients). `ground` is the colour of most of the frame; `image` is
 * small: 256 px.
 */
export const plainFrameOf = (image: RgbImage, ground: Rgb): PlainFrame | null => {
  const walk = walked(image, ground);
  const { length, away } = walk;
  const plain = countOf(away, (difference) => difference <= ALIKE);
  const even = countOf(away, (difference) => difference <= EVEN_GROUND);
  if (plain < LEAST_GROUND * length || even / Math.max(1, plain) < MOST) return null;
  const runs = runsOf(walk);
  const faint = runs.reduce((sum, run) => sum + countOf(run, (place) => (away[place] ?? 0) < APART), 0);
  const isSharp = runs.length <= MOST_RUNS && faint <= BETWEEN * length;
  const patches = runs.filter((run) => isPatch(run, walk));
  const lines = FRAME_EDGES.map((edge) => lineOf(image, ground, edge, walk, new Set(patches.flat())));
  const judged = isSharp ? lines : lines.filter(isClear);
  const cut = (edge: FrameEdge): number => judged.find((line) => line.edge === edge)?.cut ?? 0;
  const cuts = { top: cut('top'), right: cut('right'), bottom: cut('bottom'), left: cut('left') };
  if (isSharp) return { cut: cuts, patch: patches.reduce((sum, run) => sum + run.length, 0) / length };
  const clean = lines.filter(({ foreign }) => foreign <= CLEAN).length;
  return clean >= CLEAN_EDGES && judged.some((line) => line.cut > 0) ? { cut: cuts, patch: null } : null;
};

/** What stands on one edge; shares of it. */
interface EdgeLine {
  readonly edge: FrameEdge;
  readonly foreign: number;
  readonly strong: number;
  readonly pieces: number;
  readonly cut: number;
}

const isClear = ({ foreign, strong, pieces }: EdgeLine): boolean =>
  pieces <= MOST_PIECES && foreign - strong <= SHADOW * strong;

const lineOf = (image: RgbImage, ground: Rgb, edge: FrameEdge, walk: Walk, patched: ReadonlySet<number>): EdgeLine => {
  const start = walk.starts[FRAME_EDGES.indexOf(edge)] ?? 0;
  const length = edge === 'top' || edge === 'bottom' ? image.width : image.height;
  const placeOf = (i: number): number => (start + i) % walk.length;
  const outer = Uint8Array.from({ length }, (_, i) => walk.away[placeOf(i)] ?? 0);
  const inner = awayAlong(image, ground, edge, Math.max(2, Math.round(INWARDS * Math.min(image.width, image.height))));
  const pieces = piecesOf(outer.map((difference, i) => (patched.has(placeOf(i)) ? 0 : difference)));
  const strongIn = (piece: Piece): number => countOf(outer.subarray(...piece), (difference) => difference >= APART);
  const foreignIn = (piece: Piece): number => countOf(outer.subarray(...piece), (difference) => difference > ALIKE);
  const thingsIn = (piece: Piece): number => (hasSharpEnds(piece, outer) ? foreignIn(piece) : strongIn(piece));
  const share = (places: number): number => places / outer.length;
  return {
    edge,
    foreign: share(pieces.reduce((sum, piece) => sum + foreignIn(piece), 0)),
    strong: share(pieces.reduce((sum, piece) => sum + thingsIn(piece), 0)),
    pieces: pieces.length,
    cut: share(pieces.filter((piece) => isCut(piece, outer, inner)).reduce((sum, piece) => sum + thingsIn(piece), 0)),
  };
};

/** From the first place to before the second. */
type Piece = readonly [number, number];

/** Places next to each other that differ from the ground at all, of which some are no ground. */
const piecesOf = (away: Uint8Array): readonly Piece[] => {
  const pieces: Piece[] = [];
  for (let from = 0, foreign = 0, at = 0; at <= away.length; at++) {
    const difference = away[at] ?? 0;
    if (difference > ALIKE) foreign++;
    if (difference > FAINT) continue;
    if (foreign >= LEAST_RUN) pieces.push([from, at]);
    [from, foreign] = [at + 1, 0];
  }
  return pieces;
};

/** Whether the ground ends at it within a pixel or two, however little it differs: at a white shirt on white it does, at a shadow it fades. */
const hasSharpEnds = ([from, to]: Piece, away: Uint8Array): boolean => {
  const first = Math.max(away[from] ?? 0, away[from + 1] ?? 0);
  const last = Math.max(away[to - 1] ?? 0, away[to - 2] ?? 0);
  return first > (from === 0 ? ALIKE : EVEN_GROUND) && last > (to === away.length ? ALIKE : EVEN_GROUND);
};

/** Whether what it is a part of has most of its width on the edge already: what only touches, with a curve, grows fast from there. */
const isCut = ([from, to]: Piece, outer: Uint8Array, inner: Uint8Array): boolean => {
  let [first, last] = [from, to];
  while (first > 0 && (inner[first - 1] ?? 0) > FAINT) first--;
  while (last < inner.length && (inner[last] ?? 0) > FAINT) last++;
  return countOf(outer.subarray(first, last), (difference) => difference > FAINT) >= CUT_WIDTH * (last - first);
};

/** Differences from the ground along an edge, so many px inside of it, in the direction of the walk. */
const awayAlong = ({ width, height, data }: RgbImage, ground: Rgb, edge: FrameEdge, inside: number): Uint8Array => {
  const isAcross = edge === 'top' || edge === 'bottom';
  const away = new Uint8Array(isAcross ? width : height);
  const [right, bottom] = [width - 1, height - 1];
  for (let i = 0; i < away.length; i++) {
    const [x, y] = {
      top: [i, inside],
      right: [right - inside, i],
      bottom: [right - i, bottom - inside],
      left: [inside, bottom - i],
    }[edge] as [number, number];
    away[i] = apart(data, y * width + x, ground);
  }
  return away;
};

/** A run around a corner that has one colour. */
const isPatch = (run: Run, { colours, starts }: Walk): boolean => {
  const edges = new Set(run.map((place) => starts.findLastIndex((start) => start <= place)));
  if (edges.size < 2) return false;
  const median = medianOf(run, colours);
  return countOf(run, (place) => apart(colours, place, median) <= EVEN) / run.length >= MOST;
};
