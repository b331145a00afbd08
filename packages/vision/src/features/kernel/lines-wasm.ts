import type { KernelMemory, WasmFunction, WithPieces } from '@listing-lint/rules/kernel';

import { type FeatureKernel, windowOf } from './kernel.ts';
import { plainLinesOf, stepRunsOf } from './lines-js.ts';
import { putBytes } from './put-data.ts';

export const LINES = ['plainRows', 'plainColumns', 'stepRows', 'stepColumns'] as const;
type Lines = Readonly<Record<(typeof LINES)[number], WasmFunction>>;

/** Windows that fit in 64 bits from any bit of a byte on; and what counts of sixteen columns side by side reach, of 255. */
const LARGEST_WINDOW = 56;
const MOST_COUNTED = 254;

/** Looks at the rows and columns of pictures in WebAssembly; at those that are too long for it, in JavaScript. */
export const wasmLines = (
  raw: Lines,
  memory: KernelMemory,
  withPieces: WithPieces,
): Pick<FeatureKernel, 'plainLines' | 'stepRuns'> => ({
  plainLines: (picture, box, plain) => {
    const { width, data } = picture;
    const [across, down] = [box.right - box.left, box.bottom - box.top];
    const lines = plain.isDown ? down : across;
    const most = Math.floor(plain.specks * (plain.isDown ? across : down));
    if (most > MOST_COUNTED || across < 1 || down < 1) return plainLinesOf(picture, box, plain);
    return withPieces((piece) => {
      const source = putBytes(memory, piece, data.subarray(box.top * width, box.bottom * width));
      const out = piece(lines);
      const run = plain.isDown ? raw.plainRows : raw.plainColumns;
      run(source + box.left, width, across, down, plain.tolerance, most, out);
      return memory.u8(out, lines).slice();
    });
  },
  stepRuns: (picture, steps) => {
    const { width, height, data } = picture;
    const [[across, leastAcross], [down, leastDown]] = [windowOf(width, steps), windowOf(height, steps)];
    if (Math.max(across, down) > LARGEST_WINDOW) return stepRunsOf(picture, steps);
    return withPieces((piece) => {
      const source = putBytes(memory, piece, data);
      const [bits, rowsAt, columnsAt] = [piece(width >> 3), piece(2 * height), piece(2 * width)];
      raw.stepRows(source, width, height, steps.step, across, leastAcross, bits, rowsAt);
      raw.stepColumns(source, width, height, steps.step, down, leastDown, columnsAt);
      const runs = (at: number, lines: number, all: number): Uint16Array => {
        const own = new Uint16Array(memory.u8(at, 2 * lines).slice().buffer);
        own[0] = all;
        return own;
      };
      return {
        rows: runs(rowsAt, height, across * Math.floor(width / across)),
        columns: runs(columnsAt, width, down * Math.floor(height / down)),
      };
    });
  },
});
