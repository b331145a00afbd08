import { Worker } from 'node:worker_threads';
import { CELL, CELLS, type WatchdogData } from './watchdog-protocol.ts';

/** The calls at work are few, one a worker and what it asks for. */
const CALLS_BYTES = 16_384;
const PLACE_BYTES = 4096;

export interface WatchdogOptions {
  /** How long the thread may be in one function of somebody else's, ms. */
  readonly boundMs: number;
  /** Address of the compiled `watchdog-thread`. */
  readonly thread: URL;
  /** Code below this address is the program's own. */
  readonly ownUrl: URL;
  /** Given to `process.reallyExit` where the thread ends the process. Default none. */
  readonly endKey?: string;
  /**
   * Called soon after a loop was cut short, before any other function of somebody else's is run: whatever its frames had to do is lost.
   * `at` is `file:line` of their code; undefined where that is not known.
   */
  readonly onInterruption: (at: string | undefined) => void;
}

/**
 * Ends loops without an end in other people's functions. The main thread says that it moves, and whose functions are at work; a thread
 * beside it watches. Only for a process that is ours: it uses the debugger's door to the main thread.
 */
export class Watchdog {
  readonly #numbers = new Int32Array(new SharedArrayBuffer(CELLS * Int32Array.BYTES_PER_ELEMENT));
  readonly #calls = new Uint8Array(new SharedArrayBuffer(CALLS_BYTES));
  readonly #place = new Uint8Array(new SharedArrayBuffer(PLACE_BYTES));
  readonly #onInterruption: WatchdogOptions['onInterruption'];
  readonly #encoder = new TextEncoder();
  readonly #heart: NodeJS.Timeout;
  readonly #worker: Worker;

  constructor({ boundMs, thread, ownUrl, endKey = '', onInterruption }: WatchdogOptions) {
    this.#onInterruption = onInterruption;
    const workerData: WatchdogData = {
      cells: this.#numbers.buffer,
      calls: this.#calls.buffer,
      place: this.#place.buffer,
      boundMs,
      ownUrl: ownUrl.href,
      endKey,
    };
    this.#worker = new Worker(thread, { workerData, name: 'watchdog' });
    // Without it, a loop without an end is one: no reason to fail.
    this.#worker.on('error', () => undefined);
    this.#worker.unref();
    this.#heart = setInterval(() => this.beat(), Math.min(1000, Math.max(10, boundMs / 4)));
    this.#heart.unref();
  }

  /** Whose functions may be at work, a line each. While one is waited for, the process does not end by itself. */
  watch(calls: readonly string[], isAwaited: boolean): void {
    const { written } = this.#encoder.encodeInto(calls.join('\n'), this.#calls);
    Atomics.store(this.#numbers, CELL.callsLength, written);
    this.beat();
    if (isAwaited) this.#heart.ref();
    else this.#heart.unref();
  }

  /** Runs a function of somebody else's that must return. */
  inside<T>(work: () => T): T {
    const before = Atomics.exchange(this.#numbers, CELL.isInside, 1);
    try {
      return work();
    } finally {
      Atomics.store(this.#numbers, CELL.isInside, before);
    }
  }

  /** Says that the main thread moves, and looks whether it was cut short. */
  beat(): void {
    Atomics.add(this.#numbers, CELL.beat, 1);
    if (Atomics.exchange(this.#numbers, CELL.isInterrupted, 0) === 0) return;
    Atomics.store(this.#numbers, CELL.isInside, 0);
    const place = Buffer.from(this.#place.slice(0, Atomics.load(this.#numbers, CELL.placeLength))).toString('utf8');
    this.#onInterruption(place === '' ? undefined : place);
  }
}
