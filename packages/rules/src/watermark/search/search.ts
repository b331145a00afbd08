import type { CorrelationKernel } from '../kernel/kernel.ts';
import { PAD, type SpectralLevel } from '../pyramid/level.ts';
import { widthGrid } from '../pyramid/plan.ts';
import type { Template } from '../template/template.ts';
import type { TemplateField } from '../template/template-field.ts';

/** Share of a box's energy that is taken to lie along the template's edges: scales the normalisation only. */
const EDGE_SHARE = 0.5;
const PEAKS_PER_MAP = 6;

/** A place where the mark may be. Centre and scale are fractions of the picture's width (x, scale) and height (y). */
export interface Candidate {
  readonly x: number;
  readonly y: number;
  /** Width of the mark over width of the picture. */
  readonly scale: number;
  /** Correlation over its rms on the whole map. */
  readonly z: number;
  /** Side of the plane it was found on, px. */
  readonly size: number;
}

/** The scores of one template width at every place of a level, in kernel memory. */
export interface CorrelationMap {
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

/** Correlates a template with a level at each width of a range (px, neighbours differing by `step`); a map is valid during its visit only. */
export const eachMap = (
  kernel: CorrelationKernel,
  template: Template,
  level: SpectralLevel,
  step: number,
  [from, below]: readonly [number, number],
  visit: (map: CorrelationMap) => void,
): void => {
  const grid = widthGrid(step);
  const wanted = (width: number): boolean => width >= from && width < below;
  const { memory } = kernel;
  const bytes = level.size * level.size * 4;
  const maps = [memory.allocate(bytes), memory.allocate(bytes)] as const;
  const rowBytes = level.size * 4;
  const rowMaxima = memory.allocate(rowBytes);
  for (let i = 0; i < grid.length; i += 2) {
    const [one, two] = [grid[i] ?? 0, grid[i + 1] ?? grid[i] ?? 0];
    if (!wanted(one) && !wanted(two)) continue;
    const fields = [template.coarseField(one), template.coarseField(two)] as const;
    const fits = (field: TemplateField): boolean => field.width < level.width - 2 && field.height < level.height - 2;
    if (!fields.some(fits)) continue;
    template.withSpectrum(level.size, fields[0], fields[1], ({ a, b, ratio, factor }) => {
      const lowest = Math.min(...fields.filter(fits).map((field) => field.height));
      kernel.correlate({
        size: level.size,
        gx: level.gx,
        gy: level.gy,
        a,
        b,
        ratio,
        map1: maps[0],
        map2: maps[1],
        lastRow: level.height - lowest,
      });
      for (const [k, width] of [one, two].entries()) {
        const field = fields[k === 0 ? 0 : 1];
        if (!wanted(width) || !fits(field) || (k === 1 && two === one)) continue;
        visit(normalisedMap(kernel, level, field, width, maps[k === 0 ? 0 : 1], rowMaxima, factor));
      }
    });
  }
  for (const map of maps) memory.release(map, bytes);
  memory.release(rowMaxima, rowBytes);
};

/** Best places of a template over widths in a range (px, neighbours differing by `step`), best first; near ones of about the same width merged. */
export const searchStage = (
  kernel: CorrelationKernel,
  template: Template,
  level: SpectralLevel,
  step: number,
  range: readonly [number, number],
  count: number,
): Candidate[] => {
  const found: Candidate[] = [];
  eachMap(kernel, template, level, step, range, (map) => found.push(...peaksOf(level, map)));
  return bestOf(found, count);
};

const normalisedMap = (
  kernel: CorrelationKernel,
  level: SpectralLevel,
  field: TemplateField,
  width: number,
  map: number,
  rowMaxima: number,
  factor: number,
): CorrelationMap => {
  const lastX = level.width - field.width;
  const lastY = level.height - field.height;
  const area = field.width * field.height;
  const squares = kernel.normalise({
    map,
    stride: level.size,
    integral: level.integral,
    integralStride: level.width + 1,
    boxWidth: field.width,
    boxHeight: field.height,
    lastX,
    lastY,
    scale: factor / (level.size * level.size),
    weight: ((field.energy / area) * EDGE_SHARE) / 1024,
    floor: energyFloor(level.meanEnergy) * field.energy * EDGE_SHARE,
    rowMaxima,
  });
  return {
    width,
    field,
    values: kernel.memory.f32(map, level.size * (lastY + 1)),
    stride: level.size,
    lastX,
    lastY,
    maxima: kernel.memory.f32(rowMaxima, lastY + 1),
    rms: Math.sqrt(squares / ((lastX + 1) * (lastY + 1))) || 1,
  };
};

/** The candidate whose rendering has its corner at (x, y) of a map. */
export const candidateAt = (
  level: SpectralLevel,
  map: CorrelationMap,
  x: number,
  y: number,
  value: number,
): Candidate => ({
  x: (x + map.field.width / 2 - PAD) / level.innerWidth,
  y: (y + map.field.height / 2 - PAD) / level.innerHeight,
  scale: map.width / level.innerWidth,
  z: value / map.rms,
  size: level.size,
});

const peaksOf = (level: SpectralLevel, map: CorrelationMap): Candidate[] => {
  const { field, values, maxima, stride, lastX, lastY } = map;
  const peaks: Candidate[] = [];
  const reach = { x: Math.max(4, Math.round(field.width * 0.12)), y: Math.max(4, Math.round(field.height * 0.3)) };
  for (let k = 0; k < PEAKS_PER_MAP; k++) {
    const peak = highest(values, maxima, stride, lastX, lastY);
    if (peak.value <= 0) break;
    peaks.push(candidateAt(level, map, peak.x, peak.y, peak.value));
    if (k + 1 < PEAKS_PER_MAP) blot(values, maxima, stride, lastX, lastY, peak, reach);
  }
  return peaks;
};

/** Energy per pixel below which a box counts as flat: 5 % of the picture's mean, at least 0.002. */
export const energyFloor = (meanEnergy: number): number => Math.max(meanEnergy * 0.05, 0.002);

interface Peak {
  readonly value: number;
  readonly x: number;
  readonly y: number;
}

const highest = (values: Float32Array, maxima: Float32Array, stride: number, lastX: number, lastY: number): Peak => {
  let row = 0;
  for (let y = 1; y <= lastY; y++) if ((maxima[y] ?? -1e9) > (maxima[row] ?? -1e9)) row = y;
  const value = maxima[row] ?? -1e9;
  let x = 0;
  while (x < lastX && values[row * stride + x] !== value) x++;
  return { value, x, y: row };
};

/** Takes a peak and its surroundings out of the map. */
const blot = (
  values: Float32Array,
  maxima: Float32Array,
  stride: number,
  lastX: number,
  lastY: number,
  peak: Peak,
  reach: { readonly x: number; readonly y: number },
): void => {
  const [from, to] = [Math.max(0, peak.x - reach.x), Math.min(lastX, peak.x + reach.x)];
  for (let y = Math.max(0, peak.y - reach.y); y <= Math.min(lastY, peak.y + reach.y); y++) {
    const row = y * stride;
    const before = maxima[y] ?? -1e9;
    const lost = highestOf(values, row + from, row + to) >= before;
    values.fill(-1e9, row + from, row + to + 1);
    if (lost) maxima[y] = highestOf(values, row, row + lastX);
  }
};

/** The largest of the values at `from` to `to`, both included. */
const highestOf = (values: Float32Array, from: number, to: number): number => {
  let most = -1e9;
  for (let i = from; i <= to; i++) {
    const value = values[i] ?? -1e9;
    if (value > most) most = value;
  }
  return most;
};

/** The best candidates, each at another place or of another width. */
const bestOf = (candidates: Candidate[], count: number): Candidate[] => {
  const best: Candidate[] = [];
  for (const candidate of candidates.sort((a, b) => b.z - a.z)) {
    const isNew = best.every(
      (other) =>
        Math.hypot(other.x - candidate.x, other.y - candidate.y) > 0.03 ||
        Math.abs(Math.log(other.scale / candidate.scale)) > 0.12,
    );
    if (isNew) best.push(candidate);
    if (best.length >= count) break;
  }
  return best;
};
