import type { GreyImage } from '@listing-lint/rules/image';
import { resample } from '@listing-lint/rules/watermark';
import type { PointMap } from './affine.ts';
import type { QuestionColours } from './colour-cells.ts';
import type { Rectangle } from './patch.ts';

/** One of our pictures with and without its mark, a picture that shows it, and where. */
export interface RemovalQuestion {
  /** Ours without the mark, and with it: of one size. */
  readonly clean: GreyImage;
  readonly marked: GreyImage;
  /** The mark's place on ours, px. */
  readonly box: Rectangle;
  readonly suspect: GreyImage;
  /** The colours of the three. */
  readonly colours: QuestionColours;
  /** Maps a point of ours to the suspect, within some 3 px. */
  readonly map: PointMap;
}

/** Largest width of a compared place, px: more detail adds nothing. */
const MOST_WIDTH = 180;

/** All three pictures as large as the smallest shows the place, and not so large that the place is wider than need be: what one lacks says nothing of it. */
export const atCommonSize = ({ clean, marked, box, suspect, colours, map }: RemovalQuestion): RemovalQuestion => {
  const [x, y] = [box.left + box.width / 2, box.top + box.height / 2];
  const [[ax, ay], [bx, by]] = [map(x, y), map(x + 1, y)];
  const theirs = Math.hypot(bx - ax, by - ay);
  const ourScale = Math.min(1, theirs, MOST_WIDTH / box.width);
  const theirScale = Math.min(1, ourScale / theirs);
  const scaled = (value: number): number => value * ourScale;
  return {
    clean: shrunkBy(clean, ourScale),
    marked: shrunkBy(marked, ourScale),
    suspect: shrunkBy(suspect, theirScale),
    colours,
    box: {
      left: Math.floor(scaled(box.left)),
      top: Math.floor(scaled(box.top)),
      width: Math.ceil(scaled(box.width)),
      height: Math.ceil(scaled(box.height)),
    },
    // A pixel's middle is half a pixel from its corner, whatever its size.
    map: (u, v) => {
      const [p, q] = map((u + 0.5) / ourScale - 0.5, (v + 0.5) / ourScale - 0.5);
      return [(p + 0.5) * theirScale - 0.5, (q + 0.5) * theirScale - 0.5];
    },
  };
};

const shrunkBy = (image: GreyImage, scale: number): GreyImage =>
  scale > 0.97
    ? image
    : shrunkTo(image, {
        width: Math.max(2, Math.round(image.width * scale)),
        height: Math.max(2, Math.round(image.height * scale)),
      });

/** A picture in another size. */
export const shrunkTo = (image: GreyImage, { width, height }: Omit<GreyImage, 'data'>): GreyImage => {
  if (width === image.width && height === image.height) return image;
  const plane = { width: image.width, height: image.height, data: new Float32Array(image.data) };
  const { data } = resample(plane, width, height);
  // Rounded to whole levels, and held between 0 and 255.
  return { width, height, data: new Uint8Array(new Uint8ClampedArray(data)) };
};

/** Converts a map between downscaled pictures to one between the input pictures. */
export const atFullSize = (map: PointMap, inputs: RemovalQuestion, shrunk: RemovalQuestion): PointMap => {
  const ours = shrunk.clean.width / inputs.clean.width;
  const theirs = shrunk.suspect.width / inputs.suspect.width;
  return (u, v) => {
    const [p, q] = map((u + 0.5) * ours - 0.5, (v + 0.5) * ours - 0.5);
    return [(p + 0.5) / theirs - 0.5, (q + 0.5) / theirs - 0.5];
  };
};

/** Least visible share of the mark's place for any verdict. */
export const LEAST_VISIBLE = 0.6;

/** Share of the mark's place that the suspect shows, 0–1. */
export const visibleShare = ({ left, top, width, height }: Rectangle, suspect: GreyImage, map: PointMap): number => {
  let inside = 0;
  const steps = 16;
  for (let j = 0; j < steps; j++) {
    for (let i = 0; i < steps; i++) {
      const [x, y] = map(left + ((i + 0.5) * width) / steps, top + ((j + 0.5) * height) / steps);
      if (x >= 0 && y >= 0 && x <= suspect.width - 1 && y <= suspect.height - 1) inside++;
    }
  }
  return inside / (steps * steps);
};

/** Returns the shorter side of the mark on the suspect, px. */
export const heightIn = ({ box: { left, top, width, height }, map }: RemovalQuestion): number => {
  const [[x, y], ...sides] = [map(left, top), map(left + width, top), map(left, top + height)];
  return Math.min(...sides.map(([u, v]) => Math.hypot(u - x, v - y)));
};
