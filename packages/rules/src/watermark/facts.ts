import { defineFact, type FactProvider } from '@listing-lint/core';
import { canonicalImage } from '../image/decode.ts';
import { findMark } from './find.ts';
import { marksOfRun } from './marks.ts';
import { type WatermarkFact, watermarkSchema } from './watermark-fact.ts';

export const watermarkFact = defineFact<WatermarkFact>({
  id: 'watermark',
  scope: 'image',
  version: 1,
  title: 'The seller’s visible mark on the picture: whether it is there, where, how large and how strong.',
  schema: watermarkSchema,
  compute: async (_subject, _params, context) => {
    const marks = await context.useRun(marksOfRun);
    return findMark(marks, await context.use(canonicalImage));
  },
  boxes: ({ box, status, template, contrast }) =>
    box === null
      ? []
      : [
          {
            ...box,
            label: `${template ?? 'mark'}${contrast === null ? '' : `, contrast ${Math.round(contrast)}`}`,
            kind: status === 'present' || status === 'illegible' ? 'found' : 'rejected',
          },
        ],
});

export const facts: readonly FactProvider<WatermarkFact>[] = [watermarkFact];
