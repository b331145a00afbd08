import { setTimeout as sleep } from 'node:timers/promises';
import { deferred } from '../plugin/deadline.ts';

/** How long what is under way may go on when a run is aborted, ms: a fact that is being computed cannot be cut off. */
const GRACE_MS = 2000;

/**
 * Gives what `work` gives. Where the signal is aborted first, waits for what `stop` waits for (for two seconds at most), and rejects with
 * the signal's reason; what `work` comes to after that is nobody's any more.
 */
export const unlessAborted = async <T>(
  signal: AbortSignal | undefined,
  work: () => Promise<T>,
  stop: () => Promise<unknown> = async () => undefined,
): Promise<T> => {
  if (signal === undefined) return work();
  signal.throwIfAborted();
  const { promise: aborted, resolve } = deferred<undefined>();
  const onAbort = (): void => resolve(undefined);
  signal.addEventListener('abort', onAbort, { once: true });
  try {
    const done = await Promise.race([work().then((value) => ({ value })), aborted]);
    if (done !== undefined) return done.value;
    await Promise.race([stop(), sleep(GRACE_MS, undefined, { ref: false })]);
    throw signal.reason;
  } finally {
    signal.removeEventListener('abort', onAbort);
  }
};
