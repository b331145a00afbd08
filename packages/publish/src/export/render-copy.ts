import { loadSharp } from '@listing-lint/rules/image';
import type { Sharp } from 'sharp';
import type { CopyPlan, WrittenFormat } from './copy-plan.ts';

/** Qualities that are tried, the best first, until a file is small enough. */
const QUALITIES = [95, 92, 89, 86, 83, 80, 76] as const;
const LEAST_QUALITY = 72;
/** From here on colours are kept at full size. */
const FULL_COLOUR = 89;
const MOST_SECONDS = 60;

export interface RenderedCopy {
  readonly bytes: Buffer;
  /** Of a lossy format. */
  readonly quality: number | null;
}

/** Draws what stands on the canvas: the upright picture in sRGB, reduced, padded with a colour. `megapixels` bounds what is decoded. */
const drawn = async (
  original: Buffer,
  { content, canvas, keepsAlpha }: CopyPlan,
  { colour, megapixels }: { readonly colour: readonly [number, number, number]; readonly megapixels: number },
): Promise<Buffer> => {
  const sharp = await loadSharp();
  const [r, g, b] = colour;
  const left = Math.floor((canvas.width - content.width) / 2);
  const top = Math.floor((canvas.height - content.height) / 2);
  const upright = sharp(original, { limitInputPixels: megapixels * 1e6, failOn: 'error' })
    .timeout({ seconds: MOST_SECONDS })
    .autoOrient()
    .toColourspace('srgb');
  const ground = keepsAlpha ? upright : upright.flatten({ background: '#ffffff' });
  return ground
    .resize({ ...content, fit: 'fill', kernel: 'lanczos3' })
    .extend({
      top,
      left,
      bottom: canvas.height - content.height - top,
      right: canvas.width - content.width - left,
      background: { r, g, b, alpha: keepsAlpha ? 0 : 1 },
    })
    .png({ compressionLevel: 3 })
    .toBuffer();
};

const encoded = (picture: Sharp, format: WrittenFormat, quality: number): Promise<Buffer> => {
  if (format === 'png') return picture.png({ compressionLevel: 9 }).toBuffer();
  if (format === 'webp') return picture.webp({ quality }).toBuffer();
  return picture.jpeg({ quality, chromaSubsampling: quality >= FULL_COLOUR ? '4:4:4' : '4:2:0' }).toBuffer();
};

/** A file, or how small the smallest one was that could be made. */
export type RenderResult = RenderedCopy | { readonly smallest: number };

/**
 * Writes a copy by its plan: the same bytes for the same picture. `finish`: what is done to the drawn picture (lossless PNG) before it is encoded,
 * such as putting a mark. `room`: bytes that metadata will need. Throws where the picture cannot be decoded.
 */
export const renderCopy = async (
  original: Buffer,
  plan: CopyPlan,
  options: {
    readonly colour: readonly [number, number, number];
    readonly megapixels: number;
    readonly room: number;
    readonly finish?: (drawn: Buffer) => Promise<Buffer>;
  },
): Promise<RenderResult> => {
  const sharp = await loadSharp();
  const plain = await drawn(original, plan, options);
  const finished = options.finish === undefined ? plain : await options.finish(plain);
  const most = (plan.maxBytes ?? Number.POSITIVE_INFINITY) - options.room;
  const at = async (quality: number): Promise<RenderedCopy> => {
    const picture = sharp(finished).withIccProfile('srgb');
    const bytes = await encoded(plan.keepsAlpha ? picture : picture.removeAlpha(), plan.format, quality);
    return { bytes, quality: plan.format === 'png' ? null : quality };
  };
  const best = await at(QUALITIES[0]);
  if (best.bytes.length <= most) return best;
  const worst = plan.format === 'png' ? best : await at(LEAST_QUALITY);
  if (worst.bytes.length > most) return { smallest: worst.bytes.length + options.room };
  for (const quality of QUALITIES.slice(1)) {
    const rendered = await at(quality);
    if (rendered.bytes.length <= most) return rendered;
  }
  return worst;
};
