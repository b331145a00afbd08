import type { Corner, Level } from '../pyramid/level.ts';
import type { AngleFrame } from '../template/blocks.ts';
import { BORDER } from '../template/template-field.ts';
import { fieldAt, type OverlayFit } from './overlay-fit.ts';

/** Number of edge pixels for each order of the strokes. */
const SAMPLE = 800;
/** Share of the mark's width, and px, by which its strokes are moved at least, to be in another order: about a letter. */
const LETTER = 1 / 12;
const LEAST_MOVE = 4;
/** Px from one order to the next. */
const STEP = 2;

/**
 * How far a mark that is a row of strokes stands out of the same strokes in other orders, at one place: its product with the picture's field over the rms of
 * what it has when its strokes are moved along the row, round its ends, less what the mark itself would show then. Other words in its style agree with any order of its
 * strokes about as well as with its own: see `OWN_ORDER`. `fit` is the mark without what any bar shows of it.
 */
export const strokeOrder = (level: Level, fit: OverlayFit, frame: AngleFrame, corner: Corner): number => {
  const seen = fieldAt(level, corner, fit);
  const pixels = pixelsByPlace(frame);
  const inside = fit.edges.filter((pixel) => frame.isInside(pixel));
  const every = Math.max(1, Math.floor(inside.length / SAMPLE));
  const edges = inside.filter((_, k) => k % every === 0);
  const across = frame.width - 2 * BORDER;
  /** Products of the edges, moved by so much, with the picture and with the mark. */
  const productsAt = (move: number): { readonly seen: number; readonly own: number } => {
    let [withSeen, withOwn] = [0, 0];
    for (const edge of edges) {
      const column = ((((frame.columns[edge] ?? 0) - BORDER + move) % across) + across) % across;
      const pixel = pixels[(frame.rows[edge] ?? 0) * frame.width + column + BORDER] ?? -1;
      if (pixel < 0) continue;
      const [x, y] = [fit.x[edge] ?? 0, fit.y[edge] ?? 0];
      withSeen += x * (seen.x[pixel] ?? 0) + y * (seen.y[pixel] ?? 0);
      withOwn += x * (fit.x[pixel] ?? 0) + y * (fit.y[pixel] ?? 0);
    }
    return { seen: withSeen, own: withOwn };
  };
  const inPlace = productsAt(0);
  const least = Math.max(LEAST_MOVE, Math.round(LETTER * across));
  let squares = 0;
  let orders = 0;
  for (let move = least; move <= across - least; move += STEP) {
    const other = productsAt(move);
    squares += (other.seen - (other.own / (inPlace.own || 1)) * inPlace.seen) ** 2;
    orders++;
  }
  return inPlace.seen / Math.sqrt(squares / Math.max(1, orders) + 1e-9);
};

/** Pixel of the rendering at each column and row of the upright mark; −1 where none falls. */
const pixelsByPlace = ({ width, height, columns, rows, isInside }: AngleFrame): Int32Array => {
  const pixels = new Int32Array(width * height).fill(-1);
  for (let pixel = 0; pixel < columns.length; pixel++)
    if (isInside(pixel)) pixels[(rows[pixel] ?? 0) * width + (columns[pixel] ?? 0)] = pixel;
  return pixels;
};
