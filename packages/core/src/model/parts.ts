import { z } from 'zod';

// The small things that functions of plugins give and reports carry, as schemas; their types stand in report.ts.

const place = z.number().int().min(1);
const fraction = z.number().min(0).max(1);
const part = z.strictObject({ x: fraction, y: fraction, width: fraction, height: fraction });

export const region = z.strictObject({
  startLine: place,
  startColumn: place,
  endLine: place.optional(),
  endColumn: place.optional(),
});

export const box = z
  .strictObject({ ...part.shape, label: z.string(), kind: z.enum(['found', 'rejected']) })
  .describe('a rectangle on the auto-oriented picture, in fractions of its sides');

export const related = z.strictObject({
  path: z.string(),
  message: z.string(),
  beside: z.string().describe('the picture that this one is compared with, where the subject is none').optional(),
  turn: z
    .strictObject({ mirror: z.boolean(), quarterTurns: z.literal([0, 1, 2, 3]) })
    .describe('how the other picture must be turned: mirrored first, then clockwise')
    .optional(),
  parts: z
    .strictObject({ subject: part, related: part })
    .describe(
      'what agrees, of this picture and of the other one before it is turned; the rest is frame, padding or background; fractions',
    )
    .optional(),
});
