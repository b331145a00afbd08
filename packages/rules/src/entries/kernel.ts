/** `@listing-lint/rules/kernel`: what pixel work and long runs share: memory, WebAssembly, FFT, random numbers, memos. */
export { answersOf } from '../kernel/answers.ts';
export { boxMean } from '../kernel/box-mean.ts';
export { areOnePart, commonArea, type PanelBox, panelArea, panelOverlap } from '../kernel/boxes.ts';
export { giveBack, unfilled } from '../kernel/byte-room.ts';
export { fewNamed, notDone } from '../kernel/few-named.ts';
export { mediansOf } from '../kernel/median.ts';
export type { KernelMemory } from '../kernel/memory.ts';
export { nullIfKnown } from '../kernel/null-if-known.ts';
export { joinedLazily, lazily, once } from '../kernel/once.ts';
export { openWasm } from '../kernel/open-wasm.ts';
export { type Piece, piecesOf, type WithPieces } from '../kernel/pieces.ts';
export { type Random, samples, seeded, seededRandom } from '../kernel/random.ts';
export { recently } from '../kernel/recently.ts';
export type { WasmFunction } from '../kernel/runtime.ts';
