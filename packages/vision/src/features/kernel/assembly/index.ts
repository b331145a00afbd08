// Local features, WebAssembly SIMD. Their twins in *-js.ts give the same numbers. Addresses are bytes; every piece has 64 bytes of slack behind it.

export { colourSums, lumaSums } from './block-sums';
export { describe, margins, moments, nearest, nearestBoth } from './describe';
export { join, keys, keysAside } from './join';
export { blur, blurAround, halve, luma, open, resize, thin } from './levels';
export { plainColumns, plainRows, stepColumns, stepRows } from './lines';
export { hold, nearEach } from './near';
export { plainCells } from './plain';
export { sampled } from './sampled';
export { keyPoints } from './spread';
export { byPicture, likeliest, nearestVotes } from './votes';
