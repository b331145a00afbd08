import { setImmediate } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { decodedPicture, decodePicture } from '../image/read/decode.ts';
import { giveBack, unfilled } from './byte-room.ts';

const heldBytes = (): number => process.memoryUsage().external;
const collectGarbage = async (): Promise<void> => {
  setFlagsFromString('--expose-gc');
  const collect: () => void = runInNewContext('gc');
  for (let round = 0; round < 3; round++) {
    collect();
    await setImmediate();
  }
};

it('makes room that is nobody else’s', () => {
  const room = unfilled(64);
  expect([room.length, room.byteOffset, room.buffer.byteLength]).toEqual([64, 0, 64]);
  expect(room).not.toBeInstanceOf(Buffer);
});

it('frees bytes at once, those of sharp, too, and leaves the runtime as it was', async () => {
  const hasTransfer = 'transfer' in ArrayBuffer.prototype;
  const pixels = await sharp({ create: { width: 2000, height: 1500, channels: 3, background: 'red' } })
    .raw()
    .toBuffer();
  for (const bytes of [unfilled(9e6), pixels]) {
    const before = heldBytes();
    giveBack(bytes);
    expect(bytes).toHaveLength(0);
    expect(before - heldBytes()).toBeGreaterThan(8.9e6);
  }
  expect('transfer' in ArrayBuffer.prototype).toBe(hasTransfer);
  expect(runInNewContext("'transfer' in ArrayBuffer.prototype")).toBe(hasTransfer);
});

it('leaves a buffer that others have a part of', () => {
  const all = new Uint8Array([1, 2, 3, 4]);
  giveBack(all.subarray(1));
  expect([...all]).toEqual([1, 2, 3, 4]);
});

it('holds nothing of a picture at full size once it is reduced, but the rows that were asked for', async () => {
  const [width, height] = [3000, 2250];
  const file = await sharp({ create: { width, height, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  await decodePicture(file);
  await collectGarbage();
  const before = heldBytes();
  const { image, rows } = await decodePicture(file);
  expect([image.width, image.height, rows?.bands.length]).toEqual([1024, 768, 12]);
  expect(image.data.every((value) => value === 0 || value === 254 || value === 255)).toBe(true);
  expect(rows?.bands.every((band) => band.length === 3 * width * 16)).toBe(true);
  expect(heldBytes() - before).toBeLessThan(3 * width * height);
});

it('holds nothing of a picture that has been judged', async () => {
  const file = await sharp({ create: { width: 300, height: 200, channels: 3, background: 'red' } })
    .jpeg()
    .toBuffer();
  const { image } = await decodePicture(file);
  expect(image.data).toHaveLength(3 * 300 * 200);
  decodedPicture.dispose?.({ image, rows: async () => null });
  expect(image.data).toHaveLength(0);
});
