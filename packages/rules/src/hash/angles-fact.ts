import { defineFact } from '@listing-lint/core';
import { z } from 'zod';
import { sameShots } from './angles.ts';
import { DEFAULT_THRESHOLDS } from './compare.ts';
import { boxSchema, distanceParam } from './copies-fact.ts';
import { FORMS, inverseOf } from './dihedral.ts';
import { fingerprintFact, isCompared, keptEntries } from './fingerprint-fact.ts';
import { FINGERPRINT_VERSION } from './fingerprint-record.ts';
import { laidAlike } from './turn.ts';

const anglesParams = z.object({
  maxDistance: distanceParam.default(DEFAULT_THRESHOLDS.maxDistance),
  maxRecoloured: z.number().min(0).max(1).default(DEFAULT_THRESHOLDS.maxRecoloured),
});
const MOST_PAIRS = 50;

export const anglesFact = defineFact({
  id: 'angles',
  scope: 'listing',
  version: FINGERPRINT_VERSION,
  title: 'Pictures of the listing that show one shot twice. Other colours of one shot are another picture.',
  schema: z.object({
    repeated: z.number().int().meta({ title: 'pairs that show one shot' }),
    compared: z.number().int().meta({ title: 'pictures that were compared' }),
    descriptions: z.array(z.string()).nullable().meta({
      title:
        'whether a shot stands twice; each pair in words, and unknown where a picture could not be read or two are too plain to be told apart',
    }),
    pairs: z.array(
      z.object({
        path: z.string(),
        other: z.string(),
        turn: z.enum(FORMS),
        description: z.string(),
        box: boxSchema.meta({ title: 'the part that agrees with a part of the other one; fractions' }),
        otherBox: boxSchema.meta({ title: 'that part of the other picture' }),
      }),
    ),
  }),
  params: anglesParams,
  needsSet: [fingerprintFact.id],
  compute: (subject, params, context) => {
    const thresholds = { ...DEFAULT_THRESHOLDS, ...anglesParams.parse(params) };
    const images = context.subjects('image').filter((image) => image.listing === subject.path && isCompared(image));
    const entries = keptEntries(images, context);
    const { pairs, undecided } = sameShots(entries, thresholds);
    const shown = pairs.slice(0, MOST_PAIRS);
    return {
      repeated: pairs.length,
      compared: entries.length,
      descriptions:
        pairs.length === 0 && (undecided > 0 || entries.length < images.length)
          ? null
          : shown.map(({ description }) => description),
      pairs: shown,
    };
  },
  related: ({ pairs }) =>
    pairs.map(({ path, other, description, turn, box, otherBox }) => ({
      path,
      message: description,
      beside: other,
      // The other way round: here it is the copy that is turned to lie as its model does.
      ...laidAlike(inverseOf(turn), otherBox, box),
    })),
});
