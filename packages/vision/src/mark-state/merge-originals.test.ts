import { type Fingerprint, fingerprintOfPart } from '@listing-lint/rules/hash';
import { seeded } from '@listing-lint/rules/kernel';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import type { OurPicture } from '../match/our-picture.ts';
import { mergeOriginals, type NamedMatch } from './merge-originals.ts';

const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
/** A drawing, other shapes for each seed. */
const drawing = async (seed: string): Promise<Fingerprint> => {
  const random = seeded(seed);
  const circles = Array.from(
    { length: 40 },
    () =>
      `<circle cx="${400 * random()}" cy="${300 * random()}" r="${9 + 50 * random()}" fill="hsl(${360 * random()} 60% 50%)"/>`,
  );
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="400" height="300">${circles.join('')}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg))
    .flatten()
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return fingerprintOfPart({ width: info.width, height: info.height, data }, seed);
};
const [mug, cup] = [await drawing('mug'), await drawing('cup')];

/** The same picture in another file. */
const inFile = (fingerprint: Fingerprint, name: string): Fingerprint => ({ ...fingerprint, sha256: name });

const one = (path: string, of: Partial<NamedMatch> = {}, match: Partial<OurPicture> = {}): NamedMatch => ({
  match: {
    ...{ path, product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0, turn: 'identity' },
    ...{ description: `copy of ${path}, distance 3`, box: ALL, ourBox: ALL },
    ...match,
  },
  ...{ compared: path, isOriginal: path.startsWith('originals/'), stamped: undefined, fingerprint: undefined },
  ...of,
});
const said = (all: readonly NamedMatch[]) => mergeOriginals(all).map(({ path, originals }) => [path, originals ?? []]);

it('merges an original with the picture that is the same, and with no other one', () => {
  const original = one('originals/1.jpg', { fingerprint: inFile(mug, 'a') });
  const listings = [
    one('listings/cup/1.jpg', { fingerprint: cup }),
    one('listings/mug/1.jpg', { fingerprint: inFile(mug, 'b') }),
  ];
  expect(said([original, ...listings])).toEqual([
    ['listings/mug/1.jpg', ['originals/1.jpg']],
    ['listings/cup/1.jpg', []],
  ]);
  expect(said([original, ...listings.slice(0, 1)])).toEqual([
    ['originals/1.jpg', []],
    ['listings/cup/1.jpg', []],
  ]);
});

it('keeps two listings with one picture separate, each with the original', () => {
  const all = ['originals/1.jpg', 'listings/mug/1.jpg', 'listings/gift/1.jpg'].map((path) =>
    one(path, { fingerprint: inFile(mug, path) }),
  );
  expect(said(all)).toEqual([
    ['listings/mug/1.jpg', ['originals/1.jpg']],
    ['listings/gift/1.jpg', ['originals/1.jpg']],
  ]);
});

it('keeps two originals alone separate', () => {
  const all = ['originals/1.jpg', 'originals/2.jpg'].map((path) => one(path, { fingerprint: inFile(mug, path) }));
  expect(said(all)).toEqual([
    ['originals/1.jpg', []],
    ['originals/2.jpg', []],
  ]);
});

it('takes the surer verdict of the original, and the mark of either', () => {
  const mark = {
    state: 'there',
    ground: 'seen',
    name: 'm',
    stamped: 'listings/mug/1.jpg',
    ours: ALL,
    theirs: ALL,
  } as const;
  const stamped = 'listings/mug/1.jpg';
  const original = one(
    'originals/1.jpg',
    { stamped },
    {
      description: 'copy of originals/1.jpg, distance 3, which was stamped from originals/1.jpg',
      mark,
    },
  );
  const listing = one('listings/mug/1.jpg', { stamped }, { verdict: 'variant', description: 'variant' });
  expect(mergeOriginals([original, listing])).toEqual([
    expect.objectContaining({
      ...{ path: 'listings/mug/1.jpg', verdict: 'duplicate', originals: ['originals/1.jpg'], mark },
      description: 'copy of listings/mug/1.jpg (compared by its original), distance 3',
    }),
  ]);
  const sure = one('listings/mug/1.jpg', { stamped });
  expect(mergeOriginals([original, sure])).toEqual([
    expect.objectContaining({ description: 'copy of listings/mug/1.jpg, distance 3', mark }),
  ]);
});
