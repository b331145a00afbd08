import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededScene } from '@listing-lint/rules/testing';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openBytesMatch } from '../match-files.ts';

const root = mkdtempSync(join(tmpdir(), 'negative-match-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const scene = (seed: number): Sharp => {
  const { width, height, data } = seededScene(seed, 480, 360);
  return sharp(data, { raw: { width, height, channels: 3 } });
};
const bytesOf = (picture: Sharp): Promise<Buffer> => picture.jpeg({ quality: 85 }).toBuffer();

/** As CSS says it: `invert(1) hue-rotate(180deg)`. */
const inDarkMode = async (picture: Sharp): Promise<Sharp> =>
  sharp(await picture.negate().png().toBuffer()).recomb([
    [-0.574, 1.43, 0.144],
    [0.426, 0.43, 0.144],
    [0.426, 1.43, -0.856],
  ]);

it('names what a suspect shows as a negative, and calls it no copy', { tags: 'full' }, async () => {
  const files = [1, 2, 3].map((seed) => ({
    file: join(root, `${seed}.jpg`),
    name: `${seed}.jpg`,
    seed,
    within: ANYWHERE,
  }));
  for (const { file, seed } of files) writeFileSync(file, await bytesOf(scene(seed)));
  const { match } = await openBytesMatch(files, { thrifty: false });
  const said = async (picture: Sharp): Promise<readonly unknown[]> =>
    (await match(await bytesOf(picture), 'theirs.jpg')).matches.map(({ path, verdict, negative, turn }) => [
      path,
      verdict,
      negative,
      turn,
    ]);
  expect(await said(scene(2).negate())).toEqual([['2.jpg', 'variant', true, 'identity']]);
  const mirrored = sharp(await bytesOf(scene(2).negate().flop()));
  expect(await said(mirrored.resize(300))).toEqual([['2.jpg', 'variant', true, 'mirror']]);
  const { matches } = await match(await bytesOf(scene(3).negate()), 'theirs.jpg');
  expect(matches[0]?.description).toMatch(/^variant of 3\.jpg, .*, as a negative$/);
  // The contrary of its luma alone is no negative: all its colours are others.
  const inOtherColours = sharp(await bytesOf(scene(2).negate())).modulate({ hue: 120, saturation: 2 });
  for (const [, verdict] of (await said(inOtherColours)) as [string, string][]) expect(verdict).not.toBe('duplicate');
  expect(await said(scene(2))).toEqual([['2.jpg', 'duplicate', undefined, 'identity']]);
  expect(await said(scene(9).negate())).toEqual([]);
});

it('names what dark mode makes of one of ours, but for colours so strong that it cuts them off', {
  tags: 'full',
}, async () => {
  const pale = async (seed: number): Promise<Sharp> =>
    sharp(await scene(seed).modulate({ saturation: 0.3 }).png().toBuffer());
  const files = [4, 5].map((seed) => ({
    file: join(root, `${seed}.jpg`),
    name: `${seed}.jpg`,
    seed,
    within: ANYWHERE,
  }));
  for (const { file, seed } of files) writeFileSync(file, await bytesOf(await pale(seed)));
  const { match } = await openBytesMatch(files, { thrifty: false });
  const inDark = async (seed: number) =>
    (await match(await bytesOf(await inDarkMode(await pale(seed))), 'theirs.jpg')).matches;
  expect(await inDark(5)).toEqual([
    expect.objectContaining({
      ...{ path: '5.jpg', verdict: 'variant', negative: true },
      description: expect.stringMatching(/, as a negative in its own hues$/) as string,
    }),
  ]);
  expect(await inDark(9)).toEqual([]);
});

it('matches each picture of a page in dark mode, with its position', { tags: 'full' }, async () => {
  const pale = async (seed: number): Promise<Buffer> =>
    scene(seed).resize(130, 130, { fit: 'fill' }).modulate({ saturation: 0.3 }).png().toBuffer();
  const files = await Promise.all(
    [11, 12, 13].map(async (seed) => {
      const file = join(root, `${seed}.jpg`);
      writeFileSync(
        file,
        await sharp(await pale(seed))
          .resize(390)
          .jpeg({ quality: 90 })
          .toBuffer(),
      );
      return { file, name: `${seed}.jpg`, within: ANYWHERE };
    }),
  );
  const { match } = await openBytesMatch(files, { thrifty: false });
  const places = Array.from({ length: 10 }, (_, k) => ({ left: 10 + (k % 5) * 150, top: k < 5 ? 10 : 160 }));
  const pictures = await Promise.all(
    places.map(async (place, k) => ({ ...place, input: await pale(k === 2 ? 12 : 30 + k) })),
  );
  const page = sharp({ create: { width: 770, height: 320, channels: 3, background: '#fff' } }).composite(pictures);
  const dark = await inDarkMode(sharp(await page.png().toBuffer()).removeAlpha());
  const { matches } = await match(await bytesOf(dark), 'page.jpg');
  expect(matches.map(({ path, verdict, negative }) => [path, verdict, negative])).toEqual([
    ['12.jpg', 'variant', true],
  ]);
  const { left = 0, top = 1 } = matches[0]?.box ?? {};
  expect(Math.abs(left - 310 / 770) + Math.abs(top - 10 / 320)).toBeLessThan(0.03);
});
