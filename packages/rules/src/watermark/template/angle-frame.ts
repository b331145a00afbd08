import { cosSin } from '../mark/angles.ts';
import type { Mark } from '../mark/mark.ts';
import { BORDER, renderedSize } from './template-field.ts';

/** Where the pixels of a rendering lie on the upright mark. */
export interface AngleFrame {
  /** Size of the upright rendering with its border, px. */
  readonly width: number;
  readonly height: number;
  /** Column and row of the upright rendering that a pixel (index of the turned rendering) falls on; the nearest for pixels beside it. */
  readonly column: (pixel: number) => number;
  readonly row: (pixel: number) => number;
  /** Whether a pixel falls on the upright rendering at all. */
  readonly isInside: (pixel: number) => boolean;
  /** Offset of a pixel from the centre of the upright mark, px of the turned rendering. */
  readonly offsetX: (pixel: number) => number;
  readonly offsetY: (pixel: number) => number;
  /** Direction of the mark's rows: cosine and sine. */
  readonly along: readonly [number, number];
}

/** The frame of a mark rendered at that width of its upright form, px. */
export const frameOf = (mark: Mark, width: number): AngleFrame => {
  const size = renderedSize(mark, width);
  const stride = size.width + 2 * BORDER;
  const { upright } = mark;
  const uprightWidth = width + 2 * BORDER;
  const uprightHeight = Math.max(2, Math.round((upright.height * width) / upright.width)) + 2 * BORDER;
  const centreX = (upright.centreX * size.width) / mark.width + BORDER - 0.5;
  const centreY = (upright.centreY * size.height) / mark.height + BORDER - 0.5;
  const [cos, sin] = cosSin(upright.angle);
  const count = stride * (size.height + 2 * BORDER);
  const columns = new Int16Array(count);
  const rows = new Int16Array(count);
  for (let pixel = 0, y = 0; pixel < count; y++) {
    const dy = y - centreY;
    for (let x = 0; x < stride; x++, pixel++) {
      const dx = x - centreX;
      columns[pixel] = Math.floor(cos * dx + sin * dy + uprightWidth / 2);
      rows[pixel] = Math.floor(cos * dy - sin * dx + uprightHeight / 2);
    }
  }
  return {
    width: uprightWidth,
    height: uprightHeight,
    column: (pixel) => within(columns[pixel] ?? 0, uprightWidth),
    row: (pixel) => within(rows[pixel] ?? 0, uprightHeight),
    isInside: (pixel) => isWithin(columns[pixel] ?? 0, uprightWidth) && isWithin(rows[pixel] ?? 0, uprightHeight),
    offsetX: (pixel) => (pixel % stride) - centreX,
    offsetY: (pixel) => Math.floor(pixel / stride) - centreY,
    along: [cos, sin],
  };
};

const within = (index: number, count: number): number => Math.min(count - 1, Math.max(0, index));
const isWithin = (index: number, count: number): boolean => index >= 0 && index < count;
