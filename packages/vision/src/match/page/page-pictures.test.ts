import { fingerprintOfPart } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import { describe, expect, it } from 'vitest';
import type { PartEdges } from '../../features/pair/mapping.ts';
import { sheetOf, sheetRaster } from '../../features/pair/sheet.ts';
import { matchFrames } from '../match-frames.ts';
import type { OurPicture } from '../our-picture.ts';
import { pageMatcher } from './match-page.ts';

const STEP = 150;
/** A page of two rows of five pictures on white, each of so many px. */
const pageOf = (side: number): RgbImage => {
  const [width, height] = [20 + 5 * STEP, 20 + 2 * STEP];
  const data = new Uint8Array(3 * width * height).fill(255);
  for (let k = 0; k < 10; k++) {
    const [left, top] = [10 + (k % 5) * STEP, 10 + Math.floor(k / 5) * STEP];
    const scene = seededScene(k + 1, side, side);
    for (let y = 0; y < side; y++)
      data.set(scene.data.subarray(3 * y * side, 3 * (y + 1) * side), 3 * ((top + y) * width + left));
  }
  return { width, height, data };
};
/** The place of the n-th picture of such a page. */
const placeOf = (n: number, side: number, { width, height }: RgbImage): PartEdges => {
  const [left, top] = [10 + (n % 5) * STEP, 10 + Math.floor(n / 5) * STEP];
  return { left: left / width, top: top / height, right: (left + side) / width, bottom: (top + side) / height };
};
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
const found = (path: string, box: PartEdges, more: Partial<OurPicture> = {}): OurPicture => ({
  ...{ path, product: null, verdict: 'duplicate', evidence: 'near', distance: 3, recoloured: 0, turn: 'identity' },
  ...{ description: `is ${path}`, box, ourBox: ALL, ...more },
});

interface PageCase {
  /** Which of ours each picture of the page shows by its hash. */
  readonly shows?: (panel: PartEdges) => readonly OurPicture[];
  readonly known?: readonly OurPicture[];
  readonly own?: string;
  readonly verify?: (matches: readonly OurPicture[]) => readonly OurPicture[];
}

/** Matches a page, and records what was hashed and registered. */
const matchPage = async (
  page: RgbImage,
  { shows = () => [], known = [], own, verify = (matches) => matches }: PageCase,
) => {
  const hashed: PartEdges[] = [];
  const registered: { readonly isOfPage: boolean | undefined; readonly searchesOwn: boolean }[] = [];
  const matcher = pageMatcher({
    thrifty: false,
    byHash: (_fingerprint, panel) => {
      if (panel !== null) hashed.push(panel);
      return panel === null ? [] : shows(panel);
    },
    byFeatures: async (_image, { isOfPage }, isSettled) => {
      registered.push({ isOfPage, searchesOwn: own === undefined || !isSettled(own) });
      return { local: [] };
    },
    verify: async (matches) => verify(matches),
  });
  const suspect = { fingerprint: fingerprintOfPart(page, 'page'), image: page };
  const sheet = sheetOf(sheetRaster(page));
  const result = await matcher(suspect, { matches: known, isItself: (path) => path === own, sheet: () => sheet });
  return { ...result, hashed, registered };
};

const page = pageOf(130);
const place = (n: number): PartEdges => placeOf(n, 130, page);
/** Whether a part of the page is that picture of it. */
const isPlace = (panel: PartEdges, n: number): boolean =>
  Math.abs(panel.left - place(n).left) + Math.abs(panel.top - place(n).top) < 0.01;

describe('pictures of a page', () => {
  it('are matched one by one, and registered as pictures of a page', async () => {
    const { hashed, registered } = await matchPage(page, {});
    expect(hashed).toHaveLength(10);
    expect(registered).toEqual(Array.from({ length: 10 }, () => ({ isOfPage: true, searchesOwn: true })));
  });

  it('are skipped where a copy is known there, but not where a variant is', async () => {
    const matched = async (verdict: OurPicture['verdict']) =>
      (await matchPage(page, { known: [found('a.png', place(3), { verdict })] })).hashed;
    expect((await matched('duplicate')).map((panel) => isPlace(panel, 3))).toEqual(
      Array.from({ length: 9 }, () => false),
    );
    expect(await matched('variant')).toHaveLength(10);
  });

  it('are no copies of the suspect itself', async () => {
    const shows = (panel: PartEdges): readonly OurPicture[] => [found('own.png', panel), found('other.png', panel)];
    const { matches, registered } = await matchPage(page, { shows, own: 'own.png' });
    expect(new Set(matches.map(({ path }) => path))).toEqual(new Set(['other.png']));
    expect(registered.every(({ searchesOwn }) => searchesOwn)).toBe(false);
  });

  it('are verified picture by picture', async () => {
    const shows = (panel: PartEdges): readonly OurPicture[] => (isPlace(panel, 2) ? [found('a.png', panel)] : []);
    const { matches } = await matchPage(page, {
      shows,
      verify: (all) => all.map((match) => ({ ...match, verdict: 'variant' })),
    });
    expect(matches.map(({ path, verdict }) => [path, verdict])).toEqual([['a.png', 'variant']]);
  });

  it('must agree more where they are small, and are not called copies by their hash then', async () => {
    const verdictsOf = async (side: number, distance: number) => {
      const { matches } = await matchPage(pageOf(side), { shows: (panel) => [found('a.png', panel, { distance })] });
      return new Set(matches.map(({ verdict }) => verdict));
    };
    expect(await verdictsOf(130, 25)).toEqual(new Set(['duplicate']));
    expect(await verdictsOf(90, 25)).toEqual(new Set());
    expect(await verdictsOf(90, 15)).toEqual(new Set(['variant']));
  });
});

describe('a part of a page', () => {
  const row = (from: number, to: number): PartEdges => ({ ...place(from), right: place(to).right });

  it('is skipped where it is one of the pictures, or several of many', async () => {
    const { isSeen } = await matchPage(page, {});
    expect(isSeen(place(7))).toBe(true);
    expect(isSeen(row(0, 2))).toBe(true);
    expect(isSeen(row(0, 1))).toBe(false);
    expect(isSeen(ALL)).toBe(false);
  });

  it('is skipped where half of the pictures in it are matched', async () => {
    const shows = (panel: PartEdges): readonly OurPicture[] => (isPlace(panel, 0) ? [found('a.png', panel)] : []);
    const { isSeen } = await matchPage(page, { shows });
    expect(isSeen(row(0, 1))).toBe(true);
    expect(isSeen(row(3, 4))).toBe(false);
  });
});

it('a long page is decoded again at a larger size', async () => {
  const tall: RgbImage = { width: 100, height: 260, data: new Uint8Array(3 * 100 * 260).fill(255) };
  const sides: number[] = [];
  const within = async (side: number): Promise<RgbImage> => {
    sides.push(side);
    return tall;
  };
  const matcher = pageMatcher({
    ...{ thrifty: false, byHash: () => [], byFeatures: async () => ({ local: [] }), verify: async (all) => all },
  });
  const sheet = () => sheetOf(sheetRaster(tall));
  const glanced = async (image: RgbImage): Promise<readonly number[]> => {
    sides.length = 0;
    const suspect = {
      fingerprint: fingerprintOfPart(image, 'tall'),
      image,
      full: { width: 1000, height: 2600, within },
    };
    await matcher(suspect, { matches: [], isItself: () => false, sheet });
    return [...sides];
  };
  expect(await glanced(tall)).toEqual([1331]);
  expect(await glanced({ width: 100, height: 190, data: new Uint8Array(3 * 100 * 190).fill(255) })).toEqual([]);
});

it('small pictures that were not compared are counted in all frames', async () => {
  const frame = (seed: number) => {
    const image = seededScene(seed, 90, 90);
    return { image, fingerprint: fingerprintOfPart(image, `${seed}`) };
  };
  const further = [{ number: 2, decoded: async () => frame(8) }];
  const of = (isPlain: boolean) => ({ matches: [], unseenPictures: 3, isPlain });
  const result = await matchFrames({ ...frame(7), frames: 2, further }, async () => of(false));
  expect(result).toMatchObject({ unseen: 0, unseenPictures: 6, isPlain: false });
});

it('one frame with too little detail says so of the file', async () => {
  const frame = (seed: number) => {
    const image = seededScene(seed, 90, 90);
    return { image, fingerprint: fingerprintOfPart(image, `${seed}`) };
  };
  const answers = [false, true, false];
  const further = [8, 9].map((number) => ({ number, decoded: async () => frame(number) }));
  const result = await matchFrames({ ...frame(7), frames: 3, further }, async () => ({
    matches: [],
    unseenPictures: 0,
    isPlain: answers.shift() === true,
  }));
  expect(result.isPlain).toBe(true);
});
