import type { FeatureKernel } from './kernel.ts';
import { createWasmFeatureKernel } from './kernel-wasm.ts';

let kernel: FeatureKernel | undefined;

/** Returns the WebAssembly kernel, created once per thread. Throws `fact-unavailable` without WebAssembly SIMD. */
export const featureKernel = (): FeatureKernel => {
  kernel ??= createWasmFeatureKernel();
  return kernel;
};
