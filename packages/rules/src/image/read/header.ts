import { defineResource, ListingLintError } from '@listing-lint/core/plugin';
import { fileBytes } from './bytes.ts';
import { type ContainerFormat, sniff } from './container.ts';
import { damageOf } from './damage.ts';
import { readJpegHeader } from './headers/jpeg-header.ts';
import type { PictureHeader } from './headers/picture-header.ts';
import { lfsFault, lfsPointer } from './lfs-pointer.ts';
import { loadSharp } from './load-sharp.ts';

/** What a file says about its picture before any pixel is decoded. */
export interface ImageHeader {
  readonly format: ContainerFormat;
  /** Displayed size, px (after the orientation tag); null if the header has none. */
  readonly width: number | null;
  readonly height: number | null;
  /** As sharp reads it, where sharp can read the container. */
  readonly metadata: PictureHeader | null;
  /** Why the header cannot be read, in words; null when it can. */
  readonly problem: string | null;
}

/** Lower case, no dot; empty when there is none. */
export const extensionOf = (path: string): string => {
  const dot = path.lastIndexOf('.');
  return dot < 0 || dot < path.lastIndexOf('/') ? '' : path.slice(dot + 1).toLowerCase();
};

const BY_SHARP: ReadonlySet<ContainerFormat> = new Set(['jpeg', 'png', 'webp', 'avif', 'heic', 'tiff', 'gif']);

/** Reads the header of a picture from its bytes. Never throws for a bad one: `problem` says what is wrong. */
export const readHeader = async (bytes: Buffer, extension: string): Promise<ImageHeader> => {
  const format = sniff(bytes, extension);
  const none = { format, width: null, height: null, metadata: null };
  if (format === 'unknown' || format === 'svg' || format === 'pdf') {
    return {
      ...none,
      problem: format === 'unknown' ? strangerOf(bytes) : `${format.toUpperCase()} is not a picture of pixels`,
    };
  }
  if (!BY_SHARP.has(format)) return { ...none, ...sizeOf(bytes, format), problem: null };
  const plain = format === 'jpeg' ? readJpegHeader(bytes) : format === 'png' ? await ofPng(bytes) : null;
  if (plain !== null) return { format, ...plain.autoOrient, metadata: plain, problem: null };
  const sharp = await loadSharp();
  try {
    // No pixel limit here: the size is wanted in order to refuse the picture by it.
    const metadata = await sharp(bytes, { limitInputPixels: false }).metadata();
    const { width, height } = metadata.autoOrient;
    const { framesOf } = await import('./headers/frames.ts');
    const frames = framesOf(bytes, format);
    const described = frames > 1 ? { ...metadata, pages: frames, isSequence: true } : metadata;
    return { format, width, height, metadata: described, problem: null };
  } catch (error) {
    return { ...none, problem: damageOf(bytes, error) };
  }
};

/** Loaded where there is one. */
const ofPng = async (bytes: Buffer): Promise<PictureHeader | null> =>
  (await import('./headers/png-header.ts')).readPngHeader(bytes);

const strangerOf = (bytes: Buffer): string => {
  if (bytes.length === 0) return 'the file is empty';
  return lfsPointer(bytes) === null ? 'not a picture format that is known here' : lfsFault('picture');
};

/** Width and height of formats that sharp does not open, from a fixed place in the file. */
const sizeOf = (bytes: Buffer, format: ContainerFormat): { width: number | null; height: number | null } => {
  if (format === 'bmp') {
    if (bytes.readUInt32LE(14) === 12) return { width: bytes.readUInt16LE(18), height: bytes.readUInt16LE(20) };
    return { width: Math.abs(bytes.readInt32LE(18)), height: Math.abs(bytes.readInt32LE(22)) };
  }
  if (format === 'psd' && bytes.length >= 26) return { width: bytes.readUInt32BE(18), height: bytes.readUInt32BE(14) };
  return { width: null, height: null };
};

/** The header of an image file; rejects only where its bytes cannot be read. */
export const imageHeader = defineResource<ImageHeader>({
  id: 'imageHeader',
  isEarly: true,
  create: async (subject, context) => readHeader(await context.use(fileBytes), extensionOf(subject.path)),
});

/** The header of a picture that must be readable: throws `content-unreadable` otherwise. */
export const readableHeader = (header: ImageHeader): ImageHeader => {
  if (header.problem !== null) throw new ListingLintError('content-unreadable', header.problem);
  return header;
};
