/**
 * The time that a call has left. It runs only while the thread is free and the call waits for nothing of ours: a slow neighbour, or a
 * slow fact that it asks for, is not its fault.
 */
export class Deadline {
  readonly #whole: number;
  readonly #slice: number;
  #left: number;
  #since = 0;
  #timer: NodeJS.Timeout | undefined;
  #waiting = 0;
  readonly #expiry = deferred<void>();

  constructor(ms: number) {
    this.#whole = ms;
    this.#left = ms;
    this.#slice = Math.min(MOST_AT_ONCE, Math.max(1, ms / SLICES));
    this.#run();
  }

  /** Settles when the time is up; never where it is stopped before. */
  get expired(): Promise<void> {
    return this.#expiry.promise;
  }

  /** Gives what `promise` gives, and lets no time pass until then. */
  async during<T>(promise: Promise<T>): Promise<T> {
    this.#waiting++;
    this.#halt();
    try {
      return await promise;
    } finally {
      this.#waiting--;
      if (this.#waiting === 0 && this.#left > 0) this.#run();
    }
  }

  /** Gives the call its whole time again, unless that is up. */
  renew(): void {
    if (this.#left > 0) this.#left = this.#whole;
  }

  stop(): void {
    this.#halt();
    this.#left = 0;
  }

  #run(): void {
    this.#since = performance.now();
    this.#timer = setTimeout(() => {
      this.#halt();
      if (this.#left <= 0) this.#expiry.resolve();
      else this.#run();
    }, this.#slice);
  }

  /** A slice that took long was spent waiting for the thread, and counts little. */
  #halt(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#left -= Math.min(performance.now() - this.#since, this.#slice * 2);
  }
}

const SLICES = 20;
/** ms */
const MOST_AT_ONCE = 1000;

/** A promise and its ends, which Node 20 does not have as `Promise.withResolvers`. */
export const deferred = <T>(): {
  readonly promise: Promise<T>;
  readonly resolve: (value: T) => void;
  readonly reject: (error: unknown) => void;
} => {
  let ends: { readonly resolve: (value: T) => void; readonly reject: (error: unknown) => void } | undefined;
  const promise = new Promise<T>((resolve, reject) => {
    ends = { resolve, reject };
  });
  // The executor has run by now.
  return { promise, resolve: (value) => ends?.resolve(value), reject: (error) => ends?.reject(error) };
};
