// Suspicions that rest on a badge, or on a round logo that is its own mirror image.

import type { RgbImage } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { expect, it } from 'vitest';
import { type Sheet, sheetOf } from '../../features/pair/sheet.ts';
import { pastedAt } from '../../features/panels/test-pages.ts';
import type { OurPicture } from '../our-picture.ts';
import { withoutDetailAlone } from './detail-alone.ts';

const SIDE = 400;
const ALL = { left: 0, top: 0, right: 1, bottom: 1 };
type Edges = typeof ALL;

const RAYS = Array.from({ length: 16 }, (_, k) => (k * Math.PI) / 8);
/** A round logo, the same in a mirror. */
const LOGO = `<circle cx="80" cy="80" r="78" fill="#123f5c"/>${RAYS.map((angle) => `<circle cx="${80 + 58 * Math.cos(angle)}" cy="${80 + 58 * Math.sin(angle)}" r="8" fill="#ffd34d"/>`).join('')}<path d="M44,104 L80,40 L116,104 Z" fill="none" stroke="#fff" stroke-width="9"/>`;
const drawn = async (shapes: string, side: number): Promise<RgbImage> => {
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><rect width="${side}" height="${side}" fill="#fff"/>${shapes}</svg>`;
  const { data, info } = await sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};
const PLACE: Edges = { left: 0.5, top: 0.5, right: 0.9, bottom: 0.9 };
const logoInScene = async () => sheetOf(pastedAt(seededScene(4, SIDE, SIDE), await drawn(LOGO, 160), 200, 200));
const logoOnWhite = async () => sheetOf(pastedAt(await drawn('', SIDE), await drawn(LOGO, 160), 200, 200));
const sceneAlone = async () => sheetOf(seededScene(4, SIDE, SIDE));
/** A product of a tenth of the sides on white. */
const smallProduct = async () => sheetOf(pastedAt(await drawn('', SIDE), seededScene(9, 100, 100), 220, 220));

interface Said {
  readonly verdict?: OurPicture['verdict'];
  readonly mirrored?: boolean;
  /** Share of both. */
  readonly of: number;
  readonly part?: Edges;
}
const isReported = async (
  sheet: Sheet,
  { verdict = 'suspect', mirrored = false, of, part = PLACE }: Said,
  theirs = sheet,
) => {
  const match: OurPicture = {
    ...{ path: '1.jpg', product: null, verdict, evidence: 'features', distance: 256, recoloured: 0, turn: 'identity' },
    ...{ box: part, ourBox: part, description: 'suspicion' },
    local: {
      ...{ mirrored, turn: 0, shown: of, ourPart: part, part, share: of, stretch: 1, perspective: 1 },
      ...{ inliers: 40, blocks: 60, agreeing: 53, otherContent: 0, otherGround: false },
      mapping: [1, 0, 0, 0, 1, 0, 0, 0, 1],
    },
  };
  return (
    (
      await withoutDetailAlone(
        [match],
        () => theirs,
        () => Promise.resolve(sheet),
      )
    ).length === 1
  );
};

it('are dropped where they rest on a tiny detail of both pictures', async () => {
  expect(await isReported(await logoInScene(), { of: 0.05 })).toBe(false);
  expect(await isReported(await logoInScene(), { of: 0.12 })).toBe(true);
  expect(await isReported(await logoInScene(), { of: 0.05, verdict: 'duplicate' })).toBe(true);
});

it('are reported where that is our product', async () => {
  expect(await isReported(await smallProduct(), { of: 0.05 })).toBe(true);
  expect(await isReported(await smallProduct(), { of: 0.05, part: { left: 0, top: 0, right: 0.2, bottom: 0.2 } })).toBe(
    false,
  );
});

it('are dropped where they mirror a symmetric part, whatever the verdict', async () => {
  const [ours, theirs] = [await logoInScene(), await logoOnWhite()];
  for (const verdict of ['suspect', 'variant', 'duplicate'] as const) {
    // The plain background next to it agrees, too.
    expect(await isReported(ours, { of: 0.4, mirrored: true, verdict, part: ALL }, theirs)).toBe(false);
    expect(await isReported(ours, { of: 0.4, verdict, part: ALL }, theirs)).toBe(true);
  }
  expect(await isReported(ours, { of: 0.16, mirrored: true, verdict: 'undecided' }, theirs)).toBe(true);
  expect(await isReported(await sceneAlone(), { of: 0.16, mirrored: true })).toBe(true);
});
