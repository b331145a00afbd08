import sharp from 'sharp';
import type { GreyImage } from '../image/raster.ts';
import { type Calibration, falseAlarmRate, PRESENT_RATE } from './calibration.ts';
import type { SelfTest } from './calibration-file.ts';
import { cleanPicture } from './clean-pictures.ts';
import { detect } from './detect.ts';
import type { Mark } from './mark.ts';
import { sizesOf } from './picture.ts';
import { seeded } from './random.ts';
import type { SearchedMark } from './searched-mark.ts';
import { type RenderedMark, renderMark } from './template-field.ts';

const SCALES = [0.08, 0.1, 0.12, 0.16, 0.22, 0.3, 0.45];
const PICTURES_PER_SCALE = 12;
const OPACITY = 0.6;
/** Share of the stamped pictures on which a mark has to be found for a size to count as reliable. */
const RELIABLE = 0.95;

/**
 * Stamps a mark on generated pictures at several widths, halves them, saves them as JPEG 50, and looks for it: what the mark and its
 * calibration can do. Opacity 0.6; a picture on which the mark changes luma by less than 16 levels is passed over.
 */
export const selfTest = async (
  searched: SearchedMark,
  calibration: Calibration,
  onPicture: () => void = () => {},
): Promise<SelfTest> => {
  const results = [];
  for (const scale of SCALES) {
    let stamped = 0;
    let found = 0;
    for (let i = 0; i < 4 * PICTURES_PER_SCALE && stamped < PICTURES_PER_SCALE; i++) {
      const picture = await stampedClean(searched.template.mark, scale, i);
      if (!picture) continue;
      stamped++;
      onPicture();
      if (await isFound(searched, calibration, picture)) found++;
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
  { template }: SearchedMark,
  calibration: Calibration,
  picture: { readonly image: GreyImage; readonly x: number; readonly y: number },
): Promise<boolean> => {
  const isHit = (size: number, score: number): boolean => falseAlarmRate(calibration, size, score, 1) <= PRESENT_RATE;
  const hits = detect(template.kernel, [template], await sizesOf(picture.image), (_, { stage, score }) =>
    isHit(stage.size, score),
  ).get(template);
  return (hits ?? []).some(
    ({ stage, score, x, y }) => isHit(stage.size, score) && Math.hypot(x - picture.x, y - picture.y) < 0.02,
  );
};

const stampedClean = async (
  mark: Mark,
  scale: number,
  index: number,
): Promise<{ image: GreyImage; x: number; y: number } | undefined> => {
  const clean = cleanPicture(1000 + index);
  const random = seeded(`self-test ${scale} ${index}`);
  const rendered = renderMark(mark, Math.round(scale * clean.width));
  const { width, height } = rendered;
  if (width >= clean.width || height >= clean.height) return undefined;
  const left = Math.floor(random() * (clean.width - width));
  const top = Math.floor(random() * (clean.height - height));
  if (draw(clean, rendered, left, top) < 16) return undefined;
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
    x: (left + width / 2) / clean.width,
    y: (top + height / 2) / clean.height,
  };
};

/** Draws the mark into the luma; returns the mean change on its solid pixels. */
const draw = (
  { width: stride, data }: GreyImage,
  { width, alpha, ink }: RenderedMark,
  left: number,
  top: number,
): number => {
  let sum = 0;
  let count = 0;
  for (let i = 0; i < alpha.length; i++) {
    const a = alpha[i] ?? 0;
    const at = (top + Math.floor(i / width)) * stride + left + (i % width);
    const before = data[at] ?? 0;
    const after = before + OPACITY * ((ink[i] ?? 0) - a * before);
    data[at] = Math.max(0, Math.min(255, Math.round(after)));
    if (a < 0.25) continue;
    sum += Math.abs(after - before);
    count++;
  }
  return sum / Math.max(1, count);
};
