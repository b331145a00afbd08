import { openWasm, piecesOf } from '@listing-lint/rules/kernel';

import { REMOVAL_WASM } from './generated/wasm.ts';

/** Patches that are filled side by side: each pixel waits for the one before it in its own patch, and for none of the others. */
export const FILLED_AT_ONCE = 4;

/** Patches of one size, of which the pixels of one place lie side by side. */
export interface PatchesToFill {
  readonly all: Float32Array;
  /** Those of one patch that are filled, in their order; none lies along its border. */
  readonly pixels: Int32Array;
  readonly width: number;
}

/** Has each pixel be the mean of the four around it, so many times forth and back. */
export type FillRounds = (patches: PatchesToFill, rounds: number) => void;

/** In plain JavaScript, for runtimes without WebAssembly SIMD; the reference for the other one. */
export const jsFillRounds: FillRounds = ({ all, pixels, width }, rounds) => {
  const [step, row, last] = [FILLED_AT_ONCE, FILLED_AT_ONCE * width, pixels.length - 1];
  for (let round = 0; round < rounds; round++) {
    for (let k = 0; k <= last; k++) {
      const at = FILLED_AT_ONCE * (pixels[round % 2 === 0 ? k : last - k] ?? 0);
      for (let i = at; i < at + step; i++)
        all[i] = ((all[i - step] ?? 0) + (all[i + step] ?? 0) + (all[i - row] ?? 0) + (all[i + row] ?? 0)) / 4;
    }
  }
};

/** In WebAssembly; undefined where the runtime has none. */
export const wasmFillRounds = (): FillRounds | undefined => {
  const opened = openWasm(REMOVAL_WASM, ['fillRounds'], { initial: 16, maximum: 4096 });
  if (opened === undefined) return undefined;
  const { functions, memory } = opened;
  const withPieces = piecesOf(memory);
  return ({ all, pixels, width }, rounds) =>
    withPieces((piece) => {
      const [values, places] = [piece(all.byteLength), piece(pixels.byteLength)];
      memory.f32(values, all.length).set(all);
      memory.i32(places, pixels.length).set(pixels);
      functions.fillRounds(values, places, pixels.length, 4 * FILLED_AT_ONCE * width, rounds);
      all.set(memory.f32(values, all.length));
    });
};

let best: FillRounds | undefined;

/** The faster one of this runtime, made once a thread. */
export const fillRounds: FillRounds = (patches, rounds) => {
  best ??= wasmFillRounds() ?? jsFillRounds;
  best(patches, rounds);
};
