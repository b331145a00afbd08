import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** How much V8's heap may grow by before all of it is looked through, per cent of what was in use; 0 leaves that to V8. */
const grow = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

const ROOMY_PERCENT = 300;
/** From here on V8's own rule holds, so that what is in use is never more than this times four without being looked through. */
const MOST_IN_USE = 64e6;
const LOOK_EVERY_MS = 250;

/**
 * Decoded pictures lie outside of V8's heap, but count for when it is to be looked through: with the small heap of a lint that was every few pictures, 25 ms each time for nothing
 * found. Until the function that is given back is called, a small heap may grow further; nothing is asked of processes that use the Node API.
 */
export const allowRoomyHeap = (): (() => void) => {
  grow(ROOMY_PERCENT);
  const timer = setInterval(() => {
    if (getHeapStatistics().used_heap_size > MOST_IN_USE) stop();
  }, LOOK_EVERY_MS);
  timer.unref();
  const stop = (): void => {
    clearInterval(timer);
    grow(0);
  };
  return stop;
};
