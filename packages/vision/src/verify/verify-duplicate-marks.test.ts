// Copies of one picture with the seller's mark at different places: only the marks are excluded from the comparison.

import { compareFingerprints, DEFAULT_THRESHOLDS, fingerprintOf } from '@listing-lint/rules/hash';
import { decodeCanonical } from '@listing-lint/rules/image';
import { seededScene } from '@listing-lint/rules/testing';
import sharp from 'sharp';
import { describe, expect, it } from 'vitest';

import { type InDetail, verifyDuplicate } from './verify-duplicate.ts';

const [WIDTH, HEIGHT] = [560, 420];
const [MARK_WIDTH, MARK_HEIGHT] = [140, 36];
const scene = seededScene(11, WIDTH, HEIGHT);

type Place = readonly [x: number, y: number];
/** A mark as sellers lay one over pictures: strokes that let a little through. */
const strokes = ([x, y]: Place): string =>
  [0, 24, 48, 72, 96, 120]
    .map((step) => `<rect x="${x + step}" y="${y}" width="${10 + (step % 5)}" height="${MARK_HEIGHT}" rx="4"/>`)
    .join('');
const numeral = ([x, y]: Place): string => `<rect x="${x}" y="${y}" width="7" height="34" fill="#c02020"/>`;

interface MarkedPicture {
  readonly mark?: Place;
  readonly numeral?: Place;
  readonly isMirrored?: boolean;
}
const markedPicture = async ({ mark, numeral: at, isMirrored = false }: MarkedPicture) => {
  const marks = mark === undefined ? '' : `<g fill="#fff" fill-opacity="0.7">${strokes(mark)}</g>`;
  const { data, width, height } = scene;
  const before = await sharp(data, { raw: { width, height, channels: 3 } })
    .flop(isMirrored)
    .png()
    .toBuffer();
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${WIDTH}" height="${HEIGHT}">${marks}${at === undefined ? '' : numeral(at)}</svg>`;
  const bytes = await sharp(before)
    .composite([{ input: Buffer.from(svg) }])
    .jpeg({ quality: 85 })
    .toBuffer();
  const image = await decodeCanonical(bytes, 1e7);
  return { image, fingerprint: fingerprintOf(bytes, image, image) };
};
const placeOf = ([x, y]: Place) => ({
  x: x / WIDTH,
  y: y / HEIGHT,
  width: MARK_WIDTH / WIDTH,
  height: MARK_HEIGHT / HEIGHT,
});

/** Whether a part of one shows something else, where it is known where their marks lie, and where it is not. */
const said = async (
  one: MarkedPicture,
  other: MarkedPicture,
): Promise<{ readonly known: boolean; readonly unknown: boolean }> => {
  const [own, their] = [await markedPicture(one), await markedPicture(other)];
  const match = compareFingerprints(own.fingerprint, their.fingerprint, DEFAULT_THRESHOLDS.maxDistance);
  if (match === null) throw new Error('their hashes lie too far apart');
  const marksOf = ({ mark }: MarkedPicture) => (mark === undefined ? [] : [placeOf(mark)]);
  const inDetail: InDetail = async () => [own.image, their.image];
  const known = await verifyDuplicate(
    { ...own, marks: marksOf(one) },
    { ...their, marks: marksOf(other) },
    match,
    DEFAULT_THRESHOLDS,
    inDetail,
  );
  const unknown = await verifyDuplicate(own, their, match, DEFAULT_THRESHOLDS, inDetail);
  return { known: known.isChanged === true, unknown: unknown.isChanged === true };
};

const UPPER: Place = [60, 40];
const LOWER: Place = [330, 340];

describe('copies with marks', () => {
  it.each<readonly [string, MarkedPicture, MarkedPicture]>([
    ['at different places', { mark: UPPER }, { mark: LOWER }],
    ['in one of them alone', { mark: UPPER }, {}],
    ['in the other one alone', {}, { mark: LOWER }],
    ['of which one is mirrored', { mark: UPPER }, { mark: LOWER, isMirrored: true }],
  ])('are one picture, %s', async (_, one, other) => {
    expect(await said(one, other)).toEqual({ known: false, unknown: true });
    expect(await said(other, one)).toEqual({ known: false, unknown: true });
  });

  it.each<readonly [string, Place]>([
    ['next to a mark', [UPPER[0] + MARK_WIDTH + 24, UPPER[1]]],
    ['below a mark', [UPPER[0] + 50, UPPER[1] + MARK_HEIGHT + 24]],
    ['far from both', [300, 200]],
  ])('are two pictures where one was changed %s', async (_, at) => {
    expect((await said({ mark: UPPER }, { mark: LOWER, numeral: at })).known).toBe(true);
    expect((await said({ mark: UPPER, numeral: at }, {})).known).toBe(true);
  });
});
