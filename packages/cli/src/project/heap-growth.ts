import { getHeapStatistics, setFlagsFromString } from 'node:v8';

/** How much V8's heap may grow by before all of it is looked through, per cent of what was in use; 0 leaves that to V8. */
const grow = (percent: number): void => setFlagsFromString(`--heap-growing-percent=${percent}`);

/** Bytes that may come to what is in use, decoded pictures among them, before all of it is looked through: in a lint, and in `match`, which holds all of ours in memory beside it. */
const LINT_ROOM = 64e6;
export const MATCH_ROOM = 20e6;
const MOST_PERCENT = 300;
/** Of a large heap: looking through it takes as much longer as it is larger, and must not come as often as in a small one. */
const LEAST_PERCENT = 60;
const LOOK_EVERY_MS = 250;

/** The same where no pictures are decoded any more: what comes then is the report, and garbage beside it is memory for nothing. */
const LATE_ROOM = 8e6;
const LATE_LEAST_PERCENT = 25;
/** Of a heap that is no larger the garbage of a report is not worth looking for. */
const SMALL_HEAP = 32e6;

const percentFor = (used: number, room: number, least: number): number =>
  Math.round(Math.min(MOST_PERCENT, Math.max(least, (100 * room) / used)));

/** A heap that may grow until it is asked not to. */
export interface RoomyHeap {
  /** Most pictures have been looked at. */
  readonly narrow: () => void;
  readonly end: () => void;
}

/**
 * Decoded pictures lie outside of V8's heap, but count for when it is to be looked through: with the small heap of a lint that was every few pictures, 25 ms each time for nothing
 * found. And a heap that holds what is known of ten thousand pictures V8 lets grow to twice of that before it looks. Until its end either may grow by
 * about the same; nothing is asked of processes that use the Node API.
 */
export const allowRoomyHeap = (bytes = LINT_ROOM): RoomyHeap => {
  let percent = MOST_PERCENT;
  let [room, least] = [bytes, LEAST_PERCENT];
  grow(percent);
  const look = (): void => {
    const wanted = percentFor(getHeapStatistics().used_heap_size, room, least);
    if (wanted !== percent) grow(wanted);
    percent = wanted;
  };
  const timer = setInterval(look, LOOK_EVERY_MS);
  timer.unref();
  return {
    narrow: () => {
      if (getHeapStatistics().used_heap_size <= SMALL_HEAP) return;
      [room, least] = [LATE_ROOM, LATE_LEAST_PERCENT];
      look();
    },
    end: () => {
      clearInterval(timer);
      grow(0);
    },
  };
};
