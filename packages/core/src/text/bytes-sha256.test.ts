import { createHash } from 'node:crypto';
import { expect, it, vi } from 'vitest';
import { sha256Bytes, sha256Elsewhere } from './bytes-sha256.ts';

it.each([[[]], [[0]], [[3]], [[1000, 0, 24]], [[400_000]], [[399_999]], [[300_000, 300_001]], [[2_000_000, 5]]])(
  'are the SHA-256 of stretches of %j bytes, here and on another thread',
  async (lengths: readonly number[]) => {
    const all = Buffer.from(
      Uint8Array.from({ length: lengths.reduce((sum, each) => sum + each, 7) }, (_, i) => i * 31),
    );
    // Views into something larger: no more than they say counts.
    const startOf = (i: number): number => lengths.slice(0, i).reduce((sum, each) => sum + each, 7);
    const stretches = lengths.map((length, i) => all.subarray(startOf(i), startOf(i) + length));
    const wanted = createHash('sha256').update(Buffer.concat(stretches)).digest('hex');
    expect(Buffer.from(sha256Bytes(stretches)).toString('hex')).toBe(wanted);
    expect(Buffer.from(await sha256Elsewhere(stretches)).toString('hex')).toBe(wanted);
  },
);

it('asks another thread for many bytes alone', async () => {
  const digest = vi.spyOn(crypto.subtle, 'digest');
  await sha256Elsewhere([new Uint8Array(399_999)]);
  expect(digest).not.toHaveBeenCalled();
  await sha256Elsewhere([new Uint8Array(400_000)]);
  expect(digest).toHaveBeenCalledOnce();
  digest.mockRestore();
});
