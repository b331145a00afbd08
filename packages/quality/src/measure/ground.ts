import type { RgbImage } from '@listing-lint/rules/image';
import type { FloodBounds, StandingMask } from '../kernel/looker.ts';
import { pictureLooker } from '../kernel/looker-wasm.ts';
import { type PlainFrame, plainFrameOf } from './frame.ts';

/** Whether a product stands on a plain ground, and where. Fractions of the picture, 0–1. */
export interface PlainGround {
  /** Share of the frame that has the colour of the ground. */
  readonly even: number;
  /** Median colour of the frame, 0–255 each. */
  readonly colour: readonly [number, number, number];
  /** 1 where a pixel of the reduced picture is part of what stands on the ground; null where the ground is not plain. */
  readonly mask: Uint8Array | null;
  readonly product: StandingProduct | null;
  /** What stands at the edges; null where the frame is not plain, or what stands there has no sharp border. */
  readonly frame: PlainFrame | null;
}

export interface StandingProduct {
  /** Share of the picture that it covers. */
  readonly area: number;
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Whether it reaches an edge of the picture. */
  readonly touches: boolean;
}

/** Greatest difference in a channel at which a pixel of the frame has the colour of the ground. */
const ALIKE = 20;
/** Share of the frame that must have one colour for the ground to be plain. */
const PLAIN = 0.6;
/** From the ground the fill goes to neighbours that differ by no more than this, as light does, and from the ground by no more than the other. */
const BOUNDS: FloodBounds = { alike: ALIKE, free: ALIKE / 2, step: 5, reach: 48 };

/** What the frame says of the ground, and a fill from it of what is no product. `image` is small: 256 px. */
export const plainGroundOf = (image: RgbImage): PlainGround => {
  const { width, height, data } = image;
  const frame = frameOf(width, height);
  const colour = medianColour(data, frame);
  const far = pictureLooker().far(image, colour);
  let alike = 0;
  for (const i of frame) if ((far[i] ?? 0) <= ALIKE) alike++;
  const even = alike / frame.length;
  const edges = plainFrameOf(image, colour);
  if (even < PLAIN) return { even, colour, mask: null, product: null, frame: edges };
  const standing = pictureLooker().standing(image, far, BOUNDS);
  return { even, colour, mask: standing.mask, product: productOf(standing), frame: edges };
};

/** Indices of the outermost pixels, and those next to them. */
const frameOf = (width: number, height: number): Int32Array => {
  const inner = Math.max(0, width - 4) * Math.max(0, height - 4);
  const frame = new Int32Array(width * height - inner);
  for (let y = 0, k = 0; y < height; y++) {
    const isEdge = y < 2 || y >= height - 2;
    const step = Math.max(1, width - 3);
    for (let x = 0; x < width; x += isEdge || x !== 1 ? 1 : step) frame[k++] = y * width + x;
  }
  return frame;
};

const medianColour = (data: Uint8Array, frame: Int32Array): [number, number, number] => {
  const counts = new Uint32Array(3 * 256);
  for (const i of frame) {
    for (let c = 0; c < 3; c++) {
      const level = 256 * c + (data[3 * i + c] ?? 0);
      counts[level] = (counts[level] ?? 0) + 1;
    }
  }
  const median = (channel: number): number => {
    let left = frame.length / 2;
    for (let value = 0; value < 256; value++) {
      left -= counts[256 * channel + value] ?? 0;
      if (left <= 0) return value;
    }
    return 255;
  };
  return [median(0), median(1), median(2)];
};

/** Rows and columns in which fewer pixels stand are dust. */
const LEAST_LINE = 0.01;

const productOf = ({ columns, rows }: StandingMask): StandingProduct | null => {
  const [width, height] = [columns.length, rows.length];
  const area = rows.reduce((sum, count) => sum + count, 0);
  const [left, right] = ends(columns, Math.max(2, LEAST_LINE * height));
  const [top, bottom] = ends(rows, Math.max(2, LEAST_LINE * width));
  if (right < left || bottom < top) return null;
  return {
    area: area / (width * height),
    x: left / width,
    y: top / height,
    width: (right + 1 - left) / width,
    height: (bottom + 1 - top) / height,
    touches: [columns[0], columns[width - 1], rows[0], rows[height - 1]].some((count) => (count ?? 0) > 0),
  };
};

const ends = (counts: Uint32Array, least: number): readonly [number, number] => {
  let first = 0;
  while (first < counts.length && (counts[first] ?? 0) < least) first++;
  let last = counts.length - 1;
  while (last >= first && (counts[last] ?? 0) < least) last--;
  return [first, last];
};
