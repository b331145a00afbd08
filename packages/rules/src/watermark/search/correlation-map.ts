import { type Corner, type Level, PAD, type SpectralLevel } from '../pyramid/level.ts';
import { type WidthRange, widthGrid } from '../pyramid/stages.ts';
import type { CoarseField, Template } from '../template/template.ts';
import { BORDER, renderedSize } from '../template/template-field.ts';

/** Share of a box's energy that is taken to lie along the template's edges: scales the normalisation only. */
export const EDGE_SHARE = 0.5;

/** Energy per pixel below which a box counts as flat: 5 % of the picture's mean, at least 0.002. */
export const energyFloor = ({ meanEnergy }: Level): number => Math.max(meanEnergy * 0.05, 0.002);

/** A place where the mark may be. Centre and scale are fractions of the picture's width (x, scale) and height (y). */
export interface Candidate {
  readonly x: number;
  readonly y: number;
  /** Width of the mark over width of the picture. */
  readonly scale: number;
  /** Correlation over its rms on the whole map. */
  readonly peakRatio: number;
  /** Side of the plane it was found on, px. */
  readonly size: number;
}

/** The normalised cross-correlation of one template width with a level at every place, in kernel memory. */
export interface CorrelationMap {
  readonly level: SpectralLevel;
  /** Width of the mark, px. */
  readonly width: number;
  readonly field: CoarseField;
  /** f32 scores of the rendering's corner, rows `stride` apart; columns 0…lastX, rows 0…lastY. */
  readonly values: Float32Array;
  readonly stride: number;
  readonly lastX: number;
  readonly lastY: number;
  /** The largest score of each row. */
  readonly maxima: Float32Array;
  /** Root mean square of all scores. */
  readonly rms: number;
}

/** A template rendered at one width or at neighbouring ones, px. */
interface Rendering {
  /** The width, or the geometric mean of several. */
  readonly width: number;
  readonly field: CoarseField;
  /** Whether a width of it is searched for: some are there for their neighbour's sake. */
  readonly isWanted: boolean;
}

/**
 * Renderings of a range that fit a level, two by two: one inverse transform gives two maps. Each is of one width, or of so many neighbouring ones `together`,
 * which takes fewer maps. Grouping is the same for every picture, so that spectra can be cached, except for widths that do not fit.
 */
const renderingsOf = (
  template: Template,
  level: SpectralLevel,
  { from, below, step }: WidthRange,
  together: number,
): readonly (readonly Rendering[])[] => {
  const grid = widthGrid(step);
  const isWanted = (width: number): boolean => width >= from && width < below;
  const fits = (width: number): boolean => {
    const size = renderedSize(template.mark, width);
    return size.width + 2 * BORDER < level.width - 2 && size.height + 2 * BORDER < level.height - 2;
  };
  const pairs: Rendering[][] = [];
  for (let i = 0; i < grid.length; i += 2 * together) {
    const groups = [grid.slice(i, i + together), grid.slice(i + together, i + 2 * together)]
      .map((widths) => widths.filter(fits))
      .filter(({ length }) => length > 0);
    if (!groups.flat().some(isWanted)) continue;
    pairs.push(
      groups.map((widths) => ({
        width: widths.reduce((product, width) => product * width, 1) ** (1 / widths.length),
        isWanted: widths.some(isWanted),
        field: template.coarseField(widths),
      })),
    );
  }
  return pairs;
};

/** Correlates a template with a level at each width of a range, or at `together` neighbouring ones at once; a map is valid during its visit only. */
export const eachCorrelationMap = (
  template: Template,
  level: SpectralLevel,
  range: WidthRange,
  visit: (map: CorrelationMap) => void,
  together = 1,
): void => {
  const { kernel, size } = level;
  const { memory } = kernel;
  const bytes = size * size * 4;
  const maps = [memory.allocate(bytes), memory.allocate(bytes)] as const;
  const rowMaxima = memory.allocate(size * 4);
  for (const renderings of renderingsOf(template, level, range, together)) {
    const [first, second = first] = renderings;
    if (first === undefined || second === undefined) continue;
    const lastRow = level.height - Math.min(first.field.height, second.field.height);
    template.withSpectrum(size, first.field, second.field, ({ a, b, ratio, factor }) => {
      kernel.correlate({ size, gx: level.gx, gy: level.gy, a, b, ratio, map1: maps[0], map2: maps[1], lastRow });
      for (const [k, rendering] of renderings.entries()) {
        if (!rendering.isWanted) continue;
        visit(normalisedMap(level, rendering, { map: maps[k === 0 ? 0 : 1], rowMaxima, factor }));
      }
    });
  }
  for (const map of maps) memory.release(map, bytes);
  memory.release(rowMaxima, size * 4);
};

/** Divides a correlation by the energies of template and picture at each place (Lewis, Fast normalized cross-correlation, 1995). */
const normalisedMap = (
  level: SpectralLevel,
  { width, field }: Rendering,
  { map, rowMaxima, factor }: { readonly map: number; readonly rowMaxima: number; readonly factor: number },
): CorrelationMap => {
  const { kernel, size } = level;
  const lastX = level.width - field.width;
  const lastY = level.height - field.height;
  const area = field.width * field.height;
  const squares = kernel.normalise({
    map,
    stride: size,
    integral: level.integral,
    integralStride: level.width + 1,
    boxWidth: field.width,
    boxHeight: field.height,
    lastX,
    lastY,
    scale: factor / (size * size),
    weight: ((field.energy / area) * EDGE_SHARE) / 1024,
    floor: energyFloor(level) * field.energy * EDGE_SHARE,
    rowMaxima,
  });
  return {
    level,
    width,
    field,
    values: kernel.memory.f32(map, size * (lastY + 1)),
    stride: size,
    lastX,
    lastY,
    maxima: kernel.memory.f32(rowMaxima, lastY + 1),
    rms: Math.sqrt(squares / ((lastX + 1) * (lastY + 1))) || 1,
  };
};

/** The candidate whose rendering has its corner at a place of a map. */
export const candidateAt = (
  { level, width, field, rms }: CorrelationMap,
  { left, top }: Corner,
  value: number,
): Candidate => ({
  x: (left + field.width / 2 - PAD) / level.innerWidth,
  y: (top + field.height / 2 - PAD) / level.innerHeight,
  scale: width / level.innerWidth,
  peakRatio: value / rms,
  size: level.size,
});
