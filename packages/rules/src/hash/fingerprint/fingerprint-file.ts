import {
  FileRefusal,
  fileFault,
  fileSha256Sync,
  isKnownError,
  ListingLintError,
  type PathBound,
  readBytes,
  sha256,
} from '@listing-lint/core/plugin';
import { mayBeRaw } from '../../image/read/container.ts';
import { decodeCanonical, decodeLarger } from '../../image/read/decode.ts';
import { decodeSmaller, decodeWithin } from '../../image/read/decode-smaller.ts';
import { extensionOf, readableHeader, readHeader } from '../../image/read/header.ts';
import { workingRasterIs } from '../../image/read/pixels/working-raster.ts';
import type { RgbImage } from '../../image/read/raster.ts';
import { leastMegapixels, refusalOf } from '../../image/read/refusal.ts';
import { giveBack } from '../../kernel/byte-room.ts';
import { DEFAULT_FILE_MEGABYTES, DEFAULT_MEGAPIXELS, type Settings } from '../../settings.ts';
import { type Fingerprint, fingerprintOf } from './fingerprint.ts';
import { type FurtherFrame, furtherFrames } from './further-frames.ts';

/** A picture's fingerprint, and its canonical decode. */
interface FingerprintedPicture {
  readonly fingerprint: Fingerprint;
  readonly image: RgbImage;
  /** Frames, pages and full pictures of the file; the picture is the first one. */
  readonly frames: number;
  /** Others that can be decoded, by their number from 1; see `furtherFrames`. */
  readonly further: readonly FurtherFrame[];
  /** What the file has, which may be more than the decode. */
  readonly full: FullPicture;
  /** What is wrong in its file though it was decoded; null where nothing is seen. Takes some milliseconds for a JPEG. */
  readonly damage: () => Promise<string | null>;
  /** Gives the decode back at once: to be called by who is done with it and has given it to nobody. */
  readonly dispose: () => void;
}

/** A picture in the size that its file has, px, upright. */
export interface FullPicture {
  readonly width: number;
  readonly height: number;
  /** It, with its longer side at most so many px. Throws `content-unreadable`. */
  readonly within: (side: number) => Promise<RgbImage>;
}

/** A picture within the bounds that has not been decoded. */
export interface UndecodedPicture {
  /** Of its file, hex. */
  readonly sha256: string;
  /** What `limits.megapixels` must be at least for it to be decoded. */
  readonly megapixels: number;
  /** Throws `content-unreadable`. */
  readonly decoded: () => Promise<FingerprintedPicture>;
  /** Its fingerprint, and what that is taken from, which takes less; throws as `decoded` does. */
  readonly working: () => Promise<Pick<FingerprintedPicture, 'fingerprint' | 'image' | 'dispose'>>;
  /** The picture alone, its longer side at most so many px, which takes less; throws as `decoded` does. */
  readonly within: (side: number) => Promise<RgbImage>;
}

/**
 * A picture outside a run, within the same bounds as those in it. `name` is how messages call the file, `within` how far its path may lead. Throws
 * `file-unreadable`, `content-too-large`, `metadata-only` or `content-unreadable`.
 */
export const readCompared = async (
  file: string,
  name: string,
  within: PathBound,
  limits: Settings['limits'] = {},
): Promise<FingerprintedPicture> => (await openCompared(file, name, within, limits)).decoded();

/** The same before it is decoded, which it need not be where its content is known. */
export const openCompared = async (
  file: string,
  name: string,
  within: PathBound,
  limits: Settings['limits'] = {},
): Promise<UndecodedPicture> => {
  const opened = await named(name, async () => {
    const bytes = await readBounded(file, limits.fileMegabytes ?? DEFAULT_FILE_MEGABYTES, within);
    return openedBytes(bytes, name, limits);
  });
  return {
    get sha256() {
      return opened.sha256;
    },
    megapixels: opened.megapixels,
    decoded: () => named(name, opened.decoded),
    working: () => named(name, opened.working),
    within: (side) => named(name, () => opened.within(side)),
  };
};

/** The SHA-256 of a file, hex; undefined where its name counts as well for what it is, or it cannot be read: `openCompared` says why. */
export const contentOfCompared = (
  file: string,
  name: string,
  within: PathBound,
  limits: Settings['limits'] = {},
): string | undefined => {
  if (mayBeRaw(extensionOf(name))) return undefined;
  try {
    return fileSha256Sync(file, { maxBytes: (limits.fileMegabytes ?? DEFAULT_FILE_MEGABYTES) * 1e6, within });
  } catch {
    return undefined;
  }
};

/** Has what goes wrong say of which file. */
const named = async <T>(name: string, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (isKnownError(error)) throw new ListingLintError(error.code, `${name}: ${error.message}`, [], { cause: error });
    throw error;
  }
};

/** The fingerprint of such a picture. */
export const fingerprintFile = async (
  file: string,
  name: string,
  within: PathBound,
  limits: Settings['limits'] = {},
): Promise<Fingerprint> => fingerprintIn(await openCompared(file, name, within, limits));

const fingerprintIn = async ({ working }: UndecodedPicture): Promise<Fingerprint> => {
  const { fingerprint, dispose } = await working();
  dispose();
  return fingerprint;
};

/** The fingerprint of a picture whose bytes are at hand; `name` has its extension. Throws `content-too-large`, `metadata-only` or `content-unreadable`. */
export const fingerprintBytes = async (
  bytes: Buffer,
  name: string,
  limits: Settings['limits'] = {},
): Promise<Fingerprint> => fingerprintIn(await openedBytes(bytes, name, limits));

/** The same of bytes that are at hand; throws as `fingerprintBytes` does. */
export const readComparedBytes = async (
  bytes: Buffer,
  name: string,
  limits: Settings['limits'] = {},
): Promise<FingerprintedPicture> => (await openedBytes(bytes, name, limits)).decoded();

const openedBytes = async (bytes: Buffer, name: string, limits: Settings['limits'] = {}): Promise<UndecodedPicture> => {
  const header = readableHeader(await readHeader(bytes, extensionOf(name)));
  const megapixels = limits.megapixels ?? DEFAULT_MEGAPIXELS;
  const refusal = refusalOf(header, megapixels);
  if (refusal) throw refusal;
  let content: string | undefined;
  const sha256Once = (): string => {
    content ??= sha256(bytes);
    return content;
  };
  const pixelLimit = megapixels * 1e6;
  const sizeOf = ({ width, height }: RgbImage): { readonly width: number; readonly height: number } =>
    header.width === null || header.height === null
      ? { width, height }
      : { width: header.width, height: header.height };
  const printOf = (image: RgbImage): Fingerprint => fingerprintOf(bytes, image, sizeOf(image), sha256Once());
  return {
    get sha256() {
      return sha256Once();
    },
    megapixels: leastMegapixels(header),
    within: (side) => decodeWithin(bytes, side, pixelLimit, header),
    working: async () => {
      const image =
        (await decodeSmaller(bytes, pixelLimit, header)) ?? (await decodeCanonical(bytes, pixelLimit, header));
      return { image, fingerprint: printOf(image), dispose: () => giveBack(image.data) };
    },
    decoded: async () => {
      const decodes = [decodeCanonical(bytes, pixelLimit, header), decodeSmaller(bytes, pixelLimit, header)] as const;
      const [image, smaller] = await Promise.all(decodes);
      // The small version is the same everywhere.
      if (smaller !== null) workingRasterIs(image, smaller);
      let fingerprint = smaller === null ? undefined : printOf(smaller);
      return {
        get fingerprint() {
          fingerprint ??= printOf(image);
          return fingerprint;
        },
        image,
        full: { ...sizeOf(image), within: (side) => decodeLarger(bytes, side, pixelLimit) },
        dispose: () => giveBack(image.data),
        damage: async () => (header.format === 'jpeg' ? damagedCodes(bytes) : null),
        ...(await furtherFrames(bytes, header, pixelLimit, sha256Once)),
      };
    },
  };
};

const damagedCodes = async (bytes: Buffer): Promise<string | null> => {
  const { codedDataOf } = await import('../../image/read/coded-data/coded-data.ts');
  const { state, reason } = codedDataOf(bytes);
  return state === 'damaged' ? reason : null;
};

const readBounded = async (file: string, megabytes: number, within: PathBound): Promise<Buffer> => {
  try {
    return await readBytes(file, { maxBytes: megabytes * 1e6, within });
  } catch (cause) {
    if (cause instanceof FileRefusal && cause.code === 'file-too-large') {
      throw new ListingLintError('content-too-large', cause.message, [], { cause });
    }
    throw new ListingLintError('file-unreadable', `the file cannot be read (${fileFault(cause)})`, [], { cause });
  }
};

/** Files that are read and decoded side by side. */
const AT_ONCE = 3;

/** Maps in order, so many at once; after the first error nothing is begun. */
export const mapSome = async <T, R>(
  items: readonly T[],
  map: (item: T) => Promise<R>,
  lanes = AT_ONCE,
): Promise<R[]> => {
  const results: R[] = [];
  const waiting = numbered(items);
  const lane = async (): Promise<void> => {
    // Leaving the loop by an error closes it for all lanes.
    for (const [k, item] of waiting) results[k] = await map(item);
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return results;
};

function* numbered<T>(items: readonly T[]): Generator<[number, T]> {
  yield* items.entries();
}
