import { setTimeout as sleep } from 'node:timers/promises';
import type { AskOutcome } from './ask-once.ts';

export interface Patience {
  readonly tries: number;
  /** Before the second try; it doubles each time. */
  readonly pauseMs: number;
  /** What a server may ask to wait; one that asks for more is given up. */
  readonly mostWaitMs: number;
  readonly signal?: AbortSignal | undefined;
  /** Between two requests, so that no more are sent a minute than may be. Waits until the next one may go. */
  readonly turn: () => Promise<void>;
}

export type PatientOutcome =
  | Exclude<AskOutcome, { readonly reason: string }>
  | { readonly reason: string; readonly tries: number; readonly status?: number };

/** Asks until there is an answer, or none will come: what may pass is tried again, later each time, and no sooner than the server asks for. */
export const patientAsk = async (
  ask: () => Promise<AskOutcome>,
  { tries, pauseMs, mostWaitMs, signal, turn }: Patience,
): Promise<PatientOutcome> => {
  for (let n = 1; ; n++) {
    await turn();
    const outcome = await ask();
    if (!('reason' in outcome)) return outcome;
    const { reason, mayPass, waitMs = 0, status } = outcome;
    const given = (why: string): PatientOutcome => ({
      reason: why,
      tries: n,
      ...(status === undefined ? {} : { status }),
    });
    if (!mayPass || n >= tries) return given(reason);
    if (waitMs > mostWaitMs) return given(`${reason}, and asks to wait ${Math.ceil(waitMs / 1000)} s`);
    // A share of chance keeps many runs from coming back at one moment.
    const pause = pauseMs * 2 ** (n - 1) * (1 + Math.random() / 4);
    await sleep(Math.max(waitMs, Math.min(pause, mostWaitMs)), undefined, signal === undefined ? {} : { signal });
  }
};

/** Lets requests go one after the other, so many a minute at most. */
export const turns = (perMinute: number, signal?: AbortSignal): (() => Promise<void>) => {
  const gap = 60_000 / perMinute;
  let next = 0;
  return async () => {
    signal?.throwIfAborted();
    const now = performance.now();
    const at = Math.max(now, next);
    next = at + gap;
    if (at > now) await sleep(at - now, undefined, signal === undefined ? {} : { signal });
  };
};
