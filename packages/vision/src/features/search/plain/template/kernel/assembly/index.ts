// Where products may lie in a picture by their colours, WebAssembly SIMD. The twin in kernel-js.ts gives the same numbers. Addresses are bytes.

export { colourPlaces } from './colour-places';
export { poses } from './poses';
