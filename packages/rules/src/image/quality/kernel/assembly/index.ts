// What the measures of quality look at pixel by pixel, WebAssembly SIMD. Their twins in *-js.ts give the same numbers. Addresses are bytes, and every piece
// has 64 bytes of slack behind it.

export { floodFrom, standingOf } from './flood';
export { countChanged, farFrom, planesOf, shadesOf } from './planes';
export { addChanges, contrastOf, countEdges, countSteps, greenOf, greyOf, roughnessOf } from './rows';
export { addPower } from './spectrum';
export { countAlike, countColours, countLevels, countSoft, sumLight } from './tally';
