import type { OpenJoin } from './kernel/join.ts';

/** So many pictures are worth what it takes to load the faster way. */
const MANY = 400;

/** What finds the pairs among so many pictures; undefined where JavaScript is as fast. */
export const joinFor = async (pictures: number): Promise<OpenJoin | undefined> =>
  pictures < MANY ? undefined : (await import('./kernel/join-wasm.ts')).openWasmJoin;
