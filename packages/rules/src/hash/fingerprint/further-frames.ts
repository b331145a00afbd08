import type { ContainerFormat } from '../../image/read/container.ts';
import { decodeFrame } from '../../image/read/decode.ts';
import type { ImageHeader } from '../../image/read/header.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { type Fingerprint, fingerprintOfPart } from './fingerprint.ts';

/** A frame or page behind the first one of a file. */
export interface FurtherFrame {
  /** As people count them: 2 is the one after the first. */
  readonly number: number;
  /** Throws `content-unreadable` or `work-timeout`. */
  readonly decoded: () => Promise<{ readonly fingerprint: Fingerprint; readonly image: RgbImage }>;
}

/** Whose frames libvips decodes one by one; of animated PNGs and AVIF sequences it knows the first alone. */
const BY_FRAME: ReadonlySet<ContainerFormat> = new Set(['gif', 'webp', 'tiff']);

/** Number of frames compared after the first one, spread over the file. */
const MOST_FRAMES = 12;
/** A frame is made of all before it: of a file no more pixels are decoded than this for one. */
const MOST_PIXELS = 4e8;

/** Up to twelve frames or pages behind the first one of a file, evenly spread, in their order. Pages of other sizes count as large as the first. */
export const furtherFrames = (
  bytes: Buffer,
  { format, width, height, metadata }: ImageHeader,
  pixelLimit: number,
  sha256: () => string,
): readonly FurtherFrame[] => {
  const frames = metadata?.pages ?? 1;
  if (frames < 2 || !BY_FRAME.has(format)) return [];
  const pixels = (width ?? 0) * (height ?? 0);
  const reachable = format === 'tiff' ? frames : Math.min(frames, Math.floor(MOST_PIXELS / Math.max(1, pixels)));
  const count = Math.min(MOST_FRAMES, reachable - 1);
  return Array.from({ length: Math.max(0, count) }, (_, k) => {
    // The last one that can be reached is among them.
    const page = Math.round(((k + 1) * (reachable - 1)) / count);
    return {
      number: page + 1,
      decoded: async () => {
        const image = await decodeFrame(bytes, page, pixelLimit);
        return { image, fingerprint: fingerprintOfPart(image, `${sha256()} frame ${page + 1}`) };
      },
    };
  });
};
