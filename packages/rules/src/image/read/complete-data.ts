import { defineResource, ListingLintError } from '@listing-lint/core/plugin';
import type { FailOnOptions } from 'sharp';
import { fileBytes } from './bytes.ts';
import { firstLookAt } from './coded-data/first-look.ts';
import { isZeroedWebp } from './coded-data/zeroed-webp.ts';
import { isTimeout } from './damage.ts';
import { type ImageHeader, imageHeader } from './header.ts';
import type { RgbImage } from './raster.ts';

/** Walks the coded data of a JPEG from end to end; rejects with `content-unreadable` where they are damaged. */
export type CompletenessCheck = () => Promise<void>;

const refuse = (reason: string): never => {
  throw new ListingLintError('content-unreadable', reason);
};

const proofOf =
  (bytes: Buffer): CompletenessCheck =>
  async () => {
    const { codedDataOf } = await import('./coded-data/coded-data.ts');
    const { state, reason } = codedDataOf(bytes);
    if (state === 'damaged' && reason !== null) refuse(reason);
  };

/**
 * What is left to prove of the data of a picture when it is decoded; null where there is nothing. Rejects with `content-unreadable` where data are missing or
 * replaced by zeros, which decoders pass over in silence.
 */
export const dataProof = defineResource<CompletenessCheck | null>({
  id: 'dataProof',
  create: async (_subject, context) => proofFor(await context.use(fileBytes), await context.use(imageHeader)),
});

const proofFor = async (bytes: Buffer, { format, width, height }: ImageHeader): Promise<CompletenessCheck | null> => {
  if (format === 'webp' && isZeroedWebp(bytes, (width ?? 0) * (height ?? 0))) {
    return refuse('its WEBP data are incomplete: zeros replace the rest');
  }
  if (format !== 'jpeg') return null;
  const { damage, isSuspect } = firstLookAt(bytes);
  if (damage !== null) return refuse(damage);
  const proof = proofOf(bytes);
  if (!isSuspect) return proof;
  await proof();
  return null;
};

/**
 * What `decode` gives of a picture whose data are complete. libjpeg warns of data that end early, but libvips passes the warnings of the last rows over, where
 * libjpeg leaves grey. So `proof` is asked where it warned, and where the last pixel is of that grey; rejects as it does, and as `decode` does.
 */
export const decodeComplete = async <T>(
  proof: CompletenessCheck | null,
  { metadata }: ImageHeader,
  {
    decode,
    imageOf,
  }: { readonly decode: (failOn: FailOnOptions) => Promise<T>; readonly imageOf: (made: T) => RgbImage },
): Promise<T> => {
  if (proof === null) return decode('error');
  let made: T;
  try {
    made = await decode('warning');
  } catch (cause) {
    if (isTimeout(cause)) throw cause;
    await proof();
    return decode('error');
  }
  if (isUndecodedGrey(lastPixel(imageOf(made), metadata?.orientation ?? 1))) await proof();
  return made;
};

/** The pixel of an upright picture that is at the lower right in its file. */
const lastPixel = ({ width, height, data }: RgbImage, orientation: number): Uint8Array => {
  const x = [1, 4, 5, 8].includes(orientation) ? width - 1 : 0;
  const y = [1, 2, 5, 6].includes(orientation) ? height - 1 : 0;
  const at = 3 * (y * width + x);
  return data.subarray(at, at + 3);
};

/** The level of blocks without data is 128; colour profiles move it, and keep it neutral. */
const GREY = { least: 100, most: 156, neutral: 6 };

const isUndecodedGrey = (pixel: Uint8Array): boolean => {
  const [least, most] = [Math.min(...pixel), Math.max(...pixel)];
  return least >= GREY.least && most <= GREY.most && most - least <= GREY.neutral;
};
