import { type GreyImage, loadSharp } from '@listing-lint/rules/image';

import { seeded } from '@listing-lint/rules/kernel';
import {
  type Calibration,
  cleanPicture,
  type Hit,
  PRESENT_RATE,
  pyramidOfLuma,
  type RenderedMark,
  rasterKernel,
  renderMark,
  type SearchedMark,
  type SelfTest,
  searchCoarseToFine,
  strategyOf,
} from '@listing-lint/rules/watermark';

const SCALES = [0.08, 0.1, 0.12, 0.16, 0.22, 0.3, 0.45];
const PICTURES_PER_SCALE = 12;
/** Opacity, least change of luma on the mark's pixels, and least copies of the pictures that are stamped. */
const SINGLE = { opacity: 0.6, contrast: 16, copies: 1 };
const TILED = { opacity: 0.15, contrast: 5, copies: 4 };
/** Share of the stamped pictures on which a mark has to be found for a size to count as reliable. */
const RELIABLE = 0.95;

/** Gives the `index`th picture without the mark, which the test may draw on. */
export type PictureSource = (index: number) => GreyImage;

const generated: PictureSource = (index) => cleanPicture(1000 + index, rasterKernel());

/** Copies of pictures of one's own, in turns. */
export const groundOf = (pictures: readonly GreyImage[]): PictureSource =>
  pictures.length === 0
    ? generated
    : (index) => {
        const picture = pictures[index % pictures.length] ?? generated(index);
        return { ...picture, data: picture.data.slice() };
      };

/**
 * Stamps a mark on pictures (generated ones by default) at several widths, halves them, saves them as JPEG 50, and detects it: measures the mark and its
 * calibration. Single marks have opacity 0.6, repeated ones 0.15; a picture on which the mark changes luma by less than 16 (5) levels is
 * skipped. For each miss the picture's number and the width are reported.
 */
export const selfTest = async (
  searched: SearchedMark,
  calibration: Calibration,
  onPicture: () => void | Promise<void> = () => {},
  ground: PictureSource = generated,
  onMissed: (index: number, scale: number) => void = () => {},
): Promise<SelfTest> => {
  const results = [];
  for (const scale of SCALES) {
    let stamped = 0;
    let found = 0;
    for (let i = 0; i < 4 * PICTURES_PER_SCALE && stamped < PICTURES_PER_SCALE; i++) {
      const picture = await stampedClean(searched, scale, ground(i), i);
      if (!picture) continue;
      stamped++;
      await onPicture();
      if (await isFound(searched, calibration, picture)) found++;
      else onMissed(i, scale);
    }
    results.push({ scale, stamped, found });
  }
  return results;
};

/** Smallest width (fraction of the picture's) from which on every tested width is found reliably; undefined where none is. */
export const smallestReliable = (results: SelfTest): number | undefined => {
  let smallest: number | undefined;
  for (const { scale, stamped, found } of [...results].reverse()) {
    if (stamped === 0) continue;
    if (found < RELIABLE * stamped) break;
    smallest = scale;
  }
  return smallest;
};

const isFound = async (
  { template, tiled }: SearchedMark,
  calibration: Calibration,
  picture: StampedPicture,
): Promise<boolean> => {
  const strategy = strategyOf(tiled);
  const isHit = (hit: Hit): boolean => strategy.rateOf(calibration, hit, 1) <= PRESENT_RATE;
  const isThere = tiled ? hasScaleOf : hasCentreOf;
  const pyramid = pyramidOfLuma(template.kernel, picture.image);
  const hits = searchCoarseToFine(strategy, [template], pyramid, (_, hit) => isHit(hit)).get(template) ?? [];
  return hits.some((hit) => isHit(hit) && isThere(hit, picture));
};

const hasCentreOf = ({ places: [place] }: Hit, { x, y }: StampedPicture): boolean =>
  place !== undefined && Math.hypot(place.x - x, place.y - y) < 0.02;
const hasScaleOf = ({ scale }: Hit, picture: StampedPicture): boolean =>
  Math.abs(Math.log(scale / picture.scale)) < 0.1;

/** Centre (one copy of a repeated mark) and width as fractions of the picture. */
interface StampedPicture {
  readonly image: GreyImage;
  readonly x: number;
  readonly y: number;
  readonly scale: number;
}

const stampedClean = async (
  { template: { mark }, tiled }: SearchedMark,
  scale: number,
  clean: GreyImage,
  index: number,
): Promise<StampedPicture | undefined> => {
  const random = seeded(`self-test ${scale} ${index}`);
  const rendered = renderMark(mark, Math.round(scale * clean.width));
  const { width, height } = rendered;
  if (width >= clean.width || height >= clean.height) return undefined;
  const pitch = tiled ? { x: 1.4 * width, y: height + 0.3 * width } : { x: clean.width, y: clean.height };
  const first = {
    x: Math.floor(random() * (Math.min(pitch.x, clean.width) - (tiled ? 0 : width))),
    y: Math.floor(random() * (Math.min(pitch.y, clean.height) - (tiled ? 0 : height))),
  };
  const changes: number[] = [];
  for (let top = first.y; top + height <= clean.height; top += pitch.y) {
    for (let left = first.x; left + width <= clean.width; left += pitch.x) {
      changes.push(draw(clean, rendered, Math.round(left), Math.round(top), tiled ? TILED.opacity : SINGLE.opacity));
    }
  }
  const { contrast, copies } = tiled ? TILED : SINGLE;
  const mean = changes.reduce((sum, change) => sum + change, 0) / Math.max(1, changes.length);
  if (changes.length < copies || mean < contrast) return undefined;
  const sharp = await loadSharp();
  const { data, info } = await sharp(
    await sharp(clean.data, { raw: { width: clean.width, height: clean.height, channels: 1 } })
      .resize({ width: clean.width >> 1 })
      .jpeg({ quality: 50 })
      .toBuffer(),
  )
    .toColourspace('b-w')
    .raw()
    .toBuffer({ resolveWithObject: true });
  return {
    image: { width: info.width, height: info.height, data },
    x: (first.x + width / 2) / clean.width,
    y: (first.y + height / 2) / clean.height,
    scale,
  };
};

/** Draws the mark into the luma; returns the mean change on its solid pixels. */
const draw = (
  { width: stride, data }: GreyImage,
  { width, alpha, ink }: RenderedMark,
  left: number,
  top: number,
  opacity: number,
): number => {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i] ?? 0;
    const at = (top + Math.floor(i / width)) * stride + left + (i % width);
    const before = data[at] ?? 0;
    const after = before + opacity * ((ink[i] ?? 0) - a * before);
    data[at] = Math.max(0, Math.min(255, Math.round(after)));
    if (a < 0.25) continue;
    sum += Math.abs(after - before);
    count++;
  }
  return sum / Math.max(1, count);
};
