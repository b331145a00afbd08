import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { damageOf, withinTime } from './damage.ts';
import { decodeCanonical } from './decode.ts';

const picture = sharp({
  create: {
    width: 300,
    height: 200,
    channels: 3,
    background: '#888',
    noise: { type: 'gaussian', mean: 120, sigma: 30 },
  },
});
const half = (bytes: Buffer): Buffer => bytes.subarray(0, Math.floor(bytes.length / 2));

describe('damageOf', () => {
  it.each([
    ['JPEG', () => picture.clone().jpeg()],
    [
      'JPEG',
      () =>
        picture
          .clone()
          .jpeg()
          .withExif({ IFD0: { Make: 'Test' } }),
    ],
    ['PNG', () => picture.clone().png()],
    ['WEBP', () => picture.clone().webp()],
    ['GIF', () => picture.clone().gif()],
  ])('distinguishes a truncated %s from a whole one', { tags: 'full' }, async (name, encode) => {
    const bytes = await encode().toBuffer();
    expect(damageOf(half(bytes), new Error('x'))).toBe(`the file is cut off: its ${name} data end early`);
    expect(damageOf(bytes, new Error('x'))).toBe(`its ${name} data are damaged`);
  });

  it('says the same of the same file, however many are decoded at once', async () => {
    const cut = half(await picture.clone().jpeg().toBuffer());
    const spoilt = Buffer.from(await picture.clone().png().toBuffer());
    spoilt.fill(0x5a, 60, spoilt.length - 40);
    const reason = (bytes: Buffer): Promise<string> =>
      decodeCanonical(bytes).then(
        () => 'decoded',
        (error: Error) => error.message,
      );
    const reasons = await Promise.all(Array.from({ length: 60 }, (_, i) => reason(i % 2 === 0 ? cut : spoilt)));
    expect(new Set(reasons.filter((_, i) => i % 2 === 0))).toEqual(
      new Set(['the file is cut off: its JPEG data end early']),
    );
    expect(new Set(reasons.filter((_, i) => i % 2 === 1))).toEqual(new Set(['its PNG data are damaged']));
  });
});

/** Work that takes so many seconds each time it is done, and fails but for the last of them. */
const slow = (seconds: readonly number[], fails: number) => {
  const done = { times: 0 };
  let clock = 0;
  const work = async (): Promise<string> => {
    clock += 1000 * (seconds[done.times] ?? 0);
    done.times++;
    if (done.times <= fails) throw new Error('its JPEG data are damaged');
    return 'pixels';
  };
  return { done, result: withinTime(work, 30, () => clock) };
};

it('says what is said where it failed in time', async () => {
  const { result, done } = slow([29.9], 1);
  await expect(result).rejects.toThrow('damaged');
  expect(done.times).toBe(1);
});

it('calls what failed as its time was up by that', async () => {
  const { result, done } = slow([30.2], 1);
  await expect(result).rejects.toThrow(/^timeout$/);
  expect(done.times).toBe(1);
});

it('does it once more where the process stood still, and no more than once', async () => {
  const woken = slow([400, 2], 1);
  await expect(woken.result).resolves.toBe('pixels');
  expect(woken.done.times).toBe(2);
  const twice = slow([400, 400, 2], 2);
  await expect(twice.result).rejects.toThrow(/^timeout$/);
  expect(twice.done.times).toBe(2);
  await expect(slow([400, 2], 2).result).rejects.toThrow('damaged');
});
