// Which of those that are named by shape and colour show to the pixel.

import type { ComparedPicture } from '@listing-lint/rules/hash';
import { describe, expect, it } from 'vitest';
import type { Features } from '../../features/extract/features.ts';
import { type Sheet, sheetOf } from '../../features/pair/sheet.ts';
import { silhouettesOf } from '../../features/search/plain/silhouette.ts';
import { drawnPicture } from '../../features/search/plain/test-drawn.ts';
import type { OurPicture } from '../our-picture.ts';
import { plainMatcher } from './plain-candidates.ts';
import { productVerifier } from './verify-product.ts';

const [WIDTH, HEIGHT] = [480, 360];
type Drawing = (x: number, y: number) => readonly number[];
const WHITE = [252, 252, 252];

/** A cushion with soft folds and a weave: hardly a corner. */
const isCushion = (x: number, y: number): boolean =>
  (Math.abs(x - 240) / 150) ** 4 + (Math.abs(y - 180) / 120) ** 4 < 1;
const folds =
  (phase: number, weave = 9): Drawing =>
  (x, y) => {
    const fold = 22 * Math.sin(x / 19 + Math.sin(y / 31) + phase) + 16 * Math.sin(y / 15 + x / 60 + 2 * phase);
    const shade = fold + weave * Math.sin(x / 1.9 + y / 7 + phase) * Math.sin(y / 2.3 + phase);
    return [176 + shade, 92 + 0.8 * shade, 70 + 0.7 * shade];
  };
const ours: Drawing = (x, y) => (isCushion(x, y) ? folds(0)(x, y) : WHITE);
const boards: Drawing = (x, y) => {
  const board = Math.floor(x / 43) + 3 * Math.floor(y / 97);
  return [70 + ((board * 47) % 70), 95 + ((board * 31) % 50), 105 + ((board * 17) % 40)];
};
/** The cushion smaller, elsewhere, on boards; mirrored where `across` is −1. */
const onBoards =
  (cushion: Drawing, across = 1): Drawing =>
  (x, y) => {
    const [u, v] = [240 + (across * (x - 210)) / 0.8, 180 + (y - 200) / 0.8];
    return isCushion(u, v) ? cushion(u, v) : boards(x, y);
  };

const sheetBy = (at: Drawing): Sheet => sheetOf(drawnPicture(WIDTH, HEIGHT, at));
const NO_POINTS = {
  ...{ count: 60, x: new Float32Array(60), y: new Float32Array(60) },
  ...{ width: WIDTH, height: HEIGHT },
} as Features;

const verified = (
  at: Drawing,
  paths: readonly string[] = ['cushion.png'],
  found: readonly OurPicture[] = [],
  cushion: Drawing = ours,
): Promise<readonly OurPicture[]> => {
  const sheet = sheetBy(cushion);
  const silhouettes = silhouettesOf(sheet.colour, NO_POINTS);
  const plain = paths.map((path) => ({
    ...{ entry: { path, product: path === 'cushion.png' ? 'cushions' : '' } as ComparedPicture },
    ...{ colours: null, silhouettes },
  }));
  const verify = productVerifier(plainMatcher(plain), async (path) =>
    sheetBy(path === 'cushion.png' ? cushion : folded),
  );
  return verify({ suspect: () => sheetBy(at), points: NO_POINTS }, found, () => false);
};
/** Another one of that shape. */
const folded: Drawing = (x, y) => (isCushion(x, y) ? folds(2)(x, y) : WHITE);

describe('a picture of ours that is named by its shape and colour', () => {
  it('is a variant where it is in the suspect to the pixel, mirrored as well', async () => {
    const [match, ...others] = await verified(onBoards(folds(0)));
    expect(others).toEqual([]);
    expect(match).toMatchObject({ path: 'cushion.png', product: 'cushions', verdict: 'variant', evidence: 'features' });
    expect(match?.local).toMatchObject({ inliers: 0, mirrored: false });
    const { left = 0, top = 0, right = 0, bottom = 0 } = match?.box ?? {};
    for (const [edge, is] of [
      [left, (210 - 192) / WIDTH],
      [right, (210 + 192) / WIDTH],
      [top, (200 - 144) / HEIGHT],
      [bottom, (200 + 144) / HEIGHT],
    ] as const)
      expect(Math.abs(edge - is)).toBeLessThan(0.05);
    expect((await verified(onBoards(folds(0), -1))).map(({ verdict, local }) => [verdict, local?.mirrored])).toEqual([
      ['variant', true],
    ]);
  });
  it('stays undecided where another one of its shape and colour shows', async () => {
    const [match] = await verified(onBoards(folds(2)));
    expect(match).toMatchObject({ verdict: 'undecided', evidence: 'colours' });
  });
  it('stays undecided where it has nothing but an outline and light, as every ball has', async () => {
    const soft: Drawing = (x, y) => (isCushion(x, y) ? folds(0, 0)(x, y) : WHITE);
    expect((await verified(onBoards(folds(0, 0)), undefined, [], soft)).map(({ verdict }) => verdict)).toEqual([
      'undecided',
    ]);
  });
  it('stands alone then, among others that are named', async () => {
    const paths = ['folded.png', 'cushion.png'];
    expect((await verified(onBoards(folds(0)), paths)).map(({ path }) => path)).toEqual(['cushion.png']);
    expect(await verified(onBoards(folds(4)), paths)).toHaveLength(2);
  });

  it('is a variant that was a suspicion, where a few keypoints placed it', { tags: 'full' }, async () => {
    const box = { left: 0, top: 0, right: 1, bottom: 1 };
    const off = (px: number, side: number): number => (18 + px) / side;
    const suspicion = {
      ...{ path: 'cushion.png', product: null, verdict: 'suspect', evidence: 'features', distance: 256, recoloured: 0 },
      ...{ turn: 'identity', description: 'possible copy', box, ourBox: box },
      local: { mapping: [0.78, 0, off(7, WIDTH), 0, 0.82, (56 - 5) / HEIGHT, 0, 0, 1] },
    } as unknown as OurPicture;
    const [match, ...others] = await verified(onBoards(folds(0)), [], [suspicion]);
    expect(others).toEqual([]);
    expect(match).toMatchObject({ path: 'cushion.png', verdict: 'variant' });
    expect(await verified(onBoards(folds(2)), [], [suspicion])).toEqual([suspicion]);
    const sure = { ...suspicion, verdict: 'variant' } as const;
    expect(await verified(onBoards(folds(0)), [], [sure])).toEqual([sure]);
  });
});
