import type { ApartKernel } from './kernel.ts';
import { createJsApartKernel } from './testing/kernel-js.ts';
import { createWasmApartKernel } from './kernel-wasm.ts';

let kernel: ApartKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const apartKernel = (): ApartKernel => {
  kernel ??= createWasmApartKernel() ?? createJsApartKernel();
  return kernel;
};
