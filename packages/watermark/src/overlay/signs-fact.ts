import { defineFact, type FactId } from '@listing-lint/core/plugin';
import { canonicalImage, DECODE_VERSION, imageHeader } from '@listing-lint/rules/image';
import { settingsOf } from '@listing-lint/rules/settings';
import { isCompared } from '@listing-lint/rules/subject';
import { z } from 'zod';
import { fractionBoxSchema } from './boxes.ts';
import { directionField, encodeField } from './direction-field.ts';
import { textEvidence } from './text/text-rows.ts';

/** What the search for the configured marks says of a picture, as far as overlays depend on it. */
export const seenMarkSchema = z.object({
  status: z.enum(['present', 'review', 'absent', 'illegible', 'indeterminate']).meta({
    title: 'review: a person should look · illegible: there, but too faint to read · indeterminate: unknown',
  }),
  template: z.string().nullable().meta({ title: 'the mark of the best place' }),
  reason: z.string().nullable().meta({ title: 'why it is unknown' }),
  contrast: z.number().nullable().meta({
    title: 'mean change of luma on the mark’s pixels, 0–255; the median over the copies of a repeated mark',
  }),
});
export type SeenMark = z.infer<typeof seenMarkSchema>;

const WATERMARK: FactId<SeenMark> = 'watermark';

const signsSchema = z.object({
  published: z.boolean().meta({ title: 'false for archived originals and charts, which are not examined' }),
  edges: z.string().nullable().meta({ title: 'directions of the edges, for registration with other pictures' }),
  sourceWidth: z.number().int().nullable(),
  text: z
    .object({
      rows: z.array(
        fractionBoxSchema.extend({
          shapes: z.number().int().meta({ title: 'separate shapes in the row' }),
          contrast: z.number(),
          on: z.enum(['ground', 'label']),
        }),
      ),
      examined: z.number().meta({ title: 'share of the picture that is plain enough to be examined' }),
    })
    .nullable(),
  mark: seenMarkSchema
    .nullable()
    .meta({ title: 'what the search for the configured marks found; null where there are none' }),
});
export type OverlaySigns = z.infer<typeof signsSchema>;

export const signsFact = defineFact({
  id: 'overlaySigns',
  scope: 'image',
  version: 2 + DECODE_VERSION,
  title: 'Signs of overlays in one picture by itself, stored for the comparison with others.',
  schema: signsSchema,
  compute: async (subject, _params, context): Promise<OverlaySigns> => {
    if (!isCompared(subject)) return { published: false, edges: null, sourceWidth: null, text: null, mark: null };
    const image = await context.use(canonicalImage);
    const { width } = await context.use(imageHeader);
    const { rows, examined } = textEvidence(image);
    return {
      published: true,
      edges: encodeField(directionField(image)),
      sourceWidth: width ?? image.width,
      text: { rows: rows.slice(0, MOST_ROWS).map(roundedRow), examined: rounded(examined) },
      mark: settingsOf(context).brand?.watermarks === undefined ? null : await markOf(context.get(WATERMARK)),
    };
  },
});

/** Most stored rows of text; a picture with more is full of it. */
const MOST_ROWS = 20;

const rounded = (value: number): number => Number(value.toFixed(4));

const roundedRow = <T extends { x: number; y: number; width: number; height: number }>(row: T): T => ({
  ...row,
  ...{ x: rounded(row.x), y: rounded(row.y), width: rounded(row.width), height: rounded(row.height) },
});

const markOf = async (found: Promise<SeenMark>): Promise<OverlaySigns['mark']> => {
  const { status, template, reason, contrast } = await found;
  return { status, template, reason, contrast };
};
