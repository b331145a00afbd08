import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** How much V8's heap may grow by before all of it is looked through, per cent of what was in use; 0 leaves that to V8. */
const grow = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/** Bytes that may come to what is in use, decoded pictures among them, before all of it is looked through. */
const ROOM = 64e6;
const MOST_PERCENT = 300;
/** Of a large heap: what looking through it takes is little beside what filling a third of it did. */
const LEAST_PERCENT = 30;
const LOOK_EVERY_MS = 250;

const percentFor = (used: number): number =>
  Math.round(Math.min(MOST_PERCENT, Math.max(LEAST_PERCENT, (100 * ROOM) / used)));

/**
 * Decoded pictures lie outside of V8's heap, but count for when it is to be looked through: with the small heap of a lint that was every few pictures, 25 ms each time for nothing
 * found. And a heap that holds what is known of ten thousand pictures V8 lets grow to twice of that before it looks. Until the function that is given back is called, either may grow by
 * about the same; nothing is asked of processes that use the Node API.
 */
export const allowRoomyHeap = (): (() => void) => {
  let percent = MOST_PERCENT;
  grow(percent);
  const timer = setInterval(() => {
    const wanted = percentFor(getHeapStatistics().used_heap_size);
    if (wanted !== percent) grow(wanted);
    percent = wanted;
  }, LOOK_EVERY_MS);
  timer.unref();
  return () => {
    clearInterval(timer);
    grow(0);
  };
};
