import type { ChannelFigure } from '../channel/profile/channel-schema.ts';
import { type FigureAsSet, type Misfit, misfitsOf, shapesOf } from '../fit/misfits.ts';
import type { Pictured } from '../fit/pictured.ts';

/** Formats that a copy can be written in, the usual one first. */
export const WRITTEN = ['jpeg', 'png', 'webp'] as const;
export type WrittenFormat = (typeof WRITTEN)[number];

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a copy is made of a picture. */
export interface CopyPlan {
  /** The picture itself, reduced where it is too large: px. */
  readonly content: Size;
  /** What it stands on, larger where a ratio asks for it: px. */
  readonly canvas: Size;
  readonly format: WrittenFormat;
  /** Whether transparency stays. */
  readonly keepsAlpha: boolean;
  /** Whether pixels have to be written anew; otherwise the file's own are kept. */
  readonly isRendered: boolean;
  /** Largest file in bytes; undefined where nothing bounds it. */
  readonly maxBytes: number | undefined;
}

/** A plan, or what no copy of this picture can keep, and what would. */
export type Planned = { readonly plan: CopyPlan } | { readonly refusals: readonly Misfit[] };

type Of<Asks extends ChannelFigure['asks']> = Extract<ChannelFigure, { asks: Asks }>;
const isAsk =
  <Asks extends ChannelFigure['asks']>(asks: Asks) =>
  (figure: ChannelFigure): figure is Of<Asks> =>
    figure.asks === asks;

const smallest = (values: readonly number[]): number => Math.min(Number.POSITIVE_INFINITY, ...values);

/** The canvas of the fewest pixels that holds a picture in one of the shapes that all who ask for one take; its own size where there is none. */
const canvasOf = ({ width, height }: Size, figures: readonly FigureAsSet[]): Size => {
  const asked = figures.filter(isAsk('ratio')).map(shapesOf);
  const passes = (ratio: number): boolean =>
    asked.every((shapes) => shapes.some(({ least, most }) => ratio >= least && ratio <= most));
  const own = width / height;
  const shapes = asked.flat().filter(({ shape }) => passes(shape));
  if (passes(own) || shapes.length === 0) return { width, height };
  const canvases = shapes.map(({ shape }) =>
    own < shape ? { width: Math.round(height * shape), height } : { width, height: Math.round(width / shape) },
  );
  return canvases.reduce((best, each) => (each.width * each.height < best.width * best.height ? each : best));
};

/** The largest content whose canvas is within what is asked for; never larger than the picture. */
const sizesOf = (picture: Size, figures: readonly FigureAsSet[], scale: number): { content: Size; canvas: Size } => {
  const longest = smallest(figures.filter(isAsk('maxLongSide')).map(({ value }) => value));
  const most = smallest(figures.filter(isAsk('maxMegapixels')).map(({ value }) => 1e6 * value));
  const at = (factor: number) => {
    const content =
      factor >= 1
        ? { width: picture.width, height: picture.height }
        : {
            width: Math.max(1, Math.floor(picture.width * factor)),
            height: Math.max(1, Math.floor(picture.height * factor)),
          };
    return { content, canvas: canvasOf(content, figures) };
  };
  const whole = canvasOf(picture, figures);
  const bound = Math.min(
    1,
    longest / Math.max(whole.width, whole.height),
    Math.sqrt(most / (whole.width * whole.height)),
  );
  let factor = bound * scale;
  for (;;) {
    const sizes = at(factor);
    const { width, height } = sizes.canvas;
    if ((Math.max(width, height) <= longest && width * height <= most) || factor < 1e-3) return sizes;
    factor *= 0.999;
  }
};

const formatOf = ({ format, hasAlpha }: Pictured, figures: readonly FigureAsSet[]): WrittenFormat | undefined => {
  const allowed = figures.filter(isAsk('formats')).map(({ value }) => value);
  const passes = (written: string): boolean => allowed.every((value) => value.some((each) => each === written));
  const own = WRITTEN.find((written) => written === format);
  const wanted = [...(own === undefined ? [] : [own]), ...(hasAlpha ? ['png' as const] : []), ...WRITTEN];
  return wanted.find(passes);
};

/** Whether the pixels as they are pass: format, colours, depth, one frame. */
const passesAsItIs = (picture: Pictured, figures: readonly FigureAsSet[]): boolean =>
  misfitsOf(figures, picture).every(({ asks, canBeMade }) => !canBeMade || asks === 'extensionMatches');

/** What a copy of these sizes would be: for what its pixels have to keep. */
const copied = (picture: Pictured, { width, height }: Size): Pictured => ({ ...picture, width, height });

const SIZES: ReadonlySet<string> = new Set(['minShortSide', 'minLongSide', 'minWidth', 'minHeight']);

/**
 * How a copy is made that keeps the figures, never enlarging: reduced, padded to a ratio, in a format that is taken. `scale` below 1 makes it
 * smaller than it would have to be. `needsRender`: its colours are not sRGB. What no copy can keep and is required is a refusal. Pure.
 */
export const planCopy = (
  picture: Pictured,
  figures: readonly FigureAsSet[],
  { scale = 1, needsRender = false }: { readonly scale?: number; readonly needsRender?: boolean } = {},
): Planned => {
  const sizes = sizesOf(picture, figures, scale);
  const refusals = misfitsOf(figures, copied(picture, sizes.canvas)).filter(
    ({ asks, level, canBeMade }) => level === 'required' && !canBeMade && (SIZES.has(asks) || asks === 'background'),
  );
  if (refusals.length > 0) return { refusals };
  const format = formatOf(picture, figures);
  if (format === undefined) {
    const says = 'none of the formats that are taken can be written here';
    return { refusals: [{ asks: 'formats', level: 'required', says, canBeMade: false }] };
  }
  const isSameSize = sizes.canvas.width === picture.width && sizes.canvas.height === picture.height;
  const bytes = figures.filter(isAsk('maxBytes')).map(({ value }) => value);
  return {
    plan: {
      ...sizes,
      format,
      keepsAlpha: picture.hasAlpha && format !== 'jpeg',
      isRendered: needsRender || !isSameSize || !passesAsItIs(picture, figures),
      maxBytes: bytes.length === 0 ? undefined : Math.min(...bytes),
    },
  };
};
