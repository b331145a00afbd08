// Pictures that lie on each other, pixel by pixel, WebAssembly SIMD. The twins in *-js.ts give the same numbers. Addresses are bytes; every piece has 64 bytes of slack behind it.

export { cells, light, slope, wholeCells } from './cells';
export { equations, steepPixels } from './equations';
export { halve, planes, smooth } from './planes';
export { unrelated } from './unrelated';
export { warp, within } from './warp';
