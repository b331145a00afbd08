import { type Corner, type Level, PAD } from '../pyramid/level.ts';
import type { RenderedMark } from '../pyramid/raster/plane.ts';
import { cropOf, underlayOf } from './underlay.ts';

/** Luma levels per pixel at which a gradient counts half: as for the fields of pictures. */
const SOFTENING = 3;
/** Least opacity that is fitted; a mark as faint is not seen. */
const FAINTEST = 0.03;
const ROUNDS = 2;
/** Edge pixels weaker than this (|field|²) are left out. */
const FAINT = 0.01;

/** The field that a mark would make on the ground that is there, at the opacity that fits best. Pixels are those of the rendered mark. */
export interface OverlayFit {
  readonly width: number;
  readonly height: number;
  /** 0.03–1. */
  readonly opacity: number;
  /** Pixels with an edge of the mark. */
  readonly edges: Uint32Array;
  /** Softly normalised gradient that the mark makes, by pixel. */
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/**
 * Fits a mark at a place of a level (padded px): ground and opacity in turns, the opacity by least squares of the picture's
 * gradient on that of an opaque mark, each pixel weighted by 1 / (|gradient| + 3), so that strong edges of the ground do not pull it.
 */
export const fitOverlay = (level: Level, mark: RenderedMark, corner: Corner): OverlayFit => {
  const { width, height } = mark;
  const luma = cropOf(level.picture, { left: corner.left - PAD, top: corner.top - PAD }, mark);
  const seen = fieldAt(level, corner, mark);
  let opacity = 1;
  let change: Gradient | undefined;
  for (let round = 0; round < ROUNDS; round++) {
    change = gradientOf(changeOf(mark, underlayOf(luma, mark, opacity)), width, height);
    opacity = Math.min(1, Math.max(FAINTEST, opacityOf(seen, change)));
  }
  const { x, y } = change ?? { x: new Float32Array(0), y: new Float32Array(0) };
  const edges: number[] = [];
  for (let i = 0; i < x.length; i++) {
    const dx = x[i] ?? 0;
    const dy = y[i] ?? 0;
    const magnitude = opacity * Math.sqrt(dx * dx + dy * dy);
    const scale = opacity / (magnitude + SOFTENING);
    x[i] = dx * scale;
    y[i] = dy * scale;
    if ((magnitude / (magnitude + SOFTENING)) ** 2 > FAINT) edges.push(i);
  }
  return { width, height, opacity, edges: Uint32Array.from(edges), x, y };
};

interface Gradient {
  readonly x: Float32Array;
  readonly y: Float32Array;
}

/** The level's field under a box. */
export const fieldAt = (
  level: Level,
  { left, top }: Corner,
  { width, height }: { readonly width: number; readonly height: number },
): Gradient => {
  const [fx, fy] = [level.fx / 4, level.fy / 4];
  const floats = level.kernel.memory.floats;
  const [x, y] = [new Float32Array(width * height), new Float32Array(width * height)];
  for (let row = 0; row < height; row++) {
    const from = (top + row) * level.stride + left;
    x.set(floats.subarray(fx + from, fx + from + width), row * width);
    y.set(floats.subarray(fy + from, fy + from + width), row * width);
  }
  return { x, y };
};

/** What an opaque mark adds to the ground. */
const changeOf = (mark: RenderedMark, ground: Float32Array): Float32Array =>
  ground.map((luma, i) => (mark.ink[i] ?? 0) - (mark.alpha[i] ?? 0) * luma);

/** Sobel / 8; zero along the border. */
const gradientOf = (luma: Float32Array, width: number, height: number): Gradient => {
  const [x, y] = [new Float32Array(luma.length), new Float32Array(luma.length)];
  for (let row = 1; row < height - 1; row++) {
    for (let i = row * width + 1; i < (row + 1) * width - 1; i++) {
      const a = luma[i - width - 1] ?? 0;
      const b = luma[i - width] ?? 0;
      const c = luma[i - width + 1] ?? 0;
      const d = luma[i - 1] ?? 0;
      const f = luma[i + 1] ?? 0;
      const g = luma[i + width - 1] ?? 0;
      const h = luma[i + width] ?? 0;
      const k = luma[i + width + 1] ?? 0;
      x[i] = (c + 2 * f + k - a - 2 * d - g) / 8;
      y[i] = (g + 2 * h + k - a - 2 * b - c) / 8;
    }
  }
  return { x, y };
};

const opacityOf = (seen: Gradient, change: Gradient): number => {
  let product = 0;
  let square = 0;
  for (let i = 0; i < change.x.length; i++) {
    const fx = seen.x[i] ?? 0;
    const fy = seen.y[i] ?? 0;
    const dx = change.x[i] ?? 0;
    const dy = change.y[i] ?? 0;
    product += fx * dx + fy * dy;
    // 1 / (|g| + 3), from the field f = g / (|g| + 3).
    square += (dx * dx + dy * dy) * (1 - Math.min(1, Math.sqrt(fx * fx + fy * fy)));
  }
  return (product * SOFTENING) / (square + 1e-9);
};
