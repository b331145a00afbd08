/** Where the numbers stand that the main thread and its watchdog share. */
export const CELL = {
  /** Goes up as long as the main thread moves. */
  beat: 0,
  /** 1 while the main thread is inside a function of somebody else's that has not returned. */
  isInside: 1,
  /** Bytes of `calls` that count. */
  callsLength: 2,
  /** 1 from when a loop was cut short until the main thread has seen it. */
  isInterrupted: 3,
  /** Bytes of `place` that count. */
  placeLength: 4,
} as const;

export const CELLS = 5;

/** What the thread of the watchdog is given. */
export interface WatchdogData {
  /** `CELLS` numbers. */
  readonly cells: SharedArrayBuffer;
  /** UTF-8: whose functions are at work, a line each. Written by the main thread. */
  readonly calls: SharedArrayBuffer;
  /** UTF-8: `file:line` of the loop that was cut short, in somebody else's code; empty where that is not known. */
  readonly place: SharedArrayBuffer;
  readonly boundMs: number;
  /** Code below this address is the program's own. */
  readonly ownUrl: string;
  /** Given to `process.reallyExit`, which a program may let nobody call without it. */
  readonly endKey: string;
}
