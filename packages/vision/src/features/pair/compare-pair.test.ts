import type { RgbImage } from '@listing-lint/rules/image';
import sharp, { type Sharp } from 'sharp';
import { describe, expect, it } from 'vitest';
import { mirroredFeatures } from '../extract/features.ts';
import { alignPoints } from './alignment.ts';
import { comparePair, judgeAligned, type LocalMatch } from './compare-pair.ts';
import { placementOf, placementWords } from './placed/placement.ts';
import { opened, registrationInputOf, rgb, scene } from './test-pictures.ts';

const compared = (ours: RgbImage, theirs: RgbImage, mirrored = false): LocalMatch | null => {
  const their = registrationInputOf(theirs);
  return comparePair(
    registrationInputOf(ours),
    { ...their, features: mirrored ? mirroredFeatures(their.features) : their.features },
    mirrored,
  );
};
const words = (match: LocalMatch | null, ours: RgbImage, theirs: RgbImage): string =>
  match === null ? 'nothing' : placementWords(placementOf(match, ours, theirs)).join(', ');

describe('comparePair', () => {
  it('finds a crop, and says how much is left', async () => {
    const ours = await scene(1);
    const theirs = await rgb(opened(ours).extract({ left: 100, top: 60, width: 336, height: 252 }));
    const match = compared(ours, theirs);
    expect(match).toMatchObject({ verdict: 'duplicate', mirrored: false });
    expect(words(match, ours, theirs)).toMatch(/^cropped to (4[6-9]|5[0-2]) % of it$/);
  });
  it('finds a turned one', async () => {
    const ours = await scene(2);
    const theirs = await rgb(opened(ours).rotate(7, { background: '#fff' }));
    const match = compared(ours, theirs);
    expect(match?.verdict).toBe('duplicate');
    expect(words(match, ours, theirs)).toBe('turned 7° clockwise');
  });
  it('finds a mirrored one by the features of the upright one', async () => {
    const ours = await scene(3);
    const theirs = await rgb(
      opened(await rgb(opened(ours).flop())).extract({ left: 20, top: 30, width: 400, height: 310 }),
    );
    expect(compared(ours, theirs)?.verdict ?? null).toBeNull();
    const match = compared(ours, theirs, true);
    expect(match).toMatchObject({ verdict: 'duplicate', mirrored: true });
    expect(words(match, ours, theirs)).toMatch(/^mirrored, cropped to 7\d % of it$/);
  });
  it('returns its position in a larger picture', async () => {
    const ours = await scene(4);
    const small = await opened(ours).resize(250).png().toBuffer();
    const theirs = await rgb(opened(await scene(5)).composite([{ input: small, left: 10, top: 165 }]));
    const match = compared(ours, theirs);
    expect(match?.verdict).toBe('duplicate');
    expect(words(match, ours, theirs)).toMatch(/^in the lower left of a larger picture, 2\d % of that$/);
  });
  it('is a variant where shapes agree in other colours', async () => {
    const match = compared(await scene(6), await rgb(opened(await scene(6)).linear([1, 0.7, 0.6], [0, 0, 60])));
    expect(match?.verdict).toBe('variant');
    expect(match?.recoloured).toBeGreaterThan(0.5);
  });
  it('is a variant where a part has another hue, however close, and what else is coloured keeps its own; in another light all has', async () => {
    const grey = await scene(31);
    type Colour = readonly [number, number, number];
    const dyed = (garment: Colour, skin: Colour): RgbImage => {
      const data = Buffer.from(grey.data);
      for (let k = 0; k < data.length; k += 3) {
        const light = 60 + (data[k] ?? 0) / 2;
        const colour = (k / 3) % grey.width < 300 ? garment : skin;
        for (let channel = 0; channel < 3; channel++) data[k + channel] = Math.min(255, light * (colour[channel] ?? 0));
      }
      return { ...grey, data };
    };
    const [blue, violet, skin]: Colour[] = [
      [0.3, 0.32, 1],
      [0.42, 0.29, 1],
      [1, 0.75, 0.6],
    ];
    if (blue === undefined || violet === undefined || skin === undefined) throw new Error('no colours');
    const ours = dyed(blue, skin);
    expect(compared(ours, dyed(blue, skin))).toMatchObject({ verdict: 'duplicate', recoloured: 0 });
    const other = compared(ours, dyed(violet, skin));
    expect(other).toMatchObject({ verdict: 'variant' });
    expect(other?.recoloured).toBeGreaterThan(0.5);
    expect(compared(ours, dyed(violet, [1, 0.7, 0.6]))).toMatchObject({ verdict: 'duplicate' });
    // Stronger colours are no other hue.
    expect(compared(ours, dyed([0.27, 0.29, 1.02], skin))).toMatchObject({ verdict: 'duplicate' });
  });
  it('knows a product on another background', async () => {
    const ours = await scene(7, true);
    const mask = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360"><ellipse cx="240" cy="180" rx="170" ry="140"/></svg>',
    );
    const product = await opened(ours)
      .composite([{ input: mask, blend: 'dest-in' }])
      .png()
      .toBuffer();
    const theirs = await rgb(opened(await scene(8)).composite([{ input: product }]));
    expect(compared(ours, theirs)).toMatchObject({ verdict: 'duplicate', otherGround: true });
    // Checks agree with other checks by a few points, at any placement.
    const [own, otherSide] = [registrationInputOf(ours), registrationInputOf(theirs)];
    const alignment = alignPoints(own.features, otherSide.features);
    const byFew = (inliers: number) => alignment && judgeAligned(own, otherSide, { ...alignment, inliers }, false);
    expect([byFew(11)?.verdict, byFew(12)?.verdict]).toEqual(['variant', 'duplicate']);
  });
  it('is a variant with a print over it', async () => {
    const ours = await scene(21);
    const print = await opened(await scene(22))
      .resize(110, 90)
      .png()
      .toBuffer();
    const printed = await rgb(opened(ours).composite([{ input: print, left: 190, top: 140 }]));
    expect(compared(ours, printed)).toMatchObject({ verdict: 'variant' });
  });
  it('suspects a part in other colours, and no more', async () => {
    const part = await opened(await scene(23))
      .extract({ left: 100, top: 80, width: 220, height: 170 })
      .png()
      .toBuffer();
    const theirs = await rgb(sharp(part).resize(440).linear([1, 0.7, 0.6], [0, 0, 60]));
    expect(compared(await scene(23), theirs)?.verdict).toBe('suspect');
  });
  it('is a variant where all of it is darker alike, under a sign; other colours under that are a suspicion', async () => {
    const sign = Buffer.from(
      '<svg xmlns="http://www.w3.org/2000/svg" width="260" height="360"><circle cx="130" cy="180" r="100"/></svg>',
    );
    const under = async (picture: Sharp): Promise<LocalMatch | null> =>
      compared(await scene(24), await rgb(opened(await rgb(picture)).composite([{ input: sign, left: 110, top: 0 }])));
    expect(await under(opened(await scene(24)).linear(0.7, 0))).toMatchObject({ verdict: 'variant' });
    expect(await under(opened(await scene(24)).linear([1, 0.7, 0.6], [0, 0, 60]))).toMatchObject({
      verdict: 'suspect',
    });
  });
  it('suspects a darker product whose ground is as light as before', async () => {
    const [sign, product] = [
      '<circle cx="240" cy="180" r="70"/>',
      '<ellipse cx="240" cy="180" rx="172" ry="142" opacity="0.35"/>',
    ].map((drawn) => Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="480" height="360">${drawn}</svg>`));
    const ours = await scene(25, true);
    const darker = await rgb(opened(ours).composite([{ input: product }, { input: sign }]));
    const dimmed = await rgb(opened(await rgb(opened(ours).linear(0.65, 0))).composite([{ input: sign }]));
    expect(compared(ours, dimmed)).toMatchObject({ verdict: 'variant' });
    expect(compared(ours, darker)).toMatchObject({ verdict: 'suspect' });
  });
  it('finds nothing in common between pictures that have nothing in common', async () => {
    const pictures = await Promise.all([11, 12, 13].map((seed) => scene(seed)));
    for (const a of pictures) for (const b of pictures) if (a !== b) expect(compared(a, b)).toBeNull();
  });
});
