import { describe, expect, it } from 'vitest';
import type { GreyImage } from '../../image/read/raster.ts';
import { compareThumbnail } from './compare-thumbnail.ts';

type Luma = (x: number, y: number) => number;

const drawn = (width: number, height: number, luma: Luma): GreyImage => ({
  width,
  height,
  data: Uint8Array.from({ length: width * height }, (_, at) =>
    luma((at % width) / width, Math.floor(at / width) / height),
  ),
});

/** A scene, by fractions of its sides: soft hills of light, none of which repeats. */
const scene: Luma = (x, y) => 128 + 60 * Math.sin(5 * x + 3 * y * y) + 40 * Math.cos(9 * y - 4 * x * x);
/** Windows of a house: shifted a little they are each other's opposite. */
const windows: Luma = (x, y) => (Math.floor(x * 24) % 2 === 0 && Math.floor(y * 16) % 2 === 0 ? 220 : 60 + 60 * y);

const picture = drawn(480, 320, scene);
const within =
  (top: number, bottom: number, luma: Luma, dark = 0): Luma =>
  (x, y) =>
    y < top || y >= 1 - bottom ? dark : luma(x, (y - top) / (1 - top - bottom));

describe('an embedded preview and its picture', () => {
  it.each([
    ['of its proportions', drawn(150, 100, scene)],
    ['between two bars', drawn(160, 120, within(1 / 18, 1 / 18, scene))],
    ['below a bar on one side', drawn(160, 120, within(1 / 9, 0, scene))],
    ['between bars in which JPEG left a little', drawn(160, 120, within(1 / 18, 1 / 18, scene, 7))],
  ])('are the same: %s', (_name, thumbnail) => {
    expect(compareThumbnail(thumbnail, picture).relation).toBe('same');
  });

  it('are the same where a camera shows small things slightly shifted', () => {
    const house = drawn(480, 320, windows);
    expect(
      compareThumbnail(
        drawn(150, 100, (x, y) => windows(x + 0.02, y)),
        house,
      ).relation,
    ).toBe('same');
    expect(
      compareThumbnail(
        drawn(150, 100, (x, y) => windows(x + 0.02, y + 0.2)),
        house,
      ).relation,
    ).not.toBe('same');
  });

  it('are the same where both are black', () => {
    const black =
      (off: number): Luma =>
      (x, y) =>
        off + (x > 0.6 && y > 0.6 ? 3 : 0);
    expect(compareThumbnail(drawn(160, 120, black(1)), drawn(480, 320, black(2))).relation).toBe('same');
    expect(compareThumbnail(drawn(160, 120, black(1)), picture).relation).toBe('differs');
  });

  it.each([0.2, 0.3])('are not the same where the picture was cut by %d', (share) => {
    const cut = drawn(480, 320, (x, y) => scene(0.04 + x * (1 - share), 0.05 + y * (1 - share)));
    expect(compareThumbnail(drawn(150, 100, scene), cut).relation).toBe('shows-more');
  });

  it('does not take a dark half for a bar', () => {
    const half: Luma = (x, y) => (y < 0.25 ? 0 : scene(x, y));
    expect(compareThumbnail(drawn(150, 100, half), drawn(480, 320, half)).relation).toBe('same');
    expect(
      compareThumbnail(
        drawn(150, 100, half),
        drawn(480, 240, (x, y) => scene(x, 0.25 + 0.75 * y)),
      ).relation,
    ).toBe('same');
  });

  it('is mirrored where it was', () => {
    expect(
      compareThumbnail(
        drawn(150, 100, (x, y) => scene(1 - x, y)),
        picture,
      ).relation,
    ).toBe('mirrored');
  });
});
