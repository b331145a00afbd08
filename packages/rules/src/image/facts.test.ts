import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactContext, Subject } from '@listing-lint/core';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { imageFact } from './facts.ts';
import { framesOf } from './read/headers/frames.ts';
import { pngChunk } from './read/headers/png-chunk.ts';

const root = mkdtempSync(join(tmpdir(), 'image-fact-'));
afterAll(() => rmSync(root, { recursive: true }));

const unused = (): never => {
  throw new Error('must not be read');
};
const factOf = async (name: string, bytes: Buffer) => {
  writeFileSync(join(root, name), bytes);
  const subject: Subject = { scope: 'image', path: name, file: join(root, name), role: 'main', channels: [] };
  const context: FactContext = {
    root,
    settings: {},
    asOf: '2026-01-01',
    get: unused,
    use: (resource) => Promise.resolve(resource.create(subject, context)),
    useRun: unused,
    extensions: unused,
    subjects: unused,
    set: unused,
    say: unused,
  };
  return imageFact.compute(subject, {}, context);
};

const frame = (background: string): Sharp => sharp({ create: { width: 8, height: 8, channels: 3, background } });
const frames = async (): Promise<Sharp> =>
  sharp([await frame('#a33').png().toBuffer(), await frame('#33a').png().toBuffer()], { join: { animated: true } });

/** A still PNG that says it is an animation; `isFirst`: its own picture is the first frame. */
const movingPng = async (count: number, isFirst: boolean): Promise<Buffer> => {
  const still = await frame('#a33').png().toBuffer();
  const control = Buffer.alloc(8);
  control.writeUInt32BE(count, 0);
  const chunks = [pngChunk('acTL', control), ...(isFirst ? [pngChunk('fcTL', Buffer.alloc(26))] : [])];
  const data = still.indexOf('IDAT', 0, 'latin1') - 4;
  return Buffer.concat([still.subarray(0, data), ...chunks, still.subarray(data)]);
};

const box = (type: string, body: Buffer): Buffer => {
  const head = Buffer.alloc(8, type, 'latin1');
  head.write(type, 4, 'latin1');
  head.writeUInt32BE(8 + body.length, 0);
  return Buffer.concat([head, body]);
};

/** A still AVIF with a track of a film. */
const movingAvif = async (film: Buffer): Promise<Buffer> =>
  Buffer.concat([await frame('#a33').avif().toBuffer(), box('moov', film)]);

describe('the image fact', () => {
  it.each([
    ['a still GIF', 'still.gif', () => frame('#a33').gif().toBuffer(), 1, false],
    ['a GIF of two frames', 'two.gif', async () => (await frames()).gif({ delay: [100, 100] }).toBuffer(), 2, true],
    ['a WebP of two frames', 'two.webp', async () => (await frames()).webp({ delay: [100, 100] }).toBuffer(), 2, true],
    ['a TIFF of two pages, which are no frames', 'two.tif', async () => (await frames()).tiff().toBuffer(), 2, false],
    ['a still JPEG', 'still.jpg', () => frame('#a33').jpeg().toBuffer(), 1, false],
    [
      'a JPEG with another one behind it',
      'two.jpg',
      async () => Buffer.concat([await frame('#a33').jpeg().toBuffer(), await frame('#3a3').jpeg().toBuffer()]),
      2,
      false,
    ],
    [
      'a PNG with a JPEG behind it',
      'two.png',
      async () => Buffer.concat([await frame('#a33').png().toBuffer(), await frame('#3a3').jpeg().toBuffer()]),
      2,
      false,
    ],
    ['a still PNG', 'still.png', () => frame('#a33').png().toBuffer(), 1, false],
    ['a PNG that begins three frames', 'three.png', () => movingPng(3, true), 3, true],
    ['a PNG with another picture before its one frame', 'hidden.png', () => movingPng(1, false), 2, true],
    ['a still AVIF', 'still.avif', () => frame('#a33').avif().toBuffer(), 1, false],
    ['an AVIF sequence without the number of frames', 'some.avif', () => movingAvif(Buffer.alloc(0)), 2, true],
  ])('says of %s whether it moves', async (_name, path, encode, pages, animated) => {
    expect(await factOf(path, await encode())).toMatchObject({ problem: null, pages, animated });
  });

  it('counts the frames of an AVIF sequence', async () => {
    const sizes = Buffer.alloc(12);
    sizes.writeUInt32BE(5, 8);
    expect(framesOf(await movingAvif(box('trak', box('stsz', sizes))), 'avif')).toBe(5);
    expect(framesOf(await frame('#a33').avif().toBuffer(), 'avif')).toBe(1);
  });

  it('ends with what is cut off', async () => {
    const whole = await movingPng(3, true);
    for (const length of [0, 8, 20, 45, 60]) expect(framesOf(whole.subarray(0, length), 'png')).toBeGreaterThan(0);
    const film = await movingAvif(box('stsz', Buffer.alloc(2)));
    for (const length of [0, 4, 12, film.length - 1]) {
      expect(framesOf(film.subarray(0, length), 'avif')).toBeGreaterThan(0);
    }
  });
});
