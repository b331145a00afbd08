import { describe, expect, it } from 'vitest';
import { Deadline } from './deadline.ts';

const pause = (ms: number): Promise<void> => new Promise((settle) => setTimeout(settle, ms));

/** Whether it is up after a time. */
const isUp = (deadline: Deadline, ms: number): Promise<boolean> =>
  Promise.race([deadline.expired.then(() => true), pause(ms).then(() => false)]);

const block = (ms: number): void => {
  const end = performance.now() + ms;
  while (performance.now() < end);
};

describe('a deadline', () => {
  it('is up after its time', async () => {
    const start = performance.now();
    expect(await isUp(new Deadline(100), 10_000)).toBe(true);
    expect(performance.now() - start).toBeGreaterThan(45);
  });

  it('does not pass while the call waits for others, and goes on after that', async () => {
    const deadline = new Deadline(100);
    await deadline.during(deadline.during(pause(400)));
    expect(await isUp(deadline, 0)).toBe(false);
    expect(await isUp(deadline, 10_000)).toBe(true);
  });

  it('hardly passes while the thread is taken by others', async () => {
    const deadline = new Deadline(200);
    await pause(0);
    block(600);
    expect(await isUp(deadline, 0)).toBe(false);
    deadline.stop();
  });

  it('never comes where it is stopped, also while the call waits', async () => {
    const stopped = new Deadline(50);
    stopped.stop();
    const waiting = new Deadline(50);
    const others = waiting.during(pause(20));
    waiting.stop();
    await others;
    expect(await isUp(stopped, 200)).toBe(false);
    expect(await isUp(waiting, 200)).toBe(false);
  });
});
