import { defineResource, ListingLintError } from '@listing-lint/core';
import sharp from 'sharp';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../settings.ts';
import { fileBytes } from './bytes.ts';
import { METADATA_ONLY } from './container.ts';
import { type ImageHeader, imageHeader, plainReason, readableHeader } from './header.ts';
import type { RgbImage } from './raster.ts';

/** Longest side of the canonical decode, px. */
const CANONICAL_SIDE = 1024;

/** A progressive JPEG keeps all its coefficients in memory until the end, which sharp's own time limit does not bound. */
const PROGRESSIVE_SHARE = 0.72;

const DECODE_SECONDS = 30;

/**
 * The one canonical decode: auto-oriented, alpha on white, sRGB, at most 1024 px inside, never enlarged; of an animation the
 * first frame. Everything that looks at pixels derives from it. Throws sharp's error for a broken file.
 */
export const decodeCanonical = async (bytes: Buffer, pixelLimit = DEFAULT_MEGAPIXELS * 1e6): Promise<RgbImage> => {
  const { data, info } = await sharp(bytes, { limitInputPixels: pixelLimit, sequentialRead: true, failOn: 'error' })
    .autoOrient()
    .resize({ width: CANONICAL_SIDE, height: CANONICAL_SIDE, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .timeout({ seconds: DECODE_SECONDS })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

/** Why a picture will not be decoded, judged by its header: the code and a sentence; null when it may be. */
export const refusalOf = (header: ImageHeader, megapixels: number): ListingLintError | null => {
  if (METADATA_ONLY.has(header.format)) {
    return new ListingLintError(
      'metadata-only',
      `the pixels of ${header.format.toUpperCase()} files cannot be read here`,
    );
  }
  if (header.width === null || header.height === null) return null;
  const limit = header.metadata?.isProgressive === true ? megapixels * PROGRESSIVE_SHARE : megapixels;
  const size = (header.width * header.height) / 1e6;
  if (size <= limit) return null;
  const kind = header.metadata?.isProgressive === true ? ' progressive' : '';
  return new ListingLintError(
    'image-too-large',
    `the${kind} picture has ${size.toFixed(1)} megapixels, more than the ${limit} that are decoded (limits.megapixels)`,
  );
};

/** The canonical decode of an image, made once. Throws `metadata-only`, `image-too-large` or `image-unreadable`. */
export const canonicalImage = defineResource<RgbImage>({
  id: 'canonicalImage',
  create: async (_subject, context) => {
    const header = readableHeader(await context.use(imageHeader));
    const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
    const refusal = refusalOf(header, megapixels);
    if (refusal) throw refusal;
    const bytes = await context.use(fileBytes);
    try {
      return await decodeCanonical(bytes, megapixels * 1e6);
    } catch (error) {
      throw new ListingLintError('image-unreadable', plainReason(error), [], { cause: error });
    }
  },
});
