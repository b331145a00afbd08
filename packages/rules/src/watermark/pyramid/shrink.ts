import type { GreyImage } from '../../image/read/raster.ts';
import type { CorrelationKernel, TapTable } from '../kernel/kernel.ts';
import { makeTaps } from './resample.ts';

/** What the weights of a sample add up to. */
const WHOLE = 1 << 14;
/** Most cached tables: the pictures of a shop have few sizes. */
const MOST_TABLES = 128;

/** Smaller forms of one picture: none is larger than it. */
export type Shrink = (side: number) => GreyImage;

/**
 * Makes forms of a picture whose longer side is `side` px, by Lanczos-3 in whole numbers; the picture itself where it is no longer than that. The picture is
 * in kernel memory only while `use` runs.
 */
export const withShrink = <T>(kernel: CorrelationKernel, image: GreyImage, use: (shrink: Shrink) => T): T => {
  const { memory } = kernel;
  const bytes = image.data.length + SLACK_ROWS * image.width;
  const source = memory.allocate(bytes);
  memory.u8(source, image.data.length).set(image.data);
  const result = use((side) => shrunk(kernel, image, source, side));
  memory.release(source, bytes);
  return result;
};

/** Rows beyond the last that may be read with weight 0: a picture lower than the taps of its smallest form are many. */
const SLACK_ROWS = 32;

const shrunk = (kernel: CorrelationKernel, image: GreyImage, source: number, side: number): GreyImage => {
  const longest = Math.max(image.width, image.height);
  if (longest <= side) return image;
  const { memory } = kernel;
  const [width, height] = [image.width, image.height].map((each) => Math.max(1, Math.round((each * side) / longest)));
  if (width === undefined || height === undefined) return image;
  const along = tableOf(kernel, image.width, width, 8);
  const down = tableOf(kernel, image.height, height, 2);
  const target = memory.allocate(width * height);
  kernel.shrink({ source, width: image.width, down, along, target });
  const data = memory.u8(target, width * height).slice();
  memory.release(target, width * height);
  return { width, height, data };
};

interface CachedTable extends TapTable {
  readonly bytes: { readonly first: number; readonly weights: number };
}

const tablesByKernel = new WeakMap<CorrelationKernel, Map<string, CachedTable>>();

const tableOf = (kernel: CorrelationKernel, from: number, to: number, grain: number): TapTable => {
  const tables = tablesByKernel.get(kernel) ?? new Map<string, CachedTable>();
  tablesByKernel.set(kernel, tables);
  const key = `${from} ${to} ${grain}`;
  const known = tables.get(key);
  if (known) {
    // Most recently used last: the other table of the same picture must not evict it while it is used.
    tables.delete(key);
    tables.set(key, known);
    return known;
  }
  const [oldest] = tables;
  if (tables.size >= MOST_TABLES && oldest !== undefined) {
    tables.delete(oldest[0]);
    kernel.memory.release(oldest[1].first, oldest[1].bytes.first);
    kernel.memory.release(oldest[1].weights, oldest[1].bytes.weights);
  }
  const table = putTable(kernel, from, to, grain);
  tables.set(key, table);
  return table;
};

const putTable = ({ memory }: CorrelationKernel, from: number, to: number, grain: number): CachedTable => {
  const { count, first, weights } = makeTaps(from, to);
  const taps = Math.ceil(count / grain) * grain;
  const samples = (to + 3) & ~3;
  const bytes = { first: 4 * samples, weights: 2 * samples * taps };
  const table: CachedTable = {
    size: to,
    taps,
    first: memory.allocate(bytes.first),
    weights: memory.allocate(bytes.weights),
    bytes,
  };
  const firsts = memory.i32(table.first, samples).fill(0);
  const whole = memory.i16(table.weights, samples * taps).fill(0);
  for (let i = 0; i < to; i++) {
    const start = Math.max(0, Math.min(first[i] ?? 0, from - taps));
    firsts[i] = start;
    putRounded(weights, i * count, count, { whole, at: i * taps + (first[i] ?? 0) - start });
  }
  return table;
};

/** Puts so many weights from `start` on as whole ones that add up to `WHOLE`; what rounding loses is put on the heaviest. */
const putRounded = (
  weights: Float32Array,
  start: number,
  count: number,
  { whole, at }: { readonly whole: Int16Array; readonly at: number },
): void => {
  let [sum, heaviest] = [0, 0];
  for (let j = 0; j < count; j++) {
    const weight = weights[start + j] ?? 0;
    whole[at + j] = Math.round(weight * WHOLE);
    sum += whole[at + j] ?? 0;
    if (weight > (weights[start + heaviest] ?? 0)) heaviest = j;
  }
  whole[at + heaviest] = (whole[at + heaviest] ?? 0) + WHOLE - sum;
};
