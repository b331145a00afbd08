import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { FactContext, Subject } from '@listing-lint/core';
import sharp, { type Sharp } from 'sharp';
import { afterAll, describe, expect, it } from 'vitest';
import { imageFact } from './facts.ts';

const root = mkdtempSync(join(tmpdir(), 'image-fact-'));
afterAll(() => rmSync(root, { recursive: true }));

const unused = (): never => {
  throw new Error('not asked for');
};
const factOf = async (name: string, picture: Sharp) => {
  writeFileSync(join(root, name), await picture.toBuffer());
  const subject: Subject = { scope: 'image', path: name, file: join(root, name), role: 'main', channels: [] };
  const context: FactContext = {
    root,
    settings: {},
    asOf: '2026-01-01',
    get: unused,
    use: (resource) => Promise.resolve(resource.create(subject, context)),
    useRun: unused,
    subjects: unused,
    set: unused,
    say: unused,
  };
  return imageFact.compute(subject, {}, context);
};

const frame = (background: string): Sharp => sharp({ create: { width: 8, height: 8, channels: 3, background } });
const frames = async (): Promise<Sharp> =>
  sharp([await frame('#a33').png().toBuffer(), await frame('#33a').png().toBuffer()], { join: { animated: true } });

describe('the image fact', () => {
  it.each([
    ['a still GIF', 'still.gif', async () => frame('#a33').gif(), 1, false],
    ['a GIF of two frames', 'two.gif', async () => (await frames()).gif({ delay: [100, 100] }), 2, true],
    ['a WebP of two frames', 'two.webp', async () => (await frames()).webp({ delay: [100, 100] }), 2, true],
    ['a TIFF of two pages, which are no frames', 'two.tif', async () => (await frames()).tiff(), 2, false],
  ])('says of %s whether it moves', async (_name, path, encode, pages, animated) => {
    expect(await factOf(path, await encode())).toMatchObject({ problem: null, pages, animated });
  });
});
