import { type KernelMemory, openWasm, piecesOf } from '@listing-lint/rules/kernel';

import { putFloats } from '../../../../kernel/put-data.ts';
import { COLOUR_BINS, RECORD, RECORD_PLACES, RECORD_POINTS } from '../product/record.ts';
import { SOUGHT_WASM } from './generated/wasm.ts';
import { LAYINGS_KEPT, type LikelyLaying, MOST_MAPS, type SoughtKernel } from './kernel.ts';

/** Bytes of the map of a colour, and of what is asked of a place. */
const MAP = 416;
const ASKED = 24;
/** Numbers of a laying. */
const LAID = 6;

/** The WebAssembly SIMD kernel; undefined where the runtime has no WebAssembly or no SIMD. */
export const createWasmSoughtKernel = (): SoughtKernel | undefined => {
  const opened = openWasm(SOUGHT_WASM, ['colourPlaces', 'layings'], { initial: 64, maximum: 4096 });
  if (opened === undefined) return undefined;
  const { functions: run, memory } = opened;
  const withPieces = piecesOf(memory);
  return {
    kind: 'wasm-simd',
    layings: (records, { columns, rows, lab }, most) =>
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
        const kept = piece(records.byteLength);
        memory.u8(kept, records.byteLength).set(new Uint8Array(records.buffer, records.byteOffset, records.byteLength));
        const [asked, out] = [
          piece(ASKED * (RECORD_PLACES + RECORD_POINTS)),
          piece(8 * LAID * LAYINGS_KEPT * products),
        ];
        const count = run.layings(kept, products, table, maps, counts, source, columns, rows, most, asked, out);
        return layingsAt(memory, out, count);
      }),
  };
};

const layingsAt = (memory: KernelMemory, at: number, count: number): readonly LikelyLaying[] => {
  const numbers = memory.f64(at, LAID * count);
  return Array.from({ length: count }, (_, k) => {
    const [apart = 0, x = 0, y = 0, reach = 0, mirror = 0, product = 0] = numbers.subarray(LAID * k, LAID * (k + 1));
    return { apart, x, y, reach, mirror, product };
  });
};
