import { expect, it } from 'vitest';
import { newDependencies } from './memory/dependencies.ts';
import { RunResources } from './run-resources.ts';

it('makes each once, and disposes of those that were made, not of those that broke', async () => {
  const resources = new RunResources();
  const disposed: unknown[] = [];
  const dispose = (value: unknown): void => {
    disposed.push(value);
  };
  const resource = (id: string) => ({ id, create: () => 0, dispose });
  let made = 0;
  const use = (id: string, create: () => Promise<unknown>) =>
    resources.use(resource(id), id, newDependencies(), create);
  expect(await use('a', async () => ++made)).toBe(1);
  expect(await use('a', async () => ++made)).toBe(1);
  await expect(use('b', () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await use('c', async () => undefined)).toBeUndefined();
  await resources.dispose();
  expect(disposed).toEqual([1, undefined]);
  expect(await use('a', async () => ++made)).toBe(2);
});
