import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { matchFiles } from '../match-files.ts';

const root = mkdtempSync(join(tmpdir(), 'in-page-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const scene = (seed: number) => {
  const { width, height, data } = seededScene(seed, 360, 270);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const write = async (name: string, picture: Sharp) => {
  writeFileSync(join(root, name), await picture.png().toBuffer());
  return { file: join(root, name), name, within: ANYWHERE };
};
/** A page of 1,200 px, five squares in a row, each a picture whose sides are cut off. */
const pageOf = async (name: string, seeds: readonly number[], side: number) => {
  const layers = await Promise.all(
    seeds.map(async (seed, k) => ({
      input: await scene(seed).resize(side, side, { fit: 'cover' }).png().toBuffer(),
      left: 20 + 235 * (k % 5),
      top: 60 + 300 * Math.floor(k / 5),
    })),
  );
  const height = 60 + 300 * Math.ceil(seeds.length / 5);
  return write(name, sharp({ create: { width: 1200, height, channels: 3, background: '#fff' } }).composite(layers));
};
const upTo = (first: number, last: number): readonly number[] =>
  Array.from({ length: last - first + 1 }, (_, k) => first + k);

it('matches each of ours that a page of results shows, and none that it does not', {
  tags: 'full',
  timeout: 120_000,
}, async () => {
  const ours = await Promise.all(upTo(1, 7).map((seed) => write(`ours-${seed}.png`, scene(seed))));
  const page = await pageOf('page.png', [...upTo(1, 6), ...upTo(101, 104)], 130);
  const { suspects, unseen } = await matchFiles([page], ours, {});
  expect(suspects[0]?.matches.map(({ path, verdict }) => `${path} ${verdict}`).toSorted()).toEqual(
    upTo(1, 6).map((seed) => `ours-${seed}.png duplicate`),
  );
  expect(suspects[0]).not.toHaveProperty('unseenPictures');
  expect(unseen).toEqual([]);
});

it('says which pictures of a page it did not look at', async () => {
  const ours = [await write('own.png', scene(1))];
  const small = await pageOf('small.png', upTo(201, 210), 60);
  const { suspects, unseen } = await matchFiles([small], ours, {});
  expect(suspects.map(({ matches, unseenPictures }) => [matches.length, unseenPictures])).toEqual([[0, 10]]);
  expect(unseen).toEqual([]);
}, 60_000);
