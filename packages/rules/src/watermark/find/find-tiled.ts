import type { RgbImage } from '../../image/read/raster.ts';
import { type PictureSizes, picturesOf } from '../pyramid/picture.ts';
import { basisOf, type Calibration, PRESENT_RATE, REVIEW_RATE } from '../rates/calibration.ts';
import { tiledRate } from '../rates/tiled-calibration.ts';
import { measureMark } from '../score/measure.ts';
import type { Place } from '../stamp/keyed-order.ts';
import type { Template } from '../template/template.ts';
import { BORDER, renderedSize } from '../template/template-field.ts';
import { detectTiled, type TiledHit } from '../tiled/detect-tiled.ts';
import type { Copy } from '../tiled/tiled-copies.ts';
import { findMark, nothing, rounded, roundedBox, tooSmall } from './find.ts';
import type { Marks } from './marks.ts';
import type { WatermarkFact } from './watermark-fact.ts';

/**
 * Contrast (levels) under which a repeated mark cannot be seen. Less than for a single mark: it is meant to be faint, and the eye has many copies to
 * see it by.
 */
const LEGIBLE_CONTRAST = 3;

/**
 * Sum of scores from which a tiling ends the search. A pattern looks a little like itself at other widths (up to 60 where the true width has 370):
 * below, all widths are looked at.
 */
const CERTAIN_SCORE = 80;

/** Looks for all marks, the repeated ones first, and gives what a clean picture would be least likely to show. */
export const findAny = async (marks: Marks, image: RgbImage): Promise<WatermarkFact> => {
  const single = { ...marks, templates: marks.templates.filter(({ tiled }) => !tiled) };
  if (single.templates.length === marks.templates.length) return findMark(marks, image);
  const small = tooSmall(image);
  if (small !== undefined) return nothing('indeterminate', small);
  const tiled = await findTiled(marks, image);
  if (single.templates.length === 0 || tiled.status === 'present' || tiled.status === 'illegible') return tiled;
  const other = await findMark(single, image, marks.templates.length);
  return (other.falseAlarmRate ?? 1) <= (tiled.falseAlarmRate ?? 1) ? other : tiled;
};

interface Ranked {
  readonly template: Template;
  readonly calibration: Calibration;
  readonly hit: TiledHit;
  readonly rate: number;
}

const findTiled = async (marks: Marks, image: RgbImage): Promise<WatermarkFact> => {
  const calibrations = new Map<Template, Calibration>();
  for (const { template, tiled, calibration } of marks.templates) {
    if (tiled) calibrations.set(template, await calibration());
  }
  const rankOf = (template: Template, hit: TiledHit): Ranked | undefined => {
    const calibration = calibrations.get(template);
    if (!calibration) return undefined;
    const seen = { score: hit.score, copies: hit.copies.length };
    return { template, calibration, hit, rate: tiledRate(calibration, hit.stage.size, seen, marks.templates.length) };
  };
  const pictures = await picturesOf(image);
  const hits = detectTiled(
    marks.kernel,
    [...calibrations.keys()],
    pictures,
    (template, hit) => hit.score >= CERTAIN_SCORE && (rankOf(template, hit)?.rate ?? 1) <= PRESENT_RATE,
  );
  const [best] = [...hits]
    .flatMap(([template, own]) => own.map((hit) => rankOf(template, hit)))
    .filter((entry) => entry !== undefined)
    .sort((a, b) => a.rate - b.rate || b.hit.score - a.hit.score);
  return best === undefined ? nothing('absent', null) : factOf(best, pictures);
};

const factOf = ({ template, calibration, hit, rate }: Ranked, pictures: PictureSizes): WatermarkFact => {
  const { mark } = template;
  const { width, height } = pictures.fine;
  const rendering = Math.max(6, Math.round(hit.scale * width));
  const size = renderedSize(mark, rendering);
  const looks = hit.copies.map(({ x, y }) => {
    const left = Math.round(x * width - size.width / 2) - BORDER;
    const top = Math.round(y * height - size.height / 2) - BORDER;
    return measureMark(pictures.fine, mark, rendering, left, top);
  });
  const contrast = median(looks.map((look) => look.contrast));
  const boxes = hit.copies.map((copy) => boxOf(copy, size.width / width, size.height / height));
  const status = statusOf(rate, contrast);
  return {
    status,
    present: status === 'review' ? null : status === 'present',
    reason: null,
    how: 'searched',
    template: mark.name,
    angle: mark.upright.angle,
    tiled: true,
    copies: boxes.map(roundedBox),
    score: rounded(hit.score, 2),
    falseAlarmRate: Number(rate.toPrecision(3)),
    basis: { kind: basisOf(calibration, rate), pictures: calibration.pictures, n: calibration.n },
    box: boxes.length === 0 ? null : roundedBox(aroundAll(boxes)),
    scale: rounded(hit.scale, 4),
    opacity: looks.length === 0 ? null : rounded(median(looks.map((look) => look.opacity)), 2),
    contrast: looks.length === 0 ? null : rounded(contrast, 1),
  };
};

const statusOf = (rate: number, contrast: number): WatermarkFact['status'] => {
  if (rate > REVIEW_RATE) return 'absent';
  if (rate > PRESENT_RATE) return 'review';
  return contrast < LEGIBLE_CONTRAST ? 'illegible' : 'present';
};

const boxOf = ({ x, y }: Copy, width: number, height: number): Place => ({
  x: Math.max(0, x - width / 2),
  y: Math.max(0, y - height / 2),
  width,
  height,
});

const aroundAll = (boxes: readonly Place[]): Place => {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return { x, y, width: Math.min(1, right) - x, height: Math.min(1, bottom) - y };
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;
