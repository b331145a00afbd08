import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp, { type Sharp } from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openBytesMatch } from '../match-files.ts';

const root = mkdtempSync(join(tmpdir(), 'in-place-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

const SIDE = 760;
/** Soft shapes, which have next to no points. */
const soft = (seed: number, over = ''): Sharp => {
  const random = seededRandom(seed);
  const shapes = Array.from({ length: 50 }, () => {
    const [x, y, r] = [SIDE * random(), SIDE * random(), 30 + 70 * random()];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${360 * random()} 70% ${15 + 60 * random()}%)"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><filter id="f"><feGaussianBlur stdDeviation="5"/></filter><rect width="${SIDE}" height="${SIDE}" fill="#777"/><g filter="url(#f)">${shapes.join('')}</g>${over}</svg>`;
  return sharp(Buffer.from(svg));
};
/** Letters of two lines, drawn, as fonts are another matter. */
const LETTERS = [250, 420]
  .flatMap((y) =>
    [20, 170, 320, 470, 620].map(
      (x) =>
        `<path d="M${x} ${y} h110 v30 h-80 v25 h60 v30 h-60 v25 h80 v30 h-110 Z" fill="#fff" stroke="#000" stroke-width="6"/>`,
    ),
  )
  .join('');

it('matches what fills a suspect under large letters, upright or mirrored, and nothing else', {
  tags: 'full',
}, async () => {
  const files = await Promise.all(
    [1, 2, 3].map(async (seed) => {
      const file = join(root, `${seed}.jpg`);
      writeFileSync(file, await soft(seed).jpeg().toBuffer());
      return { file, name: `${seed}.jpg`, within: ANYWHERE };
    }),
  );
  const { match } = await openBytesMatch(files, { thrifty: false });
  const matched = async (picture: Sharp): Promise<readonly string[]> =>
    (await match(await picture.jpeg({ quality: 85 }).toBuffer(), 'theirs.jpg')).matches
      .filter(({ verdict }) => verdict === 'duplicate' || verdict === 'variant')
      .map(({ path, verdict, turn }) => `${path} ${verdict} ${turn}`);
  expect(await matched(soft(2, LETTERS))).toEqual(['2.jpg variant identity']);
  const mirrored = sharp(await soft(2).flop().png().toBuffer());
  const over = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}">${LETTERS}</svg>`);
  expect(await matched(mirrored.composite([{ input: over }]))).toEqual(['2.jpg variant mirror']);
  expect(await matched(soft(7, LETTERS))).toEqual([]);
});
