// What a shop lays over all its pictures says nothing of any one of them.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openBytesMatch } from '../match-files.ts';

const root = mkdtempSync(join(tmpdir(), 'common-part-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const WIDTH = 600;
const HEIGHT = 600;
const BANNER = 210;

const scene = (seed: number, height = HEIGHT): Sharp =>
  sharp(seededScene(seed, WIDTH, height).data, { raw: { width: WIDTH, height, channels: 3 } });
/** A scene with the banner that all pictures of the shop have. */
const bannered = async (seed: number): Promise<Buffer> => {
  const banner = await scene(99, BANNER).png().toBuffer();
  // Without their grain, which all scenes have in common.
  return sharp(await scene(seed).blur(4).png().toBuffer())
    .composite([{ input: banner, left: 0, top: HEIGHT - BANNER }])
    .jpeg({ quality: 90 })
    .toBuffer();
};

const verdictsFor = async (suspect: Buffer, ours: readonly Buffer[]): Promise<readonly string[]> => {
  const files = ours.map((bytes, k) => {
    const name = `${k + 1}.jpg`;
    writeFileSync(join(root, name), bytes);
    return { file: join(root, name), name, within: ANYWHERE };
  });
  const { match, close } = await openBytesMatch(files, { thrifty: false });
  const { matches, problem } = await match(suspect, 'theirs.jpg');
  close();
  expect(problem).toBeNull();
  return matches.map(
    ({ path, verdict, description }) =>
      `${path} ${verdict}${/which others of ours show, too/.test(description) ? ' with others' : ''}`,
  );
};

const shop = (count: number): Promise<readonly Buffer[]> =>
  Promise.all(Array.from({ length: count }, (_, k) => bannered(k + 1)));

it('takes a picture with the banner that all of ours have for a copy of none of them, and suspects it of nothing', {
  tags: 'full',
}, async () => {
  expect(await verdictsFor(await bannered(20), await shop(4))).toEqual([]);
});

it('does the same where two of ours have it, and says what it is where one alone has', { tags: 'full' }, async () => {
  expect(await verdictsFor(await bannered(20), await shop(2))).toEqual([]);
  expect(await verdictsFor(await bannered(20), await shop(1))).toEqual(['1.jpg variant']);
});

it('finds the one that was copied among those with one banner', { tags: 'full' }, async () => {
  const ours = await shop(4);
  const copy = await sharp(ours[1]).resize(420).jpeg({ quality: 70 }).toBuffer();
  expect(await verdictsFor(copy, ours)).toEqual(['2.jpg duplicate']);
});

it('leaves variants as they are of which ours are variants, too', { tags: 'full' }, async () => {
  const dyed = (hue: number): Promise<Buffer> => scene(5).modulate({ hue }).jpeg({ quality: 90 }).toBuffer();
  const ours = await Promise.all([0, 60, 120, 180].map(dyed));
  const sticker = await scene(31, 150).resize(150, 150).png().toBuffer();
  const theirs = await sharp(await dyed(240))
    .composite([{ input: sticker, left: 40, top: 40 }])
    .jpeg({ quality: 85 })
    .toBuffer();
  const verdicts = await verdictsFor(theirs, ours);
  expect(verdicts.filter((verdict) => verdict.endsWith(' variant')).length).toBeGreaterThan(1);
  expect(verdicts.filter((verdict) => verdict.endsWith('with others'))).toEqual([]);
});
