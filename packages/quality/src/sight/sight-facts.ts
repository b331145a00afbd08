import { defineFact } from '@listing-lint/core/plugin';
import { imageHeader } from '@listing-lint/rules/image';
import { z } from 'zod';
import { DEFAULTS } from '../defaults.ts';
import { CROSS_DIRECTIONS, type CrossDirection } from '../kernel/looker.ts';
import type { EdgeReading } from '../measure/edges.ts';
import { pictureMeasures, QUALITY_FACT_VERSION } from '../measures-resource.ts';
import { markedPart, partSchema, roundedPart, roundedTo } from '../parts.ts';

/** Times that edges must be wider in one direction than in another for the picture to have moved. */
const MOVED = 1.7;

const sharpnessSchema = z.object({
  edgeWidth: z.number().nullable().meta({
    title: 'width of the sharpest edges',
    unit: 'px',
    description:
      'The sharpest tenth, in the direction in which they are widest, as on a picture of 1024 px: blur of a smaller one counts for as much more as it is smaller.',
  }),
  sharpestWidth: z
    .number()
    .nullable()
    .meta({ title: 'their width in the direction in which they are sharpest', unit: 'px' }),
  kind: z.enum(['focus', 'motion']).nullable().meta({
    title: 'kind of blur',
    description: 'motion: edges are wide in one direction alone. Null where it cannot be told.',
  }),
  direction: z.enum(CROSS_DIRECTIONS).nullable().meta({ title: 'direction in which edges are widest' }),
  at: partSchema.nullable().meta({ title: 'where most edges lie' }),
});
type Sharpness = z.infer<typeof sharpnessSchema>;

/** Longer side for which widths are given, px, and the width that the sharpest edges have at any size. */
const SIDE = 1024;
const SHARPEST = 1.2;

/** `side`: the longer one of the picture that was looked at, px. */
export const sharpnessOf = ({ widths, densest }: EdgeReading, side: number): Sharpness => {
  const scaled = (width: number): number =>
    roundedTo(Math.max(width, SHARPEST + ((width - SHARPEST) * SIDE) / Math.max(1, side)), 2);
  const known = CROSS_DIRECTIONS.flatMap(
    (direction): { readonly direction: CrossDirection; readonly width: number }[] => {
      const { sharpest } = widths[direction];
      return sharpest === null ? [] : [{ direction, width: sharpest }];
    },
  ).sort((a, b) => a.width - b.width);
  const [first, last] = [known[0], known.at(-1)];
  if (first === undefined || last === undefined) {
    return { edgeWidth: null, sharpestWidth: null, kind: null, direction: null, at: null };
  }
  return {
    edgeWidth: scaled(last.width),
    sharpestWidth: scaled(first.width),
    kind: last.width >= MOVED * first.width ? 'motion' : 'focus',
    direction: last.direction,
    at: densest === null ? null : roundedPart(densest),
  };
};

export const sharpnessFact = defineFact({
  id: 'sharpness',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How wide the sharpest edges of the picture are, and whether in one direction alone.',
  schema: sharpnessSchema,
  compute: async (_subject, _params, context) => {
    const { edges, seenLongSide } = await context.use(pictureMeasures);
    return sharpnessOf(edges, seenLongSide);
  },
  boxes: ({ edgeWidth, at }) =>
    edgeWidth !== null && at !== null && edgeWidth > DEFAULTS.maxEdgeWidth
      ? [markedPart(at, `sharpest edges are ${edgeWidth} px wide`)]
      : [],
});

const resolutionSchema = z.object({
  enlarged: z.number().nullable().meta({
    title: 'enlargement',
    description:
      'Times that it has more pixels along a line than its detail fills; 1 where detail goes as far as pixels can hold. Null where nothing tells.',
  }),
  repeated: z.number().int().meta({ title: 'times that each pixel stands side by side' }),
  detailLongSide: z
    .number()
    .int()
    .nullable()
    .meta({ title: 'pixels of the longer side that its detail fills', unit: 'px' }),
  atFullSize: z.boolean().meta({
    title: 'seen at full size',
    description:
      'False for a picture that was decoded smaller than it is: it is enlarged at least so much, and maybe more.',
  }),
});

export const resolutionFact = defineFact({
  id: 'resolution',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How many of its pixels the detail of the picture fills: fewer where it was enlarged.',
  schema: resolutionSchema,
  compute: async (_subject, _params, context) => {
    const { fineness, isNative, seenLongSide } = await context.use(pictureMeasures);
    const { width, height } = await context.use(imageHeader);
    const whole = width === null || height === null ? seenLongSide : Math.max(width, height);
    const { enlarged, repeated } = fineness;
    const detail = enlarged === null ? null : Math.round((isNative ? whole : seenLongSide) / enlarged);
    const isReduced = !isNative && seenLongSide < whole;
    // Of a picture that was reduced while it was decoded, detail as fine as the pixels of the smaller one says nothing of finer one.
    const times = detail === null ? null : isReduced && enlarged === 1 ? 1 : whole / detail;
    return {
      enlarged: times === null ? null : roundedTo(times, 2),
      repeated,
      detailLongSide: detail,
      atFullSize: !isReduced,
    };
  },
});

export const blocksFact = defineFact({
  id: 'blocks',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How far the grid of blocks by which JPEG works shows in the pixels, in whatever format they are now.',
  schema: z.object({
    step: z.number().meta({
      title: 'step across the grid',
      description: 'Mean step between blocks beyond what their neighbourhood lets expect, 0–255.',
    }),
    ratio: z.number().meta({ title: 'step across the grid against steps elsewhere' }),
  }),
  compute: async (_subject, _params, context) => {
    const { ratio, step } = (await context.use(pictureMeasures)).blocking;
    return { step: roundedTo(step, 2), ratio: roundedTo(ratio, 2) };
  },
});

export const noiseFact = defineFact({
  id: 'noise',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How much pixels differ at random where the picture is smooth.',
  schema: z.object({
    sigma: z.number().nullable().meta({
      title: 'noise',
      description: 'Standard deviation, 0–255; null where all that is smooth is black or white.',
    }),
  }),
  compute: async (_subject, _params, context) => {
    const { noise } = await context.use(pictureMeasures);
    return { sigma: noise === null ? null : roundedTo(noise, 2) };
  },
});

export const contentFact = defineFact({
  id: 'content',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How much there is to see.',
  schema: z.object({
    detail: z.number().meta({ title: 'share of the picture in which anything changes', unit: 'share' }),
    oneColour: z.number().meta({ title: 'share of its commonest colour', unit: 'share' }),
  }),
  compute: async (_subject, _params, context) => {
    const { detail, oneColour } = (await context.use(pictureMeasures)).content;
    return { detail: roundedTo(detail, 4), oneColour: roundedTo(oneColour) };
  },
});
