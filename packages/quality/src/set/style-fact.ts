import { posix } from 'node:path';
import { defineFact, defineRunResource } from '@listing-lint/core/plugin';
import { listingOf } from '@listing-lint/rules/subject';
import { z } from 'zod';
import { QUALITY_FACT_VERSION } from '../measures-resource.ts';
import { roundedTo } from '../parts.ts';
import { isMain, type Look, type LookedPicture, lookedAt, lookFact, medianOf } from './look-fact.ts';

/** Pictures that must be there for a style, and the share of them that must agree on a trait. */
const LEAST_PICTURES = 8;
const MOST_AGREE = 0.8;
/** Tolerances beyond which a picture is odd; within one of them it agrees. */
const ODD = 2;
const MOST_VALUES = 300;

interface Trait {
  readonly name: string;
  readonly tolerance: number;
  readonly value: (look: Look) => number | null;
  readonly words: (value: number) => string;
}

const level = (value: number): string => `${Math.round(value)} of 255`;
const percent = (value: number): string => `${Math.round(100 * value)} %`;

/** How pictures may look alike. A ratio is a logarithm, so that 2:1 is as far from the square as 1:2. */
const TRAITS: readonly Trait[] = [
  {
    name: 'ratio',
    tolerance: 0.03,
    value: ({ ratio }) => Math.log(ratio),
    words: (value) => Math.exp(value).toFixed(2),
  },
  { name: 'evenness of the ground', tolerance: 0.2, value: ({ even }) => even, words: percent },
  {
    name: 'lightness of the ground',
    tolerance: 18,
    value: ({ ground, even }) => (even < 0.6 ? null : ground),
    words: level,
  },
  { name: 'margin', tolerance: 0.12, value: ({ margin }) => margin, words: percent },
  { name: 'light', tolerance: 25, value: ({ light }) => light, words: level },
  { name: 'warmth', tolerance: 14, value: ({ warmth }) => warmth, words: level },
];

interface TraitStyle {
  readonly trait: Trait;
  readonly usual: number;
  readonly agree: number;
  readonly values: readonly { readonly picture: LookedPicture; readonly value: number }[];
}

const stylesOf = (pictures: readonly LookedPicture[]): readonly TraitStyle[] =>
  TRAITS.flatMap((trait) => {
    const values = pictures.flatMap((picture) => {
      const value = trait.value(picture.look);
      return value === null ? [] : [{ picture, value }];
    });
    if (values.length < LEAST_PICTURES) return [];
    const usual = medianOf(values.map(({ value }) => value));
    const agree = values.filter(({ value }) => Math.abs(value - usual) <= trait.tolerance).length;
    return agree < MOST_AGREE * values.length ? [] : [{ trait, usual, agree, values }];
  });

/** The style of all main pictures of the shop, and pictures by listing: once a run. */
const styleOfRun = defineRunResource({
  id: 'quality/style',
  create: (context) => {
    const pictures = lookedAt(context);
    const mains = pictures.filter(isMain);
    const byListing = new Map<string, LookedPicture[]>();
    for (const picture of pictures) {
      const listing = listingOf(picture.subject);
      if (listing !== undefined) byListing.set(listing, [...(byListing.get(listing) ?? []), picture]);
    }
    return { mains, shop: stylesOf(mains), byListing };
  },
});

const styleSchema = z.object({
  compared: z.number().int().meta({ title: 'main pictures of the set that were compared' }),
  summary: z.string().meta({ title: 'what differs, in words' }),
  traits: z
    .array(
      z.object({
        name: z.string(),
        among: z.string().meta({ title: 'which pictures have it in common' }),
        usual: z.string(),
        usualFrom: z.number(),
        usualTo: z.number(),
        values: z.array(z.object({ value: z.number(), own: z.boolean(), odd: z.boolean(), words: z.string() })),
      }),
    )
    .meta({ title: 'traits in which pictures of the listing differ from the style of the others' }),
  odd: z.array(z.object({ path: z.string(), message: z.string() })),
});

type StyleValue = z.infer<typeof styleSchema>;

export const houseStyleFact = defineFact({
  id: 'houseStyle',
  scope: 'listing',
  version: QUALITY_FACT_VERSION,
  title:
    'Whether pictures of the listing differ from what the others have in common: ratio, ground, margin, light, warmth.',
  schema: styleSchema,
  needsSet: [lookFact.id],
  compute: async (subject, _params, context): Promise<StyleValue> => {
    const { mains, shop, byListing } = await context.useRun(styleOfRun);
    const own = new Set(byListing.get(subject.path) ?? []);
    const others = [...own].filter((picture) => !isMain(picture));
    const told = [
      ...shop.map((style) => traitOf(style, own, 'main pictures')),
      ...stylesOf(others).map((style) => traitOf(style, new Set(others), 'other pictures of the listing')),
    ].filter(({ odd }) => odd.length > 0);
    const odd = told.flatMap((each) => each.odd);
    return {
      compared: mains.length,
      summary: summaryOf(odd.map(({ words }) => words)),
      traits: told.map(({ plot }) => plot),
      odd: odd.map(({ path, message }) => ({ path, message })),
    };
  },
  caveats: ({ compared }) =>
    compared < LEAST_PICTURES ? [`no style of the shop is known of fewer than ${LEAST_PICTURES} main pictures`] : [],
  related: ({ odd }) => odd,
});

const MOST_WORDS = 4;
const summaryOf = (words: readonly string[]): string => {
  const more = words.length - MOST_WORDS;
  return [...words.slice(0, MOST_WORDS), ...(more > 0 ? [`and ${more} more`] : [])].join('; ');
};

interface ToldTrait {
  readonly odd: readonly { readonly path: string; readonly message: string; readonly words: string }[];
  readonly plot: StyleValue['traits'][number];
}

const traitOf = (
  { trait, usual, agree, values }: TraitStyle,
  own: ReadonlySet<LookedPicture>,
  among: string,
): ToldTrait => {
  const isOdd = (value: number): boolean => Math.abs(value - usual) > ODD * trait.tolerance;
  const reach = `${agree} of ${values.length} ${among}`;
  return {
    odd: values
      .filter(({ picture, value }) => own.has(picture) && isOdd(value))
      .map(({ picture, value }) => {
        const message = `${trait.name} ${trait.words(value)}, where ${reach} have about ${trait.words(usual)}`;
        return { path: picture.subject.path, message, words: `${posix.basename(picture.subject.path)}: ${message}` };
      }),
    plot: {
      name: trait.name,
      among: reach,
      usual: trait.words(usual),
      usualFrom: roundedTo(usual - ODD * trait.tolerance),
      usualTo: roundedTo(usual + ODD * trait.tolerance),
      values: thinned(values, own).map(({ picture, value }) => ({
        value: roundedTo(value),
        own: own.has(picture),
        odd: isOdd(value),
        words: trait.words(value),
      })),
    },
  };
};

/** At most 300 of them, all of the listing's own among them. */
const thinned = (values: TraitStyle['values'], own: ReadonlySet<LookedPicture>): TraitStyle['values'] => {
  const step = Math.ceil(values.length / MOST_VALUES);
  return values.filter(({ picture }, index) => own.has(picture) || index % step === 0);
};
