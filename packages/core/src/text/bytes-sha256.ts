import { createHash, hash } from 'node:crypto';

/** From so many bytes on another thread is worth its while, bytes: what is handed to it is copied. */
const LARGE_BYTES = 400_000;

/** SHA-256, 32 bytes, of bytes that lie in several places, one behind the other. */
export const sha256Bytes = (stretches: readonly Uint8Array[]): Uint8Array => {
  const [first, ...more] = stretches;
  if (first !== undefined && more.length === 0) return hash('sha256', first, 'buffer');
  const sum = createHash('sha256');
  for (const stretch of stretches) sum.update(stretch);
  return sum.digest();
};

/** The same, on another thread where there are many: the thread that judges pictures is the one that others wait for. */
export const sha256Elsewhere = async (stretches: readonly Uint8Array[]): Promise<Uint8Array> => {
  const total = stretches.reduce((sum, { length }) => sum + length, 0);
  if (total < LARGE_BYTES) return sha256Bytes(stretches);
  const [first] = stretches;
  const bytes = first !== undefined && stretches.length === 1 ? first : Buffer.concat(stretches, total);
  return new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
};
