import { defineResource, isKnownError, ListingLintError, withNamedBytes } from '@listing-lint/core/plugin';
import type { FailOnOptions } from 'sharp';
import { giveBack } from '../../kernel/byte-room.ts';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../../settings.ts';
import { pictureReducer } from '../kernel/reducer-wasm.ts';
import { fileBytes } from './bytes.ts';
import { type CompletenessCheck, dataCompleteness, decodeComplete } from './completeness.ts';
import { DECODE_SECONDS, damageOf, endsWhole, isTimeout, withinTime } from './damage.ts';
import { CANONICAL_SIDE, canonicalImage, decodeCanonical, decodedWhole, fewLarge, OWN_PIXELS } from './decode.ts';
import { type ImageHeader, imageHeader, readableHeader } from './header.ts';
import { reducedTo, sizeWithin } from './pixels/reduced.ts';
import { isLying, upright } from './pixels/upright.ts';
import { WORKING_SIDE } from './pixels/working-raster.ts';
import type { RgbImage } from './raster.ts';
import { refusalOf } from './refusal.ts';
import { decodableOf } from './sequential/decodable.ts';

/** Part of the version of every fact that looks at the working picture: raised when the same file gives another one. Since 1 most JPEGs are made smaller by libjpeg, since 2 a profile that is sRGB is left out. */
export const WORKING_VERSION = 2;

interface Size {
  readonly width: number;
  readonly height: number;
}

/** How a JPEG is reduced while it is decoded: the factor per side, and the final size, both in file orientation. */
interface Shrink {
  readonly times: number;
  readonly shrunk: Size;
  readonly target: Size;
}

/** By which libjpeg can divide the sides of a picture while it decodes it: it makes fewer samples of each block of 8 × 8. */
const SHRINKS = [8, 4, 2];

/**
 * The working picture of a JPEG of at least twice that size: within a few levels what `reducedTo` makes of the canonical decode (docs/bench-hash.md). Null for all else, whose working
 * picture is made of the canonical decode, and for what cannot be decoded so: that one says why. `header` is that of the bytes. Throws `work-timeout`, and as `check` does.
 */
export const decodeSmaller = (
  bytes: Buffer,
  pixelLimit: number,
  header: ImageHeader,
  check: CompletenessCheck | null = null,
): Promise<RgbImage | null> => shrunkOnLoad(bytes, header, { side: WORKING_SIDE, pixelLimit, check });

/**
 * The canonical decode with its longer side at most `side` px; a JPEG that is at least twice as large is made smaller while it is decoded, in half the time, which
 * differs by a level or two in the mean. Of what `reducedTo` makes of the canonical decode it has the size. Throws as `decodeCanonical` does.
 */
export const decodeWithin = async (
  bytes: Buffer,
  side: number,
  pixelLimit: number,
  header: ImageHeader,
): Promise<RgbImage> => {
  const shrunk = await shrunkOnLoad(bytes, header, { side, pixelLimit, check: null });
  return shrunk ?? reducedTo(await decodeCanonical(bytes, pixelLimit, header), side);
};

/** Null where it is not made smaller, or cannot be decoded so: what is wrong with it the canonical decode says. */
const shrunkOnLoad = async (
  bytes: Buffer,
  header: ImageHeader,
  {
    side,
    pixelLimit,
    check,
  }: { readonly side: number; readonly pixelLimit: number; readonly check: CompletenessCheck | null },
): Promise<RgbImage | null> => {
  const shrink = shrinkOf(header, side, pixelLimit);
  // Rows at the lower edge that make less than one row are not decoded: that their data are missing would go unseen.
  if (shrink === null || !endsWhole(bytes)) return null;
  const orientation = header.metadata?.orientation ?? 1;
  const decode = async (failOn: FailOnOptions): Promise<RgbImage> =>
    upright(reducedIn(await shrunkOrWhole(bytes, shrink, header, failOn), shrink.target), orientation);
  const decodeAll = () => decodeComplete(check, header, { decode, imageOf: (image) => image });
  try {
    return await fewLarge(header, () => withinTime(decodeAll, DECODE_SECONDS));
  } catch (cause) {
    if (isKnownError(cause)) throw cause;
    if (!isTimeout(cause)) return null;
    throw new ListingLintError('work-timeout', damageOf(bytes, cause), [], { cause });
  }
};

const shrinkOf = (header: ImageHeader, side: number, pixelLimit: number): Shrink | null => {
  const { format, width, height } = header;
  if (format !== 'jpeg' || width === null || height === null || width * height > pixelLimit) return null;
  const canonical = sizeWithin({ width, height }, CANONICAL_SIDE) ?? { width, height };
  const target = asInFile(sizeWithin(canonical, side) ?? canonical, header);
  const whole = asInFile({ width, height }, header);
  for (const times of SHRINKS) {
    const shrunk = { width: Math.floor(whole.width / times), height: Math.floor(whole.height / times) };
    if (shrunk.width >= target.width && shrunk.height >= target.height) return { times, shrunk, target };
  }
  return null;
};

const asInFile = ({ width, height }: Size, { metadata }: ImageHeader): Size =>
  isLying(metadata?.orientation ?? 1) ? { width: height, height: width } : { width, height };

/**
 * sharp makes a JPEG smaller while it is decoded where it is to be at most a third as large, and resizes it then, which takes longer than to decode it. libvips takes
 * the options of a format behind a file's name, in brackets, as its own programs do (`vips_image_new_from_file`).
 */
const shrunkBy = async (
  bytes: Buffer,
  { times, shrunk }: Shrink,
  header: ImageHeader,
  failOn: FailOnOptions,
): Promise<RgbImage> => {
  const file = await decodableOf(bytes, header);
  const image = await withNamedBytes(file, (path) =>
    decodedWhole(`${path}[shrink=${times}]`, header, { pixelLimit: pixelsOf(header), failOn }),
  );
  if (image.width !== shrunk.width || image.height !== shrunk.height) throw new Error('it was decoded otherwise');
  return image;
};

const pixelsOf = ({ width, height }: ImageHeader): number => (width ?? 0) * (height ?? 0);

/**
 * Made smaller by libjpeg; where that cannot be had, as nothing can be written, by the means of as many pixels of full size, which are what libjpeg gives, a third of a
 * level off: what a picture is compared by must not depend on the machine. Rejects as decoding does.
 */
const shrunkOrWhole = async (
  bytes: Buffer,
  shrink: Shrink,
  header: ImageHeader,
  failOn: FailOnOptions,
): Promise<RgbImage> => {
  try {
    return await shrunkBy(bytes, shrink, header, failOn);
  } catch (cause) {
    if (isTimeout(cause) || pixelsOf(header) > OWN_PIXELS) throw cause;
    const whole = await decodedWhole(bytes, header, { pixelLimit: pixelsOf(header), failOn });
    const { shrunk, times } = shrink;
    return reducedIn(croppedTo(whole, { width: shrunk.width * times, height: shrunk.height * times }), shrunk);
  }
};

/** Its upper left part. */
const croppedTo = (image: RgbImage, { width, height }: Size): RgbImage => {
  if (image.width === width) return { width, height, data: image.data.subarray(0, 3 * width * height) };
  const data = new Uint8Array(3 * width * height);
  for (let y = 0; y < height; y++) {
    const start = 3 * y * image.width;
    data.set(image.data.subarray(start, start + 3 * width), 3 * y * width);
  }
  return { width, height, data };
};

/** Reduced to a size, and its own memory given back; itself where it has that size. */
const reducedIn = (image: RgbImage, target: Size): RgbImage => {
  if (image.width === target.width && image.height === target.height) return image;
  const reduced = pictureReducer().reduce(image, target);
  giveBack(image.data);
  return reduced;
};

/** The working picture, and whether it has memory of its own. */
const workingDecode = defineResource<{ readonly image: RgbImage; readonly isOwn: boolean }>({
  id: 'workingDecode',
  create: async (_subject, context) => {
    const header = readableHeader(await context.use(imageHeader));
    const megapixels = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
    const refusal = refusalOf(header, megapixels);
    if (refusal) throw refusal;
    const check = await context.use(dataCompleteness);
    const own = await decodeSmaller(await context.use(fileBytes), megapixels * 1e6, header, check);
    return own === null ? { image: await context.use(canonicalImage), isOwn: false } : { image: own, isOwn: true };
  },
  dispose: ({ image, isOwn }) => {
    if (isOwn) giveBack(image.data);
  },
});

/** What a picture of the run is compared by: `decodeSmaller`, else the canonical decode, to be reduced. Throws as `canonicalImage` does. */
export const workingImage = defineResource<RgbImage>({
  id: 'workingImage',
  create: async (_subject, context) => (await context.use(workingDecode)).image,
});
