import type { CountVotes, VoteSource } from './vote-space.ts';
import { jsVotes } from './testing/votes-js.ts';
import { wasmVotes } from './votes-wasm.ts';

/** Counts votes for pictures; the same from either kind. */
export const openVotes = (source: VoteSource): CountVotes => wasmVotes(source) ?? jsVotes(source);
