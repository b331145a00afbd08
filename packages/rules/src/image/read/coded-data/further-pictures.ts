import type { ImageHeader } from '../header.ts';
import { nextMarker } from '../headers/jpeg-marker.ts';
import { isFrame, MARKER } from './segments.ts';

const START = Buffer.from([0xff, 0xd8, 0xff]);

/**
 * Share of the main picture's pixels from which on a further one is no preview. Measured on 2026-12-03 by `listing-lint` with `rules: { image-still: error }` over
 * 644 JPEGs: demo catalogues (opencart 90, thelia 100, spree 4, bagisto 3), ianare/exif-samples, PDQ and C2PA files (106), test files of Exiv2 (131), Pillow (63),
 * exifr (41), ExifTool (41), immich (23), libvips (22), libavif (13), libultrahdr (7).
 *
 * | further pictures | files | share | found |
 * |---|--:|---|--:|
 * | none | 627 | – | 0 |
 * | MPO of two full pictures (Pillow) | 6 | 100 % | 6 |
 * | gain maps and other layers, by their mark | 11 | 6 to 3,864 % | 0 |
 *
 * No preview is among them, so that they allow any share up to 100 %. The largest preview that is known is 1616 × 1080 in 2128 × 1416, 58 %.
 */
const LEAST_SHARE = 0.8;
/** Most beginnings of a JPEG that are checked; films behind a picture have some by chance. */
const MOST_STARTS = 1000;
const MOST_SEGMENTS = 500;
/** Bytes up to a marker behind a segment; encoders write none to fill. */
const MOST_FILL = 256;

/** What marks a picture as a gain map (Adobe's and Apple's XMP, ISO 21496-1) or another layer of the main one (Apple: depth, mattes). */
const LAYERS = ['ns.adobe.com/hdr-gain-map/', 'iso:std:iso:ts:21496', 'HDRGainMap', 'AuxiliaryImageType'] as const;

/** Formats behind whose pictures nothing should follow. */
const SINGLE: ReadonlySet<string> = new Set(['jpeg', 'png', 'webp', 'gif']);

/** The full JPEGs that follow the pictures of a file. */
export interface FurtherPictures {
  /** Null where it is not clear: a grey one behind one of colours, which may be a depth map, or one of more segments than are read. */
  readonly count: number | null;
  /** Where each begins in the file, in their order; those that are not clear are among them. */
  readonly starts: readonly number[];
  /** `false`: there may be more behind them. */
  readonly areAll: boolean;
}

/**
 * Returns the full JPEGs that follow the pictures of a JPEG, PNG, WebP or GIF: those of an MPF index (CIPA DC-007) and others that were appended, with or
 * without other bytes between. Gain maps, other layers and smaller previews do not count. Other files are not searched.
 */
export const furtherPictures = (
  bytes: Buffer,
  { format, metadata }: Pick<ImageHeader, 'format' | 'metadata'>,
): FurtherPictures => {
  if (!SINGLE.has(format) || metadata === null) return { count: 0, starts: [], areAll: true };
  const least = LEAST_SHARE * metadata.width * metadata.height;
  const isGrey = metadata.space === 'b-w';
  const starts: number[] = [];
  let count = 0;
  let areAll = true;
  let from = format === 'jpeg' ? (headOf(bytes, 0, false)?.end ?? START.length) : endOfPicture(bytes);
  for (let seen = 0; ; seen++) {
    const at = bytes.indexOf(START, from);
    if (at < 0) break;
    if (seen >= MOST_STARTS) {
      areAll = false;
      break;
    }
    const head = headOf(bytes, at, true);
    from = head?.end ?? at + START.length;
    if (head === null || head.isLayer || head.pixels < least) continue;
    starts.push(at);
    if (head.colours > 1 || isGrey) count++;
  }
  const isUnclear = !areAll || starts.length > count;
  return { count: isUnclear && count === 0 ? null : count, starts, areAll };
};

/** Where a PNG or WebP ends, behind the thumbnails in its EXIF; a GIF has none. */
const endOfPicture = (bytes: Buffer): number => {
  const kind = bytes.toString('latin1', 0, 4);
  if (kind === 'RIFF') return 8 + bytes.readUInt32LE(4);
  return kind === '\x89PNG' ? Math.max(0, bytes.indexOf('IEND', 8, 'latin1')) : 0;
};

interface Head {
  readonly pixels: number;
  readonly colours: number;
  readonly isLayer: boolean;
  /** Where its first scan begins. */
  readonly end: number;
}

/** What the segments of a JPEG say up to its first scan, of unknown size where there are more than are read; null where it has no scan, and, if `isStrict`, where bytes between them are no segments. */
const headOf = (bytes: Buffer, start: number, isStrict: boolean): Head | null => {
  let frame = { pixels: 0, colours: 0 };
  let isLayer = false;
  let at = start + 2;
  for (let count = 0; count < MOST_SEGMENTS; count++) {
    const next = isStrict ? at + nextMarker(bytes.subarray(at, at + MOST_FILL), 0) : nextMarker(bytes, at);
    if (next < at || next + 4 > bytes.length) return null;
    if (isStrict && bytes.subarray(at, next).some((byte) => byte !== 0xff)) return null;
    const marker = bytes[next + 1] ?? 0;
    const end = next + 2 + bytes.readUInt16BE(next + 2);
    if (marker === MARKER.scan) return frame.pixels === 0 ? null : { ...frame, isLayer, end };
    const data = bytes.subarray(next + 4, end);
    if (isFrame(marker)) {
      if (data.length < 6) return null;
      frame = { pixels: data.readUInt16BE(1) * data.readUInt16BE(3), colours: data[5] ?? 0 };
    } else if (marker === 0xe1 || marker === 0xe2) isLayer ||= LAYERS.some((mark) => data.includes(mark));
    at = Math.max(end, next + 4);
  }
  return { pixels: Number.POSITIVE_INFINITY, colours: 1, isLayer, end: at };
};
