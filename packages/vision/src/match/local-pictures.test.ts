import { DEFAULT_THRESHOLDS } from '@listing-lint/rules/hash';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { seen } from '../verify/test-registered.ts';
import { joined } from './joined.ts';
import {
  asLittle,
  dominatedOf,
  type LocalPicture,
  ofOneShape,
  withDominatedAsVariants,
  withoutOtherContent,
  withoutOtherShapes,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';

const picture = (more: Partial<OurPicture>): OurPicture => ({
  ...{ path: 'a.jpg', product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
  ...{ turn: 'mirror', description: '' },
  ...{ box: { left: 0, top: 0, right: 1, bottom: 1 }, ourBox: { left: 0, top: 0, right: 1, bottom: 1 } },
  ...more,
});
const localPicture = (more: Partial<LocalPicture>): LocalPicture => {
  const local = { otherContent: 0.2 } as NonNullable<OurPicture['local']>;
  const own = picture({ verdict: 'variant', evidence: 'features', local });
  return { picture: own, isDominated: false, isPart: false, isUnder: false, ...more };
};

it('drops a match by hash whose registration shows other content, unless that is under something else', () => {
  const near = picture({});
  expect(withoutOtherContent([near], [localPicture({})])).toEqual([]);
  expect(withoutOtherContent([near], [localPicture({ isUnder: true })])).toEqual([near]);
  expect(withoutOtherContent([near], [localPicture({ isUnder: true, isDominated: true })])).toEqual([]);
});

it('does not let what agrees upright for the most part unseat a hash that finds it in a mirror', () => {
  const upright = localPicture({});
  const visible = { ...upright, picture: { ...upright.picture, turn: 'identity' as const } };
  expect(withoutOtherContent([picture({})], [visible])).toEqual([picture({})]);
  expect(withoutOtherContent([picture({ turn: 'rotate90' })], [visible])).toEqual([]);
});

it('lets a part of a suspect call none a copy that another one outdoes in a look at more of it, and that differs there', async () => {
  const inPart = { left: 0.2, top: 0, right: 1, bottom: 0.5 };
  const copy = picture({ evidence: 'features', box: inPart });
  const dominated = dominatedOf([localPicture({ isDominated: true }), localPicture({})]);
  expect(dominated).toHaveLength(1);
  const verified: OurPicture[] = [];
  const resultOf = (matches: readonly OurPicture[], whole = dominated, isOther = true) =>
    withDominatedAsVariants(matches, whole, async (each) => {
      verified.push(...each);
      return each.map((match) => ({ ...match, verdict: isOther ? 'variant' : 'duplicate' }));
    });
  expect(await resultOf([copy])).toEqual(dominated);
  expect(verified).toEqual(dominated.map((each) => ({ ...each, verdict: 'duplicate' })));
  expect(await resultOf([copy], dominated, false)).toEqual([copy]);
  verified.length = 0;
  // Another picture, another part, a smaller part, mirrored, by hash: nothing is verified.
  const others = [
    { ...copy, path: 'b.jpg' },
    { ...copy, turn: 'identity' as const },
    { ...copy, evidence: 'near' as const },
  ];
  expect(await resultOf(others)).toEqual(others);
  const elsewhere = { left: 0, top: 0.6, right: 1, bottom: 1 };
  for (const box of [elsewhere, { ...inPart, left: 0.5 }]) {
    const visible = dominated.map((each) => ({ ...each, box }));
    expect(await resultOf([copy], visible)).toEqual([copy]);
  }
  expect(verified).toEqual([]);
});

it('puts variants that have our colours before those in others, and copies by their distance alone', () => {
  const of = (path: string, recoloured: number, distance: number) =>
    picture({ path, verdict: 'variant', recoloured, distance });
  const [red, blue, nearer, changed] = [
    of('red.jpg', 0.9, 4),
    of('blue.jpg', 0.12, 256),
    of('nearer.jpg', 0.08, 20),
    { ...of('changed.jpg', 0.4, 30), isChanged: true as const },
  ];
  expect(joined([], [red, blue, nearer, changed]).map(({ path }) => path)).toEqual([
    ...['changed.jpg', 'nearer.jpg', 'blue.jpg', 'red.jpg'],
  ]);
  const copies = [picture({ path: 'b.jpg', recoloured: 0.2, distance: 2 }), picture({ path: 'a.jpg', distance: 5 })];
  expect(joined([], copies).map(({ path }) => path)).toEqual(['b.jpg', 'a.jpg']);
});

it('drops what a hash says of a part of a suspect where pixels show another shape, unless points say it, too', async () => {
  const bar = async (across: number, colour: string) => {
    const shapes = `<rect width="480" height="480" fill="#fff"/><rect x="${240 - across / 2}" y="30" width="${across}" height="420" fill="#b98"/><rect x="${240 - across / 2}" y="40" width="${across / 3}" height="400" fill="${colour}"/>`;
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480">${shapes}</svg>`;
    return seen(await sharp(Buffer.from(svg)).png().toBuffer());
  };
  const [part, other, same] = [await bar(60, '#987'), await bar(20, '#987'), await bar(60, '#986')];
  const pixels = new Map([
    ['other.jpg', other],
    ['same.jpg', same],
  ]);
  const byPixels = { pixelsAt: async (path: string) => pixels.get(path), thresholds: DEFAULT_THRESHOLDS };
  const [strip, copy, known] = ['other.jpg', 'same.jpg', 'known.jpg'].map((path) => picture({ path }));
  if (!strip || !copy || !known) throw new Error('three pictures');
  expect(await ofOneShape([strip, copy, known], [], part, byPixels)).toEqual([copy, known]);
  const points = picture({ path: 'other.jpg', evidence: 'features' });
  expect(await ofOneShape([strip], [points], part, byPixels)).toEqual([strip]);
  expect(await ofOneShape([strip], [{ ...points, verdict: 'suspect' }], part, byPixels)).toEqual([]);
  expect(await ofOneShape([points], [], part, byPixels)).toEqual([points]);
});

it('drops a suspicion by hash alone where pixels show another shape', async () => {
  const on = async (shape: string) => {
    const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="480" height="480"><rect width="480" height="480" fill="#fff"/>${shape}</svg>`;
    return seen(await sharp(Buffer.from(svg)).png().toBuffer());
  };
  const bar = (x: number, across: number) => `<rect x="${x}" y="30" width="${across}" height="420" fill="#222"/>`;
  const suspect = await on(bar(210, 60));
  const [other, same] = [
    await on(`${bar(230, 20)}<rect x="215" y="40" width="20" height="400" fill="#888"/>`),
    await on(bar(210, 60)),
  ];
  const pixels = new Map([
    ['other.jpg', other],
    ['same.jpg', same],
  ]);
  const byPixels = { pixelsAt: async (path: string) => pixels.get(path), thresholds: DEFAULT_THRESHOLDS };
  const matches = ['other.jpg', 'same.jpg'].map((path) => picture({ path, verdict: 'suspect', distance: 37 }));
  expect((await withoutOtherShapes(matches, suspect, byPixels)).map(({ path }) => path)).toEqual(['same.jpg']);
});

it('takes a detail that both have in common for a suspicion, unless it was cut out of ours', () => {
  const part = (shown: number, share: number): OurPicture =>
    picture({ evidence: 'features', local: { shown, share } as NonNullable<OurPicture['local']> });
  expect(asLittle(part(0.2, 0.3), {}).verdict).toBe('suspect');
  expect(asLittle(part(0.2, 0.3), { isCutOut: true }).verdict).toBe('duplicate');
  expect(asLittle(part(0.2, 0.8), {}).verdict).toBe('duplicate');
  expect(asLittle(part(0.6, 0.1), {}).verdict).toBe('duplicate');
});
