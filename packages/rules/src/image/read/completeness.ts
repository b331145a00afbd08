import { defineResource, isKnownError, ListingLintError } from '@listing-lint/core/plugin';
import type { FailOnOptions } from 'sharp';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../../settings.ts';
import { fileBytes } from './bytes.ts';
import { inspectSegments } from './coded-data/inspect-segments.ts';
import { isZeroFilledWebp } from './coded-data/zero-filled-webp.ts';
import { isTimeout } from './damage.ts';
import { type ImageHeader, imageHeader } from './header.ts';
import type { RgbImage } from './raster.ts';

/** Walks the coded data of a JPEG; `unknown` for arithmetic coding and other rare kinds. Rejects with `content-unreadable` where they are damaged. */
export type CompletenessCheck = () => Promise<'intact' | 'unknown'>;

const refuse = (reason: string): never => {
  throw new ListingLintError('content-unreadable', reason);
};

const walkOf =
  (bytes: Buffer): CompletenessCheck =>
  async () => {
    const { codedDataOf } = await import('./coded-data/coded-data.ts');
    const { state, reason } = codedDataOf(bytes);
    return state === 'damaged' ? refuse(reason ?? DAMAGED) : state;
  };

const DAMAGED = 'its JPEG data are damaged';

/**
 * The check that a decode calls when it suspects the data of a picture; null when nothing is left to check. Rejects with `content-unreadable` when data are missing or
 * replaced by zeros, which decoders accept without an error.
 */
export const dataCompleteness = defineResource<CompletenessCheck | null>({
  id: 'dataCompleteness',
  create: async (_subject, context) => {
    const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
    return checkData(await context.use(fileBytes), await context.use(imageHeader), 1e6 * megapixels);
  },
});

const checkData = async (
  bytes: Buffer,
  { format }: ImageHeader,
  pixelLimit: number,
): Promise<CompletenessCheck | null> => {
  if (format === 'webp' && (await isZeroFilledWebp(bytes, pixelLimit))) {
    return refuse('its WEBP data are incomplete: zeros replace the rest');
  }
  if (format !== 'jpeg') return null;
  const { damage, needsWalk } = inspectSegments(bytes);
  if (damage !== null) return refuse(damage);
  const check = walkOf(bytes);
  if (!needsWalk) return check;
  await check();
  return null;
};

/**
 * Decodes a picture whose data must be complete. libjpeg warns of data that end early, but libvips ignores warnings of the last rows, which libjpeg fills with
 * grey. So `check` is called after a warning, and when the last pixel has that grey. Rejects as `check` and `decode` do.
 */
export const decodeComplete = async <T>(
  check: CompletenessCheck | null,
  { metadata }: ImageHeader,
  {
    decode,
    imageOf,
  }: { readonly decode: (failOn: FailOnOptions) => Promise<T>; readonly imageOf: (made: T) => RgbImage },
): Promise<T> => {
  if (check === null) return decode('error');
  let made: T;
  try {
    made = await decode('warning');
  } catch (cause) {
    if (isTimeout(cause) || isKnownError(cause)) throw cause;
    return (await check()) === 'unknown' ? refuse(DAMAGED) : decode('error');
  }
  if (isUndecodedGrey(lastPixel(imageOf(made), metadata?.orientation ?? 1))) await check();
  return made;
};

/** Returns the pixel of an upright picture that is at the lower right before its orientation is applied. */
const lastPixel = ({ width, height, data }: RgbImage, orientation: number): Uint8Array => {
  const x = [1, 4, 5, 8].includes(orientation) ? width - 1 : 0;
  const y = [1, 2, 5, 6].includes(orientation) ? height - 1 : 0;
  const at = 3 * (y * width + x);
  return data.subarray(at, at + 3);
};

/** Levels of the grey of blocks without data: 128; a colour profile changes the level, and keeps it neutral. */
const GREY = { least: 100, most: 156, neutral: 6 };

const isUndecodedGrey = (pixel: Uint8Array): boolean => {
  const [least, most] = [Math.min(...pixel), Math.max(...pixel)];
  return least >= GREY.least && most <= GREY.most && most - least <= GREY.neutral;
};
