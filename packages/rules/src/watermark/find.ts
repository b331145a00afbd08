import type { RgbImage } from '../image/raster.ts';
import { basisOf, type Calibration, falseAlarmRate } from './calibration.ts';
import { detect, type Hit } from './detect.ts';
import type { Marks } from './marks.ts';
import { measureMark } from './measure.ts';
import { type PictureSizes, picturesOf } from './picture.ts';
import type { Template } from './template.ts';
import type { WatermarkFact } from './watermark-fact.ts';

/** Nominal false-alarm rate of `present`, and of `review`. */
const PRESENT_RATE = 1e-4;
const REVIEW_RATE = 1e-2;
/** Contrast (levels) under which a found mark cannot be read. */
const LEGIBLE_CONTRAST = 6;
/** A picture with a shorter longest side cannot be searched, px. */
const SMALLEST_SIDE = 160;

interface Ranked {
  readonly template: Template;
  readonly calibration: Calibration;
  readonly hit: Hit;
  readonly rate: number;
}

/** Looks for the marks on a picture: the place that a clean picture would be least likely to show. */
export const findMark = async (marks: Marks, image: RgbImage): Promise<WatermarkFact> => {
  const side = Math.max(image.width, image.height);
  if (side < SMALLEST_SIDE) {
    return nothing(
      'indeterminate',
      `the picture is ${side} px long: too small to search, at least ${SMALLEST_SIDE} are needed`,
    );
  }
  const pictures = await picturesOf(image);
  const rankOf = (template: Template, hit: Hit): Ranked | undefined => {
    const entry = marks.templates.find((other) => other.template === template);
    if (!entry) return undefined;
    const rate = falseAlarmRate(entry.calibration, hit.stage.size, hit.score, marks.templates.length);
    return { ...entry, hit, rate };
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
    .sort((a, b) => a.rate - b.rate || b.hit.score - a.hit.score);
  const [best] = ranked;
  return best ? factOf(best, pictures) : nothing('absent', null);
};

const factOf = ({ template, calibration, hit, rate }: Ranked, pictures: PictureSizes): WatermarkFact => {
  const { width, height } = pictures.fine;
  const rendering = Math.max(6, Math.round(hit.scale * width));
  const tall = Math.round((template.mark.height * rendering) / template.mark.width);
  const left = Math.round(hit.x * width - rendering / 2) - 3;
  const top = Math.round(hit.y * height - tall / 2) - 3;
  const { opacity, contrast } = measureMark(pictures.fine, template.mark, rendering, left, top);
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
    reason: null,
    template: template.mark.name,
    score: rounded(hit.score, 2),
    falseAlarmRate: Number(rate.toPrecision(3)),
    basis: { kind: basisOf(calibration, rate), pictures: calibration.pictures, n: calibration.n },
    box: {
      x: rounded(Math.max(0, hit.x - hit.scale / 2), 4),
      y: rounded(Math.max(0, hit.y - tall / height / 2), 4),
      width: rounded(hit.scale, 4),
      height: rounded(tall / height, 4),
    },
    scale: rounded(hit.scale, 4),
    opacity: rounded(opacity, 2),
    contrast: rounded(contrast, 1),
  };
};

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));

const nothing = (status: 'absent' | 'indeterminate', reason: string | null): WatermarkFact => ({
  status,
  present: status === 'absent' ? false : null,
  reason,
  template: null,
  score: null,
  falseAlarmRate: null,
  basis: null,
  box: null,
  scale: null,
  opacity: null,
  contrast: null,
});
