import type { RgbImage } from '../../image/read/raster.ts';
import { type PictureSizes, picturesOf } from '../pyramid/picture.ts';
import { basisOf, type Calibration, falseAlarmRate, PRESENT_RATE, REVIEW_RATE } from '../rates/calibration.ts';
import { wholenessOf } from '../score/confirm.ts';
import { type Appearance, measureMark } from '../score/measure.ts';
import { detect, type Hit } from '../search/detect.ts';
import type { Place } from '../stamp/keyed-order.ts';
import type { StampEntry } from '../stamp/ledger.ts';
import { VERIFIED_AGREEMENT, verifyPlace } from '../stamp/verify-place.ts';
import type { Template } from '../template/template.ts';
import { BORDER, renderedSize } from '../template/template-field.ts';
import type { Marks } from './marks.ts';
import type { WatermarkFact } from './watermark-fact.ts';

/** Contrast (levels) under which a found mark cannot be read. */
const LEGIBLE_CONTRAST = 6;
/** Widest rendering on which opacity and contrast are measured, px. */
const MOST_MEASURED = 300;
/** A picture with a shorter longest side cannot be searched, px. */
const SMALLEST_SIDE = 160;

interface Ranked {
  readonly template: Template;
  readonly calibration: Calibration;
  readonly hit: Hit;
  readonly rate: number;
}

/** Why a picture is too small to be searched; undefined where it is not. */
export const tooSmall = ({ width, height }: RgbImage): string | undefined => {
  const side = Math.max(width, height);
  return side < SMALLEST_SIDE
    ? `the picture is ${side} px long: too small to search, at least ${SMALLEST_SIDE} are needed`
    : undefined;
};

/**
 * Looks for the marks on a picture, once each: the place that a clean picture would be least likely to show. `tried` is how many marks are looked
 * for on the picture in all.
 */
export const findMark = async (
  marks: Marks,
  image: RgbImage,
  tried = marks.templates.length,
): Promise<WatermarkFact> => {
  const small = tooSmall(image);
  if (small !== undefined) return nothing('indeterminate', small);
  const calibrations = new Map<Template, Calibration>();
  for (const { template, calibration } of marks.templates) calibrations.set(template, await calibration());
  const pictures = await picturesOf(image);
  const rankOf = (template: Template, hit: Hit): Ranked | undefined => {
    const calibration = calibrations.get(template);
    if (!calibration) return undefined;
    const rate = falseAlarmRate(calibration, hit.stage.size, hit.score, tried);
    return { template, calibration, hit, rate };
  };
  const hits = detect(
    marks.kernel,
    marks.templates.map(({ template }) => template),
    pictures,
    (template, hit) => (rankOf(template, hit)?.rate ?? 1) <= PRESENT_RATE,
  );
  const ranked = [...hits]
    .flatMap(([template, own]) => own.map((hit) => rankOf(template, hit)))
    .filter((entry) => entry !== undefined)
    .sort((a, b) => a.rate - b.rate || b.hit.score - a.hit.score || b.hit.rho - a.hit.rho);
  const [best] = ranked;
  if (!best) return nothing('absent', null);
  const fact = factOf(best, pictures);
  const decoy = fact.present === false ? undefined : decoyAt(marks, best.template, image, fact);
  return decoy === undefined ? fact : { ...fact, status: 'absent', present: false, reason: `it is the decoy ${decoy}` };
};

/** The decoy that agrees with the place better than the mark does. */
const decoyAt = (marks: Marks, template: Template, image: RgbImage, { box }: WatermarkFact): string | undefined => {
  if (!box || marks.decoys.length === 0) return undefined;
  const own = verifyPlace(template, image, box)?.agreement ?? 0;
  return marks.decoys.find(
    (decoy) =>
      decoy.mark.upright.angle === template.mark.upright.angle &&
      (verifyPlace(decoy, image, aroundCentre(box, decoy, image))?.agreement ?? -1) > own,
  )?.mark.name;
};

/** The place of another mark that has the same centre and width. */
const aroundCentre = (box: Place, { mark }: Template, image: RgbImage): Place => {
  const height = (box.width * image.width * mark.height) / mark.width / image.height;
  return { ...box, y: box.y + box.height / 2 - height / 2, height };
};

/** What is at the place that the ledger names for the picture: the mark, or undefined, when it has to be searched for. */
export const findStamped = (marks: Marks, image: RgbImage, entry: StampEntry): WatermarkFact | undefined => {
  const template = marks.templates.find(
    ({ template: { mark }, tiled }) => mark.name === entry.mark && mark.upright.angle === 0 && !tiled,
  )?.template;
  const seen = template && verifyPlace(template, image, entry.place);
  if (!seen || seen.agreement < VERIFIED_AGREEMENT) return undefined;
  const isLegible = seen.contrast >= LEGIBLE_CONTRAST;
  return {
    ...nothing('absent', null),
    status: isLegible ? 'present' : 'illegible',
    present: isLegible,
    how: 'predicted',
    template: entry.mark,
    angle: 0,
    tiled: false,
    copies: null,
    box: roundedBox(seen.place),
    scale: rounded(seen.place.width, 4),
    opacity: rounded(seen.opacity, 2),
    contrast: rounded(seen.contrast, 1),
  };
};

const factOf = ({ template, calibration, hit, rate }: Ranked, pictures: PictureSizes): WatermarkFact => {
  const { width, height } = pictures.fine;
  const size = renderedSize(template.mark, Math.max(6, Math.round(hit.scale * width)));
  const { opacity, contrast } = appearanceOf(template, hit, pictures);
  const status =
    rate > REVIEW_RATE
      ? 'absent'
      : rate > PRESENT_RATE
        ? 'review'
        : contrast < LEGIBLE_CONTRAST
          ? 'illegible'
          : 'present';
  return {
    status,
    present: status === 'review' ? null : status === 'present',
    reason: status === 'review' && isPartial(hit) ? 'parts of the mark are missing there' : null,
    how: 'searched',
    template: template.mark.name,
    angle: template.mark.upright.angle,
    tiled: false,
    copies: null,
    score: rounded(hit.score, 2),
    falseAlarmRate: Number(rate.toPrecision(3)),
    basis: { kind: basisOf(calibration, rate), pictures: calibration.pictures, n: calibration.n },
    box: roundedBox({
      x: Math.max(0, hit.x - size.width / width / 2),
      y: Math.max(0, hit.y - size.height / height / 2),
      width: size.width / width,
      height: size.height / height,
    }),
    scale: rounded(hit.scale, 4),
    opacity: rounded(opacity, 2),
    contrast: rounded(contrast, 1),
  };
};

/** How the mark looks, measured on the finest size on which it is at most 300 px wide: enough, and a wide mark costs. */
const appearanceOf = ({ mark }: Template, { x, y, scale }: Hit, { fine, middle }: PictureSizes): Appearance => {
  const picture = scale * fine.width <= MOST_MEASURED ? fine : middle;
  const rendering = Math.max(6, Math.round(scale * picture.width));
  const size = renderedSize(mark, rendering);
  const left = Math.round(x * picture.width - size.width / 2) - BORDER;
  const top = Math.round(y * picture.height - size.height / 2) - BORDER;
  return measureMark(picture, mark, rendering, left, top);
};

const isPartial = ({ confirmation }: Hit): boolean => confirmation !== null && wholenessOf(confirmation) < 1;

export const roundedBox = ({ x, y, width, height }: Place): Place => ({
  x: rounded(x, 4),
  y: rounded(y, 4),
  width: rounded(width, 4),
  height: rounded(height, 4),
});

export const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

/** Nothing found, or nothing looked for. */
export const nothing = (status: 'absent' | 'indeterminate', reason: string | null): WatermarkFact => ({
  status,
  present: status === 'absent' ? false : null,
  reason,
  how: null,
  template: null,
  angle: null,
  tiled: false,
  copies: null,
  score: null,
  falseAlarmRate: null,
  basis: null,
  box: null,
  scale: null,
  opacity: null,
  contrast: null,
});
