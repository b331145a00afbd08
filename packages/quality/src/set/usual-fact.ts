import { defineFact, defineRunResource, ListingLintError } from '@listing-lint/core/plugin';
import { roleOf } from '@listing-lint/rules/subject';
import { z } from 'zod';
import { QUALITY_FACT_VERSION } from '../measures-resource.ts';
import { roundedTo } from '../parts.ts';
import { isMain, type LookedPicture, lookedAt, lookFact, medianOf } from './look-fact.ts';

/** Pictures that a set needs for anything in it to be usual, and the share of them that must agree. */
const LEAST_PICTURES = 8;
const MOST_AGREE = 0.8;
/** Ratios that differ by less are one: a pixel more or less. */
const SAME_RATIO = 0.02;
/** Pictures of which less has even a tinge are grey; black and grey things in a picture in colour have one. With more colour than the other they are in colour. */
const GREY = 0.003;
const COLOURED = 0.02;

interface Usual {
  readonly compared: number;
  readonly ratio: number | null;
  readonly longSide: number | null;
  readonly areColoured: boolean;
}

const usualOf = (pictures: readonly LookedPicture[]): Usual => {
  const looks = pictures.map(({ look }) => look);
  const compared = looks.length;
  if (compared < LEAST_PICTURES) return { compared, ratio: null, longSide: null, areColoured: false };
  const enough = MOST_AGREE * compared;
  const ratio = medianOf(looks.map((look) => look.ratio));
  const alike = looks.filter((look) => Math.abs(look.ratio / ratio - 1) < SAME_RATIO);
  return {
    compared,
    ratio: alike.length >= enough ? ratio : null,
    longSide: medianOf(looks.map((look) => look.longSide)),
    areColoured: looks.filter(({ coloured }) => coloured > COLOURED).length >= enough,
  };
};

/** What is usual among main pictures, and among the others: once a run. */
const usualOfRun = defineRunResource({
  id: 'quality/usual',
  create: (context) => {
    const pictures = lookedAt(context);
    return { main: usualOf(pictures.filter(isMain)), others: usualOf(pictures.filter((picture) => !isMain(picture))) };
  },
});

export const usualFact = defineFact({
  id: 'usual',
  scope: 'image',
  version: QUALITY_FACT_VERSION,
  title: 'What is usual among the main pictures of the set, or among its others, and how far this picture is from it.',
  schema: z.object({
    compared: z.number().int().meta({ title: 'pictures that were compared' }),
    ratio: z.number().nullable().meta({
      title: 'usual width / height',
      description: 'Null where fewer than 8 pictures were compared, or fewer than 80 % of them agree.',
    }),
    ratioOff: z.number().nullable().meta({ title: 'difference from it', unit: 'share' }),
    longSide: z
      .number()
      .nullable()
      .meta({ title: 'median of the longer sides', unit: 'px', description: 'Null where fewer than 8 were compared.' }),
    sizeTimes: z.number().nullable().meta({ title: 'times that it is larger or smaller' }),
    greyAmongColoured: z.boolean().meta({ title: 'grey where at least 80 % of the others are in colour' }),
  }),
  needsSet: [lookFact.id],
  compute: async (subject, _params, context) => {
    const kept = context.set(lookFact.id).get(subject.path);
    if (kept === undefined || 'error' in kept)
      throw new ListingLintError('fact-unavailable', kept?.error ?? 'the picture was not looked at');
    const run = await context.useRun(usualOfRun);
    const { compared, ratio, longSide, areColoured } = roleOf(subject) === 'main' ? run.main : run.others;
    const own = kept.value;
    return {
      ...{ compared, ratio, longSide },
      ratioOff: ratio === null ? null : roundedTo(Math.abs(own.ratio / ratio - 1)),
      sizeTimes: longSide === null ? null : roundedTo(Math.max(own.longSide / longSide, longSide / own.longSide), 2),
      greyAmongColoured: areColoured && own.tinged < GREY,
    };
  },
  caveats: ({ compared }) =>
    compared < LEAST_PICTURES
      ? [
          `what is usual is not known of fewer than ${LEAST_PICTURES} pictures of a kind: proportion, size and colour were compared with nothing`,
        ]
      : [],
});
