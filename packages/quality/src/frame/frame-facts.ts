import { defineFact } from '@listing-lint/core/plugin';
import { z } from 'zod';
import { DEFAULTS } from '../defaults.ts';
import type { FrameEdge, PlainFrame } from '../measure/frame.ts';
import type { PlainGround } from '../measure/ground.ts';
import { pictureMeasures, QUALITY_FACT_VERSION } from '../measures-resource.ts';
import { hexOf, markedPart, partSchema, roundedPart, roundedTo, share } from '../parts.ts';

const EDGES = ['left', 'top', 'right', 'bottom'] as const;
/** Share of an edge that a product must touch to count as cut there. */
const LEAST_TOUCH = 0.02;

const productSchema = z.object({
  plain: z.boolean().meta({
    title: 'plain ground',
    description: 'Whether most of the frame has one colour; where it has not, nothing is known of the product.',
  }),
  even: share('share of the frame that has the colour of the ground'),
  ground: z.string().meta({ title: 'colour of the ground', description: 'Median of the frame, `#rrggbb`.' }),
  area: share('share of the picture that the product covers').nullable(),
  fill: share('share of the frame that the product fills, along the side that it fills more of').nullable(),
  box: partSchema.nullable().meta({ title: 'where the product is' }),
  sharpFrame: z.boolean().meta({
    title: 'frame of ground and product alone',
    description: 'False for scenes and cloth, and where a shadow or a gradient reaches the edge of the picture.',
  }),
  cut: share('most of an edge of the picture that the product runs out over')
    .nullable()
    .meta({ description: 'What only touches an edge does not count. Null for scenes, cloth and gradients.' }),
  cutAt: z.array(z.enum(EDGES)).nullable().meta({ title: 'edges at which the product is cut' }),
  patch: share('share of the frame, at a corner, that has one other colour with a sharp border')
    .nullable()
    .meta({ description: 'The end of the paper, a bar, a second ground; null where `sharpFrame` is false.' }),
});

const standing = ({ even, colour, mask, product, frame }: PlainGround): z.infer<typeof productSchema> => ({
  plain: mask !== null,
  even: roundedTo(even),
  ground: hexOf(colour),
  area: product === null ? null : roundedTo(product.area),
  fill: product === null ? null : roundedTo(Math.max(product.width, product.height)),
  box: product === null ? null : roundedPart(product),
  sharpFrame: frame !== null && frame.patch !== null,
  cut: frame === null ? null : roundedTo(Math.max(...EDGES.map((edge) => frame.cut[edge]))),
  cutAt: frame === null ? null : cutEdges(frame),
  patch: frame === null || frame.patch === null ? null : roundedTo(frame.patch),
});

const cutEdges = ({ cut }: PlainFrame): FrameEdge[] => EDGES.filter((edge) => cut[edge] >= LEAST_TOUCH);

/** A strip along an edge, fractions. */
const STRIPS: { readonly [edge in FrameEdge]: z.infer<typeof partSchema> } = {
  left: { x: 0, y: 0, width: 0.03, height: 1 },
  top: { x: 0, y: 0, width: 1, height: 0.03 },
  right: { x: 0.97, y: 0, width: 0.03, height: 1 },
  bottom: { x: 0, y: 0.97, width: 1, height: 0.03 },
};

export const productFact = defineFact({
  id: 'product',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'How plain and even the ground is, and where on it the product stands.',
  schema: productSchema,
  compute: async (_subject, _params, context) => standing((await context.use(pictureMeasures)).ground),
  boxes: ({ box, fill, cut, cutAt }) => [
    ...(box !== null && fill !== null && fill < DEFAULTS.minFill
      ? [markedPart(box, `the product fills ${percent(fill)}`)]
      : []),
    ...(cut !== null && cut > DEFAULTS.maxCut
      ? (cutAt ?? []).map((edge) => markedPart(STRIPS[edge], `cut at the ${edge}`))
      : []),
  ],
});

const percent = (value: number): string => `${Math.round(100 * value)} %`;
