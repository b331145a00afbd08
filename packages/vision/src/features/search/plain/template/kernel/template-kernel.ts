import type { TemplateKernel } from './kernel.ts';
import { createWasmTemplateKernel } from './kernel-wasm.ts';

let kernel: TemplateKernel | undefined;

/** Returns the WebAssembly kernel, created once per thread. Throws `fact-unavailable` without WebAssembly SIMD. */
export const templateKernel = (): TemplateKernel => {
  kernel ??= createWasmTemplateKernel();
  return kernel;
};
