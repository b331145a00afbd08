import { readBytes } from '@listing-lint/core/plugin';
import { type FractionEdges, picturesIn } from '@listing-lint/rules/hash';
import { loadSharp, readHeader } from '@listing-lint/rules/image';
import { DEFAULT_FILE_MEGABYTES } from '@listing-lint/rules/settings';
import type { Thumbnail } from '@listing-lint/rules/view';
import type { PictureFile } from '../read-ours.ts';

const SIDE = 480;
const QUALITY = 70;
/** Longest side of a patch, px, and its WebP quality. */
const PATCH_SIDE = 640;
const PATCH_QUALITY = 82;
const MOST_PIXELS = 50_000_000;

/** A file, and how far its path may lead. */
type BoundedFile = Pick<PictureFile, 'file' | 'within'>;

/** A small picture of a file, upright, at most `side` px, or of a frame of it, from 2; null where it cannot be read. */
export const smallPicture = (file: BoundedFile, side = SIDE, frame = 1): Promise<Thumbnail | null> =>
  pictured(file, { side, frame, quality: QUALITY });

/** A part of a file, upright, or of a frame of it, as sharp as the file has it up to 640 px; fractions. Null where it cannot be read. */
export const patchPicture = (file: BoundedFile, part: FractionEdges, frame = 1): Promise<Thumbnail | null> =>
  pictured(file, { side: PATCH_SIDE, frame, part, quality: PATCH_QUALITY });

interface Wanted {
  readonly side: number;
  readonly frame: number;
  readonly part?: FractionEdges;
  readonly quality: number;
}

const pictured = async (
  { file, within }: BoundedFile,
  { side, frame, part, quality }: Wanted,
): Promise<Thumbnail | null> => {
  try {
    const sharp = await loadSharp();
    const bytes = await readBytes(file, { maxBytes: DEFAULT_FILE_MEGABYTES * 1e6, within });
    const { own, page } = await frameIn(bytes, frame);
    const picture = sharp(own, { limitInputPixels: MOST_PIXELS, ...page });
    const upright = picture.autoOrient();
    if (part !== undefined) upright.extract(pixelsOf(part, (await picture.metadata()).autoOrient));
    const { data, info } = await upright
      .resize({ width: side, height: side, fit: 'inside', withoutEnlargement: true })
      .flatten({ background: '#ffffff' })
      .webp({ quality })
      .toBuffer({ resolveWithObject: true });
    return { address: `data:image/webp;base64,${data.toString('base64')}`, width: info.width, height: info.height };
  } catch {
    // The report has said already that the picture cannot be read.
    return null;
  }
};

/** The bytes that hold a frame, page or further picture, and which page of them it is. */
const frameIn = async (bytes: Buffer, frame: number) => {
  if (frame === 1) return { own: bytes, page: {} };
  const { pages, starts } = await picturesIn(bytes, await readHeader(bytes, ''));
  const start = starts[frame - 1 - pages];
  return start === undefined ? { own: bytes, page: { page: frame - 1 } } : { own: bytes.subarray(start), page: {} };
};

const pixelsOf = (
  { left, top, right, bottom }: FractionEdges,
  { width, height }: { width: number; height: number },
) => {
  const [x, y] = [Math.floor(left * width), Math.floor(top * height)];
  return {
    ...{ left: Math.min(x, width - 1), top: Math.min(y, height - 1) },
    width: Math.max(1, Math.min(width, Math.ceil(right * width)) - x),
    height: Math.max(1, Math.min(height, Math.ceil(bottom * height)) - y),
  };
};
