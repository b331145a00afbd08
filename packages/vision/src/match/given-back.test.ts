// Pixels of a suspect after it was matched.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { readCompared } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openMatch, type SeePicture } from './match.ts';

const root = mkdtempSync(join(tmpdir(), 'given-back-'));
afterAll(() => rmSync(root, { recursive: true }));

const matchTwo = async (see?: SeePicture) => {
  const files = await Promise.all(
    [1, 2].map(async (seed) => {
      const { data, width, height } = seededScene(seed, 240, 180);
      const file = join(root, `${seed}.png`);
      writeFileSync(
        file,
        await sharp(data, { raw: { width, height, channels: 3 } })
          .png()
          .toBuffer(),
      );
      return { file, name: `${seed}.png`, within: ANYWHERE };
    }),
  );
  const images: RgbImage[] = [];
  const { match, close } = await openMatch(files.slice(0, 1), [], (file, name) => readCompared(file, name, ANYWHERE));
  const read = async (file: string, name: string) => {
    const picture = await readCompared(file, name, ANYWHERE);
    images.push(picture.image);
    return picture;
  };
  const results = [];
  for (const file of files) results.push(await match(file, read, see));
  close();
  return { results, lengths: images.map(({ data }) => data.length) };
};

it('are released, except those that a caller was given', async () => {
  const { results, lengths } = await matchTwo();
  expect(lengths).toEqual([0, 0]);
  const retained: RgbImage[] = [];
  const seen = await matchTwo((image) => retained.push(image));
  expect(seen.lengths).toEqual([3 * 240 * 180, 3 * 240 * 180]);
  expect(retained.map(({ data }) => data.length)).toEqual(seen.lengths);
  expect(seen.results).toEqual(results);
  expect(results.map(({ problem }) => problem)).toEqual([null, null]);
});
