import { type Corner, type Level, PAD, type SpectralLevel } from '../pyramid/level.ts';
import { type WidthRange, widthGrid } from '../pyramid/stages.ts';
import type { Template } from '../template/template.ts';
import type { TemplateField } from '../template/template-field.ts';

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
  readonly field: TemplateField;
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

/** A template rendered at one width, px. */
interface Rendering {
  readonly width: number;
  readonly field: TemplateField;
}

/** Correlates a template with a level at each width of a range; a map is valid during its visit only. */
export const eachCorrelationMap = (
  template: Template,
  level: SpectralLevel,
  { from, below, step }: WidthRange,
  visit: (map: CorrelationMap) => void,
): void => {
  const { kernel, size } = level;
  const { memory } = kernel;
  const grid = widthGrid(step);
  const isWanted = (width: number): boolean => width >= from && width < below;
  const fits = ({ field }: Rendering): boolean => field.width < level.width - 2 && field.height < level.height - 2;
  const bytes = size * size * 4;
  const maps = [memory.allocate(bytes), memory.allocate(bytes)] as const;
  const rowMaxima = memory.allocate(size * 4);
  // One inverse transform gives two maps.
  for (let i = 0; i < grid.length; i += 2) {
    const [one, two] = [grid[i] ?? 0, grid[i + 1] ?? grid[i] ?? 0];
    if (!isWanted(one) && !isWanted(two)) continue;
    const first: Rendering = { width: one, field: template.coarseField(one) };
    const second: Rendering = { width: two, field: template.coarseField(two) };
    const fitting = [first, second].filter(fits);
    if (fitting.length === 0) continue;
    const lastRow = level.height - Math.min(...fitting.map(({ field }) => field.height));
    template.withSpectrum(size, first.field, second.field, ({ a, b, ratio, factor }) => {
      kernel.correlate({ size, gx: level.gx, gy: level.gy, a, b, ratio, map1: maps[0], map2: maps[1], lastRow });
      for (const [k, rendering] of (two === one ? [first] : [first, second]).entries()) {
        if (!isWanted(rendering.width) || !fits(rendering)) continue;
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
