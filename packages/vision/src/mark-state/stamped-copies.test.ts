import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import type { OurPicture } from '../match/our-picture.ts';
import { stampedCopies } from './stamped-copies.ts';

const root = mkdtempSync(join(tmpdir(), 'stamped-copies-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SIDE = 320;
const flopped = ({ width, height, data }: RgbImage): RgbImage => ({
  width,
  height,
  data: data.map((_, k) => {
    const [pixel, channel] = [Math.floor(k / 3), k % 3];
    const [row, column] = [Math.floor(pixel / width), pixel % width];
    return data[3 * (row * width + width - 1 - column) + channel] ?? 0;
  }),
});
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const variant: OurPicture = {
  ...{ path: 'original.jpg', product: 'lamp', verdict: 'variant', evidence: 'features', distance: 256, recoloured: 0 },
  ...{ turn: 'identity', box: ALL, ourBox: ALL, description: 'variant of original.jpg' },
};

it('reports for each suspect its relation to a stamped file, in any order', async () => {
  const scene = seededScene(5, SIDE, SIDE);
  const raw = { width: SIDE, height: SIDE, channels: 3 as const };
  await sharp(Buffer.from(scene.data), { raw }).png().toFile(join(root, 'stamped.png'));
  const copyOf = stampedCopies(root, undefined);
  const turns: string[] = [];
  for (const suspect of [flopped(scene), scene, seededScene(6, SIDE, SIDE)]) {
    const { verdict, turn, path, product } = await copyOf(suspect, variant, 'stamped.png');
    turns.push(`${verdict} ${turn}`);
    expect([path, product]).toEqual(['original.jpg', 'lamp']);
  }
  expect(turns).toEqual(['duplicate mirror', 'duplicate identity', 'variant identity']);
});
