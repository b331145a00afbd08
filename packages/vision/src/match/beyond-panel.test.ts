import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fingerprintOfPart } from '@listing-lint/rules/hash';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { afterAll, expect, it } from 'vitest';
import type { LocalMatch } from '../features/pair/compare-pair.ts';
import { type Sheet, sheetOf } from '../features/pair/sheet.ts';
import { isOwnMirrorImage, judgeBeyondPanel, suspectPanel } from './beyond-panel.ts';
import { ofSmallPart } from './local-pictures.ts';
import type { ClassifyMarks } from './match.ts';
import { openBytesMatch } from './match-files.ts';
import type { OurPicture } from './our-picture.ts';
import { withoutSharedParts } from './verdict/shared-part.ts';

const root = mkdtempSync(join(tmpdir(), 'beyond-panel-'));
afterAll(() => rmSync(root, { recursive: true, force: true }));

interface Part {
  readonly seed: number;
  readonly at: readonly [left: number, top: number];
  readonly size: readonly [width: number, height: number];
}

/** Scenes side by side, on white. */
const page = async (parts: readonly Part[]): Promise<Buffer> => {
  const composite = parts.map(({ seed, at: [left, top], size: [width, height] }) => {
    const { data } = seededScene(seed, width, height);
    return { input: Buffer.from(data), raw: { width, height, channels: 3 as const }, left, top };
  });
  const page = sharp({ create: { width: 600, height: 400, channels: 3, background: '#fff' } });
  return page.composite(composite).png().toBuffer();
};

const LEFT: Part = { seed: 11, at: [0, 0], size: [150, 400] };
const BAND: Part = { seed: 12, at: [158, 110], size: [442, 180] };
/** Above and below that band. */
const rightSide = (seed: number): readonly Part[] => [
  { seed, at: [158, 0], size: [442, 102] },
  { seed: seed + 1, at: [158, 298], size: [442, 102] },
];
/** One template with another print. */
const product = (print: number): Promise<Buffer> => page([LEFT, BAND, ...rightSide(print)]);

const NOTHING_LAID: LocalMatch = {
  ...{
    mapping: { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 },
    inliers: 20,
    change: { turn: 0, stretch: 1, perspective: 1 },
    verdict: 'duplicate',
    mirrored: false,
  },
  ...{
    blocks: 20,
    agreeing: 20,
    differing: 0,
    closely: 20,
    strongly: 20,
    patch: 0,
    covered: 0,
    cornered: 0,
    inSight: 20,
    seen: 0.3,
  },
  ...{ otherGround: false, isOfProduct: false, recoloured: 0, recolouredBlocks: 0, otherShapes: 0, otherContent: 0 },
};

/** A duplicate with this visible share of it and this share of the suspect. */
const visiblePart = (shown: number, share: number): OurPicture => ({
  path: 'a.png',
  product: null,
  verdict: 'duplicate',
  evidence: 'features',
  distance: 256,
  recoloured: 0,
  turn: 'identity',
  description: '',
  box: { left: 0, top: 0, right: 1, bottom: 1 },
  ourBox: { left: 0, top: 0, right: 1, bottom: 1 },
  local: {
    ...{ mirrored: false, turn: 0, shown, ourPart: { left: 0, top: 0, right: 1, bottom: 1 }, share, stretch: 1 },
    ...{ part: { left: 0, top: 0, right: 1, bottom: 1 }, perspective: 1, mapping: [1, 0, 0, 0, 1, 0, 0, 0, 1] },
    ...{ inliers: 20, blocks: 20, agreeing: 20, otherContent: 0, otherGround: false },
  },
});

it('takes no panel for a picture of its own where ours goes on beyond it', { tags: 'full' }, async () => {
  writeFileSync(join(root, 'print-21.png'), await product(21));
  const files = [{ file: join(root, 'print-21.png'), name: 'print-21.png', within: root }];
  const { match } = await openBytesMatch(files, { thrifty: false });
  const said = async (bytes: Buffer): Promise<readonly string[]> =>
    (await match(bytes, 'theirs.png')).matches.map(({ verdict }) => verdict);
  const [other] = await said(await product(51));
  expect(['variant', 'suspect']).toContain(other);
  // Cropped in a collage: the neighbouring pictures are none of ours.
  const cell = await sharp(await product(21))
    .extract({ left: 0, top: 0, width: 380, height: 400 })
    .png()
    .toBuffer();
  const collage = sharp(await page([{ seed: 31, at: [388, 0], size: [212, 400] }]));
  expect(
    await said(
      await collage
        .composite([{ input: cell, left: 0, top: 0 }])
        .png()
        .toBuffer(),
    ),
  ).toEqual(['duplicate']);
  expect(await said(await product(21))).toEqual(['duplicate']);
});

it('takes a common frame at its own position for no copy', {
  tags: 'full',
}, async () => {
  const own = join(root, 'framed');
  mkdirSync(own);
  // A panel of ticks on the left of a template, and the product in what is left.
  const framed = (content: number): Promise<Buffer> =>
    page([
      { seed: 41, at: [0, 0], size: [180, 400] },
      { seed: content, at: [240, 60], size: [300, 240] },
    ]);
  writeFileSync(join(own, 'ours.png'), await framed(42));
  const ours = [{ file: join(own, 'ours.png'), name: 'ours.png', within: own }];
  const { match } = await openBytesMatch(ours, { thrifty: false });
  const said = async (bytes: Buffer): Promise<readonly string[]> =>
    (await match(bytes, 'theirs.png')).matches.map(({ verdict }) => verdict);
  for (const content of [43, 44, 45]) expect(await said(await framed(content))).not.toContain('duplicate');
  // Cut out, and put elsewhere, it is a part of ours.
  const elsewhere = await page([
    { seed: 41, at: [420, 0], size: [180, 400] },
    { seed: 43, at: [40, 60], size: [300, 240] },
  ]);
  expect(await said(elsewhere)).toEqual(['duplicate']);
});

it('calls a crop that shows what several products have in common the duplicate of none, and that of one photo of each', {
  tags: 'full',
}, async () => {
  const own = join(root, 'alike');
  mkdirSync(own);
  const shirt = async (print: number): Promise<Buffer> => product(print);
  writeFileSync(join(own, 'a.png'), await shirt(61));
  writeFileSync(join(own, 'b.png'), await shirt(71));
  const files = (...names: readonly string[]) => names.map((name) => ({ file: join(own, name), name, within: own }));
  const cut = (bytes: Buffer, [left, top]: readonly [number, number], [width, height]: readonly [number, number]) =>
    sharp(bytes).extract({ left, top, width, height }).png().toBuffer();
  const said = async (
    names: readonly string[],
    suspect: Buffer,
    classifyMarks?: ClassifyMarks,
  ): Promise<readonly string[]> => {
    const { match } = await openBytesMatch(files(...names), {
      thrifty: false,
      ...(classifyMarks ? { classifyMarks } : {}),
    });
    const { matches } = await match(suspect, 'theirs.png');
    return matches.map(
      ({ path, verdict, description }) => `${path} ${verdict}${/, of which .*$/.exec(description)?.[0] ?? ''}`,
    );
  };
  const common = await cut(await shirt(61), [0, 108], [600, 186]);
  expect(await said(['a.png'], common)).toEqual(['a.png duplicate']);
  expect([...(await said(['a.png', 'b.png'], common))].sort()).toEqual([
    'a.png variant, of which b.png shows as much',
    'b.png variant, of which a.png shows as much',
  ]);
  // One of them was stamped, and the other one is the picture before: they are one.
  const stampedFrom = (name: string): ClassifyMarks =>
    Object.assign(async (_: unknown, matches: readonly OurPicture[]) => matches, {
      marksOn: async () => [],
      stampedOf: async (path: string) => (path === name ? undefined : 'a.png'),
    });
  expect([...(await said(['a.png', 'b.png'], common, stampedFrom('')))].sort()).toEqual([
    'a.png duplicate',
    'b.png duplicate',
  ]);
  expect([...(await said(['a.png', 'b.png'], common, stampedFrom('b.png')))].sort()).toEqual([
    'a.png variant, of which b.png shows as much',
    'b.png variant, of which a.png shows as much',
  ]);
  // What distinguishes them is visible.
  const telling = await cut(await shirt(61), [150, 0], [450, 300]);
  expect((await said(['a.png', 'b.png'], telling))[0]).toBe('a.png duplicate');
  // One photo in two products, one time smaller, one time cropped.
  writeFileSync(
    join(own, 'smaller.png'),
    await sharp(await shirt(61))
      .resize(480)
      .png()
      .toBuffer(),
  );
  writeFileSync(join(own, 'cropped.png'), await cut(await shirt(61), [0, 0], [600, 320]));
  const ofOne = await said(['a.png', 'smaller.png', 'cropped.png'], common);
  expect([ofOne.length, ofOne[0], ofOne.join()]).toEqual([
    3,
    'a.png duplicate',
    expect.not.stringContaining('of which'),
  ]);
});

it('calls parts of two products side by side in a suspect duplicates of each', async () => {
  const sheets = new Map(['a.png', 'b.png'].map((path, k) => [path, sheetOf(seededScene(85 + k, 400, 300))]));
  const read: string[] = [];
  const at = (path: string, [left, right]: readonly [number, number]): OurPicture => ({
    ...visiblePart(0.6, 0.4),
    ...{ path, box: { left, top: 0, right, bottom: 1 } },
  });
  const said = async (...matches: readonly OurPicture[]): Promise<readonly string[]> => {
    const sheetAt = (path: string): Promise<Sheet> | undefined => {
      read.push(path);
      const sheet = sheets.get(path);
      return sheet && Promise.resolve(sheet);
    };
    return (await withoutSharedParts(matches, sheetAt)).map(({ path, verdict }) => `${path} ${verdict}`);
  };
  expect(await said(at('a.png', [0, 0.48]), at('b.png', [0.52, 1]))).toEqual(['a.png duplicate', 'b.png duplicate']);
  expect(read).toEqual([]);
  expect(await said(at('a.png', [0, 0.48]), at('b.png', [0, 0.5]))).toEqual(['a.png variant', 'b.png variant']);
  // Each pair is registered once.
  expect(read).toEqual(['a.png', 'b.png']);
});

it('searches for a mirrored copy next to a similar product around something else', { tags: 'full' }, async () => {
  const own = join(root, 'line');
  mkdirSync(own);
  const frame = Array.from({ length: 24 }, (_, k): Part => {
    return { seed: 100 + k, at: [(k % 6) * 100, Math.floor(k / 6) * 100], size: [100, 100] };
  });
  const packed = (content: number): Promise<Buffer> =>
    page([...frame, { seed: content, at: [114, 60], size: [372, 280] }]);
  const mirrored = async (content: number): Promise<Buffer> =>
    sharp(await packed(content))
      .flop()
      .png()
      .toBuffer();
  writeFileSync(join(own, 'almonds-mirrored.png'), await mirrored(91));
  writeFileSync(join(own, 'linseed.png'), await packed(92));
  const names = ['almonds-mirrored.png', 'linseed.png'];
  const files = names.map((name) => ({ file: join(own, name), name, within: own }));
  const { match } = await openBytesMatch(files, { thrifty: true });
  const cropped = sharp(await mirrored(92)).extract({ left: 20, top: 14, width: 560, height: 372 });
  const { matches } = await match(await cropped.png().toBuffer(), 'theirs.png');
  expect(matches.map(({ path, verdict }) => `${path} ${verdict}`)).toEqual([
    'linseed.png duplicate',
    'almonds-mirrored.png variant',
  ]);
});

it('takes what a panel shows in a mirror of less than half of ours for a variant', async () => {
  const ours = sheetOf(seededScene(95, 400, 300));
  const grey = sheetOf({ width: 400, height: 300, data: new Uint8Array(3 * 400 * 300).fill(128) });
  const panel = suspectPanel(
    () => grey,
    (x) => x < 0.4,
  );
  const said = async (mirrored: boolean, shown: number): Promise<string> => {
    const part = visiblePart(shown, 0.3);
    const picture = { ...part, ...(part.local && { local: { ...part.local, mirrored } }) };
    const match = { ...NOTHING_LAID, mirrored };
    const found = { position: 0, match, ours: ours.colour, theirs: grey.colour, isDominated: false };
    const entry = { path: 'a.png', product: '', role: '', fingerprint: fingerprintOfPart(ours.colour, 'a') };
    return (await judgeBeyondPanel(found, picture, { entry, panel, sheet: async () => ours })).verdict;
  };
  expect([await said(true, 0.49), await said(true, 0.5), await said(false, 0.6)]).toEqual([
    ...['variant', 'duplicate', 'duplicate'],
  ]);
});

it('leaves a rectangle of a suspect and what is next to it, as it does of whatever else is a panel', () => {
  const suspect = sheetOf(seededScene(96, 300, 210));
  const edges = { left: 0.123, top: 0.31, right: 0.52, bottom: 0.99 };
  const asEdges = suspectPanel(() => suspect, edges).alone();
  const asPlaces = suspectPanel(
    () => suspect,
    (x, y) => x >= edges.left && x < edges.right && y >= edges.top && y < edges.bottom,
  ).alone();
  expect(Buffer.from(asEdges.colour.data).equals(asPlaces.colour.data)).toBe(true);
});

it('takes the hash of a small part for its shapes alone, and only where it is near', () => {
  const found = (distance: number, recoloured: number): readonly string[] =>
    ofSmallPart([
      {
        ...{ path: 'a.png', product: null, verdict: 'duplicate', evidence: 'near', distance, recoloured },
        ...{ turn: 'identity', description: '', box: ALL, ourBox: ALL },
      },
    ]).map(({ verdict }) => verdict);
  expect([found(20, 0.15), found(21, 0.15), found(20, 0.16)]).toEqual([['variant'], [], []]);
});
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };

it('recognizes a symmetric part when more of our picture surrounds it', () => {
  const foot: OurPicture = { ...visiblePart(0.3, 0.3), box: { left: 0, top: 0.7, right: 1, bottom: 1 } };
  const inMirror = foot.local && { ...foot, local: { ...foot.local, mirrored: true } };
  const upright: OurPicture = { ...visiblePart(1, 1), verdict: 'variant' };
  if (inMirror === undefined) throw new Error('no local evidence');
  expect(isOwnMirrorImage(inMirror, [upright])).toBe(true);
  expect(isOwnMirrorImage(foot, [upright])).toBe(false);
  expect(isOwnMirrorImage(inMirror, [])).toBe(false);
  expect(isOwnMirrorImage(inMirror, [{ ...upright, path: 'b.png' }])).toBe(false);
  // As large as that, elsewhere, or all of ours: a collage may show one picture twice.
  expect(isOwnMirrorImage(inMirror, [{ ...upright, box: { left: 0, top: 0.6, right: 1, bottom: 1 } }])).toBe(false);
  expect(isOwnMirrorImage(inMirror, [{ ...upright, box: { left: 0, top: 0, right: 1, bottom: 0.6 } }])).toBe(false);
  expect(isOwnMirrorImage({ ...inMirror, local: { ...inMirror.local, shown: 1 } }, [upright])).toBe(false);
});
