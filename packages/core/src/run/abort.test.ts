import { expect, it } from 'vitest';
import { unlessAborted } from './abort.ts';

const never = (): Promise<never> => new Promise(() => undefined);

it('gives what the work gives, and rejects with what it rejects with', async () => {
  const { signal } = new AbortController();
  expect(await unlessAborted(signal, async () => 1)).toBe(1);
  expect(await unlessAborted(undefined, async () => 2)).toBe(2);
  await expect(unlessAborted(signal, () => Promise.reject(new Error('broken')))).rejects.toThrow('broken');
});

it('begins nothing under a signal that is aborted already', async () => {
  let hasBegun = false;
  const work = async (): Promise<void> => {
    hasBegun = true;
  };
  await expect(unlessAborted(AbortSignal.abort('gone'), work)).rejects.toBe('gone');
  expect(hasBegun).toBe(false);
});

it('waits for what stops it, but not for ever', { tags: 'full' }, async () => {
  const stop = new AbortController();
  const order: string[] = [];
  const stopped = unlessAborted(stop.signal, never, async () => {
    await new Promise((settle) => setTimeout(settle, 20));
    order.push('stopped');
  }).catch((reason: unknown) => order.push(String(reason)));
  stop.abort('reason');
  await stopped;
  expect(order).toEqual(['stopped', 'reason']);
  const hanging = new AbortController();
  const rejected = unlessAborted(hanging.signal, never, never);
  hanging.abort('late');
  await expect(rejected).rejects.toBe('late');
});
