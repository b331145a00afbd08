import { z } from 'zod';

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

export const watermarkSchema = z.object({
  status: z.enum(['present', 'review', 'absent', 'illegible', 'indeterminate']).meta({
    title: 'review: a person should look · illegible: there, but too faint to read · indeterminate: cannot be told',
  }),
  present: z
    .boolean()
    .nullable()
    .meta({ title: 'whether a legible mark is there; unknown for review and indeterminate' }),
  reason: z.string().nullable().meta({ title: 'why it cannot be told' }),
  how: z
    .enum(['predicted', 'searched'])
    .nullable()
    .meta({ title: 'predicted: at the place that its stamp names · searched: anywhere' }),
  template: z.string().nullable().meta({ title: 'the mark of the best place' }),
  angle: z.number().nullable().meta({ title: 'degrees clockwise at which the mark lies there; 0 upright' }),
  tiled: z.boolean().meta({ title: 'the mark is repeated over the picture' }),
  copies: z
    .array(box)
    .nullable()
    .meta({ title: 'places of the copies seen of a repeated mark, the clearest first, at most 40' }),
  score: z.number().nullable().meta({ title: 'agreement of the best place; comparable within one mark only' }),
  falseAlarmRate: z
    .number()
    .nullable()
    .meta({ title: 'probability that a picture without the mark scores as high somewhere' }),
  basis: z
    .object({
      kind: z.enum(['empirical', 'extrapolated']),
      pictures: z.enum(['generated', 'own', 'generic']),
      n: z.int(),
    })
    .nullable()
    .meta({ title: 'clean pictures behind the false-alarm rate' }),
  box: box.nullable().meta({ title: 'best place, fractions of the picture; around all copies of a repeated mark' }),
  scale: z.number().nullable().meta({ title: 'width of the mark, were it upright, over width of the picture' }),
  opacity: z.number().nullable().meta({ title: 'opacity over that of the mark itself, 0–1' }),
  contrast: z
    .number()
    .nullable()
    .meta({ title: 'mean change of luma on the mark’s pixels, 0–255; the median over the copies of a repeated mark' }),
});
export type WatermarkFact = z.infer<typeof watermarkSchema>;
