import type { KernelMemory } from '../../../../kernel/memory.ts';
import { openWasm } from '../../../../kernel/open-wasm.ts';
import { type Piece, piecesOf, type WithPieces } from '../../../../kernel/pieces.ts';
import type { WasmFunction } from '../../../../kernel/runtime.ts';
import type { Plane, Taps } from '../plane.ts';
import { RASTER_WASM } from './generated/wasm.ts';
import { COARSEST_NOISE, type Exposure, octavesOf, type RasterKernel, TEMPLATE_SOFTENING } from './kernel.ts';
import { resamplePlane } from './resample-plane.ts';

const EXPORTS = ['across', 'down', 'field', 'framed', 'soften', 'octave', 'compose'] as const;
type Exports = Readonly<Record<(typeof EXPORTS)[number], WasmFunction>>;

/** Samples of a plane that is resampled here: memory of a kernel never shrinks, and larger ones are rare. */
const MOST_RESAMPLED = 1 << 20;

/** A kernel in WebAssembly with SIMD; its memory is freed with it. */
export const createRasterKernel = (): RasterKernel => {
  const { functions, memory } = openWasm(RASTER_WASM, EXPORTS, { initial: 32, maximum: 4096, leastGrowth: 1 << 20 });
  return bind(functions, memory);
};

const bind = (raw: Exports, memory: KernelMemory): RasterKernel => {
  const withPieces = piecesOf(memory);
  return {
    kind: 'wasm-simd',
    resampled: (plane, along, down) =>
      plane.data.length > MOST_RESAMPLED
        ? resamplePlane(plane, along, down)
        : resampled(raw, memory, withPieces, { plane, along, down }),
    framed: ({ width, height, data }, border, most) =>
      withPieces((piece) => {
        const count = (width + 2 * border) * (height + 2 * border);
        const [source, target] = [piece(4 * data.length), piece(4 * count)];
        memory.f32(source, data.length).set(data);
        raw.framed(source, width, height, border, most, target);
        return memory.f32(target, count).slice();
      }),
    fieldOn: ({ width, height, alpha, ink }, background, doubled) =>
      withPieces((piece) => {
        const count = width * height;
        const [opacity, light, luma, fx, fy] = [
          piece(4 * count),
          piece(4 * count),
          piece(4 * count),
          piece(4 * count),
          piece(4 * count),
        ];
        memory.f32(opacity, count).set(alpha);
        memory.f32(light, count).set(ink);
        const energy = raw.field(
          opacity,
          light,
          luma,
          width,
          height,
          background,
          TEMPLATE_SOFTENING,
          doubled ? 1 : 0,
          fx,
          fy,
        );
        return { width, height, x: memory.f32(fx, count).slice(), y: memory.f32(fy, count).slice(), energy };
      }),
    exposed: (exposure) => withPieces((piece) => exposed(raw, memory, piece, exposure)),
  };
};

const resampled = (
  raw: Exports,
  memory: KernelMemory,
  withPieces: WithPieces,
  { plane, along, down }: { readonly plane: Plane; readonly along: Taps; readonly down: Taps },
): Plane =>
  withPieces((piece) => {
    const [width, height] = [along.first.length, down.first.length];
    // Four rows at a time.
    const rows = (plane.height + 3) & ~3;
    const source = piece(4 * plane.width * rows);
    const narrow = piece(4 * width * rows);
    const scratch = piece(16 * plane.width);
    const target = piece(4 * width * height);
    const tables = [along, down].map(
      ({ first, weights }) => [piece(4 * first.length), piece(4 * weights.length)] as const,
    );
    memory.f32(source, plane.data.length).set(plane.data);
    const [[alongFirst, alongWeights] = NOWHERE, [downFirst, downWeights] = NOWHERE] = tables;
    memory.i32(alongFirst, width).set(along.first);
    memory.f32(alongWeights, along.weights.length).set(along.weights);
    memory.i32(downFirst, height).set(down.first);
    memory.f32(downWeights, down.weights.length).set(down.weights);
    raw.across(source, plane.width, plane.height, narrow, width, alongFirst, alongWeights, along.count, scratch);
    raw.down(narrow, width, target, height, downFirst, downWeights, down.count);
    return { width, height, data: memory.f32(target, width * height).slice() };
  });

const NOWHERE = [0, 0] as const;

const exposed = (raw: Exports, memory: KernelMemory, piece: Piece, exposure: Exposure): Uint8Array => {
  const { canvas, coarsest, strength, sparesWhite } = exposure;
  const { width, height } = canvas;
  const count = width * height;
  const octaves = octavesOf(exposure);
  const most = Math.max(count, ...octaves.map(({ columns, rows }) => columns * rows));
  const [drawing, one, other, target] = [piece(4 * count), piece(4 * most), piece(4 * most), piece(count)];
  memory.f32(drawing, count).set(canvas.data);
  raw.soften(drawing, one, width, height);
  memory.f32(one, coarsest.length).set(coarsest);
  let [from, to, columns] = [one, other, COARSEST_NOISE];
  for (const octave of octaves) {
    raw.octave(from, columns, octave.side, to, octave.columns, octave.rows, octave.weight, octave.state);
    [from, to, columns] = [to, from, octave.columns];
  }
  raw.compose(drawing, from, columns, target, width, height, strength, sparesWhite ? 254 : Number.POSITIVE_INFINITY);
  return memory.u8(target, count).slice();
};

let kernel: RasterKernel | undefined;

/** The kernel that renders marks in this process. */
export const rasterKernel = (): RasterKernel => {
  kernel ??= createRasterKernel();
  return kernel;
};
