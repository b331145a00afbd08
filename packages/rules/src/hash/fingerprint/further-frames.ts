import type { ContainerFormat } from '../../image/read/container.ts';
import { decodeCanonical, decodeFrame } from '../../image/read/decode.ts';
import type { ImageHeader } from '../../image/read/header.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { type Fingerprint, fingerprintOfPart } from './fingerprint.ts';

/** A frame, page or full JPEG behind the first picture of a file. */
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

/**
 * How many pictures a file has, and up to twelve frames, pages and full JPEGs behind the first of them, evenly spread, in their order. Pages of other
 * sizes count as large as the first.
 */
export const furtherFrames = async (
  bytes: Buffer,
  header: ImageHeader,
  pixelLimit: number,
  sha256: () => string,
): Promise<{ readonly frames: number; readonly further: readonly FurtherFrame[] }> => {
  const { format, width, height } = header;
  const { pages, starts, count: frames } = await picturesIn(bytes, header);
  const pixels = (width ?? 0) * (height ?? 0);
  const within = format === 'tiff' ? pages : Math.min(pages, Math.floor(MOST_PIXELS / Math.max(1, pixels)));
  const reachable = BY_FRAME.has(format) ? Math.max(1, within) : 1;
  const last = reachable - 1 + starts.length;
  const count = Math.min(MOST_FRAMES, last);
  const further = Array.from({ length: count }, (_, k): FurtherFrame => {
    // The last one that can be reached is among them.
    const place = Math.round(((k + 1) * last) / count);
    const start = starts[place - reachable];
    const number = (start === undefined ? place : place - reachable + pages) + 1;
    return {
      number,
      decoded: async () => {
        const image =
          start === undefined
            ? await decodeFrame(bytes, place, pixelLimit)
            : await decodeCanonical(bytes.subarray(start), pixelLimit);
        return { image, fingerprint: fingerprintOfPart(image, `${sha256()} frame ${number}`) };
      },
    };
  });
  return { frames, further };
};

/** The pictures of a file: its frames or pages, then where each full JPEG behind them begins; there are more of these than were found where `count` says so. */
export const picturesIn = async (
  bytes: Buffer,
  header: ImageHeader,
): Promise<{ readonly pages: number; readonly starts: readonly number[]; readonly count: number }> => {
  const pages = header.metadata?.pages ?? 1;
  const { furtherPictures } = await import('../../image/read/coded-data/further-pictures.ts');
  const { starts, areAll } = furtherPictures(bytes, header);
  return { pages, starts, count: pages + starts.length + (areAll ? 0 : 1) };
};
