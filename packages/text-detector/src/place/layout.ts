import { type Raster, reduced } from '../reduced.ts';
import { colourAt, isNearColour, medianColour, type RgbLevels } from './colour.ts';
import { bandsOver, isDrawn } from './drawn.ts';
import { frameIn, type PictureInFrame } from './frames.ts';
import { GROUND, OTHER, type PictureLayout, PRODUCT } from './parts.ts';

/** Least share of the frame of the picture that has the ground's colour. */
const LEAST_FRAME = 0.6;
/** How far the ground's colour may lie from that of the frame, 0–255 a channel; farther where it changes by no more than so much from pixel to pixel. */
const MOST_OFF = 10;
const MOST_OFF_SMOOTHLY = 48;
const MOST_STEP = 2;
/**
 * Of a plain background that does not fill the frame: its largest distance from the edge, in longest sides of the picture, and least share of
 * the frame. Of yarn, wood and cloth only scattered rims have one colour.
 */
const DEEP = { frame: 0.95, at: 1 / 80, share: 0.5 };
/** Least share of the picture that the product has. */
const LEAST_PRODUCT = 0.02;

/** Longest side of the picture for the layout, px: half of the network's input, as whole areas need no more. */
const LAYOUT_SIDE = 320;

/** Depth of nested frames. */
const MOST_FRAMES = 3;

/**
 * The layout of a picture; of one in a plain frame (what is not frame is a rectangle that nearly fills it, as of advertisements and of cards) that of what the
 * frame holds, with the frame as ground. Where the picture runs into the frame nothing in it is known to be the product.
 */
export const pictureLayoutOf = (whole: Raster): PictureLayout => layoutWithin(reduced(whole, LAYOUT_SIDE), MOST_FRAMES);

const layoutWithin = (picture: Raster, frames: number): PictureLayout => {
  const layout = layoutOnGround(picture);
  const box = frames === 0 ? undefined : frameIn(layout);
  if (box === undefined) return layout;
  const parts = box.runsIn
    ? new Uint8Array(box.width * box.height).fill(OTHER)
    : layoutWithin(cropped(picture, box), frames - 1).parts;
  return { ...layout, parts: parts && framed(layout, box, parts) };
};

const cropped = ({ data, width }: Raster, box: PictureInFrame): Raster => {
  const crop = new Uint8Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++) {
    const from = 3 * ((box.top + y) * width + box.left);
    for (let at = 0; at < 3 * box.width; at++) crop[3 * y * box.width + at] = data[from + at] ?? 0;
  }
  return { data: crop, width: box.width, height: box.height };
};

/** Parts of what a frame holds, with the frame around them. */
const framed = ({ width, height }: PictureLayout, box: PictureInFrame, inner: Uint8Array): Uint8Array => {
  const parts = new Uint8Array(width * height).fill(GROUND);
  for (let y = 0; y < box.height; y++) {
    parts.set(inner.subarray(y * box.width, (y + 1) * box.width), (box.top + y) * width + box.left);
  }
  return parts;
};

const layoutOnGround = (picture: Raster): PictureLayout => {
  const { width, height } = picture;
  const colour = frameColour(picture);
  if (colour === undefined) return { width, height, parts: undefined };
  const parts = new Uint8Array(width * height).fill(OTHER);
  const isGround = (at: number, from: number): boolean =>
    isNearColour(picture, at, colour, MOST_OFF) ||
    (isNearColour(picture, at, colour, MOST_OFF_SMOOTHLY) &&
      isNearColour(picture, at, colourAt(picture, from), MOST_STEP));
  flood(
    picture,
    frameOf(width, height),
    (at, from) => parts[at] === OTHER && isGround(at, from),
    (at) => {
      parts[at] = GROUND;
    },
  );
  if (!isDeep(picture, parts)) return { width, height, parts: undefined };
  const things = piecesOf(picture, parts).filter(({ length }) => length >= LEAST_PRODUCT * parts.length);
  if (things.length === 0) return { width, height, parts: undefined };
  const product = things.find((piece) => !isDrawn(picture, piece)) ?? [];
  for (const at of product) parts[at] = PRODUCT;
  for (const [first, last] of bandsOver(picture, parts)) {
    for (let at = first * width; at < (last + 1) * width; at++) if (parts[at] === PRODUCT) parts[at] = OTHER;
  }
  return { width, height, parts };
};

/** Whether what was found of a ground is one. */
const isDeep = ({ width, height }: Raster, parts: Uint8Array): boolean => {
  const shareAt = (inset: number): number => {
    const frame = frameOf(width, height, inset);
    return frame.filter((at) => parts[at] === GROUND).length / Math.max(1, frame.length);
  };
  const outermost = shareAt(0);
  return outermost >= DEEP.frame || shareAt(Math.round(DEEP.at * Math.max(width, height))) >= DEEP.share * outermost;
};

/** Indices of the pixels at the edge of a picture, or at so many px from it. */
const frameOf = (width: number, height: number, inset = 0): number[] => {
  const frame: number[] = [];
  const [right, bottom] = [width - 1 - inset, height - 1 - inset];
  for (let x = inset; x <= right; x++) frame.push(inset * width + x, bottom * width + x);
  for (let y = inset + 1; y < bottom; y++) frame.push(y * width + inset, y * width + right);
  return frame;
};

/** The colour that most of the frame has; undefined where less than the least share of it has one. */
const frameColour = (picture: Raster): RgbLevels | undefined => {
  const frame = frameOf(picture.width, picture.height);
  const colour = medianColour(picture, frame);
  const near = frame.filter((at) => isNearColour(picture, at, colour, MOST_OFF_SMOOTHLY)).length;
  return near < LEAST_FRAME * frame.length ? undefined : colour;
};

/** Flood fill by four neighbours while `takes` (with the previous position) from the starts on; `take` has to make `takes` false of its argument. */
const flood = (
  { width, height }: Pick<Raster, 'width' | 'height'>,
  starts: readonly number[],
  takes: (at: number, from: number) => boolean,
  take: (at: number) => void,
): void => {
  const stack: number[] = [];
  const visit = (at: number, from: number): void => {
    if (!takes(at, from)) return;
    take(at);
    stack.push(at);
  };
  for (const start of starts) visit(start, start);
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    const x = at % width;
    if (x > 0) visit(at - 1, at);
    if (x < width - 1) visit(at + 1, at);
    if (at >= width) visit(at - width, at);
    if (at < width * (height - 1)) visit(at + width, at);
  }
};

/** Things on the background, piece by piece, the largest first. */
const piecesOf = (size: Pick<Raster, 'width' | 'height'>, parts: Uint8Array): readonly (readonly number[])[] => {
  const seen = new Uint8Array(parts.length);
  const pieces: number[][] = [];
  for (let start = 0; start < parts.length; start++) {
    if (seen[start] === 1 || parts[start] !== OTHER) continue;
    const piece: number[] = [];
    flood(
      size,
      [start],
      (at) => seen[at] === 0 && parts[at] === OTHER,
      (at) => {
        seen[at] = 1;
        piece.push(at);
      },
    );
    pieces.push(piece);
  }
  return pieces.sort((a, b) => b.length - a.length);
};
