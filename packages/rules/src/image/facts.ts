import { posix } from 'node:path';
import {
  defineFact,
  type FactContext,
  isKnownError,
  type Plugin,
  type Subject,
  sha256,
} from '@listing-lint/core/plugin';
import { z } from 'zod';
import { channelsOf, givenProduct, listingOf, roleOf } from '../attributes.ts';
import { DEFAULT_MEGAPIXELS, settingsOf } from '../settings.ts';
import { frameWhiteness } from './background.ts';
import { fileBytes } from './read/bytes.ts';
import { jpegDataFact } from './read/coded-data/jpeg-data-fact.ts';
import { EXTENSIONS_OF, METADATA_ONLY } from './read/container.ts';
import { canonicalImage, DECODE_VERSION } from './read/decode.ts';
import { workingImage } from './read/decode-smaller.ts';
import { extensionOf, type ImageHeader, imageHeader } from './read/header.ts';
import { refusalOf } from './read/refusal.ts';

const imageSchema = z.object({
  path: z.string(),
  name: z.string().meta({ title: 'file name' }),
  extension: z.string().meta({ title: 'file extension' }),
  role: z.string(),
  listing: z.string().nullable(),
  product: z.string().nullable(),
  channels: z.array(z.string()),
  format: z.enum([
    'jpeg',
    'png',
    'webp',
    'avif',
    'heic',
    'tiff',
    'gif',
    'bmp',
    'raw',
    'jxl',
    'jp2',
    'psd',
    'svg',
    'pdf',
    'unknown',
  ]),
  extensionMatches: z.boolean().nullable().meta({ title: 'fit of name and format' }),
  bytes: z.number().int().nullable().meta({ title: 'file size', unit: 'bytes' }),
  width: z.number().int().nullable().meta({ title: 'width', unit: 'px' }),
  height: z.number().int().nullable().meta({ title: 'height', unit: 'px' }),
  aspectRatio: z.number().nullable().meta({ title: 'width / height' }),
  shortSide: z.number().int().nullable().meta({ unit: 'px' }),
  longSide: z.number().int().nullable().meta({ unit: 'px' }),
  megapixels: z.number().nullable(),
  animated: z.boolean().nullable(),
  pages: z.number().int().nullable().meta({ title: 'frames, pages or full pictures in the file' }),
  hasAlpha: z.boolean().nullable(),
  colorModel: z.enum(['rgb', 'grey', 'cmyk', 'lab', 'other']).nullable(),
  bitDepth: z.number().int().nullable().meta({ title: 'bits a channel' }),
  progressive: z.boolean().nullable(),
  readable: z.enum(['pixels', 'metadata-only', 'unreadable']),
  problem: z.string().nullable().meta({ title: 'fault of the header' }),
});
export type ImageFact = z.infer<typeof imageSchema>;

/** The header, or why there is none; the file may be gone or too large. */
const headerOf = async (
  context: FactContext,
): Promise<{ header: ImageHeader | null; bytes: number | null; problem: string | null }> => {
  try {
    const bytes = await context.use(fileBytes);
    const header = await context.use(imageHeader);
    return { header, bytes: bytes.length, problem: header.problem };
  } catch (error) {
    if (!isKnownError(error)) throw error;
    return { header: null, bytes: null, problem: error.message };
  }
};

const computeImage = async (subject: Subject, context: FactContext): Promise<ImageFact> => {
  const { header, bytes, problem } = await headerOf(context);
  const extension = extensionOf(subject.path);
  const format = header?.format ?? 'unknown';
  const width = header?.width ?? null;
  const height = header?.height ?? null;
  const both = width !== null && height !== null && width > 0 && height > 0 ? { width, height } : null;
  const limit = settingsOf(context).limits?.megapixels ?? DEFAULT_MEGAPIXELS;
  return {
    path: subject.path,
    name: posix.basename(subject.path),
    extension,
    role: roleOf(subject) ?? 'gallery',
    listing: listingOf(subject) ?? null,
    product: givenProduct(subject) ?? null,
    channels: [...channelsOf(subject)],
    format,
    extensionMatches: EXTENSIONS_OF[format]?.includes(extension) ?? null,
    bytes,
    width,
    height,
    aspectRatio: both && both.width / both.height,
    shortSide: both && Math.min(both.width, both.height),
    longSide: both && Math.max(both.width, both.height),
    megapixels: both && (both.width * both.height) / 1e6,
    ...fromMetadata(header),
    ...(await pagesIn(header, context)),
    readable: readability(header, limit),
    problem,
  };
};

const JPEG_START = Buffer.from([0xff, 0xd8, 0xff]);

/** The pictures of a file with JPEGs behind its own, which its header does not count; empty for other files. */
const pagesIn = async (
  header: ImageHeader | null,
  context: FactContext,
): Promise<Pick<ImageFact, 'pages'> | undefined> => {
  if (!header?.metadata) return undefined;
  const bytes = await context.use(fileBytes);
  if (bytes.indexOf(JPEG_START, 2) < 0) return undefined;
  const { furtherPictures } = await import('./read/coded-data/further-pictures.ts');
  const { count } = furtherPictures(bytes, header);
  return { pages: count === null ? null : (header.metadata.pages ?? 1) + count };
};

const readability = (header: ImageHeader | null, megapixels: number): ImageFact['readable'] => {
  if (header === null || header.problem !== null) return 'unreadable';
  if (METADATA_ONLY.has(header.format)) return 'metadata-only';
  return refusalOf(header, megapixels) ? 'unreadable' : 'pixels';
};

const COLOR_MODELS: Readonly<Record<string, ImageFact['colorModel']>> = {
  srgb: 'rgb',
  rgb: 'rgb',
  rgb16: 'rgb',
  scrgb: 'rgb',
  'b-w': 'grey',
  grey16: 'grey',
  cmyk: 'cmyk',
  lab: 'lab',
  labs: 'lab',
};

const BITS: Readonly<Record<string, number>> = {
  uchar: 8,
  char: 8,
  ushort: 16,
  short: 16,
  uint: 32,
  int: 32,
  float: 32,
  double: 64,
};

/** Data of a header apart from size and format; nulls if it has none. */
export const fromMetadata = (
  header: ImageHeader | null,
): Pick<ImageFact, 'animated' | 'pages' | 'hasAlpha' | 'colorModel' | 'bitDepth' | 'progressive'> => {
  const metadata = header?.metadata;
  if (!header || !metadata) {
    return { animated: null, pages: null, hasAlpha: null, colorModel: null, bitDepth: null, progressive: null };
  }
  const pages = metadata.pages ?? 1;
  // The pages of a TIFF, and of an AVIF that is no sequence, are separate pictures.
  const areFrames =
    header.format === 'gif' || header.format === 'webp' || metadata.delay !== undefined || metadata.isSequence === true;
  return {
    animated: pages > 1 && areFrames,
    pages,
    hasAlpha: metadata.hasAlpha ?? null,
    colorModel: COLOR_MODELS[metadata.space ?? ''] ?? 'other',
    bitDepth: metadata.bitsPerSample ?? BITS[metadata.depth ?? ''] ?? null,
    progressive: metadata.isProgressive ?? null,
  };
};

export const imageFact = defineFact({
  id: 'image',
  scope: 'image',
  version: 3,
  title: 'What the file is: its place, role, format, size and dimensions, without decoding its pixels.',
  schema: imageSchema,
  compute: (subject, _params, context) => computeImage(subject, context),
});

export const fileFact = defineFact({
  id: 'file',
  scope: 'image',
  version: 1,
  title: 'The bytes of the file: their number and their SHA-256.',
  schema: z.object({
    sha256: z.string().meta({ title: 'SHA-256, hex' }),
    bytes: z.number().int().meta({ title: 'file size', unit: 'bytes' }),
  }),
  compute: async (_subject, _params, context) => {
    const bytes = await context.use(fileBytes);
    return { sha256: sha256(bytes), bytes: bytes.length };
  },
});

const decodeSchema = z.object({
  status: z.enum(['ok', 'metadata-only', 'unreadable']),
  enough: z.boolean().meta({ title: 'readability' }),
  reason: z.string().nullable().meta({ title: 'fault of the picture' }),
});

const computeDecode = async (subject: Subject, context: FactContext): Promise<z.infer<typeof decodeSchema>> => {
  try {
    await context.use(workingImage);
    return { status: 'ok', enough: true, reason: null };
  } catch (error) {
    // What a link leads to, or is not decoded in time, may be a sound picture: nothing is known of it.
    if (!isKnownError(error) || error.code === 'fact-unavailable' || error.code === 'work-timeout') throw error;
    if (error.code !== 'metadata-only') return { status: 'unreadable', enough: false, reason: error.message };
    if (roleOf(subject) === 'original') return { status: 'metadata-only', enough: true, reason: error.message };
    return {
      status: 'metadata-only',
      enough: false,
      reason: `${error.message}; that is enough for an original, but not for the role ${roleOf(subject) ?? 'gallery'}`,
    };
  }
};

export const decodeFact = defineFact({
  id: 'decode',
  scope: 'image',
  version: 1 + DECODE_VERSION,
  title: 'Whether the pixels can be read, and why not.',
  schema: decodeSchema,
  compute: (subject, _params, context) => computeDecode(subject, context),
});

export const backgroundFact = defineFact({
  id: 'background',
  scope: 'image',
  version: 1 + DECODE_VERSION,
  title: 'How white the frame and the corners of the picture are; transparent counts as white.',
  schema: z.object({
    frame: z.number().meta({ title: 'white share of the frame', unit: 'share' }),
    corner: z.number().meta({ title: 'white share of the least white corner', unit: 'share' }),
  }),
  compute: async (_subject, _params, context) => ({ ...frameWhiteness(await context.use(canonicalImage)) }),
});

const calendarFact = defineFact({
  id: 'calendar',
  scope: 'image',
  version: 1,
  title: 'The day of the run (`--as-of`), for rules that hold from a date on.',
  schema: z.object({ today: z.iso.date().meta({ title: 'today' }) }),
  compute: (_subject, _params, context) => ({ today: context.asOf }),
});

export const facts: NonNullable<Plugin['facts']> = [
  imageFact,
  fileFact,
  decodeFact,
  jpegDataFact,
  backgroundFact,
  calendarFact,
];
