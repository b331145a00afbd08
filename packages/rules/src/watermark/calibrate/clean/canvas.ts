import type { Point } from '../../../image/read/raster.ts';
/** Luma (0–255) to draw on. */
export interface Canvas {
  readonly width: number;
  readonly height: number;
  readonly data: Float32Array;
}

/** What a line is drawn with: px on each side of it, with round ends, and luma. */
export interface Pen {
  readonly radius: number;
  readonly luma: number;
}

/** Draws a line through points. */
export const stroke = (canvas: Canvas, points: readonly Point[], pen: Pen): void => {
  for (let i = 0; i + 1 < points.length; i++) {
    const [from, to] = [points[i], points[i + 1]];
    if (!from || !to) break;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = Math.max(1, Math.ceil(length / Math.max(0.5, pen.radius / 2)));
    for (let k = 0; k <= steps; k++) {
      const t = k / steps;
      dot(canvas, from.x + (to.x - from.x) * t, from.y + (to.y - from.y) * t, pen);
    }
  }
};

const dot = ({ data, width, height }: Canvas, cx: number, cy: number, { radius, luma }: Pen): void => {
  const last = Math.min(height - 1, Math.round(cy + radius));
  for (let y = Math.max(0, Math.round(cy - radius)); y <= last; y++) {
    const across = Math.sqrt(Math.max(0, radius * radius - (y - cy) ** 2));
    const from = Math.max(0, Math.round(cx - across));
    const to = Math.min(width - 1, Math.round(cx + across));
    // Most lines are a few pixels wide: a call takes longer than to fill them.
    for (let at = y * width + from; at <= y * width + to; at++) data[at] = luma;
  }
};
