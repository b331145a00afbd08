import { createHash } from 'node:crypto';
import { loadSharp } from '../../image/read/load-sharp.ts';
import type { Plane } from '../pyramid/raster/plane.ts';
import { resample } from '../pyramid/resample.ts';

/** Widest stored raster of a mark, px: more than any width it is searched at. */
const MASTER_WIDTH = 1000;
const LIMIT_PIXELS = 40_000_000;

/** A seller's mark: how opaque it is, and how light where it is opaque. */
export interface Mark {
  /** Name for reports: the path of the picture, or the words of a text mark. */
  readonly name: string;
  /** SHA-256 of the master raster: the key of its calibration. */
  readonly hash: string;
  readonly width: number;
  readonly height: number;
  /** 0–1. */
  readonly alpha: Plane;
  /** alpha · luma, luma 0–255. */
  readonly ink: Plane;
  /** The mark before it was turned, px of the same scale as `width` and `height`. */
  readonly upright: {
    /** Degrees clockwise by which it is turned; 0 for a mark as its file shows it. */
    readonly angle: number;
    readonly width: number;
    readonly height: number;
    /** Its centre on the rotated raster. */
    readonly centreX: number;
    readonly centreY: number;
  };
}

/**
 * Reads a mark from an encoded picture with alpha, trimmed to what is visible. Throws a plain `Error` with what is wrong when nothing
 * in it is transparent or everything is.
 */
export const readMark = async (name: string, bytes: Buffer): Promise<Mark> => {
  const sharp = await loadSharp();
  const { data, info } = await sharp(bytes, { limitInputPixels: LIMIT_PIXELS, failOn: 'error' })
    .autoOrient()
    .toColourspace('srgb')
    .ensureAlpha()
    .resize({ width: 2 * MASTER_WIDTH, height: 2 * MASTER_WIDTH, fit: 'inside', withoutEnlargement: true })
    .raw()
    .toBuffer({ resolveWithObject: true });
  const box = visibleBox(data, info.width, info.height);
  if (!box) throw new Error('the mark has no visible pixel');
  if (box.opaque) throw new Error('the mark has no transparent pixel: save it as a PNG with a transparent background');
  const full = planesOf(data, info.width, box);
  const width = Math.min(MASTER_WIDTH, box.width);
  const height = Math.max(1, Math.round((box.height * width) / box.width));
  const alpha = resample(full.alpha, width, height);
  const ink = resample(full.ink, width, height);
  const hash = createHash('sha256')
    .update(`${width}x${height}`)
    .update(quantised(alpha))
    .update(quantised(ink))
    .digest('hex');
  const upright = { angle: 0, width, height, centreX: width / 2, centreY: height / 2 };
  return { name, hash, width, height, alpha, ink, upright };
};

interface VisibleBox {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
  /** No pixel of the box lets anything through. */
  readonly opaque: boolean;
}

const visibleBox = (rgba: Uint8Array, width: number, height: number): VisibleBox | undefined => {
  let [left, top, right, bottom] = [width, height, -1, -1];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      if ((rgba[4 * (y * width + x) + 3] ?? 0) < 8) continue;
      left = Math.min(left, x);
      right = Math.max(right, x);
      top = Math.min(top, y);
      bottom = y;
    }
  }
  if (right < 0) return undefined;
  let opaque = true;
  for (let y = top; opaque && y <= bottom; y++) {
    for (let x = left; opaque && x <= right; x++) opaque = (rgba[4 * (y * width + x) + 3] ?? 0) > 250;
  }
  return { left, top, width: right - left + 1, height: bottom - top + 1, opaque };
};

const planesOf = (rgba: Uint8Array, stride: number, box: VisibleBox): { alpha: Plane; ink: Plane } => {
  const { left, top, width, height } = box;
  const alpha = new Float32Array(width * height);
  const ink = new Float32Array(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const p = 4 * ((top + y) * stride + left + x);
      const a = (rgba[p + 3] ?? 0) / 255;
      alpha[y * width + x] = a;
      ink[y * width + x] = a * (0.299 * (rgba[p] ?? 0) + 0.587 * (rgba[p + 1] ?? 0) + 0.114 * (rgba[p + 2] ?? 0));
    }
  }
  return { alpha: { width, height, data: alpha }, ink: { width, height, data: ink } };
};

/** Coarse enough that another processor's rounding does not change the hash. */
const quantised = (plane: Plane): Buffer => Buffer.from(Int16Array.from(plane.data, (v) => Math.round(v * 64)).buffer);

/** A mark's planes at one size. */
type Sized = Pick<Mark, 'alpha' | 'ink'>;

/** Stored pixels per rendered one: the loss by halving is invisible in a rendering. */
const SPARE = 1.5;

const halvings = new WeakMap<Mark, Sized[]>();

/**
 * The planes of a mark, halved as often as they stay at least 1.5 times as wide and high as a rendering of that size (px): a search renders hundreds of
 * small widths, each of which would read all of the large raster.
 */
export const sizedFor = (mark: Mark, width: number, height: number): Sized => {
  const known = halvings.get(mark) ?? [{ alpha: mark.alpha, ink: mark.ink }];
  halvings.set(mark, known);
  let sized: Sized = known[0] ?? mark;
  for (let k = 1; sized.alpha.width >= 2 * SPARE * width && sized.alpha.height >= 2 * SPARE * height; k++) {
    const half = { width: Math.ceil(sized.alpha.width / 2), height: Math.ceil(sized.alpha.height / 2) };
    known[k] ??= {
      alpha: resample(sized.alpha, half.width, half.height),
      ink: resample(sized.ink, half.width, half.height),
    };
    sized = known[k] ?? sized;
  }
  return sized;
};
