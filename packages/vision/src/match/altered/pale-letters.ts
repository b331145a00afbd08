import { type Fingerprint, fingerprintOfPart } from '@listing-lint/rules/hash';
import type { RgbImage } from '@listing-lint/rules/image';
import { giveBack } from '@listing-lint/rules/kernel';
import { featureKernel } from '../../features/kernel/kernel-wasm.ts';
import { sheetLuma, sheetRaster } from '../../features/pair/sheet.ts';
import { hasItsColours, isSure } from '../local-pictures.ts';
import type { OurPicture } from '../our-picture.ts';

/** Cells per side in which letters are searched for. */
const CELLS = 8;
/** Luma from which on pale letters are invisible. */
const PALE = 235;
/** Luma difference between letters and what is under them. */
const LIGHTER = 20;
/** Least share of letter pixels among the pixels dark enough to show them, in the picture and in a cell, and least share of cells that reach it. */
const LEAST_LIGHTER = 0.08;
const LEAST_IN_CELL = 0.04;
const LEAST_CELLS = 0.7;

/** Finds pictures of the shop under pale letters all over them, as an agency's name: hashes the suspect after a morphological opening. Returns variants only. */
export const letteredMatcher =
  (byHash: (fingerprint: Fingerprint) => readonly OurPicture[]) =>
  (fingerprint: Fingerprint, image: RgbImage): readonly OurPicture[] => {
    const raster = sheetRaster(image);
    if (!hasPaleLetters(raster)) return [];
    const bare = withoutPaleStrokes(everySecond(raster, 3));
    const found = byHash(fingerprintOfPart(bare, `${fingerprint.sha256} bare`));
    giveBack(bare.data);
    return found
      .filter((match) => isSure(match.verdict) && hasItsColours(match))
      .map((match): OurPicture => {
        const description = `${match.description}, under pale letters all over it`;
        return { ...match, verdict: 'variant', description };
      });
  };

const hasPaleLetters = (raster: RgbImage): boolean => {
  const luma = everySecond(sheetLuma(raster), 1);
  const { width, height } = luma;
  const bare = withoutPaleStrokes(luma);
  const [counted, lighter] = [new Uint32Array(CELLS * CELLS), new Uint32Array(CELLS * CELLS)];
  for (let row = 0; row < CELLS; row++) {
    const end = Math.ceil((height * (row + 1)) / CELLS);
    for (let y = Math.ceil((height * row) / CELLS); y < end; y++) {
      for (let column = 0; column < CELLS; column++) {
        const last = y * width + Math.ceil((width * (column + 1)) / CELLS);
        let [below, letters] = [0, 0];
        for (let k = y * width + Math.ceil((width * column) / CELLS); k < last; k++) {
          const under = bare.data[k] ?? 0;
          // Branch-free: a mispredicted branch per pixel would cost more than the rest.
          const shows = (under - PALE - 1) >>> 31;
          below += shows;
          letters += shows & ((LIGHTER - 1 - (luma.data[k] ?? 0) + under) >>> 31);
        }
        const cell = row * CELLS + column;
        counted[cell] = (counted[cell] ?? 0) + below;
        lighter[cell] = (lighter[cell] ?? 0) + letters;
      }
    }
  }
  const least = (width * height) / (2 * CELLS * CELLS);
  const exposed = [...counted.keys()].filter((cell) => (counted[cell] ?? 0) > least);
  const withLetters = exposed.filter((cell) => (lighter[cell] ?? 0) >= LEAST_IN_CELL * (counted[cell] ?? 0));
  const sum = (of: Uint32Array): number => of.reduce((all, each) => all + each, 0);
  return withLetters.length > LEAST_CELLS * exposed.length && sum(lighter) >= LEAST_LIGHTER * sum(counted);
};

/** Pixels of one or more channels, row by row. */
interface Pixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Returns the picture without what is lighter than its surroundings and narrower than 4 px (morphological opening): the strokes of pale letters. */
export const withoutPaleStrokes = <P extends Pixels>(picture: P): P => ({
  ...picture,
  data: featureKernel().opened(picture),
});

/** Every second pixel of every second row. */
const everySecond = <P extends Pixels>(picture: P, channels: number): P => {
  const [width, height] = [picture.width >> 1, picture.height >> 1];
  const data = new Uint8Array(channels * width * height);
  let k = 0;
  for (let y = 0; y < height; y++) {
    const row = 2 * y * picture.width;
    for (let x = 0; x < width; x++) {
      const at = channels * (row + 2 * x);
      data[k++] = picture.data[at] ?? 0;
      for (let channel = 1; channel < channels; channel++) data[k++] = picture.data[at + channel] ?? 0;
    }
  }
  return { ...picture, width, height, data };
};
