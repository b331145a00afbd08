import { defineFact, type FactContext, type Kept, type Subject } from '@listing-lint/core/plugin';
import { imageHeader } from '@listing-lint/rules/image';
import { roleOf } from '@listing-lint/rules/subject';
import { z } from 'zod';
import { pictureMeasures, QUALITY_FACT_VERSION } from '../measures-resource.ts';
import { roundedTo } from '../parts.ts';

const lookSchema = z.object({
  published: z.boolean().meta({ title: 'false for originals, charts and swatches, which are compared with nothing' }),
  ratio: z.number().meta({ title: 'width / height' }),
  longSide: z.number().int().meta({ unit: 'px' }),
  coloured: z.number().meta({ title: 'share of the picture with any colour', unit: 'share' }),
  tinged: z.number().meta({ title: 'share of the picture with a tinge at least', unit: 'share' }),
  even: z.number().meta({ title: 'share of the frame that has one colour', unit: 'share' }),
  ground: z.number().meta({ title: 'lightness of the ground, 0–255' }),
  warmth: z.number().meta({ title: 'red less blue in the lightest hundredth, 0–255' }),
  light: z.number().meta({ title: 'lightness of the lightest hundredth, 0–255' }),
  margin: z
    .number()
    .nullable()
    .meta({ title: 'share of the frame beside the product; null where the ground is not plain', unit: 'share' }),
});
export type Look = z.infer<typeof lookSchema>;

const APART = ['original', 'chart', 'swatch'];

export const lookFact = defineFact({
  id: 'look',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'What is kept of a picture to compare how the pictures of a set look.',
  schema: lookSchema,
  compute: async (subject, _params, context): Promise<Look> => {
    const { ground, light, colour, seenLongSide } = await context.use(pictureMeasures);
    const { width, height } = await context.use(imageHeader);
    const [r, g, b] = ground.colour;
    return {
      published: !APART.includes(roleOf(subject) ?? ''),
      ratio: width === null || height === null ? 1 : roundedTo(width / height, 4),
      longSide: width === null || height === null ? seenLongSide : Math.max(width, height),
      coloured: roundedTo(colour.coloured, 4),
      tinged: roundedTo(colour.tinged, 4),
      even: roundedTo(ground.even),
      ground: Math.round(0.299 * r + 0.587 * g + 0.114 * b),
      warmth: colour.lightest[0] - colour.lightest[2],
      light: light.p99,
      margin: ground.product === null ? null : roundedTo(1 - Math.max(ground.product.width, ground.product.height)),
    };
  },
});

export interface LookedPicture {
  readonly subject: Subject;
  readonly look: Look;
}

/** The published pictures of the set that could be looked at. */
export const lookedAt = (context: FactContext): readonly LookedPicture[] => {
  const kept: ReadonlyMap<string, Kept<Look>> = context.set(lookFact.id);
  return context.subjects('image').flatMap((subject) => {
    const value = kept.get(subject.path);
    return value !== undefined && 'value' in value && value.value.published ? [{ subject, look: value.value }] : [];
  });
};

export const isMain = ({ subject }: LookedPicture): boolean => roleOf(subject) === 'main';

export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2;
};
