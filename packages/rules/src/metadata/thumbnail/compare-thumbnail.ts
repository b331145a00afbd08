import type { GreyImage } from '../../image/read/raster.ts';
import {
  blockResidual,
  cellMeans,
  correlation,
  mirroredCells,
  type PixelWindow,
  type SummedArea,
  summedArea,
  turnedCells,
} from './cell-grid.ts';

/**
 * How an embedded preview stands to its picture: the same; `shows-more`: the picture is a part of it; `mirroredCells`, `turnedCells`: the same after
 * that; `differs-in-part`: the same but for a place; `differs`.
 */
export type Relation = 'same' | 'shows-more' | 'mirrored' | 'turned' | 'differs-in-part' | 'differs';

export interface Comparison {
  readonly relation: Relation;
  /** Normalised cross-correlation at the best alignment, −1 to 1. */
  readonly agreement: number;
  /** Which window of the preview shows which of the picture, where the two are the same and upright. */
  readonly windows?: WindowPair;
}

/** Cells along a side of the grids that are compared. */
const SIZE = 32;
/** Agreement from which two are the same picture; honest previews of cameras lie above it once bars and aspect are allowed for. */
const SAME = 0.9;
/** Agreement from which no crop is searched for: a crop by a tenth is below (0.92 at most over 45 cameras), honest previews above (0.977 and more). */
const WHOLE = 0.96;
/** Levels by which a block of an eighth of the side may differ. */
const LARGEST_RESIDUAL = 25;
/** How much better a crop must agree than the whole, to be believed. */
const CROP_GAIN = 0.04;

/**
 * Compares an embedded preview with its picture, both upright. Bars that cameras add at its sides or above it are left out, and a preview of other
 * proportions may be cut by them.
 */
export const compareThumbnail = (thumbnail: GreyImage, picture: GreyImage): Comparison => {
  const [small, large] = [summedArea(thumbnail), summedArea(picture)];
  const whole = wholeOf(large);
  const content = withoutBars(thumbnail, picture.width / picture.height);
  const fit = bestOf(alignments(content, whole), small, large, (cells) => cells);
  const upright = fit.agreement >= SAME ? fit : moved(fit, small, large);
  const crop = upright.agreement >= WHOLE ? undefined : bestCrop(content, small, large);
  if (
    crop !== undefined &&
    crop.agreement >= SAME &&
    crop.agreement >= upright.agreement + CROP_GAIN * (1 - crop.share)
  )
    return { relation: 'shows-more', agreement: crop.agreement };
  const mirror = bestOf(alignments(content, whole), small, large, (cells) => mirroredCells(cells, SIZE));
  if (mirror.agreement >= SAME && mirror.agreement > upright.agreement + 0.02)
    return { relation: 'mirrored', agreement: mirror.agreement };
  if (upright.agreement >= SAME) {
    const relation = upright.residual > LARGEST_RESIDUAL ? 'differs-in-part' : 'same';
    return { relation, agreement: upright.agreement, ...(upright.pair && { windows: upright.pair }) };
  }
  const turns = [1, 2, 3].map((times) => bestOf(alignments(content, whole), small, large, turnedTimes(times)));
  const turn = turns.reduce((best, each) => (each.agreement > best.agreement ? each : best));
  if (turn.agreement >= SAME) return { relation: 'turned', agreement: turn.agreement };
  return { relation: 'differs', agreement: upright.agreement };
};

const turnedTimes =
  (times: number) =>
  (cells: Float64Array): Float64Array =>
    Array.from({ length: times }).reduce<Float64Array>((turning) => turnedCells(turning, SIZE), cells);

const wholeOf = ({ width, height }: SummedArea): PixelWindow => ({ x: 0, y: 0, width, height });

/** A window of a preview and the one of its picture that it shows, px. */
export interface WindowPair {
  readonly thumbnail: PixelWindow;
  readonly picture: PixelWindow;
}

/** The whole on the whole, and either cut in the middle to the proportions of the other, each moved and stretched a little. */
const alignments = (thumbnail: PixelWindow, picture: PixelWindow): readonly WindowPair[] => {
  const pairs: WindowPair[] = [
    { thumbnail, picture },
    { thumbnail: cutTo(thumbnail, picture.width / picture.height), picture },
    { thumbnail, picture: cutTo(picture, thumbnail.width / thumbnail.height) },
  ];
  return pairs.flatMap(({ thumbnail: window, picture: other }) =>
    [0, 0.02, 0.05].flatMap((inset) => [
      { thumbnail: shrunk(window, inset), picture: other },
      ...(inset === 0 ? [] : [{ thumbnail: window, picture: shrunk(other, inset) }]),
    ]),
  );
};

const shrunk = ({ x, y, width, height }: PixelWindow, inset: number): PixelWindow => ({
  x: x + (inset * width) / 2,
  y: y + (inset * height) / 2,
  width: width * (1 - inset),
  height: height * (1 - inset),
});

/** The middle of a window, cut to an aspect ratio. */
const cutTo = ({ x, y, width, height }: PixelWindow, aspect: number): PixelWindow => {
  if (width / height > aspect) {
    const narrow = height * aspect;
    return { x: x + (width - narrow) / 2, y, width: narrow, height };
  }
  const low = width / aspect;
  return { x, y: y + (height - low) / 2, width, height: low };
};

/** Largest shift of a camera's preview, as a share of its sides, and the search steps. */
const MOST_MOVE = 0.03;
const MOVE_STEP = 0.01;

/** The best fit with the window of the picture moved a little: of small things and of repeated ones that decides. */
const moved = (fit: Fit, thumbnail: SummedArea, picture: SummedArea): Fit => {
  const { pair } = fit;
  if (pair === undefined) return fit;
  const steps = Array.from({ length: 7 }, (_, k) => k * MOVE_STEP - MOST_MOVE);
  const pairs = steps.flatMap((dy) =>
    steps.map((dx) => {
      const { x, y, width, height } = pair.picture;
      return { thumbnail: pair.thumbnail, picture: { x: x + dx * width, y: y + dy * height, width, height } };
    }),
  );
  const better = bestOf(pairs, thumbnail, picture, (cells) => cells);
  return better.agreement > fit.agreement ? better : fit;
};

interface Fit {
  readonly pair: WindowPair | undefined;
  readonly agreement: number;
  readonly residual: number;
}

const bestOf = (
  pairs: readonly WindowPair[],
  thumbnail: SummedArea,
  picture: SummedArea,
  turn: (cells: Float64Array) => Float64Array,
): Fit => {
  let best: Fit | undefined;
  for (const pair of pairs) {
    const [a, b] = [turn(cellMeans(thumbnail, pair.thumbnail, SIZE)), cellMeans(picture, pair.picture, SIZE)];
    const agreement = correlation(a, b);
    if (agreement > (best?.agreement ?? -1)) best = { pair, agreement, residual: blockResidual(a, b, SIZE) };
  }
  return best ?? { pair: undefined, agreement: -1, residual: Number.POSITIVE_INFINITY };
};

/** Cells of the coarse search for a crop. */
const COARSE = 12;

/** The part of the preview that agrees best with the whole picture, and its share of the preview's side. */
const bestCrop = (
  content: PixelWindow,
  thumbnail: SummedArea,
  picture: SummedArea,
): { readonly agreement: number; readonly share: number } | undefined => {
  const aspect = picture.width / picture.height;
  const widest = cutTo(content, aspect);
  const coarse = cellMeans(picture, wholeOf(picture), COARSE);
  let best: { readonly agreement: number; readonly window: PixelWindow; readonly share: number } | undefined;
  for (let share = 0.95; share >= 0.3; share -= 0.05) {
    const [width, height] = [widest.width * share, widest.height * share];
    const steps = Math.ceil(4 / share);
    for (let j = 0; j <= steps; j++) {
      for (let i = 0; i <= steps; i++) {
        const x = content.x + ((content.width - width) * i) / steps;
        const y = content.y + ((content.height - height) * j) / steps;
        const window = { x, y, width, height };
        const agreement = correlation(cellMeans(thumbnail, window, COARSE), coarse);
        if (agreement > (best?.agreement ?? 0.5)) best = { agreement, window, share };
      }
    }
  }
  if (best === undefined) return undefined;
  const fine = refined(best.window, thumbnail, cellMeans(picture, wholeOf(picture), SIZE));
  return { agreement: fine, share: best.share };
};

/** The agreement after small moves and stretches around a window. */
const refined = (start: PixelWindow, thumbnail: SummedArea, cells: Float64Array): number => {
  let [window, best] = [start, correlation(cellMeans(thumbnail, start, SIZE), cells)];
  for (let step = 0.06; step > 0.008; step /= 2) {
    for (let round = 0; round < 6; round++) {
      const better = neighbours(window, step)
        .map((each) => ({ each, agreement: correlation(cellMeans(thumbnail, each, SIZE), cells) }))
        .reduce((most, one) => (one.agreement > most.agreement ? one : most), { each: window, agreement: best });
      if (better.agreement <= best) break;
      [window, best] = [better.each, better.agreement];
    }
  }
  return best;
};

const neighbours = ({ x, y, width, height }: PixelWindow, step: number): readonly PixelWindow[] => {
  const [dx, dy] = [step * width, step * height];
  const moved = [
    [dx, 0],
    [-dx, 0],
    [0, dy],
    [0, -dy],
  ].map(([mx = 0, my = 0]) => ({ x: x + mx, y: y + my, width, height }));
  const stretched = [1 + step, 1 - step].map((factor) => ({
    x: x + (width * (1 - factor)) / 2,
    y: y + (height * (1 - factor)) / 2,
    width: width * factor,
    height: height * factor,
  }));
  return [...moved, ...stretched];
};

/** Luma of a row or column that is a bar: its mean, and what JPEG leaves of its neighbours in it. */
const DARK = 8;
const DARK_MOST = 48;
/** Largest share of a side that a bar has. */
const WIDEST_BAR = 0.3;

/**
 * What is within the black bars by which a camera brings a preview to its own proportions. They lie on both sides, equally wide: a picture that is
 * dark on one side has none. A bar on one side alone counts where what is left has the proportions of the picture.
 */
const withoutBars = ({ width, height, data }: GreyImage, aspect: number): PixelWindow => {
  const isBar = (start: number, step: number, count: number): boolean => {
    let sum = 0;
    for (let k = 0; k < count; k++) {
      const value = data[start + k * step] ?? 0;
      if (value > DARK_MOST) return false;
      sum += value;
    }
    return sum <= DARK * count;
  };
  let [top, bottom, left, right] = [0, 0, 0, 0];
  while (top < height * WIDEST_BAR && isBar(top * width, 1, width)) top++;
  while (bottom < height * WIDEST_BAR && isBar((height - 1 - bottom) * width, 1, width)) bottom++;
  while (left < width * WIDEST_BAR && isBar(left, width, height)) left++;
  while (right < width * WIDEST_BAR && isBar(width - 1 - right, width, height)) right++;
  const [y, x] = [Math.abs(top - bottom) <= 2 ? top : 0, Math.abs(left - right) <= 2 ? left : 0];
  const even = { x, y, width: width - 2 * x, height: height - 2 * y };
  const all = { x: left, y: top, width: width - left - right, height: height - top - bottom };
  const off = (window: PixelWindow): number => Math.abs(Math.log(window.width / window.height / aspect));
  return off(all) < off(even) && off(all) <= PROPORTIONS ? all : even;
};

/** Logarithm of the ratio of two proportions that are one. */
const PROPORTIONS = 0.05;
