import { describe, expect, it } from 'vitest';
import type { Call } from './call.ts';
import { Guard } from './guard.ts';
import { Watchdog } from './watchdog.ts';

/**
 * A thread that stands for the watchdog's: once the main thread says a call whose text holds `cut`, it acts as if it had ended a loop there;
 * `at` is what it says of the place.
 */
const threadThatCuts = (at: string): URL =>
  new URL(
    `data:text/javascript,${encodeURIComponent(`
      import { workerData } from 'node:worker_threads';
      const { cells, calls, place } = workerData;
      const numbers = new Int32Array(cells);
      const timer = setInterval(() => {
        const text = Buffer.from(calls).subarray(0, Atomics.load(numbers, 2)).toString('utf8');
        if (!text.includes('cut')) return;
        clearInterval(timer);
        Atomics.store(numbers, 4, Buffer.from(place).write(${JSON.stringify(at)}));
        Atomics.store(numbers, 3, 1);
      }, 2);
    `)}`,
  );

const guardWith = (at: string): Guard =>
  new Guard({ timeoutMs: 2000, watchdog: { thread: threadThatCuts(at), ownUrl: new URL('file:///ours/') } });

const call = (who: string, what: string, more: Partial<Call> = {}): Call => ({
  who: `the plugin "${who}"`,
  what,
  module: `/${who}/plugin.mjs`,
  ...more,
});
const never = (): Promise<never> => new Promise(() => undefined);
const messageOf = (work: Promise<unknown>): Promise<string> =>
  work.then(
    (value) => `gave ${String(value)}`,
    (error: unknown) => (error instanceof Error ? error.message : 'no error'),
  );

describe('a loop that was cut short', () => {
  it('is that of the one that waits, which is not asked again, and others are not kept waiting', async () => {
    const guard = guardWith('');
    const interrupted = guard.interrupted;
    expect(await messageOf(guard.run(call('a', 'cut', { on: 'a.jpg', mayRefuse: true }), never))).toBe(
      'the plugin "a" failed: its cut has not returned for 2 s, and was stopped',
    );
    await interrupted;
    expect(guard.faults).toEqual([
      {
        message: 'the plugin "a" (its cut, on a.jpg) has not returned for 2 s, and was stopped',
        hasFinding: true,
      },
    ]);
    expect(guard.takeNotices()).toEqual([]);
    expect(await messageOf(guard.run(call('a', 'cut'), () => 1))).toContain(
      'is not asked any more: it has not answered for a.jpg',
    );
    expect(await messageOf(guard.run(call('a', 'other'), () => 1))).toBe('gave 1');
  });

  it('is blamed on whose code lies at its place, and the other is not struck', async () => {
    const guard = guardWith('/b/loop.mjs:7');
    const [a, b] = await Promise.all([
      messageOf(guard.run(call('a', 'waits'), () => new Promise((settle) => setTimeout(settle, 300, 'late')))),
      messageOf(guard.run(call('b', 'cut'), never)),
    ]);
    expect(b).toBe('the plugin "b" failed: its cut has not returned for 2 s, and was stopped');
    expect(a).toBe('gave late');
    expect(guard.faults).toEqual([
      {
        message: 'the plugin "b" (its cut) has not returned for 2 s, and was stopped',
        place: '/b/loop.mjs:7',
        hasFinding: false,
      },
    ]);
  });

  it('may be that of any that waited, where its place tells nothing: each is struck once', async () => {
    const guard = guardWith('');
    const told = await Promise.all([
      messageOf(guard.run(call('a', 'waits'), never)),
      messageOf(guard.run(call('b', 'cut'), never)),
    ]);
    const [a, b] = [/its waits has not returned for 2 s, or another beside it/, /its cut has not returned for 2 s, or/];
    expect(told).toEqual([expect.stringMatching(a), expect.stringMatching(b)]);
    expect(await messageOf(guard.run(call('a', 'waits'), () => 1))).toBe('gave 1');
  });

  it('may be that of any that waited, too, where its place is nobody’s', async () => {
    const guard = guardWith('/elsewhere/x.mjs:1');
    const told = await Promise.all([
      messageOf(guard.run(call('a', 'waits'), never)),
      messageOf(guard.run(call('b', 'cut'), never)),
    ]);
    for (const each of told) expect(each).toContain('or another beside it');
    expect(guard.faults).toHaveLength(2);
  });

  it('is surely that of one function that was at work twice', async () => {
    const guard = guardWith('');
    await Promise.all(['a.jpg', 'b.jpg'].map((on) => messageOf(guard.run(call('a', 'cut', { on }), never))));
    expect(guard.faults).toHaveLength(2);
    expect(await messageOf(guard.run(call('a', 'cut'), () => 1))).toContain('is not asked any more');
  });

  it('is a fault of whoever has run here, where nobody is at work', async () => {
    const told: (string | undefined)[] = [];
    const watchdog = new Watchdog({
      boundMs: 40,
      thread: threadThatCuts('/a/loop.mjs:1'),
      ownUrl: new URL('file:///ours/'),
      onInterruption: (at) => told.push(at),
    });
    watchdog.watch(['cut'], true);
    await expect.poll(() => told).toEqual(['/a/loop.mjs:1']);
    watchdog.watch([], false);
    expect(watchdog.inside(() => 5)).toBe(5);
    expect(told).toHaveLength(1);
  });

  it('is that of the function that the thread was in, and what was about to begin is not begun', () => {
    const guard = guardWith('/elsewhere/x.mjs:1');
    const begun: string[] = [];
    guard.runSync(call('a', 'starts the thread'), () => 1);
    guard.runSync(call('b', 'cut'), () => {
      const end = performance.now() + 400;
      while (performance.now() < end);
      expect(() => guard.runSync(call('a', 'next'), () => begun.push('next'))).toThrow(
        'its next was not called, as another function was stopped',
      );
    });
    expect(begun).toEqual([]);
    expect(guard.faults).toMatchObject([
      { message: 'the plugin "b" (its cut) has not returned for 2 s, and was stopped', place: '/elsewhere/x.mjs:1' },
    ]);
    expect(() => guard.runSync(call('b', 'cut'), () => 1)).toThrow('is not asked any more');
    expect(guard.runSync(call('a', 'next'), () => 1)).toBe(1);
  });
});
