import { randomInt } from 'node:crypto';

const LEAST_SLOTS = 64;
/** So many slots are made for a number, and of so many that are taken more are made. */
const ROOM = 1.7;
const FULL = 0.8;

/** Begins otherwise in each process, so that nobody can name files whose names or texts have one hash. */
const SEED = randomInt(2 ** 32);
const PRIME = 0x01000193;

/** Of bytes that stand behind a number: FNV-1a, 32 bits (Fowler, Noll, Vo). Another one in the next process. */
export const hashOfBytes = (bytes: Uint8Array, start: number, end: number, before = 0): number => {
  let hash = Math.imul(SEED ^ before, PRIME);
  for (let at = start; at < end; at++) hash = Math.imul(hash ^ (bytes[at] ?? 0), PRIME);
  return (hash ^ (hash >>> 15)) >>> 0;
};

/** Slots for numbers by their hash (open addressing), 0 where none lies, with room for more than `size`. */
export const emptySlots = (size: number): Uint32Array<ArrayBuffer> =>
  new Uint32Array(Math.ceil(ROOM * size) + LEAST_SLOTS);

/** Whether more slots are to be made before one more number comes to `size` of them. */
export const needsSlots = (slots: Uint32Array, size: number): boolean => size + 1 > FULL * slots.length;

/** Lays a number, from 1, into the first slot from that of its hash on in which none lies. */
export const laySlot = (slots: Uint32Array, hash: number, number: number): void => {
  let slot = hash % slots.length;
  while (slots[slot] !== 0) slot = (slot + 1) % slots.length;
  slots[slot] = number;
};
