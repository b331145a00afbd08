import type { FeatureKernel } from './kernel.ts';
import { createJsFeatureKernel } from './testing/kernel-js.ts';
import { createWasmFeatureKernel } from './kernel-wasm.ts';

let kernel: FeatureKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const featureKernel = (): FeatureKernel => {
  kernel ??= createWasmFeatureKernel() ?? createJsFeatureKernel();
  return kernel;
};
