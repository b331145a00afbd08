import type { TemplateKernel } from './kernel.ts';
import { createJsTemplateKernel } from './testing/kernel-js.ts';
import { createWasmTemplateKernel } from './kernel-wasm.ts';

let kernel: TemplateKernel | undefined;

/** The fastest kernel of this runtime, made once a thread. */
export const templateKernel = (): TemplateKernel => {
  kernel ??= createWasmTemplateKernel() ?? createJsTemplateKernel();
  return kernel;
};
