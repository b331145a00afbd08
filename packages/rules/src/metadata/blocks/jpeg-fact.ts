import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import type { ContainerFormat } from '../../image/read/container.ts';
import { imageHeader } from '../../image/read/header.ts';
import type { JpegStructure } from '../carriers/jpeg.ts';
import { hasCustomHuffman } from '../exif/huffman.ts';
import { fileMetadata } from '../reading/metadata.ts';
import { refuseUnseen } from '../reading/unseen.ts';
import { qualityOf, tableOf } from './quantisation.ts';

export const jpegSchema = z.object({
  present: z.boolean().meta({ title: 'JPEG' }),
  progressive: z.boolean().nullable(),
  subsampling: z
    .string()
    .nullable()
    .meta({ title: 'chroma subsampling', description: '`4:4:4`, `4:2:0`, …; null for grey.' }),
  quality: z.number().int().nullable().meta({
    title: 'quality',
    description:
      '1–100, as the reference encoder would have to be set for a luma table nearest to this one (ITU-T T.81, annex K, scaled by libjpeg).',
  }),
  qualityIsExact: z.boolean().nullable().meta({
    title: 'tables of the reference encoder',
    description: 'False for tables of another kind, as cameras and some editors have: the quality is an estimate then.',
  }),
  quantisation: z
    .array(z.object({ id: z.number().int(), bits: z.number().int(), values: z.array(z.number().int()) }))
    .meta({
      title: 'quantisation tables',
      description: '64 values each, in the order of the file (zigzag); at most 4.',
    }),
  huffmanTables: z.number().int().nullable().meta({ title: 'number of Huffman tables' }),
  huffmanStandard: z.boolean().nullable().meta({
    title: 'standard Huffman tables',
    description: 'False after optimisation. Null where the file has none of its own.',
  }),
  segments: z.array(z.string()).meta({
    title: 'segments before the first scan',
    description: 'Names in the order of the file; at most 100.',
  }),
  complete: z.boolean().nullable().meta({ title: 'end of the picture' }),
});
export type JpegFact = z.infer<typeof jpegSchema>;

const NOTHING: JpegFact = {
  present: false,
  progressive: null,
  subsampling: null,
  quality: null,
  qualityIsExact: null,
  quantisation: [],
  huffmanTables: null,
  huffmanStandard: null,
  segments: [],
  complete: null,
};

const MAX_TABLES = 4;
const MAX_SEGMENTS = 100;

/** How a JPEG is built, which says something of the program that wrote it last. */
export const jpegOf = (jpeg: JpegStructure | null, subsampling: string | null): JpegFact => {
  if (jpeg === null) return NOTHING;
  const tables = jpeg.quantisation.flatMap((bytes) => tableOf(bytes) ?? []).slice(0, MAX_TABLES);
  const luma = tables.find(({ id }) => id === 0);
  const quality = luma === undefined ? null : qualityOf(luma.values);
  const custom = hasCustomHuffman(jpeg.huffman);
  return {
    present: true,
    progressive: jpeg.progressive,
    subsampling,
    quality: quality?.quality ?? null,
    qualityIsExact: quality?.isExact ?? null,
    quantisation: tables.map(({ id, bits, values }) => ({ id, bits, values: [...values] })),
    huffmanTables: jpeg.huffman.length,
    huffmanStandard: custom === null ? null : !custom,
    segments: jpeg.segments.slice(0, MAX_SEGMENTS),
    complete: jpeg.end !== null,
  };
};

/** Formats of which nothing walked says whether they are one. */
const MAY_BE_JPEG: readonly ContainerFormat[] = ['jpeg', 'unknown'];

export const jpegFact = defineFact({
  id: 'jpeg',
  scope: 'image',
  version: 2,
  title: 'How a JPEG is built: quality, tables, order of segments.',
  schema: jpegSchema,
  compute: async (_subject, _params, context) => {
    const metadata = await context.use(fileMetadata);
    const header = await context.use(imageHeader);
    if (metadata.jpeg === null && MAY_BE_JPEG.includes(header.format)) await refuseUnseen(metadata, context);
    return jpegOf(metadata.jpeg, header.metadata?.chromaSubsampling ?? null);
  },
});
