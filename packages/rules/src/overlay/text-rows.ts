import type { RgbImage } from '../image/raster.ts';
import { convexHull, holds, type Point } from './hull.ts';
import { letterRow } from './letter-row.ts';
import { ABOVE, type Blob, components, type Labelled, LEFT, TAKEN } from './regions.ts';

/** A row of text-like strokes; the box in fractions of the picture. */
export interface TextRow {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** Separate shapes that stand in the row. */
  readonly shapes: number;
  /** Levels (0–255) between the strokes and what they stand on. */
  readonly contrast: number;
  /** `ground`: on the plain ground beside the product. `label`: in a plain band or sticker in a corner or along an edge. */
  readonly on: 'ground' | 'label';
}

export interface TextEvidence {
  readonly rows: readonly TextRow[];
  /** Share of the picture that is plain enough to be looked at, 0–1. */
  readonly examined: number;
}

/** Longest side, px, of the raster on which plain regions are found. */
const COARSE_SIDE = 640;
/** Largest step of a channel between neighbours of one plain region. */
const STEP = 6;
/** Share of the picture that a plain region must have. */
const LEAST_GROUND = 0.006;
/** Heights of a row of text, share of the picture's height, and px of the coarse raster. */
const TALLEST = 0.16;
const LEAST_HEIGHT = 4;
const LEAST_ISLAND = 3;
/** A gap between two words or letters, in heights. */
const WIDEST_GAP = 1;
/** Share of the picture from which on an island counts as product, and the distance at which two are one product. */
const LEAST_PRODUCT = 0.002;
const PRODUCT_GAP = 0.03;
/** A band or sticker: at most this share of the picture, this near to its edges; a band spans this share of a side. */
const LARGEST_LABEL = 0.2;
const LABEL_MARGIN = 0.05;
const BAND = 0.5;
/** Sides on which nothing may lie between a row and the edge of the picture: inside a product of the ground's colour its outline does. */
const LEAST_OPEN = 2;
/** Largest change of a channel over so many px on the way there: more is the soft edge of something. */
const DRIFT = 10;
const DRIFT_REACH = 8;

/**
 * Looks for rows of text-like strokes (uniform colour and stroke width, axis-aligned, many different shapes: the cues of Epshtein, Ofek &
 * Wexler, Detecting text in natural scenes with stroke width transform, 2010) on plain ground outside the product, and in plain bands and
 * stickers at the edges. Text on the product itself is print, and left alone; text over a patterned ground is not seen.
 */
export const textEvidence = (image: RgbImage): TextEvidence => {
  const coarse = shrunk(image);
  const { width, height } = coarse;
  const ground = plainRegions(coarse);
  const islands = components(width, height, linksOutside(ground.of), LEAST_ISLAND);
  const rows: { box: Box; on: TextRow['on']; shapes: number; contrast: number; members: readonly Blob[] }[] = [];
  for (const group of rowsOf(islands, height)) {
    const label = groundAround(group, ground.of, width, height);
    const region = label === 0 ? undefined : ground.blobs[label - 1];
    if (region === undefined) continue;
    const on = kindOf(region, width, height);
    if (on === undefined || (on === 'ground' && openSides(coarse, ground.of, label, boxOf(group)) < LEAST_OPEN))
      continue;
    const box = boxOf(group);
    const row = letterRow(image, scaled(box, image.width / width, image.height / height));
    if (row !== undefined) rows.push({ box, on, ...row, members: group });
  }
  const text = new Set(rows.flatMap(({ members }) => members.map(({ label }) => label)));
  const products = productHulls(islands, text, width, height);
  const kept = rows.filter(({ box, on }) => on === 'label' || !products.some((hull) => holds(hull, centreOf(box))));
  return {
    rows: kept
      .map(({ box, on, shapes, contrast }) => ({ ...fractions(box, width, height), on, shapes, contrast }))
      .sort((a, b) => a.y - b.y || a.x - b.x),
    examined: ground.share,
  };
};

interface Box {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Means of whole blocks of pixels, so that the longest side is at most `COARSE_SIDE`. */
const shrunk = (image: RgbImage): RgbImage => {
  const factor = Math.ceil(Math.max(image.width, image.height) / COARSE_SIDE);
  if (factor === 1) return image;
  const width = Math.max(1, Math.floor(image.width / factor));
  const height = Math.max(1, Math.floor(image.height / factor));
  const data = new Uint8Array(3 * width * height);
  const stride = 3 * image.width;
  const area = factor * factor;
  for (let y = 0, o = 0; y < height; y++) {
    for (let x = 0; x < width; x++, o += 3) {
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let dy = 0; dy < factor; dy++) {
        let p = (y * factor + dy) * stride + 3 * x * factor;
        for (let dx = 0; dx < factor; dx++, p += 3) {
          red += image.data[p] ?? 0;
          green += image.data[p + 1] ?? 0;
          blue += image.data[p + 2] ?? 0;
        }
      }
      data[o] = red / area;
      data[o + 1] = green / area;
      data[o + 2] = blue / area;
    }
  }
  return { width, height, data };
};

interface Ground {
  /** For each pixel the number of its plain region, 0 for none. */
  readonly of: Int32Array;
  readonly blobs: readonly Blob[];
  /** Of the picture, 0–1. */
  readonly share: number;
}

const plainRegions = (picture: RgbImage): Ground => {
  const { width, height } = picture;
  const least = Math.ceil(LEAST_GROUND * width * height);
  const { labels, blobs } = components(width, height, linksOfPlain(picture), least);
  const share = blobs.reduce((sum, { area }) => sum + area, 0) / (width * height);
  return { of: labels, blobs, share };
};

/** Pixels joined to those beside and above them from which they differ by a small step. */
const linksOfPlain = ({ width, height, data }: RgbImage): Uint8Array => {
  const links = new Uint8Array(width * height);
  const stride = 3 * width;
  for (let y = 0, i = 0, p = 0; y < height; y++) {
    for (let x = 0; x < width; x++, i++, p += 3) {
      const beside = x > 0 && isNear(data, p, p - 3) ? LEFT : 0;
      const above = y > 0 && isNear(data, p, p - stride) ? ABOVE : 0;
      links[i] = TAKEN | beside | above;
    }
  }
  return links;
};

/** Pixels of no plain region, joined to all their neighbours. */
const linksOutside = (of: Int32Array): Uint8Array => {
  const links = new Uint8Array(of.length);
  for (let i = 0; i < of.length; i++) links[i] = of[i] === 0 ? 31 : 0;
  return links;
};

const isNear = (data: Uint8Array, p: number, q: number): boolean =>
  Math.abs((data[p] ?? 0) - (data[q] ?? 0)) <= STEP &&
  Math.abs((data[p + 1] ?? 0) - (data[q + 1] ?? 0)) <= STEP &&
  Math.abs((data[p + 2] ?? 0) - (data[q + 2] ?? 0)) <= STEP;

/** Islands of a letter's or word's size, gathered into rows by their place and height. */
const rowsOf = ({ blobs }: Labelled, height: number): Blob[][] => {
  const tallest = TALLEST * height;
  const small = blobs
    .filter((blob) => heightOf(blob) >= LEAST_HEIGHT && heightOf(blob) <= tallest)
    .sort((a, b) => a.left - b.left || a.top - b.top);
  const rows: { members: Blob[]; box: Box }[] = [];
  for (const blob of small) {
    const row = rows.find(({ box, members }) => fits(box, members.at(-1) ?? blob, blob));
    if (row === undefined) rows.push({ members: [blob], box: blob });
    else {
      row.members.push(blob);
      row.box = boxOf(row.members);
    }
  }
  return rows.map(({ members }) => members);
};

const heightOf = ({ top, bottom }: Box): number => bottom - top;

/** Whether a blob goes on a row to the right: next to it, at its height, and about as tall. */
const fits = (box: Box, last: Blob, blob: Blob): boolean => {
  const tall = heightOf(box);
  const own = heightOf(blob);
  if (own > 1.8 * tall || tall > 2.6 * own) return false;
  if (blob.left - last.right > WIDEST_GAP * Math.max(tall, own)) return false;
  const shared = Math.min(box.bottom, blob.bottom) - Math.max(box.top, blob.top);
  return shared >= 0.6 * Math.min(tall, own);
};

const boxOf = (blobs: readonly Box[]): Box => ({
  left: Math.min(...blobs.map(({ left }) => left)),
  top: Math.min(...blobs.map(({ top }) => top)),
  right: Math.max(...blobs.map(({ right }) => right)),
  bottom: Math.max(...blobs.map(({ bottom }) => bottom)),
});

/** The one plain region around a row: at least nine tenths of the line around its box; 0 where there is none. */
const groundAround = (group: readonly Blob[], of: Int32Array, width: number, height: number): number => {
  const box = boxOf(group);
  const left = Math.max(0, box.left - 2);
  const right = Math.min(width - 1, box.right + 1);
  const top = Math.max(0, box.top - 2);
  const bottom = Math.min(height - 1, box.bottom + 1);
  const counts = new Map<number, number>();
  let all = 0;
  const look = (x: number, y: number): void => {
    const label = of[y * width + x] ?? 0;
    counts.set(label, (counts.get(label) ?? 0) + 1);
    all++;
  };
  for (let x = left; x <= right; x++) {
    look(x, top);
    look(x, bottom);
  }
  for (let y = top + 1; y < bottom; y++) {
    look(left, y);
    look(right, y);
  }
  const [best] = [...counts].sort((a, b) => b[1] - a[1]);
  return best !== undefined && best[1] >= 0.9 * all ? best[0] : 0;
};

/** On how many of its four sides the plain ground goes on from a row to the edge of the picture, without an edge across it. */
const openSides = ({ width, height, data }: RgbImage, of: Int32Array, label: number, box: Box): number => {
  const isOpen = (x: number, y: number, stepX: number, stepY: number): boolean => {
    const step = stepX + stepY * width;
    for (let i = y * width + x; x >= 0 && x < width && y >= 0 && y < height; x += stepX, y += stepY, i += step) {
      if (of[i] !== label) return false;
      const nextX = x + DRIFT_REACH * stepX;
      const nextY = y + DRIFT_REACH * stepY;
      if (nextX < 0 || nextX >= width || nextY < 0 || nextY >= height) continue;
      const p = 3 * i;
      const q = 3 * (i + DRIFT_REACH * step);
      for (let c = 0; c < 3; c++) if (Math.abs((data[p + c] ?? 0) - (data[q + c] ?? 0)) > DRIFT) return false;
    }
    return true;
  };
  const x = (box.left + box.right) >> 1;
  const y = (box.top + box.bottom) >> 1;
  const sides = [
    isOpen(box.left - 2, y, -1, 0),
    isOpen(box.right + 1, y, 1, 0),
    isOpen(x, box.top - 2, 0, -1),
    isOpen(x, box.bottom + 1, 0, 1),
  ];
  return sides.filter((open) => open).length;
};

/** What kind of ground a plain region is: the picture's own, or that of a band or sticker; undefined for a part of the product. */
const kindOf = (region: Blob, width: number, height: number): TextRow['on'] | undefined => {
  const boxWidth = (region.right - region.left) / width;
  const boxHeight = (region.bottom - region.top) / height;
  const nearSide = [region.left / width, 1 - region.right / width].some((gap) => gap <= LABEL_MARGIN);
  const nearEnd = [region.top / height, 1 - region.bottom / height].some((gap) => gap <= LABEL_MARGIN);
  const isSmall = boxWidth * boxHeight <= LARGEST_LABEL;
  const isBand = (nearEnd && boxWidth >= BAND) || (nearSide && boxHeight >= BAND);
  if (isSmall && ((nearSide && nearEnd) || isBand)) return 'label';
  const touches = region.left === 0 || region.top === 0 || region.right === width || region.bottom === height;
  return touches ? 'ground' : undefined;
};

/** Hulls of what is no ground and no text, islands near each other as one. */
const productHulls = (
  { labels, blobs }: Labelled,
  text: ReadonlySet<number>,
  width: number,
  height: number,
): readonly (readonly Point[])[] => {
  const least = LEAST_PRODUCT * width * height;
  const parts = blobs.filter((blob) => blob.area >= least && !text.has(blob.label));
  const gap = PRODUCT_GAP * Math.max(width, height);
  const groups: Blob[][] = [];
  for (const part of parts) {
    const near = groups.filter((group) => group.some((other) => distance(other, part) <= gap));
    const merged = [part, ...near.flat()];
    for (const group of near) groups.splice(groups.indexOf(group), 1);
    groups.push(merged);
  }
  return groups.map((group) => convexHull(group.flatMap((blob) => outline(labels, blob, width))));
};

const distance = (a: Box, b: Box): number =>
  Math.max(a.left - b.right, b.left - a.right, a.top - b.bottom, b.top - a.bottom, 0);

/** The outermost pixels of each line of a blob. */
const outline = (labels: Int32Array, { label, left, top, right, bottom }: Blob, width: number): Point[] => {
  const points: Point[] = [];
  for (let y = top; y < bottom; y++) {
    let first = left;
    let last = right - 1;
    while (first < last && labels[y * width + first] !== label) first++;
    while (last > first && labels[y * width + last] !== label) last--;
    points.push({ x: first, y }, { x: last, y });
  }
  return points;
};

const centreOf = ({ left, top, right, bottom }: Box): Point => ({ x: (left + right) / 2, y: (top + bottom) / 2 });

const scaled = (box: Box, across: number, down: number): Box => ({
  left: Math.floor(box.left * across),
  top: Math.floor(box.top * down),
  right: Math.ceil(box.right * across),
  bottom: Math.ceil(box.bottom * down),
});

const fractions = (box: Box, width: number, height: number): Pick<TextRow, 'x' | 'y' | 'width' | 'height'> => ({
  x: box.left / width,
  y: box.top / height,
  width: (box.right - box.left) / width,
  height: (box.bottom - box.top) / height,
});
