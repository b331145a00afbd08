import { type Raster, reduced } from './reduced.ts';
import { eachInside, type TextRegion } from './regions.ts';

/**
 * Where a line of text lies: on the plain ground beside the product; across the product's edge; on something else that lies on the ground, as a band
 * or a sticker; on the product alone; or in a picture without plain ground, where product and ground are not told apart.
 */
export const TEXT_PLACES = ['ground', 'across', 'label', 'product', 'unknown'] as const;
export type TextPlace = (typeof TEXT_PLACES)[number];

/** What of a picture is plain ground that reaches its edge, and of the rest the largest piece, the product. */
export interface PictureLayout {
  readonly width: number;
  readonly height: number;
  /** A byte a pixel: 0 product, 1 ground, 2 something else. Undefined where the ground is not plain. */
  readonly parts: Uint8Array | undefined;
}

const [PRODUCT, GROUND, OTHER] = [0, 1, 2];
/** Least share of the frame of the picture that has the ground's colour. */
const LEAST_FRAME = 0.6;
/** How far the ground's colour may lie from that of the frame, 0–255 a channel; farther where it changes by no more than so much from pixel to pixel. */
const MOST_OFF = 10;
const MOST_OFF_SMOOTHLY = 48;
const MOST_STEP = 2;
/** Least share of the picture that the product has. */
const LEAST_PRODUCT = 0.02;

/** Longest side of the picture in which the layout is looked for, px: half of what the network sees, as whole areas need no more. */
const LAYOUT_SIDE = 320;

/** Share of the picture from which a rectangle on plain ground is a picture in a frame and no product, and of the rectangle that shows no ground. */
const FRAMED = { picture: 0.75, filled: 0.97 };
/** Frames in frames that are looked into. */
const MOST_FRAMES = 3;

/**
 * The layout of a picture; of one in a plain frame (what is not frame is a rectangle that nearly fills it, as of advertisements and of cards) that of what the
 * frame holds, with the frame as ground.
 */
export const pictureLayoutOf = (whole: Raster): PictureLayout => layoutWithin(reduced(whole, LAYOUT_SIDE), MOST_FRAMES);

const layoutWithin = (picture: Raster, frames: number): PictureLayout => {
  const layout = layoutOnGround(picture);
  const box = frames === 0 ? undefined : framedBox(layout);
  if (box === undefined) return layout;
  const { parts } = layoutWithin(cropped(picture, box), frames - 1);
  return { ...layout, parts: parts && framed(layout, box, parts) };
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The rectangle that a picture in a plain frame fills, without the row of pixels along its edge, where both are mixed. */
const framedBox = ({ width, height, parts }: PictureLayout): Box | undefined => {
  if (parts === undefined) return undefined;
  let [left, top, right, bottom, filled] = [width, height, -1, -1, 0];
  for (let at = 0; at < parts.length; at++) {
    if (parts[at] === GROUND) continue;
    const [x, y] = [at % width, Math.floor(at / width)];
    left = Math.min(left, x);
    right = Math.max(right, x);
    top = Math.min(top, y);
    bottom = Math.max(bottom, y);
    filled++;
  }
  const area = (right - left + 1) * (bottom - top + 1);
  if (area < FRAMED.picture * width * height || filled < FRAMED.filled * area) return undefined;
  const box = { left: left + 1, top: top + 1, width: right - left - 1, height: bottom - top - 1 };
  return box.width < 3 || box.height < 3 ? undefined : box;
};

const cropped = ({ data, width }: Raster, box: Box): Raster => {
  const crop = new Uint8Array(box.width * box.height * 3);
  for (let y = 0; y < box.height; y++) {
    const from = 3 * ((box.top + y) * width + box.left);
    for (let at = 0; at < 3 * box.width; at++) crop[3 * y * box.width + at] = data[from + at] ?? 0;
  }
  return { data: crop, width: box.width, height: box.height };
};

/** Parts of what a frame holds, with the frame around them. */
const framed = ({ width, height }: PictureLayout, box: Box, inner: Uint8Array): Uint8Array => {
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
    isNear(picture, at, colour, MOST_OFF) ||
    (isNear(picture, at, colour, MOST_OFF_SMOOTHLY) && isNear(picture, at, colourAt(picture, from), MOST_STEP));
  flood(
    picture,
    frameOf(width, height),
    (at, from) => parts[at] === OTHER && isGround(at, from),
    (at) => {
      parts[at] = GROUND;
    },
  );
  const product = largestPiece(picture, parts);
  if (product.length < LEAST_PRODUCT * parts.length) return { width, height, parts: undefined };
  for (const at of product) parts[at] = PRODUCT;
  return { width, height, parts };
};

/** Indices of the pixels at the edge of a picture. */
const frameOf = (width: number, height: number): number[] => {
  const frame: number[] = [];
  for (let x = 0; x < width; x++) frame.push(x, (height - 1) * width + x);
  for (let y = 1; y < height - 1; y++) frame.push(y * width, y * width + width - 1);
  return frame;
};

type Colour = readonly [number, number, number];

/** The colour that most of the frame has; undefined where less than the least share of it has one. */
const frameColour = (picture: Raster): Colour | undefined => {
  const frame = frameOf(picture.width, picture.height);
  const median = (channel: number): number =>
    frame.map((at) => picture.data[3 * at + channel] ?? 0).sort((a, b) => a - b)[frame.length >> 1] ?? 0;
  const colour: Colour = [median(0), median(1), median(2)];
  const near = frame.filter((at) => isNear(picture, at, colour, MOST_OFF_SMOOTHLY)).length;
  return near < LEAST_FRAME * frame.length ? undefined : colour;
};

const colourAt = ({ data }: Raster, at: number): Colour => [
  data[3 * at] ?? 0,
  data[3 * at + 1] ?? 0,
  data[3 * at + 2] ?? 0,
];

const isNear = ({ data }: Raster, at: number, colour: Colour, off: number): boolean =>
  colour.every((value, channel) => Math.abs((data[3 * at + channel] ?? 0) - value) <= off);

/** Reaches by four neighbours whatever `takes` (told from where) from the starts on; `take` has to make `takes` false of what it is given. */
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

const largestPiece = (size: Pick<Raster, 'width' | 'height'>, parts: Uint8Array): readonly number[] => {
  const seen = new Uint8Array(parts.length);
  let largest: number[] = [];
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
    if (piece.length > largest.length) largest = piece;
  }
  return largest;
};

const scaled = ({ x, y, length, thickness, ...rest }: TextRegion, by: number): TextRegion => ({
  ...rest,
  x: x * by,
  y: y * by,
  length: length * by,
  thickness: thickness * by,
});

/** How far around a line is looked at, in its thickness; and from which share on what is seen there counts. */
const RING = 0.6;
const LEAST_SHARE = 0.15;

/** Where a line lies, by what surrounds it: `line` in px of a picture of that width. */
export const textPlaceOf = (layout: PictureLayout, line: TextRegion, mapWidth: number): TextPlace => {
  const { parts } = layout;
  if (parts === undefined) return 'unknown';
  const region = scaled(line, layout.width / mapWidth);
  const outer = {
    ...region,
    length: region.length + RING * region.thickness,
    thickness: (1 + RING) * region.thickness,
  };
  const inside = new Set<number>();
  eachInside(region, layout, (at) => inside.add(at));
  const counts = [0, 0, 0];
  eachInside(outer, layout, (at) => {
    const part = parts[at] ?? OTHER;
    if (!inside.has(at)) counts[part] = (counts[part] ?? 0) + 1;
  });
  const all = counts.reduce((sum, count) => sum + count, 0);
  const has = (part: number): boolean => (counts[part] ?? 0) >= LEAST_SHARE * all;
  if (has(GROUND)) return has(PRODUCT) ? 'across' : has(OTHER) ? 'label' : 'ground';
  return has(OTHER) ? 'label' : 'product';
};
