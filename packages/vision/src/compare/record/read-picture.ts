import {
  FileRefusal,
  fileFault,
  isKnownError,
  ListingLintError,
  readBytes,
  sha256 as sha256Of,
} from '@listing-lint/core/plugin';
import { fingerprintOf, picturesIn } from '@listing-lint/rules/hash';
import {
  decodeCanonical,
  extensionOf,
  type ImageHeader,
  type RgbImage,
  readableHeader,
  readHeader,
  refusalOf,
} from '@listing-lint/rules/image';
import {
  type ExifFact,
  exifOf,
  find,
  findCarriers,
  jpegOf,
  matchesTopic,
  pictureData,
  readMetadata,
  rightsOf,
  SERIALS,
  type Statement,
  statementsOf,
} from '@listing-lint/rules/metadata';
import { DEFAULT_MEGAPIXELS, DEFAULT_ORIGINAL_MEGABYTES, type Settings } from '@listing-lint/rules/settings';
import type { PictureFile } from '../../match/read-ours.ts';
import { documentIds } from './documents.ts';
import type { LedgerLookup } from './ledger-record.ts';
import type { ClassifyPairMark } from './pair-stamp.ts';
import type { CredentialRecord, PictureRecord, ReadPicture } from './picture-record.ts';
import { statedTimes } from './stated-times.ts';

/** Detects the seller's watermark on a picture, or on its mirror image; positions are those of the searched picture. */
export type MarkSeeker = (image: RgbImage, isMirrored?: boolean) => Promise<NonNullable<PictureRecord['mark']>>;

/** Reads the Content Credentials of a picture. */
export type CredentialLookup = (bytes: Buffer, header: ImageHeader) => Promise<CredentialRecord>;

export interface CompareOptions {
  readonly limits?: Settings['limits'];
  readonly seekMark?: MarkSeeker | undefined;
  readonly lookUp?: LedgerLookup | undefined;
  readonly readCredentials?: CredentialLookup | undefined;
  readonly classifyMark?: ClassifyPairMark | undefined;
}

const MOST_UNREAD = 20;

/**
 * Reads one picture for a comparison, once. `name` is used in messages. Throws `file-unreadable` or `content-too-large` if its bytes cannot be
 * read; undecodable pixels are `problem` of its record.
 */
export const readPicture = async (picture: PictureFile, options: CompareOptions): Promise<ReadPicture> => {
  const { name } = picture;
  const bytes = await bytesOf(picture, options.limits?.fileMegabytes ?? DEFAULT_ORIGINAL_MEGABYTES);
  const header = await readHeader(bytes, extensionOf(name));
  const metadata = readMetadata(findCarriers(bytes, header.format));
  const statements = statementsOf(metadata);
  const exif = await exifOf(metadata, header, statements);
  const { image, problem } = await pixelsOf(bytes, header, options.limits?.megapixels ?? DEFAULT_MEGAPIXELS);
  const sha256 = sha256Of(bytes);
  const imageData = pictureData(bytes, header.format);
  const size = { width: header.width ?? image?.width ?? null, height: header.height ?? image?.height ?? null };
  const fingerprint =
    image === null
      ? null
      : fingerprintOf(bytes, image, { width: size.width ?? image.width, height: size.height ?? image.height }, sha256);
  const mark = image === null || options.seekMark === undefined ? null : await options.seekMark(image);
  return {
    metadata,
    statements,
    image,
    fingerprint,
    serials: serialsIn(statements),
    record: {
      path: name,
      bytes: bytes.length,
      sha256,
      format: header.format,
      ...size,
      pictures: (await picturesIn(bytes, header)).count,
      problem,
      imageData,
      jpegQuality: jpegOf(metadata.jpeg, header.metadata?.chromaSubsampling ?? null).quality,
      times: statedTimes(metadata, statements),
      make: exif.make,
      model: exif.model,
      serial: find(SERIALS, metadata, own(statements)).present,
      cameraTraces: cameraTraces(exif),
      editors: exif.editors,
      rights: rightsIn(statements),
      documents: documentIds(statements),
      previews: [],
      mark,
      ledger: (await options.lookUp?.({ sha256, imageData })) ?? null,
      credentials: (await options.readCredentials?.(bytes, header)) ?? null,
      unread: metadata.unread.map(({ place, problem: why }) => `${place}: ${why}`).slice(0, MOST_UNREAD),
    },
  };
};

const bytesOf = async ({ file, name, within }: PictureFile, megabytes: number): Promise<Buffer> => {
  try {
    return await readBytes(file, { maxBytes: megabytes * 1e6, within });
  } catch (cause) {
    if (cause instanceof FileRefusal && cause.code === 'file-too-large')
      throw new ListingLintError('content-too-large', `${name}: ${cause.message}`, [], { cause });
    throw new ListingLintError('file-unreadable', `${name} cannot be read (${fileFault(cause)})`, [], { cause });
  }
};

const pixelsOf = async (
  bytes: Buffer,
  header: ImageHeader,
  megapixels: number,
): Promise<{ readonly image: RgbImage | null; readonly problem: string | null }> => {
  try {
    const refusal = refusalOf(readableHeader(header), megapixels);
    if (refusal) throw refusal;
    return { image: await decodeCanonical(bytes, megapixels * 1e6), problem: null };
  } catch (error) {
    if (isKnownError(error)) return { image: null, problem: error.message };
    throw error;
  }
};

const own = (statements: readonly Statement[]): readonly Statement[] => statements.filter(({ depth }) => depth === 0);

const serialsIn = (statements: readonly Statement[]): readonly string[] => [
  ...new Set(
    own(statements)
      .filter((statement) => matchesTopic(SERIALS, statement))
      .map(({ value }) => value.trim().toLowerCase())
      .filter((value) => /[1-9a-z]/.test(value)),
  ),
];

const cameraTraces = (exif: ExifFact): readonly string[] => {
  const seen: readonly (readonly [string, boolean])[] = [
    ['camera model', exif.model !== null],
    ['maker note', exif.makerNote === true],
    ['exposure time', exif.exposureTime !== null],
    ['aperture', exif.aperture !== null],
    ['sensitivity', exif.iso !== null],
    ['focal length', exif.focalLength !== null],
    ['embedded preview', exif.thumbnail === true],
  ];
  return seen.filter(([, isThere]) => isThere).map(([name]) => name);
};

const rightsIn = (statements: readonly Statement[]): PictureRecord['rights'] => {
  const { notices, creators, owners, credits, licences, webStatements } = rightsOf(statements, {
    copyright: null,
    creator: null,
  });
  return { notices, creators, owners, credits, licences, webStatements };
};
