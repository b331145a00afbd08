import { DEFAULT_THRESHOLDS } from '@listing-lint/rules/hash';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { seen } from '../verify/test-laid.ts';
import { joined } from './joined.ts';
import {
  asLittle,
  asOutdone,
  type LocalPicture,
  ofOneShape,
  outdoneOf,
  withoutOtherContent,
} from './local-pictures.ts';
import type { OurPicture } from './our-picture.ts';

const picture = (more: Partial<OurPicture>): OurPicture => ({
  ...{ path: 'a.jpg', product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0 },
  ...{ turn: 'mirror', description: '' },
  ...{ box: { left: 0, top: 0, right: 1, bottom: 1 }, ourBox: { left: 0, top: 0, right: 1, bottom: 1 } },
  ...more,
});
const laid = (more: Partial<LocalPicture>): LocalPicture => {
  const local = { otherContent: 0.2 } as NonNullable<OurPicture['local']>;
  const own = picture({ verdict: 'variant', evidence: 'features', local });
  return { picture: own, isOutdone: false, isPart: false, isUnder: false, ...more };
};

it('lets what shows something else unseat a hash, and what lies under something else none: it may lie there in another way', () => {
  const near = picture({});
  expect(withoutOtherContent([near], [laid({})])).toEqual([]);
  expect(withoutOtherContent([near], [laid({ isUnder: true })])).toEqual([near]);
  expect(withoutOtherContent([near], [laid({ isUnder: true, isOutdone: true })])).toEqual([]);
});

it('does not let what agrees upright for the most part unseat a hash that finds it in a mirror', () => {
  const upright = laid({});
  const shown = { ...upright, picture: { ...upright.picture, turn: 'identity' as const } };
  expect(withoutOtherContent([picture({})], [shown])).toEqual([picture({})]);
  expect(withoutOtherContent([picture({ turn: 'rotate90' })], [shown])).toEqual([]);
});

it('lets a part of a suspect call none a copy that another one outdoes in a look at more of it, and that differs there', async () => {
  const inPart = { left: 0.2, top: 0, right: 1, bottom: 0.5 };
  const copy = picture({ evidence: 'features', box: inPart });
  const outdone = outdoneOf([laid({ isOutdone: true }), laid({})]);
  expect(outdone).toHaveLength(1);
  const asked: OurPicture[] = [];
  const told = (matches: readonly OurPicture[], whole = outdone, isOther = true) =>
    asOutdone(matches, whole, async (each) => {
      asked.push(...each);
      return each.map((match) => ({ ...match, verdict: isOther ? 'variant' : 'duplicate' }));
    });
  expect(await told([copy])).toEqual(outdone);
  expect(asked).toEqual(outdone.map((each) => ({ ...each, verdict: 'duplicate' })));
  expect(await told([copy], outdone, false)).toEqual([copy]);
  asked.length = 0;
  // Another one of ours, another part, a look at less of it, in a mirror, by its hash: nothing is asked.
  const others = [
    { ...copy, path: 'b.jpg' },
    { ...copy, turn: 'identity' as const },
    { ...copy, evidence: 'near' as const },
  ];
  expect(await told(others)).toEqual(others);
  const elsewhere = { left: 0, top: 0.6, right: 1, bottom: 1 };
  for (const box of [elsewhere, { ...inPart, left: 0.5 }]) {
    const shown = outdone.map((each) => ({ ...each, box }));
    expect(await told([copy], shown)).toEqual([copy]);
  }
  expect(asked).toEqual([]);
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

it('takes a detail that both have in common for a suspicion, unless it was cut out of ours', () => {
  const part = (shown: number, share: number): OurPicture =>
    picture({ evidence: 'features', local: { shown, share } as NonNullable<OurPicture['local']> });
  expect(asLittle(part(0.2, 0.3), {}).verdict).toBe('suspect');
  expect(asLittle(part(0.2, 0.3), { isCutOut: true }).verdict).toBe('duplicate');
  expect(asLittle(part(0.2, 0.8), {}).verdict).toBe('duplicate');
  expect(asLittle(part(0.6, 0.1), {}).verdict).toBe('duplicate');
});
