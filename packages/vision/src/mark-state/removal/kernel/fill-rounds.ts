import { openWasm, piecesOf } from '@listing-lint/rules/kernel';

import { REMOVAL_WASM } from './generated/wasm.ts';

/** Patches that are filled side by side: each pixel waits for the one before it in its own patch, and for none of the others. */
export const FILLED_AT_ONCE = 4;

/** Patches of one size, of which the pixels of one place lie side by side. */
export interface PatchesToFill {
  readonly all: Float32Array;
  /** The pixels of one patch in filling order; none is on its border. */
  readonly pixels: Int32Array;
  readonly width: number;
}

/** Has each pixel be the mean of the four around it, so many times forth and back. */
export type FillRounds = (patches: PatchesToFill, rounds: number) => void;

/** Creates the WebAssembly kernel. Throws `fact-unavailable` where the runtime has no WebAssembly with SIMD. */
const createFillRounds = (): FillRounds => {
  const { functions, memory } = openWasm(REMOVAL_WASM, ['fillRounds'], { initial: 16, maximum: 4096 });
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

let kernel: FillRounds | undefined;

/** Fills patches in WebAssembly, with a kernel that is created once per thread. */
export const fillRounds: FillRounds = (patches, rounds) => {
  kernel ??= createFillRounds();
  kernel(patches, rounds);
};
