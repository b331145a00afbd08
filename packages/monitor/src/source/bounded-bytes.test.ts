import { expect, it } from 'vitest';
import { gathered } from './bounded-bytes.ts';

async function* chunks(...sizes: readonly number[]): AsyncGenerator<Uint8Array> {
  for (const [k, size] of sizes.entries()) yield new Uint8Array(size).fill(k + 1);
}

it('keeps of a body no more memory than it has bytes', async () => {
  const body = await gathered(chunks(3, 2), 1e6, 'a body');
  expect([...body]).toEqual([1, 1, 1, 2, 2]);
  expect(body.buffer.byteLength).toBe(5);
  const large = await gathered(chunks(16_000, 16_000, 40_000), 1e6, 'a body');
  expect([large.length, large.buffer.byteLength, large[16_000], large[71_999]]).toEqual([72_000, 72_000, 2, 3]);
  expect((await gathered(chunks(), 10, 'nothing')).length).toBe(0);
});

it('ends at what is more than is read', async () => {
  await expect(gathered(chunks(6, 6), 10, 'a body')).rejects.toThrow('a body has more than the 0 MB that are read');
});
