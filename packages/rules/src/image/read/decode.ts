import { availableParallelism } from 'node:os';
import { defineResource, isKnownError, ListingLintError } from '@listing-lint/core/plugin';
import pLimit from 'p-limit';
import type { FailOnOptions, ResizeOptions, Sharp } from 'sharp';
import { giveBack } from '../../kernel/byte-room.ts';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../../settings.ts';
import { hasOpacity, type RgbaPixels } from '../kernel/reducer.ts';
import { pictureReducer } from '../kernel/reducer-wasm.ts';
import { fileBytes } from './bytes.ts';
import { type CompletenessCheck, dataCompleteness, decodeComplete } from './completeness.ts';
import { DECODE_SECONDS, damageOf, isTimeout, withinTime } from './damage.ts';
import { type ImageHeader, imageHeader, readableHeader, readHeader } from './header.ts';
import { loadSharp } from './load-sharp.ts';
import { type NativeRows, nativeRowsOf, RowDemand } from './pixels/native-rows.ts';
import { reducedFor } from './pixels/reduced.ts';
import { upright } from './pixels/upright.ts';
import type { RgbImage } from './raster.ts';
import { refusalOf } from './refusal.ts';
import { decodableOf } from './sequential/decodable.ts';

/**
 * Part of the version of every fact that looks at pixels: raised when the same file gives other ones. Since 2 the sides of most pictures of more than 1024 px are
 * reduced by area means here, before by libvips with a cubic kernel; the two differ by less than one level (docs/bench-hash.md). Since 3 a profile that is sRGB but for rounding is left out. Since 4 a run refuses data that are not complete.
 */
export const DECODE_VERSION = 4;

/** Longest side of the canonical decode, px. */
export const CANONICAL_SIDE = 1024;

/** Pixels that are decoded at full size and reduced here; larger pictures are reduced by libvips while it decodes them, in less memory. */
export const OWN_PIXELS = 10e6;
const OWN_SIDE = 30_000;

/** From here on libjpeg decodes at half the size or less, which is cheaper than anything that comes after it. */
const SHRINK_ON_LOAD = 3;

/**
 * The one canonical decode: auto-oriented, alpha on white, sRGB, at most 1024 px inside, never enlarged; of an animation the
 * first frame. Everything that looks at pixels derives from it. `header` is that of the bytes, where it has been read. Throws `content-unreadable`.
 */
export const decodeCanonical = async (
  bytes: Buffer,
  pixelLimit = DEFAULT_MEGAPIXELS * 1e6,
  header?: ImageHeader,
): Promise<RgbImage> => pictureOf(await readableDecode(bytes, pixelLimit, header));

/** What one decode gives: the canonical picture, and rows of it as they lie in the file, where it was decoded at full size. */
export interface DecodedPicture {
  readonly image: RgbImage;
  readonly rows: NativeRows | null;
}

/** `decodeCanonical` with the stored rows of full size; throws as it does. */
export const decodePicture = async (
  bytes: Buffer,
  pixelLimit = DEFAULT_MEGAPIXELS * 1e6,
  header?: ImageHeader,
): Promise<DecodedPicture> => {
  const decode = await readableDecode(bytes, pixelLimit, header);
  const rows = rowsOf(decode);
  return { image: pictureOf(decode), rows };
};

/** The picture alone: the larger one is released at once, and must not be used any more. */
const pictureOf = ({ image, whole }: Decode): RgbImage => {
  if (whole !== null && whole !== image) giveBack(hasOpacity(whole) ? whole.rgba : whole.data);
  return image;
};

/** To hold a whole picture that was reduced until somebody may ask would take more time than to copy its rows: it would live through collections. */
const rowsOf = ({ image, whole }: Decode): NativeRows | null =>
  whole === null ? null : nativeRowsOf(whole, whole === image ? 'views' : 'copied');

/** The canonical picture, and all of it in file orientation, if it was decoded at full size. */
interface Decode {
  readonly image: RgbImage;
  readonly whole: RgbImage | RgbaPixels | null;
}

const readableDecode = async (
  bytes: Buffer,
  pixelLimit: number,
  given?: ImageHeader,
  check: CompletenessCheck | null = null,
): Promise<Decode> => {
  const header = given ?? (await readHeader(bytes, ''));
  const decode = (failOn: FailOnOptions): Promise<Decode> => decoded(bytes, header, { pixelLimit, failOn });
  return fewLarge(header, () =>
    readable(bytes, () => decodeComplete(check, header, { decode, imageOf: ({ image }) => image })),
  );
};

/** While they are decoded, pictures of more pixels take tens of megabytes each: there are never more of them at a time than cores, however many pictures are worked on. */
const LARGE_PIXELS = 6e6;
const largeDecodes = pLimit(availableParallelism());

/** Decodes a picture of that header when no more large ones are decoded than cores. */
export const fewLarge = <T>({ width, height }: ImageHeader, decode: () => Promise<T>): Promise<T> =>
  (width ?? 0) * (height ?? 0) > LARGE_PIXELS ? largeDecodes(decode) : decode();

/** What a decode of these bytes gives in its time; throws `content-unreadable`, or `work-timeout`, which may pass: the machine may have been busy. */
const readable = async <T>(bytes: Buffer, decode: () => Promise<T>): Promise<T> => {
  try {
    return await withinTime(decode, DECODE_SECONDS);
  } catch (cause) {
    if (isKnownError(cause)) throw cause;
    const reason = damageOf(bytes, cause);
    throw new ListingLintError(isTimeout(cause) ? 'work-timeout' : 'content-unreadable', reason, [], { cause });
  }
};

const decoded = async (bytes: Buffer, header: ImageHeader, options: DecodeOptions): Promise<Decode> => {
  if (!isReducedHere(header)) {
    return { image: await resized(bytes, MOST_SIDES, header, options), whole: null };
  }
  const whole = await decodedAsItIs(bytes, header, options);
  const { width, height } = whole;
  const scale = CANONICAL_SIDE / Math.max(width, height);
  const orientation = header.metadata?.orientation ?? 1;
  if (scale < 1) {
    const reduced = reducedFor(whole, { width: scaled(width, scale), height: scaled(height, scale) });
    return { image: upright(reduced, orientation), whole };
  }
  const image = onWhite(whole);
  return { image: upright(image, orientation), whole: image };
};

const onWhite = (image: RgbImage | RgbaPixels): RgbImage => {
  if (!hasOpacity(image)) return image;
  const onWhite = pictureReducer().onWhite(image);
  giveBack(image.rgba);
  return onWhite;
};

const MOST_SIDES = { width: CANONICAL_SIDE, height: CANONICAL_SIDE, fit: 'inside', withoutEnlargement: true } as const;

/** As `decodeCanonical`, of a frame or page behind the first one (0) of a GIF, WebP or TIFF; throws as it does. */
export const decodeFrame = (bytes: Buffer, frame: number, pixelLimit: number): Promise<RgbImage> =>
  readable(bytes, () => resized(bytes, MOST_SIDES, null, { pixelLimit, frame }));

/** The first frame with its longer side at most `side` px, which may be more than the canonical decode has; throws as `decodeCanonical` does. */
export const decodeLarger = (bytes: Buffer, side: number, pixelLimit: number): Promise<RgbImage> =>
  readable(bytes, () => resized(bytes, { ...MOST_SIDES, width: side, height: side }, null, { pixelLimit }));

const scaled = (side: number, scale: number): number => Math.max(1, Math.round(side * scale));

/** Whether full size is the cheapest that the decoder of the format gives. */
const isReducedHere = ({ format, width, height }: ImageHeader): boolean => {
  if (width === null || height === null) return false;
  const side = Math.max(width, height);
  if (width * height > OWN_PIXELS || side > OWN_SIDE) return false;
  const shrink = side / CANONICAL_SIDE;
  return shrink <= 1 || (format !== 'webp' && (format !== 'jpeg' || shrink < SHRINK_ON_LOAD));
};

interface DecodeOptions {
  readonly pixelLimit: number;
  /** From which fault on libvips fails; `error` by default. */
  readonly failOn?: FailOnOptions;
  /** Frame or page, from 0. */
  readonly frame?: number;
}

/** In file orientation, or by the options behind the name of one (text). Rejects if it cannot be decoded. */
export const decodedWhole = async (
  file: Buffer | string,
  header: ImageHeader,
  options: DecodeOptions,
): Promise<RgbImage> => onWhite(await decodedAsItIs(file, header, options));

/** Eight bits of alpha stay separate, for the kernel: libvips takes a third of a decode to flatten them on white. */
const decodedAsItIs = async (
  file: Buffer | string,
  header: ImageHeader,
  options: DecodeOptions,
): Promise<RgbImage | RgbaPixels> => {
  const picture = await opened(file, header, options);
  const hasSeparateAlpha = isUsual(header) && header.metadata?.hasAlpha === true;
  // JPEG has no alpha.
  const taken = hasSeparateAlpha || header.format === 'jpeg' ? picture : flattened(picture);
  const { data, info } = await taken.raw().toBuffer({ resolveWithObject: true });
  const { width, height, channels } = info;
  if (hasSeparateAlpha && channels === 4) return { width, height, rgba: data };
  if (channels !== 3) throw new Error(`decoded to ${channels} channels, expected 3`);
  return { width, height, data };
};

/** Red, green and blue of eight bits. */
const isUsual = ({ metadata }: ImageHeader): boolean => metadata?.space === 'srgb' && metadata.depth === 'uchar';

const needsNoProfile = async (header: ImageHeader): Promise<boolean> => {
  const { icc } = header.metadata ?? {};
  return isUsual(header) && icc !== undefined && (await import('./pixels/colour-profile.ts')).changesNoColour(icc);
};

/** Reduced by libvips, and upright. */
const resized = async (
  bytes: Buffer,
  size: ResizeOptions,
  header: ImageHeader | null,
  options: DecodeOptions,
): Promise<RgbImage> => {
  const { data, info } = await flattened(await opened(bytes, header, options))
    .autoOrient()
    .resize({ ...size, kernel: 'cubic' })
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { width: info.width, height: info.height, data };
};

const opened = async (
  file: Buffer | string,
  header: ImageHeader | null,
  { pixelLimit, failOn = 'error', frame = 0 }: DecodeOptions,
) => {
  const sharp = await loadSharp();
  const page = frame === 0 ? {} : { page: frame };
  const ignoreIcc = header !== null && (await needsNoProfile(header));
  const decodable = header === null || typeof file === 'string' ? file : await decodableOf(file, header);
  return sharp(decodable, { limitInputPixels: pixelLimit, sequentialRead: true, failOn, ignoreIcc, ...page })
    .toColourspace('srgb')
    .timeout({ seconds: DECODE_SECONDS });
};

const flattened = (picture: Sharp): Sharp => picture.flatten({ background: '#ffffff' });

/** What the one decode gives a run: the canonical picture, and a promise of the rows. */
export interface PictureOfRun {
  readonly image: RgbImage;
  /** Stored if they are likely to be needed, otherwise decoded again. */
  readonly rows: () => Promise<NativeRows | null>;
}

/** `decodePicture` for a run that may not need rows; throws as it does. */
export const decodeForRun = async (
  bytes: Buffer,
  pixelLimit: number,
  {
    header,
    demand,
    check = null,
  }: { readonly header?: ImageHeader; readonly demand: RowDemand; readonly check?: CompletenessCheck | null },
): Promise<PictureOfRun> => {
  const decode = await readableDecode(bytes, pixelLimit, header, check);
  const isOwnSize = decode.whole === null || decode.whole === decode.image;
  const rows = demand.areLikely() && !isOwnSize ? rowsOf(decode) : undefined;
  const image = pictureOf(decode);
  return {
    image,
    rows: async () => {
      demand.note();
      // Of a picture that was not reduced they are views, made when somebody asks.
      if (isOwnSize) return rowsOf(decode);
      return rows === undefined ? (await decodePicture(bytes, pixelLimit, header)).rows : rows;
    },
  };
};

const rowDemand = new RowDemand();

/** The one decode of an image, made once. Throws `metadata-only`, `content-too-large` or `content-unreadable`. */
export const decodedPicture = defineResource<PictureOfRun>({
  id: 'decodedPicture',
  create: async (_subject, context) => {
    const header = readableHeader(await context.use(imageHeader));
    const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
    const refusal = refusalOf(header, megapixels);
    if (refusal) throw refusal;
    const check = await context.use(dataCompleteness);
    return decodeForRun(await context.use(fileBytes), megapixels * 1e6, { header, demand: rowDemand, check });
  },
  // Megabytes a picture, of which collections would take notice.
  dispose: ({ image }) => giveBack(image.data),
});

/** The canonical picture of the one decode; throws as it does. */
export const canonicalImage = defineResource<RgbImage>({
  id: 'canonicalImage',
  sharedAs: 'listing-lint/pixels@1',
  create: async (_subject, context) => (await context.use(decodedPicture)).image,
});
