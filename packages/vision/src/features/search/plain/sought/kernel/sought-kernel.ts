import type { SoughtKernel } from './kernel.ts';
import { createJsSoughtKernel } from './kernel-js.ts';
import { createWasmSoughtKernel } from './kernel-wasm.ts';

let kernel: SoughtKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const soughtKernel = (): SoughtKernel => {
  kernel ??= createWasmSoughtKernel() ?? createJsSoughtKernel();
  return kernel;
};
