import type { RasterKernel } from './kernel.ts';
import { createRasterKernel } from './kernel-wasm.ts';

let kernel: RasterKernel | undefined;

/** The kernel that renders marks in this process. */
export const rasterKernel = (): RasterKernel => {
  kernel ??= createRasterKernel();
  return kernel;
};
