import { giveBack } from '../../kernel/byte-room.ts';
import { type Mark, sizedFor } from '../mark/mark.ts';
import { rasterKernel } from '../pyramid/raster/kernel/kernel-wasm.ts';
import type { RenderedMark, TemplateField } from '../pyramid/raster/plane.ts';
import { resample } from '../pyramid/resample.ts';

/** Transparent border around a rendered mark, px, so that its outer edges have gradients. */
export const BORDER = 3;
/** Size in px, without border, of a mark whose upright form is `width` px wide. */
export const renderedSize = (mark: Mark, width: number): { readonly width: number; readonly height: number } => {
  const scale = width / mark.upright.width;
  return { width: Math.max(2, Math.round(mark.width * scale)), height: Math.max(2, Math.round(mark.height * scale)) };
};

/** Renders a mark whose upright form is `uprightWidth` px wide (the border comes on top). */
export const renderMark = (mark: Mark, uprightWidth: number): RenderedMark => {
  const { width, height } = renderedSize(mark, uprightWidth);
  const sized = sizedFor(mark, width, height);
  const [alpha, ink] = [resample(sized.alpha, width, height), resample(sized.ink, width, height)];
  const kernel = rasterKernel();
  const rendered = {
    width: width + 2 * BORDER,
    height: height + 2 * BORDER,
    alpha: kernel.framed(alpha, BORDER, 1),
    ink: kernel.framed(ink, BORDER, 255),
  };
  for (const [resized, { data }] of [[alpha, sized.alpha] as const, [ink, sized.ink] as const])
    if (resized.data !== data) giveBack(resized.data);
  return rendered;
};

/** Frees a rendering that nobody uses any more. */
export const dropMark = ({ alpha, ink }: RenderedMark): void => {
  giveBack(alpha);
  giveBack(ink);
};

/** Frees fields that nobody uses any more. */
export const dropFields = (fields: readonly Pick<TemplateField, 'x' | 'y'>[]): void => {
  for (const { x, y } of fields) {
    giveBack(x);
    giveBack(y);
  }
};

/** Softly normalised gradient field of a rendered mark on a plain background of that luma (0–255); `doubled` doubles the angles. */
export const fieldOn = (mark: RenderedMark, background: number, doubled: boolean): TemplateField =>
  rasterKernel().fieldOn(mark, background, doubled);

/** Mean of fields of the same size. */
export const meanField = (fields: readonly TemplateField[]): TemplateField => {
  const [first] = fields;
  if (!first) throw new Error('no field to average');
  const x = new Float32Array(first.x.length);
  const y = new Float32Array(first.y.length);
  let energy = 0;
  for (let i = 0; i < x.length; i++) {
    for (const field of fields) {
      x[i] = (x[i] ?? 0) + (field.x[i] ?? 0) / fields.length;
      y[i] = (y[i] ?? 0) + (field.y[i] ?? 0) / fields.length;
    }
    energy += (x[i] ?? 0) ** 2 + (y[i] ?? 0) ** 2;
  }
  return { ...first, x, y, energy };
};

/** The sum of fields, their middles on each other; as large as the largest. */
export const sumOfFields = (fields: readonly TemplateField[]): TemplateField => {
  const [first] = fields;
  if (first !== undefined && fields.length === 1) return first;
  const width = Math.max(...fields.map((field) => field.width));
  const height = Math.max(...fields.map((field) => field.height));
  const [x, y] = [new Float32Array(width * height), new Float32Array(width * height)];
  for (const field of fields) {
    const [left, top] = [(width - field.width) >> 1, (height - field.height) >> 1];
    for (let i = 0, row = top * width + left; i < field.x.length; row += width) {
      for (let at = row; at < row + field.width; at++, i++) {
        x[at] = (x[at] ?? 0) + (field.x[i] ?? 0);
        y[at] = (y[at] ?? 0) + (field.y[i] ?? 0);
      }
    }
  }
  let energy = 0;
  for (let i = 0; i < x.length; i++) energy += (x[i] ?? 0) ** 2 + (y[i] ?? 0) ** 2;
  return { width, height, x, y, energy };
};

/** Cosine of the angle between two fields of the same size, −1 to 1. */
const cosine = (a: TemplateField, b: TemplateField): number => {
  let product = 0;
  for (let i = 0; i < a.x.length; i++) {
    product += (a.x[i] ?? 0) * (b.x[i] ?? 0) + (a.y[i] ?? 0) * (b.y[i] ?? 0);
  }
  return product / Math.sqrt(a.energy * b.energy + 1e-12);
};

const PROBE_WIDTH = 96;
const MIDDLE_GREY = 110;

/** Lumas of the plain backgrounds on which a mark looks different: middle grey, and near white or black where its field changes there. */
export const backgroundsOf = (mark: Mark): readonly number[] => {
  const probe = renderMark(mark, PROBE_WIDTH);
  const middle = fieldOn(probe, MIDDLE_GREY, false);
  const others = [248, 10].filter((luma) => cosine(middle, fieldOn(probe, luma, false)) < 0.8);
  return [MIDDLE_GREY, ...others];
};
