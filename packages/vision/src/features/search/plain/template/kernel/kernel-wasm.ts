import { type KernelMemory, openWasm, piecesOf } from '@listing-lint/rules/kernel';
import { putFloats } from '../../../../kernel/put-data.ts';
import { COLOUR_BINS, RECORD, RECORD_PLACES, RECORD_POINTS } from '../product/record.ts';
import { TEMPLATE_WASM } from './generated/wasm.ts';
import { MOST_MAPS, POSES_PER_PRODUCT, type PoseCandidate, type TemplateKernel } from './kernel.ts';

/** Bytes of the bitmap of a colour, and of a probe. */
const MAP = 416;
const PROBE = 24;
/** Numbers of a pose. */
const POSE = 6;

/** Creates the WebAssembly SIMD kernel. Throws `fact-unavailable` where the runtime has no WebAssembly with SIMD. */
export const createWasmTemplateKernel = (): TemplateKernel => {
  const { functions: run, memory } = openWasm(TEMPLATE_WASM, ['colourPlaces', 'poses'], { initial: 64, maximum: 4096 });
  const withPieces = piecesOf(memory);
  return {
    poses: (records, { columns, rows, lab }, most) =>
      withPieces((piece) => {
        const products = records.length / RECORD;
        const source = putFloats(memory, piece, lab);
        const zeroed = (bytes: number): number => {
          const at = piece(bytes);
          memory.u8(at, bytes).fill(0);
          return at;
        };
        const [table, counts, maps] = [zeroed(2 * COLOUR_BINS), zeroed(4 * MOST_MAPS), zeroed(MAP * MOST_MAPS)];
        run.colourPlaces(source, columns, rows, table, maps, counts, MOST_MAPS);
        const recordsAt = piece(records.byteLength);
        memory
          .u8(recordsAt, records.byteLength)
          .set(new Uint8Array(records.buffer, records.byteOffset, records.byteLength));
        const [probes, out] = [
          piece(PROBE * (RECORD_PLACES + RECORD_POINTS)),
          piece(8 * POSE * POSES_PER_PRODUCT * products),
        ];
        const count = run.poses(recordsAt, products, table, maps, counts, source, columns, rows, most, probes, out);
        return layingsAt(memory, out, count);
      }),
  };
};

const layingsAt = (memory: KernelMemory, at: number, count: number): readonly PoseCandidate[] => {
  const numbers = memory.f64(at, POSE * count);
  return Array.from({ length: count }, (_, k) => {
    const [apart = 0, x = 0, y = 0, reach = 0, mirror = 0, product = 0] = numbers.subarray(POSE * k, POSE * (k + 1));
    return { apart, x, y, reach, mirror, product };
  });
};

let kernel: TemplateKernel | undefined;

/** Returns the WebAssembly kernel, created once per thread. Throws `fact-unavailable` without WebAssembly SIMD. */
export const templateKernel = (): TemplateKernel => {
  kernel ??= createWasmTemplateKernel();
  return kernel;
};
