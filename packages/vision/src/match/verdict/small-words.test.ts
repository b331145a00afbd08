// A word of a label a few pixels high: another product of one line, in a crop that was turned, is no copy of ours.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ANYWHERE } from '@listing-lint/core/plugin';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { openBytesMatch } from '../match-files.ts';

const [WIDTH, HEIGHT] = [1000, 760];
/** Strokes of letters 8 px wide and 11 px high. */
const LETTERS = [
  'M0,11 V0 L8,11 V0',
  'M8,0 H0 V11 H8 M0,5 H6',
  'M0,11 L4,0 L8,11 M2,7 H6',
  'M0,0 L4,11 L8,0',
  'M0,0 V11 H8',
  'M0,0 H8 M4,0 V11',
];
/** Ink, width of strokes, and how much larger than that letters are. */
interface Print {
  readonly ink: string;
  readonly stroke: number;
  readonly size: number;
}
const PLAIN: Print = { ink: '#203050', stroke: 1.6, size: 1 };
const PALE: Print = { ink: '#607080', stroke: 1.2, size: 0.8 };
const GREY: Print = { ink: '#607080', stroke: 1.6, size: 0.8 };
const SMALL: Print = { ink: '#203050', stroke: 1.6, size: 0.7 };

const word = (letters: string, x: number, y: number, size: number): string =>
  [...letters]
    .map(
      (each, k) =>
        `<path transform="translate(${x + 12 * size * k},${y}) scale(${size})" d="${LETTERS[Number(each)] ?? ''}"/>`,
    )
    .join('');

/** A box in a scene, its label in small words of which one is the name. */
const box = (name: string, { ink, stroke, size }: Print): Promise<Buffer> => {
  const { data } = seededScene(5, WIDTH, HEIGHT);
  const lines = ['0123 41253', '2354 1032 5', '1204 3512'].map((line, k) => word(line, 410, 300 + 30 * k, size));
  const words = `${lines.join('')}${word(name, 470, 410, size)}`;
  const label = `<rect x="380" y="260" width="240" height="200" fill="#f4f0e0"/><g fill="none" stroke="${ink}" stroke-width="${stroke}">${words}</g>`;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${label}</svg>`;
  return sharp(data, { raw: { width: WIDTH, height: HEIGHT, channels: 3 } })
    .composite([{ input: Buffer.from(svg) }])
    .png()
    .toBuffer();
};

/** Four fifths of it, turned, as a thief would post them. */
const crop = async (picture: Buffer, side: number): Promise<Buffer> => {
  const { data, info } = await sharp(picture).rotate(4).png().toBuffer({ resolveWithObject: true });
  const [width, height] = [Math.round(0.8 * WIDTH), Math.round(0.8 * HEIGHT)];
  const [left, top] = [Math.round((info.width - width) / 2), Math.round((info.height - height) / 2)];
  return sharp(data).extract({ left, top, width, height }).resize(side).jpeg({ quality: 80 }).toBuffer();
};

/** All of it, as a small JPEG. */
const smaller = (picture: Buffer, side: number): Promise<Buffer> =>
  sharp(picture).resize(side).jpeg({ quality: 80 }).toBuffer();

/** One letter is another one, and all of them are. */
const [OURS, OTHER, OTHER_WORD] = ['1320', '1350', '0214'];
let root = '';
beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), 'small-words-'));
});
afterAll(() => rmSync(root, { recursive: true, force: true }));

/** What is said of ours, and of the other one, made into what a thief would post. */
const saidOfBoth = async (print: Print, posted: (picture: Buffer) => Promise<Buffer>, other = OTHER) => {
  const file = join(root, 'ours.png');
  writeFileSync(file, await box(OURS, print));
  const { match, close } = await openBytesMatch([{ file, name: 'ours.png', within: ANYWHERE }], { thrifty: false });
  const said: (readonly string[])[] = [];
  for (const name of [OURS, other]) {
    const { matches } = await match(await posted(await box(name, print)), 'theirs.jpg');
    said.push(matches.map(({ verdict }) => verdict));
  }
  close();
  return said;
};

it.each([450, 600, 900])(
  'distinguishes another letter of a word in a crop of %i px',
  { tags: 'full' },
  async (side) => {
    expect(await saidOfBoth(PLAIN, (picture) => crop(picture, side))).toEqual([['duplicate'], ['variant']]);
  },
);

it('looks in all the detail that both have, where that shows it', { tags: 'full' }, async () => {
  expect(await saidOfBoth(PALE, (picture) => crop(picture, 900))).toEqual([['duplicate'], ['variant']]);
});

it('looks at ours in detail for a small crop that shows it larger', { tags: 'full' }, async () => {
  expect(await saidOfBoth(GREY, (picture) => crop(picture, 480))).toEqual([['duplicate'], ['variant']]);
});

it('distinguishes it in a whole picture', { tags: 'full' }, async () => {
  expect(await saidOfBoth(PLAIN, (picture) => smaller(picture, 640))).toEqual([['duplicate'], ['variant']]);
});

it.each([360, 450, 700])(
  'distinguishes another word of letters 3 to 7 px high in a crop of %i px',
  { tags: 'full' },
  async (side) => {
    const said = await saidOfBoth(SMALL, (picture) => crop(picture, side), OTHER_WORD);
    expect(said).toEqual([['duplicate'], ['variant']]);
  },
);

it('distinguishes it in a whole picture of 360 px', { tags: 'full' }, async () => {
  const said = await saidOfBoth(SMALL, (picture) => smaller(picture, 360), OTHER_WORD);
  expect(said).toEqual([['duplicate'], ['variant']]);
});
