import { z } from 'zod';

const box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });

const statusTitle =
  'review: a person should look · illegible: there, but too faint to read · indeterminate: cannot be told';
const present = z
  .boolean()
  .nullable()
  .meta({ title: 'whether a legible mark is there; unknown for review and indeterminate' });
const reasonTitle = 'why it cannot be told';
const reason = z.string().nullable().meta({ title: reasonTitle });
const summary = z.string().meta({ title: 'what was seen, in a few words' });
const template = z.string().meta({ title: 'the mark of the best place' });
const contrast = z
  .number()
  .meta({ title: 'mean change of luma on the mark’s pixels, 0–255; the median over the copies of a repeated mark' });

/** What is measured of a place where a mark is. */
const seen = {
  how: z
    .enum(['predicted', 'searched'])
    .meta({ title: 'predicted: at the place that its stamp names · searched: anywhere' }),
  template,
  angle: z.number().meta({ title: 'degrees clockwise of the mark; 0 upright' }),
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
  box: box.meta({ title: 'best place, fractions of the picture; around all copies of a repeated mark' }),
  scale: z.number().meta({ title: 'width of the mark, were it upright, over width of the picture' }),
  opacity: z.number().meta({ title: 'opacity over that of the mark itself, 0–1' }),
  contrast,
};

/** The place that agrees best; of a repeated mark no copy may be seen clearly. */
const best = {
  ...seen,
  box: seen.box.nullable(),
  opacity: seen.opacity.nullable(),
  contrast: contrast.nullable(),
};

/** The same where a mark may fit nowhere. */
const bestOrNone = {
  ...best,
  how: seen.how.nullable(),
  template: template.nullable(),
  angle: seen.angle.nullable(),
  scale: seen.scale.nullable(),
};

/** No search was done. */
const none = {
  how: z.null(),
  template: z.null(),
  angle: z.null(),
  tiled: z.literal(false),
  copies: z.null(),
  score: z.null(),
  falseAlarmRate: z.null(),
  basis: z.null(),
  box: z.null(),
  scale: z.null(),
  opacity: z.null(),
  contrast: z.null(),
};

const status = <S extends string>(value: S) => z.literal(value).meta({ title: statusTitle });

/** What is said of the seller's mark on a picture, by its status. */
export const watermarkSchema = z.discriminatedUnion('status', [
  z.object({ status: status('present'), present, reason: z.null(), ...seen, summary }),
  z.object({ status: status('review'), present, reason, ...best, summary }),
  z.object({ status: status('absent'), present, reason, ...bestOrNone, summary }),
  z.object({ status: status('illegible'), present, reason: z.null(), ...seen, summary }),
  z.object({
    status: status('indeterminate'),
    present,
    reason: z.string().meta({ title: reasonTitle }),
    ...none,
    summary,
  }),
]);
export type WatermarkFact = z.infer<typeof watermarkSchema>;

/** The same before it is put into words (`summary`). */
export type MarkFinding = WithoutSummary<WatermarkFact>;
type WithoutSummary<Fact> = Fact extends unknown ? Omit<Fact, 'summary'> : never;
