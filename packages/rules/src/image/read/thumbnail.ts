import type { FactContext, Subject } from '@listing-lint/core/plugin';
import { canonicalImage } from './decode.ts';
import { loadSharp } from './load-sharp.ts';

/** Longest side of a thumbnail, px. */
const SIDE = 320;

/** A small picture of an image as a `data:` address (WebP), from the pixels that are decoded already. Rejects where there are none. */
export const thumbnailOf = async (_subject: Subject, context: FactContext): Promise<string> => {
  const { width, height, data } = await context.use(canonicalImage);
  const sharp = await loadSharp();
  const bytes = await sharp(data, { raw: { width, height, channels: 3 } })
    .resize({ width: SIDE, height: SIDE, fit: 'inside', withoutEnlargement: true })
    .webp({ quality: 70 })
    .toBuffer();
  return `data:image/webp;base64,${bytes.toString('base64')}`;
};
