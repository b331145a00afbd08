// Matches of synthetic pictures in a suspect: whole, mirrored, as a part, small in a large one, next to another one, or not at all.
// Values for the same input are fixed (the text next to this file).

import type { RgbImage } from '@listing-lint/rules/image';
import { seededRandom } from '@listing-lint/rules/kernel';
import { describe, expect, it } from 'vitest';
import { NO_FEATURES } from '../extract/features.ts';
import { sheetOf, sheetRaster } from '../pair/sheet.ts';
import { featuresOf, localSearch, type SearchedPicture } from './local-search.ts';
import { type SearchEffort, THOROUGH, THRIFTY } from './search-effort.ts';

const [WIDTH, HEIGHT] = [150, 120];

const picture = (width: number, height: number, at: (x: number, y: number) => readonly number[]): RgbImage => {
  const data = new Uint8Array(3 * width * height);
  for (let y = 0, k = 0; y < height; y++) for (let x = 0; x < width; x++, k += 3) data.set(at(x, y), k);
  return { width, height, data };
};
const pixel = ({ width, data }: RgbImage, x: number, y: number): readonly number[] =>
  [0, 1, 2].map((channel) => data[3 * (y * width + x) + channel] ?? 0);

/** Boxes of many colours, another picture for each seed. */
const scene = (seed: number, width = WIDTH, height = HEIGHT, count = 60): RgbImage => {
  const random = seededRandom(seed);
  const image = picture(width, height, () => [120, 120, 120]);
  for (let n = 0; n < count; n++) {
    const [left, top] = [Math.floor(random() * width), Math.floor(random() * height)];
    const [right, bottom] = [left + 6 + Math.floor(random() * 20), top + 6 + Math.floor(random() * 20)];
    const colour = [random() * 256, random() * 256, random() * 256];
    for (let y = top; y < Math.min(height, bottom); y++)
      for (let x = left; x < Math.min(width, right); x++) image.data.set(colour, 3 * (y * width + x));
  }
  return image;
};
const mirrored = (image: RgbImage): RgbImage =>
  picture(image.width, image.height, (x, y) => pixel(image, image.width - 1 - x, y));
const part = (image: RgbImage, left: number, top: number, width: number, height: number): RgbImage =>
  picture(width, height, (x, y) => pixel(image, left + x, top + y));
const sideBySide = (a: RgbImage, b: RgbImage): RgbImage =>
  picture(a.width + b.width, a.height, (x, y) => (x < a.width ? pixel(a, x, y) : pixel(b, x - a.width, y)));
const dyed = (image: RgbImage): RgbImage =>
  picture(image.width, image.height, (x, y) => {
    const [red = 0, green = 0, blue = 0] = pixel(image, x, y);
    return [red, 0.7 * green, 0.5 * blue + 60];
  });
/** Small in a large picture that has a little else. */
const within = (image: RgbImage, width: number, height: number, left: number, top: number): RgbImage => {
  const around = scene(77, width, height, 12);
  return picture(width, height, (x, y) =>
    x >= left && y >= top && x < left + image.width && y < top + image.height
      ? pixel(image, x - left, y - top)
      : pixel(around, x, y),
  );
};

const OURS = [1, 2, 3, 4, 5].map((seed) => scene(seed));
const [first = scene(1), second = scene(2), third = scene(3)] = OURS;
// The last is the first, again, and the one before it has too little in it to be known by.
const ALL = [...OURS, picture(WIDTH, HEIGHT, () => [200, 200, 200]), first];
const searched = ALL.map((image): SearchedPicture => {
  const [features, sheet] = [featuresOf(image), sheetOf(sheetRaster(image))];
  return { features: () => features, sheet: () => Promise.resolve(sheet) };
});

const SUSPECTS: Readonly<Record<string, RgbImage>> = {
  'the same': first,
  mirrored: mirrored(second),
  'a mirrored part': mirrored(part(third, 20, 10, 110, 90)),
  'two, side by side': sideBySide(second, third),
  'one, and it mirrored': sideBySide(second, mirrored(second)),
  'other colours': dyed(second),
  'another one': scene(50),
  'nothing in it': picture(WIDTH, HEIGHT, () => [90, 90, 90]),
};

const AGREEING = { ...THOROUGH, registered: 0, manyAgreeing: 1 };
const found = async (effort: SearchEffort, suspect: RgbImage, settled: readonly number[] = []): Promise<string> => {
  const search = localSearch(searched, effort);
  const { found: all } = await search.find(suspect, (position) => settled.includes(position));
  return (
    all
      .map(({ position, match: { verdict, mirrored: isMirrored, inliers }, ours, theirs }) => {
        const sizes = `${ours.width}×${ours.height} in ${theirs.width}×${theirs.height}`;
        return `${position} ${verdict}${isMirrored ? ' mirrored' : ''} by ${inliers} points, ${sizes}`;
      })
      .join('; ') || '-'
  );
};

describe('what is found', () => {
  it('stands', async () => {
    const lines: string[] = [];
    for (const [kind, suspect] of Object.entries(SUSPECTS)) lines.push(`${kind}: ${await found(THOROUGH, suspect)}`);
    await expect(`${lines.join('\n')}\n`).toMatchFileSnapshot('./search-values.txt');
  });
  it('is found in a large picture by the second pass', async () => {
    expect(await found(THRIFTY, within(second, 1600, 300, 700, 100))).toMatch(
      /^1 \w+ by \d+ points, 150×120 in 800×150$/,
    );
  });
  it('is none of those that are settled', async () => {
    const { 'two, side by side': two = first, 'the same': same = first } = SUSPECTS;
    expect([await found(THRIFTY, two, [1]), await found(THRIFTY, same, [0, 6])]).toEqual([
      expect.stringMatching(/^2 duplicate by \d+ points[^;]*$/),
      '-',
    ]);
  });
  it.each([
    ['the one alone that most points agree on', { ...THOROUGH, registered: 1, manyAgreeing: 1000 }, '2'],
    ['both where two may be registered', { ...THOROUGH, registered: 2, manyAgreeing: 1000 }, '2 1'],
    ['both where so many points agree', { ...THOROUGH, registered: 0, manyAgreeing: 121 }, '2 1'],
    ['one where more are requested', { ...THOROUGH, registered: 0, manyAgreeing: 122 }, '2'],
    ['none where none is likely enough', { ...AGREEING, unlikely: 0, fewestAgreeing: 1000 }, ''],
    ['one where one unlikely one is examined, too', { ...AGREEING, unlikely: 1, fewestAgreeing: 1000 }, '2'],
    ['both where they are likely enough', { ...AGREEING, unlikely: 0, fewestAgreeing: 20 }, '2 1'],
    ['one where one has a vote', { ...AGREEING, voted: 1 }, '2'],
  ])('is %s', async (_, effort, said) => {
    const all = await found(effort, SUSPECTS['two, side by side'] ?? first);
    expect([...all.matchAll(/(?:^|; )(\d)/g)].map(([, position]) => position).join(' ')).toBe(said);
  });
  it('asks more of one among many, as points agree by chance there', async () => {
    const { 'two, side by side': two = first } = SUSPECTS;
    const saidAmong = async (others: number, manyMore: number): Promise<string> => {
      const effort = { ...THOROUGH, registered: 1, manyAgreeing: 121, manyMore };
      const none: SearchedPicture = { features: () => NO_FEATURES, sheet: () => Promise.reject(new Error('none')) };
      const search = localSearch([...searched, ...Array.from({ length: others }, () => none)], effort);
      return (await search.find(two, () => false)).found.map(({ position }) => position).join(' ');
    };
    expect([await saidAmong(0, 1), await saidAmong(2500, 0), await saidAmong(2500, 1)]).toEqual(['2 1', '2 1', '2']);
  });
});
