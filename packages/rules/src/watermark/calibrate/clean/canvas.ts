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
  for (const [i, from] of points.entries()) {
    const to = points[i + 1];
    if (!to) break;
    const length = Math.hypot(to.x - from.x, to.y - from.y);
    const steps = Math.max(1, Math.ceil(length / Math.max(0.5, pen.radius / 2)));
    for (let k = 0; k <= steps; k++) {
      const t = k / steps;
      dot(canvas, { x: from.x + (to.x - from.x) * t, y: from.y + (to.y - from.y) * t }, pen);
    }
  }
};

const dot = (canvas: Canvas, { x: cx, y: cy }: Point, { radius, luma }: Pen): void => {
  for (let y = Math.max(0, Math.round(cy - radius)); y <= Math.min(canvas.height - 1, Math.round(cy + radius)); y++) {
    const across = Math.sqrt(Math.max(0, radius * radius - (y - cy) ** 2));
    const from = Math.max(0, Math.round(cx - across));
    const to = Math.min(canvas.width - 1, Math.round(cx + across));
    if (from <= to) canvas.data.fill(luma, y * canvas.width + from, y * canvas.width + to + 1);
  }
};
