import type { ChannelFigure, ChannelProfile } from '../channel/profile/channel-schema.ts';
import type { Pictured } from './pictured.ts';

/** A figure, or as a seller's own config sets it. */
export type FigureAsSet = ChannelFigure & { readonly minWhite?: number };

/** A figure that a picture does not keep. */
export interface Misfit {
  readonly asks: ChannelFigure['asks'];
  /** `required`: the marketplace refuses it, or is said to. */
  readonly level: ChannelFigure['level'];
  /** What it has, and what would pass. */
  readonly says: string;
  /** Whether a copy can be made that keeps it: more pixels and another ground cannot be made. */
  readonly canBeMade: boolean;
}

/** White share of a frame that passes for a white background, as in the rules, where the config says nothing else. */
const WHITE = 0.95;

const px = (value: number): string => `${value.toLocaleString('en')} px`;
const megabytes = (value: number): string =>
  value < 1e6
    ? `${(value / 1e3).toLocaleString('en', { maximumFractionDigits: 1 })} kB`
    : `${(value / 1e6).toLocaleString('en', { maximumFractionDigits: 2 })} MB`;

/** Of a share, rounded as in the sentences of rules; exactly where that would be the same as another one that it is held against. */
const percentBeside = (share: number, other: number): number =>
  Math.round(100 * share) === Math.round(100 * other) ? Number((100 * share).toPrecision(12)) : Math.round(100 * share);

/** Figures of a marketplace that are judged and about pictures of a role, on a day: one that begins later is advice until then. */
export const figuresFor = ({ figures }: ChannelProfile, role: string, day: string): readonly ChannelFigure[] =>
  figures
    .filter(
      ({ judged, roles }) => judged !== false && (roles === undefined ? role !== 'original' : roles.includes(role)),
    )
    .map((figure) => (figure.from !== undefined && day < figure.from ? { ...figure, level: 'recommended' } : figure));

/** The shapes of a ratio with what passes for each. */
export const shapesOf = (
  figure: Extract<ChannelFigure, { asks: 'ratio' }>,
): readonly { readonly shape: number; readonly least: number; readonly most: number }[] => {
  const { value, within } = figure;
  const shapes = Array.isArray(value) ? value : [value];
  return shapes.flatMap(({ width, height }, index) => {
    const bounds = Array.isArray(value) ? within[index] : within;
    if (!Array.isArray(bounds)) return [];
    const [least, most] = bounds;
    if (typeof least !== 'number' || typeof most !== 'number') return [];
    // Bounds of the seller's own may leave the shape itself out.
    return [{ shape: Math.min(most, Math.max(least, width / height)), least, most }];
  });
};

/** What is wrong by one figure, in words; null where it is kept. */
const saysOf = (figure: FigureAsSet, picture: Pictured): string | null => {
  const { width, height, bytes } = picture;
  const least = (what: string, has: number, asked: number): string | null =>
    has >= asked ? null : `${what} has ${px(has)}, ${px(asked)} pass`;
  switch (figure.asks) {
    case 'formats':
      return figure.value.some((format) => format === picture.format)
        ? null
        : `it is ${picture.format}, ${figure.value.join(', ')} pass`;
    case 'animated':
      return picture.animated ? 'it is animated, a still picture passes' : null;
    case 'extensionMatches':
      return picture.extensionMatches ? null : `its name does not fit ${picture.format}`;
    case 'minShortSide':
      return least('the shorter side', Math.min(width, height), figure.value);
    case 'minLongSide':
      return least('the longer side', Math.max(width, height), figure.value);
    case 'minWidth':
      return least('the width', width, figure.value);
    case 'minHeight':
      return least('the height', height, figure.value);
    case 'maxLongSide':
      return Math.max(width, height) <= figure.value
        ? null
        : `the longer side has ${px(Math.max(width, height))}, ${px(figure.value)} pass`;
    case 'maxMegapixels':
      return (width * height) / 1e6 <= figure.value
        ? null
        : `it has ${((width * height) / 1e6).toFixed(1)} megapixels, ${figure.value} pass`;
    case 'maxBytes':
      return bytes <= figure.value ? null : `the file has ${megabytes(bytes)}, ${megabytes(figure.value)} pass`;
    case 'maxBitDepth':
      return picture.bitDepth === null || picture.bitDepth <= figure.value
        ? null
        : `it has ${picture.bitDepth} bits a channel, ${figure.value} pass`;
    case 'colorModels':
      return picture.colorModel === 'rgb' || picture.colorModel === 'grey'
        ? null
        : `its colours are ${picture.colorModel ?? 'unknown'}, RGB passes`;
    case 'background': {
      const { minWhite = WHITE } = figure;
      return picture.frame >= minWhite
        ? null
        : `${percentBeside(picture.frame, minWhite)} % of its frame is white, ${percentBeside(minWhite, picture.frame)} % pass for a white background`;
    }
    case 'ratio': {
      const ratio = width / height;
      const shapes = shapesOf(figure);
      if (shapes.some(({ least: from, most }) => ratio >= from && ratio <= most)) return null;
      const passing = shapes.map(({ least: from, most }) => `${from} to ${most}`).join(' or ');
      return `width / height is ${ratio.toFixed(2)}, ${passing} passes`;
    }
    default:
      return null;
  }
};

const CANNOT_BE_MADE: ReadonlySet<ChannelFigure['asks']> = new Set([
  'minShortSide',
  'minLongSide',
  'minWidth',
  'minHeight',
  'background',
]);

/** What of these figures a picture does not keep, in their order. Pure. */
export const misfitsOf = (figures: readonly FigureAsSet[], picture: Pictured): readonly Misfit[] =>
  figures.flatMap((figure) => {
    const says = saysOf(figure, picture);
    const { asks, level } = figure;
    return says === null ? [] : [{ asks, level, says, canBeMade: !CANNOT_BE_MADE.has(asks) }];
  });

const STEPS: Partial<Record<ChannelFigure['asks'], string>> = {
  minShortSide: 'use a larger file or take the photo again, enlarging adds no detail',
  minLongSide: 'use a larger file or take the photo again, enlarging adds no detail',
  minWidth: 'use a larger file or take the photo again, enlarging adds no detail',
  minHeight: 'use a larger file or take the photo again, enlarging adds no detail',
  background: 'put the product on a plain white background',
};

/** What keeps a picture from a marketplace, each with what to do; what has the same remedy in one sentence. */
export const refusalsOf = (misfits: readonly Pick<Misfit, 'asks' | 'says'>[]): readonly string[] => {
  const byStep = new Map<string, string[]>();
  for (const { asks, says } of misfits) {
    const step = STEPS[asks] ?? '';
    byStep.set(step, [...(byStep.get(step) ?? []), says]);
  }
  return [...byStep].map(([step, says]) => says.join('; ') + (step === '' ? '' : `: ${step}`));
};
