import { ListingLintError } from '@listing-lint/core/plugin';
import { METADATA_ONLY } from './container.ts';
import type { ImageHeader } from './header.ts';

/**
 * Shares of the pixel limit for what costs more memory a pixel. A progressive JPEG keeps all its coefficients until the end, which
 * sharp's own time limit does not bound (measured at 50 MP: 377 MB in all, baseline 80 MB); AVIF is decoded as a whole (25 MP: 527 MB).
 */
const PROGRESSIVE_SHARE = 0.72;
const AVIF_SHARE = 0.5;

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

/** What `limits.megapixels` must be at least for the picture to be decoded; 0 where its size is not known before. */
export const leastMegapixels = (header: ImageHeader): number =>
  ((header.width ?? 0) * (header.height ?? 0)) / 1e6 / (costlyKind(header)?.share ?? 1);

const costlyKind = ({
  format,
  metadata,
}: ImageHeader): { readonly name: string; readonly share: number } | undefined => {
  if (format === 'avif') return { name: 'AVIF', share: AVIF_SHARE };
  return metadata?.isProgressive === true ? { name: 'progressive', share: PROGRESSIVE_SHARE } : undefined;
};
