// The description of a registration follows from the simplest map under which as much agrees.

import type { RgbImage } from '@listing-lint/rules/image';
import { describe, expect, it } from 'vitest';
import { featureKernel } from '../../kernel/kernel-wasm.ts';
import { compareBlocks } from '../agreement.ts';
import { changeBy } from '../alignment.ts';
import { composed, mappedBack, mirroredBack, type PlaneMap, similarityAt } from '../mapping.ts';
import { type Sheet, sheetOf } from '../sheet.ts';
import { scene } from '../test-pictures.ts';
import { plainChange } from './plain-change.ts';

const UNCHANGED: PlaneMap = { a: 1, b: 0, c: 0, d: 0, e: 1, f: 0, g: 0, h: 0 };
const turnedBy = (degrees: number): PlaneMap => similarityAt((degrees * Math.PI) / 180, 1, [240, 180], [240, 180]);
const movedBy = (x: number, y: number): PlaneMap => ({ ...UNCHANGED, c: x, f: y });
const FROM_THE_SIDE = composed(movedBy(240, 180), composed({ ...UNCHANGED, g: 0.0002 }, movedBy(-240, -180)));

/** Ours as a map leads it into a picture of its size. */
const under = (ours: RgbImage, done: PlaneMap): Sheet => {
  const { data } = featureKernel().sampled(ours, mappedBack(done), ours);
  return sheetOf({ ...ours, data: Uint8Array.from(data) });
};
const said = (ours: RgbImage, theirs: Sheet, mapping: PlaneMap, mirrored = false) =>
  plainChange(
    {
      ours: sheetOf(ours),
      theirs,
      alignment: { mapping, inliers: 40, change: changeBy(mapping, ours) },
      comparison: compareBlocks(sheetOf(ours), theirs, mapping, false),
    },
    mirrored,
  );

describe('plainChange', () => {
  it('says nothing of a turn and a view from the side that points alone say', async () => {
    const ours = await scene(1);
    const straight = { turn: expect.closeTo(0, 5), stretch: expect.closeTo(1, 5), perspective: 1 };
    expect(said(ours, sheetOf(ours), turnedBy(2))).toEqual(straight);
    expect(said(ours, sheetOf(ours), FROM_THE_SIDE)).toMatchObject({ turn: expect.closeTo(0, 5), perspective: 1 });
  });

  it('says what was done', async () => {
    const ours = await scene(2);
    const turned = said(ours, under(ours, turnedBy(2)), turnedBy(2));
    expect(turned.turn).toBeCloseTo(2, 1);
    const seen = said(ours, under(ours, FROM_THE_SIDE), FROM_THE_SIDE);
    expect(seen.perspective).toBeGreaterThan(1.08);
    const wider = { ...UNCHANGED, a: 0.8 };
    expect(said(ours, under(ours, wider), wider)).toMatchObject({ stretch: expect.closeTo(0.8, 2), perspective: 1 });
  });

  it('says of a mirrored one what was done after the mirroring', async () => {
    const ours = await scene(3);
    const mirrored = mirroredBack(UNCHANGED, ours.width);
    const stray = mirroredBack(turnedBy(2), ours.width);
    expect(Math.abs(said(ours, under(ours, mirrored), stray, true).turn)).toBeCloseTo(0, 5);
  });
});
