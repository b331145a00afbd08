import { type RankedHit, strategyOf } from '../detect/detect.ts';
import type { Pyramid } from '../pyramid/pyramid.ts';
import { basisOf, PRESENT_RATE, REVIEW_RATE } from '../rates/calibration.ts';
import { type Appearance, measureMark } from '../score/appearance.ts';
import type { Hit } from '../search/coarse-to-fine.ts';
import type { Place } from '../stamp/keyed-order.ts';
import type { StampEntry } from '../stamp/ledger.ts';
import type { Verification } from '../stamp/verify-place.ts';
import type { Template } from '../template/template.ts';
import { BORDER, renderedSize } from '../template/template-field.ts';
import type { WatermarkFact } from '../watermark-fact.ts';

/** Widest rendering on which opacity and contrast of a mark that is put once are measured, px. */
const MOST_MEASURED = 300;
/** Narrowest rendering, px. */
const NARROWEST = 6;

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

/** What a search has found on a picture. */
export const foundFact = (ranked: RankedHit, tiled: boolean, pyramid: Pyramid): WatermarkFact => {
  const { template, calibration, hit, rate } = ranked;
  const { mark } = template;
  const looks = looksOf(template, hit, tiled, pyramid);
  const contrast = looks === undefined ? 0 : looks.contrast;
  const boxes = boxesOf(template, hit, pyramid);
  const status = statusOf(rate, contrast, strategyOf(tiled).legibleContrast);
  return {
    status,
    present: status === 'review' ? null : status === 'present',
    reason: status === 'review' && hit.isPartial ? 'parts of the mark are missing there' : null,
    how: 'searched',
    template: mark.name,
    angle: mark.upright.angle,
    tiled,
    copies: tiled ? boxes.map(roundedBox) : null,
    score: rounded(hit.score, 2),
    falseAlarmRate: Number(rate.toPrecision(3)),
    basis: { kind: basisOf(calibration, rate), pictures: calibration.pictures, n: calibration.n },
    box: tiled ? aroundAll(boxes) : roundedBox(boxes[0] ?? EVERYWHERE),
    scale: rounded(hit.scale, 4),
    opacity: looks === undefined ? null : rounded(looks.opacity, 2),
    contrast: looks === undefined ? null : rounded(contrast, 1),
  };
};

/** What is where its stamp says that the mark is. */
export const stampedFact = ({ mark }: StampEntry, seen: Verification): WatermarkFact => {
  const isLegible = seen.contrast >= strategyOf(false).legibleContrast;
  return {
    ...nothing('absent', null),
    status: isLegible ? 'present' : 'illegible',
    present: isLegible,
    how: 'predicted',
    template: mark,
    angle: 0,
    box: roundedBox(seen.place),
    scale: rounded(seen.place.width, 4),
    opacity: rounded(seen.opacity, 2),
    contrast: rounded(seen.contrast, 1),
  };
};

const statusOf = (rate: number, contrast: number, legible: number): WatermarkFact['status'] => {
  if (rate > REVIEW_RATE) return 'absent';
  if (rate > PRESENT_RATE) return 'review';
  return contrast < legible ? 'illegible' : 'present';
};

/** How the copies of a mark look, by the median; undefined where none is seen. */
const looksOf = ({ mark }: Template, hit: Hit, tiled: boolean, { fine, middle }: Pyramid): Appearance | undefined => {
  // Measured on the finest size on which it is at most 300 px wide: enough, and a wide mark costs. Repeated marks are small.
  const picture = tiled || hit.scale * fine.width <= MOST_MEASURED ? fine : middle;
  const rendering = Math.max(NARROWEST, Math.round(hit.scale * picture.width));
  const size = renderedSize(mark, rendering);
  const looks = hit.places.map(({ x, y }) => {
    const left = Math.round(x * picture.width - size.width / 2) - BORDER;
    const top = Math.round(y * picture.height - size.height / 2) - BORDER;
    return measureMark(picture, mark, rendering, left, top);
  });
  if (looks.length === 0) return undefined;
  return { opacity: median(looks.map((look) => look.opacity)), contrast: median(looks.map((look) => look.contrast)) };
};

const boxesOf = ({ mark }: Template, { scale, places }: Hit, { fine }: Pyramid): readonly Place[] => {
  const size = renderedSize(mark, Math.max(NARROWEST, Math.round(scale * fine.width)));
  const [width, height] = [size.width / fine.width, size.height / fine.height];
  return places.map(({ x, y }) => ({ x: Math.max(0, x - width / 2), y: Math.max(0, y - height / 2), width, height }));
};

const EVERYWHERE: Place = { x: 0, y: 0, width: 1, height: 1 };

/** The box around some, cut at the right and lower border; null where there is none. */
const aroundAll = (boxes: readonly Place[]): Place | null => {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return roundedBox({ x, y, width: Math.min(1, right) - x, height: Math.min(1, bottom) - y });
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const roundedBox = ({ x, y, width, height }: Place): Place => ({
  x: rounded(x, 4),
  y: rounded(y, 4),
  width: rounded(width, 4),
  height: rounded(height, 4),
});

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
