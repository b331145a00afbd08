import type { ApartKernel } from './kernel.ts';
import { createWasmApartKernel } from './kernel-wasm.ts';

let kernel: ApartKernel | undefined;

/** Returns the WebAssembly kernel, created once per thread. Throws `fact-unavailable` without WebAssembly SIMD. */
export const apartKernel = (): ApartKernel => {
  kernel ??= createWasmApartKernel();
  return kernel;
};
