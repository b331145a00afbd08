import type { FractionBox } from '@listing-lint/core/plugin';
import { type RankedHit, strategyOf } from '../detect/detect.ts';
import type { Pyramid } from '../pyramid/pyramid.ts';
import { basisOf, PRESENT_RATE, REVIEW_RATE } from '../rates/calibration.ts';
import { type Appearance, measureMark } from '../score/appearance.ts';
import type { Hit } from '../search/coarse-to-fine.ts';
import type { StampEntry } from '../stamp/ledger.ts';
import type { Verification } from '../stamp/verify-place.ts';
import type { Template } from '../template/template.ts';
import { BORDER, renderedSize } from '../template/template-field.ts';
import type { MarkFinding } from '../watermark-fact.ts';

/** Widest rendering on which opacity and contrast of a mark that is put once are measured, px. */
const MOST_MEASURED = 300;
/** Narrowest rendering, px. */
const NARROWEST = 6;

const NONE = {
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
} as const;

/** A mark fits nowhere on the picture. */
export const NOTHING: MarkFinding = { status: 'absent', present: false, reason: null, ...NONE };

/** Nothing can be said of the picture. */
export const indeterminate = (reason: string): MarkFinding => ({
  status: 'indeterminate',
  present: null,
  reason,
  ...NONE,
});

/** What a search has found on a picture. */
export const foundFact = (ranked: RankedHit, tiled: boolean, pyramid: Pyramid): MarkFinding => {
  const { template, calibration, hit, rate } = ranked;
  const looks = looksOf(template, hit, tiled, pyramid);
  const boxes = boxesOf(template, hit, pyramid);
  const box = tiled ? aroundAll(boxes) : onlyBox(boxes);
  const place = {
    how: 'searched' as const,
    template: template.mark.name,
    angle: template.mark.upright.angle,
    tiled,
    copies: tiled ? boxes.map(roundedBox) : null,
    score: rounded(hit.score, 2),
    falseAlarmRate: Number(rate.toPrecision(3)),
    basis: { kind: basisOf(calibration, rate), pictures: calibration.pictures, n: calibration.n },
    box,
    scale: rounded(hit.scale, 4),
    opacity: looks === undefined ? null : rounded(looks.opacity, 2),
    contrast: looks === undefined ? null : rounded(looks.contrast, 1),
  };
  if (rate > REVIEW_RATE) return { status: 'absent', present: false, reason: null, ...place };
  if (rate > PRESENT_RATE || looks === undefined || box === null) {
    const reason = hit.isPartial ? 'parts of the mark are missing there' : null;
    return { status: 'review', present: null, reason, ...place };
  }
  const seen = { ...place, box, opacity: rounded(looks.opacity, 2), contrast: rounded(looks.contrast, 1) };
  return { ...legibility(looks.contrast, tiled), ...seen };
};

/** What is where its stamp says that the mark is. */
export const stampedFact = ({ mark }: StampEntry, { place, opacity, contrast }: Verification): MarkFinding => ({
  ...legibility(contrast, false),
  how: 'predicted',
  template: mark,
  angle: 0,
  tiled: false,
  copies: null,
  score: null,
  falseAlarmRate: null,
  basis: null,
  box: roundedBox(place),
  scale: rounded(place.width, 4),
  opacity: rounded(opacity, 2),
  contrast: rounded(contrast, 1),
});

/** Whether a mark that is there can be read; `contrast` before it is rounded. */
const legibility = (contrast: number, tiled: boolean) =>
  contrast < strategyOf(tiled).legibleContrast
    ? ({ status: 'illegible', present: false, reason: null } as const)
    : ({ status: 'present', present: true, reason: null } as const);

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

const boxesOf = ({ mark }: Template, { scale, places }: Hit, { fine }: Pyramid): readonly FractionBox[] => {
  const size = renderedSize(mark, Math.max(NARROWEST, Math.round(scale * fine.width)));
  const [width, height] = [size.width / fine.width, size.height / fine.height];
  return places.map(({ x, y }) => ({ x: Math.max(0, x - width / 2), y: Math.max(0, y - height / 2), width, height }));
};

const onlyBox = ([box]: readonly FractionBox[]): FractionBox | null => (box === undefined ? null : roundedBox(box));

/** The box around some, cut at the right and lower border; null where there is none. */
const aroundAll = (boxes: readonly FractionBox[]): FractionBox | null => {
  if (boxes.length === 0) return null;
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  const right = Math.max(...boxes.map((box) => box.x + box.width));
  const bottom = Math.max(...boxes.map((box) => box.y + box.height));
  return roundedBox({ x, y, width: Math.min(1, right) - x, height: Math.min(1, bottom) - y });
};

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0;

const roundedBox = ({ x, y, width, height }: FractionBox): FractionBox => ({
  x: rounded(x, 4),
  y: rounded(y, 4),
  width: rounded(width, 4),
  height: rounded(height, 4),
});

const rounded = (value: number, digits: number): number => Number(value.toFixed(digits));
