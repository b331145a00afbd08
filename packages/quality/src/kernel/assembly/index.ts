// What the measures of quality look at pixel by pixel, WebAssembly SIMD. Their twins in *-js.ts give the same numbers. Addresses are bytes, and every piece
// has 64 bytes of slack behind it.

export { reduceRows } from '../../../../rules/src/image/kernel/assembly/index';
export { bordered, floodFrom, standingOf } from './flood';
export { countChanged, farFrom, planesOf, shadesOf } from './planes';
export { addChanges, contrastsOf, countEdges, countSteps, greenOf, greyOf, roughnessOf } from './rows';
export { addPower } from './spectrum';
export { countStraight } from './straight';
export { countAlike, countColours, countLevels, countSoft, countWithin, sumLight, sumPlane } from './tally';
