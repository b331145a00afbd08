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

const apart = (a: Rgb, b: Rgb): number => Math.max(Math.abs(a[0] - b[0]), Math.abs(a[1] - b[1]), Math.abs(a[2] - b[2]));

interface Place {
  readonly colour: Rgb;
  readonly edge: FrameEdge;
}

/** The outermost pixels, once around from the upper left. */
const walked = ({ width, height, data }: RgbImage): readonly Place[] => {
  const at = (x: number, y: number): Rgb => {
    const p = 3 * (y * width + x);
    return [data[p] ?? 0, data[p + 1] ?? 0, data[p + 2] ?? 0];
  };
  const along = (edge: FrameEdge, length: number, place: (i: number) => Rgb): Place[] =>
    Array.from({ length }, (_, i) => ({ edge, colour: place(i) }));
  return [
    ...along('top', width - 1, (i) => at(i, 0)),
    ...along('right', height - 1, (i) => at(width - 1, i)),
    ...along('bottom', width - 1, (i) => at(width - 1 - i, height - 1)),
    ...along('left', height - 1, (i) => at(0, height - 1 - i)),
  ];
};

interface Run {
  readonly places: readonly Place[];
}

/** Places that differ from the ground, as runs around the whole frame. */
const runsOf = (places: readonly Place[], isGround: readonly boolean[]): readonly Run[] => {
  const start = isGround.indexOf(true);
  if (start < 0) return [];
  const runs: Place[][] = [];
  let open = false;
  for (let k = 0; k < places.length; k++) {
    const i = (start + k) % places.length;
    const place = places[i];
    if (place === undefined || isGround[i]) {
      open = false;
      continue;
    }
    if (!open) runs.push([]);
    open = true;
    runs.at(-1)?.push(place);
  }
  return runs.filter((run) => run.length >= LEAST_RUN).map((run) => ({ places: run }));
};

const medianOf = (places: readonly Place[]): Rgb => {
  const middle = (channel: 0 | 1 | 2): number =>
    places.map(({ colour }) => colour[channel]).sort((a, b) => a - b)[places.length >> 1] ?? 0;
  return [middle(0), middle(1), middle(2)];
};

const shareWithin = (places: readonly Place[], colour: Rgb, most: number): number =>
  places.filter((place) => apart(place.colour, colour) <= most).length / Math.max(1, places.length);

/**
 * Null where the frame is no plain ground with sharp borders: a scene, cloth, a shadow or a gradient that reaches it. `ground` is the colour of most of the frame; `image` is
 * small: 256 px.
 */
export const plainFrameOf = (image: RgbImage, ground: Rgb): PlainFrame | null => {
  const places = walked(image);
  const isGround = places.map(({ colour }) => apart(colour, ground) <= ALIKE);
  const plain = places.filter((_, i) => isGround[i]);
  if (plain.length < LEAST_GROUND * places.length || shareWithin(plain, ground, EVEN_GROUND) < MOST) return null;
  const runs = runsOf(places, isGround);
  if (runs.length > MOST_RUNS) return null;
  const faint = runs.flatMap((run) => run.places.filter(({ colour }) => apart(colour, ground) < APART));
  if (faint.length > BETWEEN * places.length) return null;
  const patches = runs.filter(isPatch);
  const others = runs.filter((run) => !patches.includes(run));
  const cutAt = (edge: FrameEdge): number => {
    const length = edge === 'top' || edge === 'bottom' ? image.width : image.height;
    return (
      others.reduce((sum, run) => sum + run.places.filter((place) => place.edge === edge).length, 0) /
      Math.max(1, length)
    );
  };
  return {
    cut: { top: cutAt('top'), right: cutAt('right'), bottom: cutAt('bottom'), left: cutAt('left') },
    patch: patches.reduce((sum, run) => sum + run.places.length, 0) / places.length,
  };
};

/** A run around a corner that has one colour. */
const isPatch = ({ places }: Run): boolean =>
  new Set(places.map(({ edge }) => edge)).size > 1 && shareWithin(places, medianOf(places), EVEN) >= MOST;
