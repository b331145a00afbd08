import { defineResource, ListingLintError } from '@listing-lint/core/plugin';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../../settings.ts';
import { fileBytes } from './bytes.ts';
import { METADATA_ONLY } from './container.ts';
import { damageOf } from './damage.ts';
import { type ImageHeader, imageHeader, readableHeader } from './header.ts';
import { loadSharp } from './load-sharp.ts';
import type { RgbImage } from './raster.ts';

/** Longest side of the canonical decode, px. */
const CANONICAL_SIDE = 1024;

/**
 * Shares of the pixel limit for what costs more memory a pixel. A progressive JPEG keeps all its coefficients until the end, which
 * sharp's own time limit does not bound (measured at 50 MP: 377 MB in all, baseline 80 MB); AVIF is decoded as a whole (25 MP: 527 MB).
 */
const PROGRESSIVE_SHARE = 0.72;
const AVIF_SHARE = 0.5;

const DECODE_SECONDS = 30;

/**
 * The one canonical decode: auto-oriented, alpha on white, sRGB, at most 1024 px inside, never enlarged; of an animation the
 * first frame. Everything that looks at pixels derives from it. Throws `content-unreadable`.
 */
export const decodeCanonical = async (bytes: Buffer, pixelLimit = DEFAULT_MEGAPIXELS * 1e6): Promise<RgbImage> => {
  const { data, info } = await decoded(bytes, pixelLimit).catch((error: unknown) => {
    throw new ListingLintError('content-unreadable', damageOf(bytes, error), [], { cause: error });
  });
  return { width: info.width, height: info.height, data };
};

const decoded = async (bytes: Buffer, pixelLimit: number) => {
  const sharp = await loadSharp();
  return sharp(bytes, { limitInputPixels: pixelLimit, sequentialRead: true, failOn: 'error' })
    .autoOrient()
    .resize({ width: CANONICAL_SIDE, height: CANONICAL_SIDE, fit: 'inside', withoutEnlargement: true, kernel: 'cubic' })
    .flatten({ background: '#ffffff' })
    .toColourspace('srgb')
    .timeout({ seconds: DECODE_SECONDS })
    .raw()
    .toBuffer({ resolveWithObject: true });
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
  const costly = costlyKind(header);
  const limit = megapixels * (costly?.share ?? 1);
  const size = (header.width * header.height) / 1e6;
  if (size <= limit) return null;
  return new ListingLintError(
    'content-too-large',
    `the ${costly ? `${costly.name} ` : ''}picture has ${size.toFixed(1)} megapixels, more than the ${limit} that are decoded (limits.megapixels)`,
  );
};

const costlyKind = ({
  format,
  metadata,
}: ImageHeader): { readonly name: string; readonly share: number } | undefined => {
  if (format === 'avif') return { name: 'AVIF', share: AVIF_SHARE };
  return metadata?.isProgressive === true ? { name: 'progressive', share: PROGRESSIVE_SHARE } : undefined;
};

/** The canonical decode of an image, made once. Throws `metadata-only`, `content-too-large` or `content-unreadable`. */
export const canonicalImage = defineResource<RgbImage>({
  id: 'canonicalImage',
  create: async (_subject, context) => {
    const header = readableHeader(await context.use(imageHeader));
    const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
    const refusal = refusalOf(header, megapixels);
    if (refusal) throw refusal;
    return decodeCanonical(await context.use(fileBytes), megapixels * 1e6);
  },
});
