import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededRandom } from '@listing-lint/rules/kernel';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import { openBytesMatch } from '../match-files.ts';
import { withoutPaleStrokes } from './pale-letters.ts';

const root = mkdtempSync(join(tmpdir(), 'pale-letters-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

it('takes away what is pale and narrow, and leaves what is wide', () => {
  const data = new Uint8Array(16 * 12).fill(100);
  for (let y = 0; y < 12; y++) {
    for (const x of [2, 3, 4]) data[16 * y + x] = 200;
    for (const x of [8, 9, 10, 11]) data[16 * y + x] = 180;
  }
  const bare = withoutPaleStrokes({ width: 16, height: 12, data });
  const wide = [8, 9, 10, 11];
  expect([...bare.data.subarray(16 * 5, 16 * 6)]).toEqual(
    Array.from({ length: 16 }, (_, x) => (wide.includes(x) ? 180 : 100)),
  );
});

const SIDE = 760;
/** Soft shapes in the dark, which have next to no points. */
const soft = (seed: number, over = ''): Promise<Buffer> => {
  const random = seededRandom(seed);
  const shapes = Array.from({ length: 60 }, () => {
    const [x, y, r] = [SIDE * random(), SIDE * random(), 30 + 70 * random()];
    return `<circle cx="${x}" cy="${y}" r="${r}" fill="hsl(${360 * random()} 45% ${6 + 30 * random()}%)" opacity="0.9"/>`;
  });
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${SIDE}" height="${SIDE}"><filter id="f"><feGaussianBlur stdDeviation="4"/></filter><rect width="${SIDE}" height="${SIDE}" fill="#2a2a30"/><g filter="url(#f)">${shapes.join('')}</g>${over}</svg>`;
  return sharp(Buffer.from(svg)).jpeg({ quality: 85 }).toBuffer();
};
/** Strokes as those of words, line under line; drawn, as fonts are another matter. */
const strokes = (): string => {
  const places = Array.from({ length: 15 * 117 }, (_, k) => [k % 117, -300 + 95 * Math.floor(k / 117)] as const);
  const drawn = places
    .filter(([column]) => column % 16 < 9)
    .map(([column, y]) => `<rect x="${-300 + 12 * column + ((7 * y) % 60)}" y="${y}" width="6" height="36"/>`);
  return `<g fill="#fff" opacity="0.8" transform="rotate(-20 380 380)">${drawn.join('')}</g>`;
};

it('names what a suspect shows under pale letters that lie all over it, and nothing else', {
  tags: 'full',
}, async () => {
  const files = [1, 2, 3].map((seed) => ({
    file: join(root, `${seed}.jpg`),
    name: `${seed}.jpg`,
    seed,
    within: ANYWHERE,
  }));
  for (const { file, seed } of files) writeFileSync(file, await soft(seed));
  const { match } = await openBytesMatch(files, { thrifty: false });
  const matched = async (bytes: Buffer): Promise<readonly string[]> =>
    (await match(bytes, 'theirs.jpg')).matches
      .filter(({ verdict }) => verdict === 'duplicate' || verdict === 'variant')
      .map(({ path, verdict, description }) => `${path} ${verdict} ${/under pale letters/.test(description)}`);
  expect(await matched(await soft(2, strokes()))).toEqual(['2.jpg variant true']);
  expect(await matched(await soft(7, strokes()))).toEqual([]);
  expect(await matched(await soft(2))).toEqual(['2.jpg duplicate false']);
});
