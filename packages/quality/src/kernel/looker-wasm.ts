import { openWasm, piecesOf } from '@listing-lint/rules/kernel';

import { edgesByWasm } from './edges-wasm.ts';
import { QUALITY_WASM } from './generated/wasm.ts';
import { bytesIn, KeptPixels, type LookerMemory } from './kept-pixels.ts';
import { BLOCK, type Looker, ROW_STEP } from './looker.ts';
import { planesByWasm } from './planes-wasm.ts';
import { floodByWasm, rowsByWasm, tallyByWasm } from './tally-wasm.ts';

const FUNCTIONS = [
  ...([
    'reduceRows',
    'greenOf',
    'greyOf',
    'countEdges',
    'countSteps',
    'addChanges',
    'roughnessOf',
    'contrastsOf',
    'addPower',
  ] as const),
  ...(['planesOf', 'shadesOf', 'farFrom', 'countChanged', 'bordered', 'floodFrom', 'standingOf'] as const),
  ...(['countLevels', 'countWithin', 'sumPlane', 'sumLight', 'countAlike', 'countColours', 'countSoft'] as const),
  'countStraight',
] as const;

/** The looker in WebAssembly with SIMD. */
export const createWasmLooker = (): Looker => {
  const { functions, memory } = openWasm(QUALITY_WASM, FUNCTIONS, { initial: 32, maximum: 4096 });
  const room: LookerMemory = { memory, kept: new KeptPixels() };
  const withPieces = piecesOf(memory);
  return {
    kind: 'wasm-simd',
    ...edgesByWasm(functions, room),
    steps: ({ width, height, data }) =>
      withPieces((piece) => {
        const [plane, sums, counts] = [bytesIn(room, piece, data), piece(4 * BLOCK), piece(4 * BLOCK)];
        memory.i32(sums, BLOCK).fill(0);
        memory.i32(counts, BLOCK).fill(0);
        for (let row = 0; row < height; row += 2) functions.countSteps(plane + row * width, width, sums, counts);
        return { sums: memory.i32(sums, BLOCK).slice(), counts: memory.i32(counts, BLOCK).slice() };
      }),
    changes: ({ width, height, data }, least) =>
      withPieces((piece) => {
        const [plane, columns] = [bytesIn(room, piece, data), piece(4 * width)];
        memory.i32(columns, width).fill(0);
        for (let row = 0; row < height; row += ROW_STEP)
          functions.addChanges(plane + row * width, width, least, columns);
        return memory.i32(columns, width).slice();
      }),
    ...planesByWasm(functions, room),
    ...floodByWasm(functions, room),
    ...rowsByWasm(functions, room),
    ...tallyByWasm(functions, room),
  };
};

let looker: Looker | undefined;

/** The looker of this thread, created on first use. */
export const pictureLooker = (): Looker => {
  looker ??= createWasmLooker();
  return looker;
};
